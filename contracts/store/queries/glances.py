"""What a page shows at a glance: things by their ids, verdicts as strips, requirements in sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import Integer, case, func, select

from contracts.model import Level, Verdict
from contracts.store.clock import moment
from contracts.store.opening import Store
from contracts.store.queries.runs import RunRow, find_run
from contracts.store.queries.targets import TargetRow, judgings
from contracts.store.schema import (
    clause,
    judged,
    requirement,
    run,
    standing,
    target,
    target_group,
    verdict,
)
from contracts.store.standing import BROKEN, KEPT
from contracts.store.values import text


class Outline(msgspec.Struct, frozen=True):
    """A requirement as the catalogue of a judged target has it."""

    requirement: str
    level: Level
    feature: str


class Named(msgspec.Struct, frozen=True):
    """A target by its names."""

    id: int
    api: str
    name: str


class StripMark(msgspec.Struct, frozen=True):
    """A verdict of a requirement at a target; `run` is the run's id to people."""

    target_id: int
    run: str
    started: dt.datetime
    verdict: Verdict


class RequirementRow(msgspec.Struct, frozen=True):
    """A requirement over all targets.

    `broken` and `kept` count targets, `flips` how often it went from one to the other by the same
    catalogue, over all of them. `since` is the beginning of the oldest breach that lasts, `last`
    that of the latest.
    """

    api: str
    requirement: str
    level: Level
    feature: str
    statement: str
    broken: int
    kept: int
    flips: int
    since: dt.datetime | None
    last: dt.datetime | None


def target_by_id(store: Store, target_id: int) -> TargetRow | None:
    """A target with its latest run; None where there is none."""
    latest = judgings(store, target_id, limit=1)
    if not latest:
        return None
    with store.reading() as connection:
        row = connection.execute(select(target).where(target.c.id == target_id)).one()
        groups = connection.execute(
            select(target_group.c.name)
            .where(target_group.c.target_id == target_id)
            .order_by(target_group.c.name)
        ).scalars()
        return TargetRow(row.id, row.api, row.name, tuple(groups), latest[0])


def target_by_name(store: Store, api: str, name: str) -> TargetRow | None:
    """A target by its API and name; None where there is none."""
    query = select(target.c.id).where(target.c.api == text(api), target.c.name == text(name))
    with store.reading() as connection:
        found = connection.execute(query).scalar_one_or_none()
    return None if found is None else target_by_id(store, found)


def run_by_key(store: Store, key: str) -> RunRow | None:
    """A run by its whole id to people; None where there is none."""
    query = select(run.c.id).where(run.c.key == text(key))
    with store.reading() as connection:
        found = connection.execute(query).scalar_one_or_none()
    return None if found is None else find_run(store, text(key))


def targets_in(store: Store, run_ids: Collection[int]) -> dict[int, list[Named]]:
    """The targets of several runs, each in its run's order."""
    query = (
        select(judged.c.run_id, target)
        .join(target, target.c.id == judged.c.target_id)
        .where(judged.c.run_id.in_(list(run_ids)))
        .order_by(judged.c.run_id, judged.c.position)
    )
    found: dict[int, list[Named]] = {one: [] for one in run_ids}
    with store.reading() as connection:
        for row in connection.execute(query):
            found[row.run_id].append(Named(row.id, row.api, row.name))
    return found


def run_state(store: Store, run_id: int) -> str:
    """What is another text as soon as anything of a run is another."""
    query = select(run.c.content, run.c.kept, run.c.ingested).where(run.c.id == run_id)
    with store.reading() as connection:
        return " ".join(map(str, connection.execute(query).one()))


def verdicts_since(store: Store, target_id: int | None = None) -> dict[int, dt.datetime]:
    """Since when each target, or one, has had the verdict of its latest run, run by run."""
    latest = judged.alias("latest")
    other = (
        select(judged.c.target_id, func.max(judged.c.started).label("ended"))
        .join(target, target.c.id == judged.c.target_id)
        .join(latest, latest.c.id == target.c.judged_id)
        .where(judged.c.verdict != latest.c.verdict)
        .group_by(judged.c.target_id)
        .subquery()
    )
    query = (
        select(judged.c.target_id, func.min(judged.c.started).label("since"))
        .outerjoin(other, other.c.target_id == judged.c.target_id)
        .where(other.c.ended.is_(None) | (judged.c.started > other.c.ended))
        .group_by(judged.c.target_id)
    )
    if target_id is not None:
        query = query.where(judged.c.target_id == target_id)
    with store.reading() as connection:
        return {row.target_id: moment(row.since) for row in connection.execute(query)}


