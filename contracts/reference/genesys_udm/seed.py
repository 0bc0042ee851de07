"""The seed: two dozen jobs, their history of 130 runs, and the files that came of them."""

from __future__ import annotations

import datetime as dt
import hashlib

from contracts.reference.genesys_udm import data
from contracts.reference.genesys_udm.exporting import exported
from contracts.reference.genesys_udm.schedule import next_run
from contracts.reference.genesys_udm.state import (
    CANCELLED,
    COMPLETED,
    FAILED,
    IN_PROGRESS,
    SCHEDULED,
    SUSPENDED,
    Certificate,
    Job,
    Order,
    Store,
    written,
)

RUNS = 130
LONG_RUN_S = 3600.0 * 24
_CRON = "30 2 * * *"
_STATES = {
    3: FAILED,
    7: SCHEDULED,
    9: CANCELLED,
    12: SCHEDULED,
    13: SUSPENDED,
    15: SCHEDULED,
    18: FAILED,
    20: IN_PROGRESS,
    22: SUSPENDED,
}
_RECURRING = frozenset({12, 15})
_MEDIA = (["voice", "email", "chat"], ["email"], ["voice"], ["chat", "callback"])
_PAIRS = [(source, name) for source, names in data.TYPES.items() for name in names]


def fill(store: Store) -> None:
    """Put the seed into an empty store."""
    now = store.clock.now().replace(microsecond=0)
    store.certificate = Certificate(
        "contact-centre-2025.pem",
        f"-----BEGIN CERTIFICATE-----\n{hashlib.sha256(b'udm').hexdigest()}\n"
        "-----END CERTIFICATE-----\n".encode(),
        now - dt.timedelta(days=120),
    )
    jobs = [_job(store, place, now) for place in range(len(data.TITLES))]
    ran = [job for job in jobs if job.status in {COMPLETED, FAILED} or _recurs(job)]
    for number in range(RUNS - 1):
        job = ran[number % len(ran)]
        _past_run(store, job, now - dt.timedelta(hours=(RUNS - number) * 5, minutes=number % 11))
    running = next(job for job in jobs if job.status == IN_PROGRESS)
    run = store.add_run(running, IN_PROGRESS, LONG_RUN_S)
    run.elapsed_s, run.since = LONG_RUN_S * 0.42, store.clock.monotonic()


def _recurs(job: Job) -> bool:
    return bool(job.order.scheduler.get("cron"))


def _job(store: Store, place: int, now: dt.datetime) -> Job:
    status = _STATES.get(place, COMPLETED)
    source, kind = _PAIRS[place % 5 % len(_PAIRS)]
    created = now - dt.timedelta(days=90 - 3 * place, minutes=place * 17)
    begin = now - dt.timedelta(days=120 - place)
    scheduler: dict[str, object] = {"immediately": True}
    if place in _RECURRING:
        scheduler = {"immediately": False, "cron": _CRON}
    elif status in {SCHEDULED, SUSPENDED}:
        start = written(now + dt.timedelta(days=30 + place))
        scheduler = {"immediately": False, "startDate": start}
    params = {"type": kind, "media": list(_MEDIA[place % 4]), "exportAttachments": place % 3 == 0}
    if place % 4 == 1:
        params["fileSplitSize"] = "500"
    order = Order(
        source=source,
        type="DataSync" if place % 6 == 5 else "UCS",  # noqa: PLR2004 - every sixth
        title=data.TITLES[place],
        time_frame={"all": True}
        if place % 3 == 0
        else {
            "all": False,
            "dateFrom": written(begin),
            "dateTo": written(begin + dt.timedelta(days=30)),
        },
        description=data.DESCRIPTIONS[place % 4],
        scheduler=scheduler,
        params=params,
        suspended=status == SUSPENDED,
    )
    job = store.add_job(order, status, created)
    if status == SCHEDULED:
        at = next_run(_CRON, now) if place in _RECURRING else now + dt.timedelta(days=30 + place)
        job.due = store.clock.monotonic() + (at - now).total_seconds() if at else None
    return job


def _past_run(store: Store, job: Job, created: dt.datetime) -> None:
    status = FAILED if job.status == FAILED and not job.runs else COMPLETED
    run = store.add_run(job, status, 60.0)
    run.created = created
    run.elapsed_s = 60.0 if status == COMPLETED else 21.0
    if status == COMPLETED:
        file = exported(run, created + dt.timedelta(minutes=4), lines=3 + run.id % 13)
        run.file_name, run.file_size = file.name, len(file.content)
        store.files[file.name] = file
