"""Targets of a store, each as its latest run found it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, select

from contracts.model import RunVerdict, Verdict
from contracts.store.clock import moment
from contracts.store.errors import StoreError
from contracts.store.opening import Store
from contracts.store.schema import catalogue, judged, run, tally, target, target_group
from contracts.store.values import add_missing, text

Counts = Mapping[Verdict, int]
_ORDER = (RunVerdict.NOT_CONFORMING, RunVerdict.NOT_VERIFIED, RunVerdict.CONFORMING)


class JudgedRow(msgspec.Struct, frozen=True):
    """A target in one run. `run` is the run's id to people, `catalogue` a digest.

    `trouble` says why it, or what came later, could not be judged.
    """

    id: int
    target_id: int
    run_id: int
    run: str
    started: dt.datetime
    verdict: RunVerdict
    base_url: str
    version: str
    origin: str
    exchanges: int
    seconds: float
    catalogue: str
    trouble: str | None
    counts: Counts


class TargetRow(msgspec.Struct, frozen=True):
    """A target, its groups, and its latest run."""

    id: int
    api: str
    name: str
    groups: tuple[str, ...]
    latest: JudgedRow


class BatchRow(msgspec.Struct, frozen=True):
    """A target that the run of a fleet judged; the gate decided `exit` of its run, and why.

    `place` is the folder of that run.
    """

    api: str
    name: str
    judged: JudgedRow
    exit: int | None
    decision: str
    place: str


def targets(store: Store, *, api: str | None = None, group: str | None = None) -> list[TargetRow]:
    """The targets, worst first: by verdict, by what fails, by name."""
    narrowed = []
    if api is not None:
        narrowed.append(target.c.api == api)
    if group is not None:
        within = select(target_group.c.target_id).where(target_group.c.name == group)
        narrowed.append(target.c.id.in_(within))
    return sorted(_targets(store, *narrowed), key=_badness)


def _targets(store: Store, *narrowed: ColumnElement[bool]) -> list[TargetRow]:
    query = _judged().add_columns(target.c.api, target.c.name)
    query = query.join(target, target.c.judged_id == judged.c.id).where(*narrowed)
    with store.reading() as connection:
        rows = connection.execute(query).all()
        wanted = select(target.c.judged_id).where(*narrowed)
        counts = _counts(connection, wanted)
        groups: dict[int, list[str]] = {}
        for one in connection.execute(select(target_group).order_by(target_group.c.name)):
            groups.setdefault(one.target_id, []).append(one.name)
    return [
        TargetRow(
            row.target_id,
            row.api,
            row.name,
            tuple(groups.get(row.target_id, ())),
            _row(row, counts.get(row.id, {})),
        )
        for row in rows
    ]


def _badness(one: TargetRow) -> tuple[Any, ...]:
    counts = one.latest.counts
    worst = [-counts.get(verdict, 0) for verdict in (Verdict.FAIL, Verdict.INCONCLUSIVE)]
    return _ORDER.index(one.latest.verdict), *worst, one.api, one.name


def find_target(store: Store, given: str, *, api: str | None = None) -> TargetRow:
    """The target of this name, or `API:NAME`. Raises StoreError where there is none, or several."""
    called = target.c.name == given
    of, _, rest = given.partition(":")
    if rest:
        called |= (target.c.api == of) & (target.c.name == rest)
    found = _targets(store, called, *([target.c.api == api] if api is not None else []))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{one.api}:{one.name}" for one in found)
        msg = f"the store {store.name} has several targets {given}: {names}"
    else:
        msg = f"the store {store.name} has no target {given}"
    raise StoreError(msg)


def features(store: Store, judged_ids: Collection[int]) -> dict[int, dict[str, dict[Verdict, int]]]:
    """The verdicts of judged targets, counted by feature."""
    found: dict[int, dict[str, dict[Verdict, int]]] = {one: {} for one in judged_ids}
    query = select(tally).where(tally.c.judged_id.in_(list(judged_ids)))
    with store.reading() as connection:
        for row in connection.execute(query.order_by(tally.c.feature)):
            cell = found[row.judged_id].setdefault(row.feature, {})
            cell[Verdict(row.verdict)] = row.number
    return found


def judgings(store: Store, target_id: int, *, limit: int = 100) -> list[JudgedRow]:
    """The runs that judged a target, the latest first."""
    query = (
        _judged()
        .where(judged.c.target_id == target_id)
        .order_by(judged.c.started.desc(), judged.c.id.desc())
        .limit(limit)
    )
    with store.reading() as connection:
        rows = connection.execute(query).all()
        counts = _counts(connection, [row.id for row in rows])
    return [_row(row, counts.get(row.id, {})) for row in rows]


def judged_in(store: Store, run_id: int) -> list[tuple[str, str, JudgedRow]]:
    """The targets of a run in its order: API, name, and what was found."""
    query = _judged().add_columns(target.c.api, target.c.name)
    query = query.join(target, target.c.id == judged.c.target_id)
    query = query.where(judged.c.run_id == run_id).order_by(judged.c.position)
    with store.reading() as connection:
        rows = connection.execute(query).all()
        counts = _counts(connection, [row.id for row in rows])
    return [(row.api, row.name, _row(row, counts.get(row.id, {}))) for row in rows]


def judged_by(store: Store, batch: str) -> list[BatchRow]:
    """The targets that the run of a fleet judged, by API and name."""
    query = _judged().add_columns(
        target.c.api, target.c.name, run.c.exit, run.c.decision, run.c.place
    )
    query = query.join(target, target.c.id == judged.c.target_id).where(run.c.batch == text(batch))
    with store.reading() as connection:
        rows = connection.execute(query.order_by(target.c.api, target.c.name, judged.c.id)).all()
        counts = _counts(connection, [row.id for row in rows])
    return [
        BatchRow(
            row.api,
            row.name,
            _row(row, counts.get(row.id, {})),
            row.exit,
            row.decision or "",
            row.place,
        )
        for row in rows
    ]


def set_groups(store: Store, api: str, name: str, groups: Collection[str]) -> None:
    """Put a target into these groups and no others; it is made where it is not known yet."""
    with store.writing() as connection:
        add_missing(connection, target, [{"api": text(api), "name": text(name)}])
        found = connection.execute(
            select(target.c.id).where(target.c.api == text(api), target.c.name == text(name))
        ).scalar_one()
        connection.execute(target_group.delete().where(target_group.c.target_id == found))
        rows = [{"target_id": found, "name": text(one)} for one in sorted(set(groups))]
        add_missing(connection, target_group, rows)


def _judged() -> Select[Any]:
    columns = [
        one for one in judged.c if one.name not in {"document", "catalogue_id", "position", "allow"}
    ]
    return (
        select(*columns, run.c.key.label("run"), catalogue.c.digest.label("catalogue"))
        .join(run, run.c.id == judged.c.run_id)
        .join(catalogue, catalogue.c.id == judged.c.catalogue_id)
    )


def _counts(
    connection: Connection, wanted: Collection[int] | Select[Any]
) -> dict[int, dict[Verdict, int]]:
    """How often each verdict is among those of judged targets, by their ids."""
    query = (
        select(tally.c.judged_id, tally.c.verdict, func.sum(tally.c.number))
        .where(tally.c.judged_id.in_(wanted))
        .group_by(tally.c.judged_id, tally.c.verdict)
    )
    found: dict[int, dict[Verdict, int]] = {}
    for judged_id, said, number in connection.execute(query):
        found.setdefault(judged_id, {})[Verdict(said)] = int(number)
    return found


def _row(row: Any, counts: Counts) -> JudgedRow:
    return JudgedRow(
        id=row.id,
        target_id=row.target_id,
        run_id=row.run_id,
        run=row.run,
        started=moment(row.started),
        verdict=RunVerdict(row.verdict),
        base_url=row.base_url,
        version=row.version,
        origin=row.origin,
        exchanges=row.exchanges,
        seconds=row.seconds,
        catalogue=row.catalogue,
        trouble=row.trouble,
        counts=counts,
    )
