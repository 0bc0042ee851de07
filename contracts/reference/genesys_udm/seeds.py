"""Data of the user's: the token, the certificate, and jobs with their runs and files."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any

from contracts.reference.genesys_udm.exporting import exported
from contracts.reference.genesys_udm.schedule import next_run
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import (
    COMPLETED,
    SCHEDULED,
    SUSPENDED,
    Certificate,
    Job,
    Order,
    Store,
    read_moment,
    written,
)
from contracts.reference.seeds import Data, InvalidData, Seeds

_RUN_S = 60.0
_LINES = 5
_DAY = dt.timedelta(days=1)
_LATER = dt.timedelta(days=30)


def fill(server: Udm, data: Data) -> None:
    """Have this token, this certificate and these jobs, as far as they are named."""
    store = server.store
    now = store.clock.now().replace(microsecond=0)
    server.token = data.get("token", server.token)
    if "certificate" in data:
        said = data["certificate"]
        when = read_moment(said.get("modified", "")) or now
        store.certificate = Certificate(said["name"], said["content"].encode(), when)
    if "jobs" in data:
        for table in (store.jobs, store.history, store.files, store.moving):
            table.clear()
        store.job_numbers, store.run_numbers = itertools.count(1001), itertools.count(50001)
        for place, row in enumerate(data["jobs"]):
            _job(store, row, now, ("jobs", place))


def _job(store: Store, row: Mapping[str, Any], now: dt.datetime, at: tuple[str | int, ...]) -> None:
    status = row.get("status", COMPLETED)
    created = read_moment(row.get("created", "")) or now - _DAY
    start = read_moment(row.get("startDate", "")) or now + _LATER
    frame = row.get("timeFrame")
    order = Order(
        source=row.get("source", "UCSX"),
        type=row.get("type", "UCS"),
        title=row["title"],
        time_frame={"all": False, **frame} if frame else {"all": True},
        description=row.get("description", ""),
        scheduler=_scheduler(status, row.get("cron"), start),
        params={
            "type": row.get("dataType", "Interaction"),
            "media": list(row.get("media", ["voice"])),
            "exportAttachments": row.get("exportAttachments", False),
        },
        suspended=status == SUSPENDED,
    )
    job = store.add_job(order, status, created)
    if status == SCHEDULED:
        job.due = _due(store, row.get("cron"), start, now, (*at, "cron"))
    for one in row.get("runs", ()):
        _run(store, job, one)


def _scheduler(status: str, cron: str | None, start: dt.datetime) -> dict[str, Any]:
    if cron is not None:
        return {"immediately": False, "cron": cron}
    if status in {SCHEDULED, SUSPENDED}:
        return {"immediately": False, "startDate": written(start)}
    return {"immediately": True}


def _due(
    store: Store, cron: str | None, start: dt.datetime, now: dt.datetime, at: tuple[str | int, ...]
) -> float | None:
    """The monotonic time of the first start."""
    moment: dt.datetime | None = start
    if cron is not None:
        try:
            moment = next_run(cron, now)
        except ValueError as trouble:
            raise InvalidData(at, f"{cron!r} is no cron expression: {trouble}") from trouble
    return store.clock.monotonic() + (moment - now).total_seconds() if moment else None


def _run(store: Store, job: Job, row: Mapping[str, Any]) -> None:
    status = row.get("status", COMPLETED)
    run = store.add_run(job, status, _RUN_S)
    run.created = read_moment(row.get("created", "")) or job.created
    run.elapsed_s = _RUN_S if status == COMPLETED else _RUN_S / 3
    if status == COMPLETED:
        file = exported(run, run.created + dt.timedelta(seconds=_RUN_S), row.get("lines", _LINES))
        run.file_name, run.file_size = file.name, len(file.content)
        store.files[file.name] = file


def target(before: Data, data: Data) -> Data:
    """The token that callers need."""
    if "token" not in data:
        return before
    return {**before, "auth": {**before["auth"], "token": data["token"]}}


SEEDS = Seeds(fill, target)
