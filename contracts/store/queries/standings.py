"""Where requirements stand: who breaks them, since when, and what flips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, select

from contracts.model import Level, Verdict
from contracts.store.clock import moment
from contracts.store.opening import Store
from contracts.store.schema import clause, judged, requirement, run, standing, target, verdict
from contracts.store.standing import BROKEN

_AT_A_TIME = 10_000


class StandingRow(msgspec.Struct, frozen=True):
    """Where a requirement stands at a target.

    `verdict` and `reason` are the latest. `state` is `kept`, `broken`, or `open` where nothing was
    ever judged, since the run `since`. `flips` counts how often it went from one to the other by
    the same catalogue, `flipped` is when it did so last.
    """

    api: str
    requirement: str
    target_id: int
    target: str
    level: Level
    feature: str
    verdict: Verdict
    reason: str
    run: str
    started: dt.datetime
    state: str
    since_run: str
    since: dt.datetime
    flips: int
    flipped: dt.datetime | None


def standings(  # noqa: PLR0913 - each narrows the list
    store: Store,
    *,
    api: str | None = None,
    requirement_name: str | None = None,
    target_id: int | None = None,
    state: str | None = None,
    limit: int | None = None,
) -> list[StandingRow]:
    """Where requirements stand: of an API, of one requirement, at one target, in one state.

    What broke last comes first.
    """
    narrowed = [] if api is None else [requirement.c.api == api]
    if requirement_name is not None:
        narrowed.append(requirement.c.name == requirement_name)
    if target_id is not None:
        narrowed.append(standing.c.target_id == target_id)
    if state is not None:
        narrowed.append(standing.c.state == state)
    since = judged.alias()
    few = _few(narrowed, since.c.started.desc(), limit).join(
        since, since.c.id == standing.c.since_id
    )
    found = _standings(store, narrowed, few if limit is not None else None)
    return sorted(found, key=lambda one: (-one.since.timestamp(), one.requirement, one.target_id))


def broken(store: Store, **narrowed: Any) -> list[StandingRow]:
    """What is broken, the latest first; narrowed as `standings` is."""
    return standings(store, state=BROKEN, **narrowed)


def flipping(
    store: Store, *, api: str | None = None, least: int = 2, limit: int = 100
) -> list[StandingRow]:
    """What went from kept to broken or back at least so often, most often first."""
    narrowed = [standing.c.flips >= least]
    if api is not None:
        narrowed.append(requirement.c.api == api)
    found = _standings(store, narrowed, _few(narrowed, standing.c.flips.desc(), limit))
    return sorted(found, key=lambda one: (-one.flips, one.requirement, one.target_id))


def _few(
    narrowed: Sequence[ColumnElement[bool]], first: ColumnElement[Any], limit: int | None
) -> Select[Any]:
    """The keys of the first standings, found before what is shown of them is looked up."""
    return (
        select(standing.c.target_id, standing.c.requirement_id)
        .join(requirement, requirement.c.id == standing.c.requirement_id)
        .where(*narrowed)
        .order_by(first, requirement.c.name, standing.c.target_id)
        .limit(limit)
    )


def _standings(
    store: Store, narrowed: Sequence[ColumnElement[bool]], few: Select[Any] | None
) -> list[StandingRow]:
    query = (
        select(
            target.c.api,
            requirement.c.name.label("requirement"),
            target.c.id.label("target_id"),
            target.c.name.label("target"),
            clause.c.level,
            clause.c.feature,
            standing.c.verdict,
            verdict.c.reason,
            standing.c.judged_id,
            standing.c.state,
            standing.c.since_id,
            standing.c.flips,
            standing.c.flipped_id,
        )
        .select_from(standing)
        .join(target, target.c.id == standing.c.target_id)
        .join(requirement, requirement.c.id == standing.c.requirement_id)
        .join(judged, judged.c.id == standing.c.judged_id)
        .join(
            verdict,
            (verdict.c.judged_id == standing.c.judged_id)
            & (verdict.c.requirement_id == standing.c.requirement_id),
        )
        .join(
            clause,
            (clause.c.catalogue_id == judged.c.catalogue_id)
            & (clause.c.requirement_id == standing.c.requirement_id),
        )
    )
    if few is None:
        query = query.where(*narrowed)
    else:
        keys = few.subquery()
        query = query.join(
            keys,
            (keys.c.target_id == standing.c.target_id)
            & (keys.c.requirement_id == standing.c.requirement_id),
        )
    with store.reading() as connection:
        rows = connection.execute(query).all()
        named = {row.judged_id for row in rows} | {row.since_id for row in rows}
        named |= {row.flipped_id for row in rows if row.flipped_id is not None}
        runs = _runs_of(connection, sorted(named))
    return [_standing(row, runs) for row in rows]


def _runs_of(
    connection: Connection, judged_ids: Sequence[int]
) -> dict[int, tuple[str, dt.datetime]]:
    """The run of each judged target: its id to people, and when it began.

    Joined in, three times over, they would cost the database more to plan than to look up.
    """
    found = {}
    for at in range(0, len(judged_ids), _AT_A_TIME):
        some = judged_ids[at : at + _AT_A_TIME]
        query = select(judged.c.id, run.c.key, judged.c.started)
        query = query.join(run, run.c.id == judged.c.run_id).where(judged.c.id.in_(some))
        for judged_id, key, started in connection.execute(query):
            found[judged_id] = key, moment(started)
    return found


def _standing(row: Any, runs: Mapping[int, tuple[str, dt.datetime]]) -> StandingRow:
    name, started = runs[row.judged_id]
    since_run, since = runs[row.since_id]
    return StandingRow(
        api=row.api,
        requirement=row.requirement,
        target_id=row.target_id,
        target=row.target,
        level=Level(row.level),
        feature=row.feature,
        verdict=Verdict(row.verdict),
        reason=row.reason,
        run=name,
        started=started,
        state=row.state,
        since_run=since_run,
        since=since,
        flips=row.flips,
        flipped=None if row.flipped_id is None else runs[row.flipped_id][1],
    )