def outline(store: Store, judged_id: int) -> list[Outline]:
    """The requirements that a target was judged by, in the order of the catalogue."""
    query = (
        select(requirement.c.name, clause.c.level, clause.c.feature)
        .join(clause, clause.c.requirement_id == requirement.c.id)
        .join(judged, judged.c.catalogue_id == clause.c.catalogue_id)
        .where(judged.c.id == judged_id)
        .order_by(clause.c.position)
    )
    with store.reading() as connection:
        rows = connection.execute(query)
        return [Outline(row.name, Level(row.level), row.feature) for row in rows]


def verdicts_in(store: Store, judged_ids: Collection[int]) -> dict[str, dict[int, Verdict]]:
    """The verdicts of judged targets by requirement."""
    query = (
        select(requirement.c.name, verdict.c.judged_id, verdict.c.verdict)
        .join(requirement, requirement.c.id == verdict.c.requirement_id)
        .where(verdict.c.judged_id.in_(list(judged_ids)))
    )
    found: dict[str, dict[int, Verdict]] = {}
    known = {one.value: one for one in Verdict}
    with store.reading() as connection:
        for name, judged_id, said in connection.execute(query):
            found.setdefault(name, {})[judged_id] = known[said]
    return found


def strips(
    store: Store, api: str, name: str, target_ids: Sequence[int], *, runs: int = 30
) -> dict[int, list[StripMark]]:
    """The verdicts of one requirement in the latest runs of these targets, the oldest first."""
    number = (
        func.row_number()
        .over(
            partition_by=judged.c.target_id, order_by=(judged.c.started.desc(), judged.c.id.desc())
        )
        .label("number")
    )
    latest = (
        select(judged.c.id, judged.c.target_id, judged.c.started, judged.c.run_id, number)
        .where(judged.c.target_id.in_(list(target_ids)))
        .subquery()
    )
    query = (
        select(latest.c.target_id, latest.c.started, run.c.key, verdict.c.verdict)
        .join(run, run.c.id == latest.c.run_id)
        .join(verdict, verdict.c.judged_id == latest.c.id)
        .join(requirement, requirement.c.id == verdict.c.requirement_id)
        .where(latest.c.number <= runs, requirement.c.api == text(api))
        .where(requirement.c.name == text(name))
        .order_by(latest.c.started, latest.c.id)
    )
    found: dict[int, list[StripMark]] = {}
    with store.reading() as connection:
        for row in connection.execute(query):
            mark = StripMark(row.target_id, row.key, moment(row.started), Verdict(row.verdict))
            found.setdefault(row.target_id, []).append(mark)
    return found


def requirement_rows(store: Store, *, api: str | None = None) -> list[RequirementRow]:
    """The requirements that anything was judged by: what most targets break comes first."""
    since = judged.alias("since")
    query = (
        select(
            standing.c.requirement_id,
            requirement.c.api,
            requirement.c.name,
            _count(standing.c.state == BROKEN).label("broken"),
            _count(standing.c.state == KEPT).label("kept"),
            func.sum(standing.c.flips).label("flips"),
            func.min(since.c.started).label("since"),
            func.max(since.c.started).label("last"),
        )
        .join(requirement, requirement.c.id == standing.c.requirement_id)
        .outerjoin(since, (since.c.id == standing.c.since_id) & (standing.c.state == BROKEN))
        .group_by(standing.c.requirement_id, requirement.c.api, requirement.c.name)
    )
    newest = select(
        clause.c.requirement_id, func.max(clause.c.catalogue_id).label("catalogue_id")
    ).group_by(clause.c.requirement_id)
    if api is not None:
        query = query.where(requirement.c.api == text(api))
    inner = newest.subquery()
    words = select(clause).join(
        inner,
        (inner.c.requirement_id == clause.c.requirement_id)
        & (inner.c.catalogue_id == clause.c.catalogue_id),
    )
    with store.reading() as connection:
        clauses = {row.requirement_id: row for row in connection.execute(words)}
        rows = [
            _requirement(row, clauses[row.requirement_id])
            for row in connection.execute(query)
            if row.requirement_id in clauses
        ]
    return sorted(rows, key=lambda one: (-one.broken, -one.flips, one.api, one.requirement))


def _count(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0).cast(Integer))


def _requirement(row: Any, words: Any) -> RequirementRow:
    return RequirementRow(
        api=row.api,
        requirement=row.name,
        level=Level(words.level),
        feature=words.feature,
        statement=words.statement,
        broken=int(row.broken),
        kept=int(row.kept),
        flips=int(row.flips),
        since=None if row.since is None else moment(row.since),
        last=None if row.last is None else moment(row.last),
    )
