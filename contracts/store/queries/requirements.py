"""Requirements of a store: their timelines, and what catalogues say of them."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Select, select

from contracts.model import Level, Verdict
from contracts.store.clock import moment
from contracts.store.opening import Store
from contracts.store.schema import (
    catalogue,
    clause,
    judged,
    requirement,
    run,
    verdict,
)


class Mark(msgspec.Struct, frozen=True):
    """A verdict of the past. `run` is the run's id to people, `catalogue` a digest."""

    target_id: int
    requirement: str
    run: str
    started: dt.datetime
    verdict: Verdict
    reason: str
    catalogue: str
    version: str
    explore: bool


class Clause(msgspec.Struct, frozen=True):
    """What a catalogue says of a requirement."""

    api: str
    requirement: str
    level: Level
    basis: str
    feature: str
    statement: str
    source: str
    ambiguity: str | None
    fix: str | None


def timeline(
    store: Store,
    requirement_name: str,
    *,
    api: str | None = None,
    target_id: int | None = None,
    limit: int = 500,
) -> list[Mark]:
    """The verdicts of one requirement, at one target or at all, the latest first."""
    query = _marks().where(requirement.c.name == requirement_name)
    if api is not None:
        query = query.where(requirement.c.api == api)
    if target_id is not None:
        query = query.where(judged.c.target_id == target_id)
    query = query.order_by(judged.c.started.desc(), judged.c.id.desc()).limit(limit)
    with store.reading() as connection:
        return [_mark(row) for row in connection.execute(query)]


class Step(NamedTuple):
    """A verdict of the past in brief, for those who look at thousands; `started` is a stamp."""

    target_id: int
    started: int
    verdict: str
    run: str
    catalogue: str
    explore: bool


def steps(
    store: Store, requirement_name: str, *, target_id: int | None = None, limit: int = 10_000
) -> list[Step]:
    """The verdicts of one requirement in brief, at one target or at all, the latest first."""
    query = (
        select(
            judged.c.target_id,
            judged.c.started,
            verdict.c.verdict,
            run.c.key,
            catalogue.c.digest,
            run.c.explore,
        )
        .select_from(verdict)
        .join(judged, judged.c.id == verdict.c.judged_id)
        .join(requirement, requirement.c.id == verdict.c.requirement_id)
        .join(run, run.c.id == judged.c.run_id)
        .join(catalogue, catalogue.c.id == judged.c.catalogue_id)
        .where(requirement.c.name == requirement_name)
        .order_by(judged.c.started.desc(), judged.c.id.desc())
        .limit(limit)
    )
    if target_id is not None:
        query = query.where(judged.c.target_id == target_id)
    with store.reading() as connection:
        return [Step._make(row) for row in connection.execute(query)]


def timelines(store: Store, target_id: int, *, runs: int = 30) -> list[Mark]:
    """The verdicts of all requirements in the latest runs of a target, the latest first.

    Within a run they are in the order of the catalogue.
    """
    latest = (
        select(judged.c.id)
        .where(judged.c.target_id == target_id)
        .order_by(judged.c.started.desc(), judged.c.id.desc())
        .limit(runs)
    )
    with store.reading() as connection:
        wanted = list(connection.execute(latest).scalars())
        query = (
            _marks()
            .join(
                clause,
                (clause.c.catalogue_id == judged.c.catalogue_id)
                & (clause.c.requirement_id == verdict.c.requirement_id),
            )
            .where(judged.c.id.in_(wanted))
            .order_by(judged.c.started.desc(), judged.c.id.desc(), clause.c.position)
        )
        return [_mark(row) for row in connection.execute(query)]


def clauses(store: Store, requirement_name: str) -> list[Clause]:
    """What the catalogues say of a requirement, the latest first; empty where it is not known."""
    query = (
        select(
            requirement.c.api,
            requirement.c.name,
            clause.c.level,
            clause.c.basis,
            clause.c.feature,
            clause.c.statement,
            clause.c.source,
            clause.c.ambiguity,
            clause.c.fix,
        )
        .join(requirement, requirement.c.id == clause.c.requirement_id)
        .where(requirement.c.name == requirement_name)
        .order_by(clause.c.catalogue_id.desc())
    )
    with store.reading() as connection:
        return [
            Clause(
                row.api,
                row.name,
                Level(row.level),
                row.basis,
                row.feature,
                row.statement,
                row.source,
                row.ambiguity,
                row.fix,
            )
            for row in connection.execute(query)
        ]


def known_requirements(store: Store) -> list[tuple[str, str]]:
    """The requirements that any run judged: API and id."""
    query = select(requirement.c.api, requirement.c.name).order_by(requirement.c.name)
    with store.reading() as connection:
        return [(row.api, row.name) for row in connection.execute(query)]


def _marks() -> Select[Any]:
    return (
        select(
            judged.c.target_id,
            requirement.c.name.label("requirement"),
            run.c.key.label("run"),
            judged.c.started,
            verdict.c.verdict,
            verdict.c.reason,
            catalogue.c.digest.label("catalogue"),
            judged.c.version,
            run.c.explore,
        )
        .select_from(verdict)
        .join(judged, judged.c.id == verdict.c.judged_id)
        .join(requirement, requirement.c.id == verdict.c.requirement_id)
        .join(run, run.c.id == judged.c.run_id)
        .join(catalogue, catalogue.c.id == judged.c.catalogue_id)
    )


def _mark(row: Any) -> Mark:
    return Mark(
        target_id=row.target_id,
        requirement=row.requirement,
        run=row.run,
        started=moment(row.started),
        verdict=Verdict(row.verdict),
        reason=row.reason,
        catalogue=row.catalogue,
        version=row.version,
        explore=row.explore,
    )
