"""Runs of a store."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from sqlalchemy import Select, func, select

from contracts.model import Results, RunVerdict, TargetResult
from contracts.store.clock import moment, stamp
from contracts.store.errors import StoreError
from contracts.store.opening import Store
from contracts.store.schema import acceptance, judged, run, target
from contracts.store.values import text, unpacked

_SHOWN = 5


class RunRow(msgspec.Struct, frozen=True):
    """A run; `key` is its id to people. `exit` and `decision` are the gate's, where it decided."""

    id: int
    key: str
    started: dt.datetime
    seconds: float
    suite: str
    depth: str
    explore: bool
    verdict: RunVerdict
    targets: int
    stopped: str | None = None
    exit: int | None = None
    decision: str | None = None
    batch: str | None = None
    place: str = ""
    accepted: bool = False


def runs(  # noqa: PLR0913 - each narrows the list
    store: Store,
    *,
    api: str | None = None,
    target_id: int | None = None,
    batch: str | None = None,
    before: dt.datetime | None = None,
    limit: int = 50,
    offset: int = 0,
) -> list[RunRow]:
    """Runs, the latest first: those of an API, of a target, of a batch, begun before a time."""
    query = _rows()
    if api is not None or target_id is not None:
        inner = select(judged.c.run_id)
        if api is not None:
            inner = inner.join(target, target.c.id == judged.c.target_id)
            inner = inner.where(target.c.api == api)
        if target_id is not None:
            inner = inner.where(judged.c.target_id == target_id)
        query = query.where(run.c.id.in_(inner))
    if batch is not None:
        query = query.where(run.c.batch == batch)
    if before is not None:
        query = query.where(run.c.started < stamp(before))
    query = query.order_by(run.c.started.desc(), run.c.id.desc()).limit(limit).offset(offset)
    with store.reading() as connection:
        return [_row(one) for one in connection.execute(query)]


def find_run(store: Store, given: str) -> RunRow:
    """The run with this id, or the only one whose id begins so; `latest` is the latest.

    Raises StoreError where there is none, or more than one.
    """
    query = _rows().order_by(run.c.started.desc(), run.c.id.desc()).limit(_SHOWN)
    if given != "latest":
        query = query.where(run.c.key.startswith(text(given), autoescape=True))
    with store.reading() as connection:
        found = [_row(one) for one in connection.execute(query)]
    exact = [one for one in found if one.key == given]
    if exact or (found and given == "latest"):
        return (exact or found)[0]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(one.key for one in found)
        msg = f"the store {store.name} has several runs that begin with {given}: {names}"
    else:
        msg = f"the store {store.name} has no run {given}"
    raise StoreError(msg)


def set_place(store: Store, key: str, place: str) -> None:
    """Say where the folder of a run is now."""
    with store.writing() as connection:
        connection.execute(run.update().where(run.c.key == text(key)).values(place=text(place)))


def results_of(store: Store, run_id: int) -> Results:
    """All that came of a run, as its results.json says it."""
    with store.reading() as connection:
        head = connection.execute(select(run.c.document).where(run.c.id == run_id)).scalar_one()
        rows = connection.execute(
            select(judged.c.document).where(judged.c.run_id == run_id).order_by(judged.c.position)
        ).scalars()
        targets = tuple(unpacked(one, TargetResult) for one in rows)
    return msgspec.structs.replace(unpacked(head, Results), targets=targets)


def _rows() -> Select[Any]:
    count = select(func.count()).where(judged.c.run_id == run.c.id).scalar_subquery()
    columns = [one for one in run.c if one.name not in {"document", "content", "kept", "ingested"}]
    return select(*columns, count.label("targets"), acceptance.c.accepted).outerjoin(
        acceptance, acceptance.c.run_id == run.c.id
    )


def _row(row: Any) -> RunRow:
    return RunRow(
        id=row.id,
        key=row.key,
        started=moment(row.started),
        seconds=row.seconds,
        suite=row.suite,
        depth=row.depth,
        explore=row.explore,
        verdict=RunVerdict(row.verdict),
        targets=row.targets,
        stopped=row.stopped,
        exit=row.exit,
        decision=row.decision,
        batch=row.batch,
        place=row.place,
        accepted=row.accepted is not None,
    )
