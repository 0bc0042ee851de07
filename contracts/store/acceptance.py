"""Accepted runs: what a later run may break without failing its gate.

A run is accepted by somebody, never by itself. What counts for a target is the latest of its
accepted runs, by when they began: what that run found, and nothing worse, is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from sqlalchemy import func, select

from contracts.engine import Hold
from contracts.gate import hold
from contracts.model import BaselineEntry, Catalogue, Results, Verdict
from contracts.store.clock import moment, now, stamp
from contracts.store.errors import StoreError
from contracts.store.opening import Store
from contracts.store.queries.runs import RunRow, find_run
from contracts.store.schema import acceptance, judged, requirement, run, target, verdict
from contracts.store.values import text

_SHORT = (
    Verdict.FAIL,
    Verdict.INCONCLUSIVE,
    Verdict.WARN,
    Verdict.NOT_TESTED,
    Verdict.WAIVED,
)


class Accepted(msgspec.Struct, frozen=True):
    """What is accepted: entries of a baseline, and the targets (API, name) that have a run."""

    entries: tuple[BaselineEntry, ...]
    targets: frozenset[tuple[str, str]]


def accept(
    store: Store, given: str, *, owner: str, reason: str = "", at: dt.datetime | None = None
) -> RunRow:
    """Accept a run; `owner` says who does. Once more changes owner, reason and time.

    Raises StoreError where there is no such run, or it is no measure for others: it explored, or
    was not made to its end.
    """
    row = find_run(store, given)
    with store.writing() as connection:
        query = select(judged.c.trouble).where(judged.c.run_id == row.id)
        troubles = [one for one in connection.execute(query).scalars() if one]
        why = "it explored" if row.explore else row.stopped or next(iter(troubles), "")
        if why:
            msg = f"the run {row.key} cannot be accepted, it is no measure for others: {why}"
            raise StoreError(msg)
        connection.execute(acceptance.delete().where(acceptance.c.run_id == row.id))
        facts = {
            "run_id": row.id,
            "accepted": stamp(at or now()),
            "owner": text(owner),
            "reason": text(reason),
        }
        connection.execute(acceptance.insert().values(facts))
    return row


def withdraw(store: Store, given: str) -> RunRow:
    """Accept a run no longer. Raises StoreError where it was not accepted."""
    row = find_run(store, given)
    with store.writing() as connection:
        gone = connection.execute(acceptance.delete().where(acceptance.c.run_id == row.id))
        if not gone.rowcount:
            msg = f"the run {row.key} is not accepted"
            raise StoreError(msg)
    return row


def accepted(store: Store, apis: Collection[str]) -> Accepted:
    """What is accepted of the targets of these APIs."""
    newest = (
        func.row_number()
        .over(partition_by=judged.c.target_id, order_by=(judged.c.started.desc(), judged.c.id))
        .label("place")
    )
    latest = (
        select(judged.c.id, judged.c.run_id, target.c.api, target.c.name, newest)
        .join(acceptance, acceptance.c.run_id == judged.c.run_id)
        .join(target, target.c.id == judged.c.target_id)
        .where(target.c.api.in_(list(apis)))
        .subquery()
    )
    with store.reading() as connection:
        found = connection.execute(
            select(latest, run.c.key, run.c.started, acceptance.c.owner, acceptance.c.reason)
            .join(run, run.c.id == latest.c.run_id)
            .join(acceptance, acceptance.c.run_id == latest.c.run_id)
            .where(latest.c.place == 1)
        ).all()
        homes = {row.id: row for row in found}
        rows = connection.execute(
            select(verdict.c.judged_id, verdict.c.verdict, requirement.c.name)
            .join(requirement, requirement.c.id == verdict.c.requirement_id)
            .where(
                verdict.c.judged_id.in_(homes),
                verdict.c.verdict.in_([one.value for one in _SHORT]),
            )
        )
        entries = tuple(_entry(homes[row.judged_id], row) for row in rows)
    return Accepted(entries, frozenset((row.api, row.name) for row in found))


def held_against(name: str, known: Accepted) -> Hold:
    """What holds the results of a run against what is accepted in the store `name`."""

    def held(results: Results, catalogues: Mapping[str, Catalogue]) -> Results:
        results = hold(results, known.entries, f"the store {name}", catalogues)
        assert results.gate is not None  # noqa: S101 - it was held against something
        names = {one.name for one in results.targets if (one.api, one.name) not in known.targets}
        uncovered = tuple(
            msgspec.structs.replace(one, note="the store has no accepted run of this target")
            if one.target in names
            else one
            for one in results.gate.uncovered
        )
        # What passes by now is no trouble: the next run that is accepted takes it up.
        gate = msgspec.structs.replace(results.gate, uncovered=uncovered, stale=())
        return msgspec.structs.replace(results, gate=gate)

    return held


def _worst(said: str) -> Verdict:
    """The worst that an accepted verdict lets pass: behind a waiver stands a failure."""
    return Verdict.FAIL if said == Verdict.WAIVED else Verdict(said)


def _entry(home: Any, row: Any) -> BaselineEntry:
    said = f": {home.reason}" if home.reason else ""
    return BaselineEntry(
        requirement=row.name,
        reason=f"as in the accepted run {home.key} of {moment(home.started):%Y-%m-%d}{said}",
        owner=home.owner,
        verdict=_worst(row.verdict),
        target=home.name,
    )
