"""What lies behind the verdicts of a store: exchanges, bodies, observations, latencies, ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import msgspec
from sqlalchemy import select

from contracts.model import BodyStored, ExchangeRecorded
from contracts.store.clock import moment
from contracts.store.opening import Store
from contracts.store.schema import (
    body,
    exchange,
    judged,
    latency,
    ledger,
    observation,
    requirement,
    run,
)
from contracts.store.values import unpacked


class Observation(msgspec.Struct, frozen=True):
    """What a target was seen to do where a document leaves it open."""

    requirement: str
    test: str
    text: str


class LatencyRow(msgspec.Struct, frozen=True):
    """How long a target took to answer one operation in one run, in seconds."""

    run: str
    started: dt.datetime
    operation: str
    responses: int
    failures: int
    p50: float
    p95: float
    max: float


class LedgerRow(msgspec.Struct, frozen=True):
    """One thing that the suite made, and what became of it."""

    kind: str
    name: str
    fate: str | None
    reason: str


def exchanges(store: Store, run_id: int, names: Collection[str]) -> list[ExchangeRecorded]:
    """The exchanges of a run with these ids, as far as the store keeps them."""
    query = select(exchange.c.document).where(
        exchange.c.run_id == run_id, exchange.c.name.in_(list(names))
    )
    with store.reading() as connection:
        rows = connection.execute(query.order_by(exchange.c.name)).scalars()
        return [unpacked(one, ExchangeRecorded) for one in rows]


def bodies(store: Store, digests: Collection[str]) -> dict[str, BodyStored]:
    """The bodies of these digests, as far as the store keeps them."""
    query = select(body.c.document).where(body.c.digest.in_(list(digests)))
    with store.reading() as connection:
        found = [unpacked(one, BodyStored) for one in connection.execute(query).scalars()]
    return {one.digest: one for one in found}


def observations(store: Store, judged_id: int) -> list[Observation]:
    """What a target was seen to do in a run, in the order of the log."""
    query = (
        select(requirement.c.name, observation.c.test, observation.c.text)
        .join(requirement, requirement.c.id == observation.c.requirement_id)
        .where(observation.c.judged_id == judged_id)
        .order_by(observation.c.position)
    )
    with store.reading() as connection:
        return [Observation(row.name, row.test, row.text) for row in connection.execute(query)]


def latencies(
    store: Store, target_id: int, *, operation: str | None = None, runs: int = 30
) -> list[LatencyRow]:
    """How long a target took in its latest runs, the latest first."""
    latest = (
        select(judged.c.id)
        .where(judged.c.target_id == target_id)
        .order_by(judged.c.started.desc(), judged.c.id.desc())
        .limit(runs)
    )
    query = (
        select(latency, run.c.key, judged.c.started)
        .join(judged, judged.c.id == latency.c.judged_id)
        .join(run, run.c.id == judged.c.run_id)
        .order_by(judged.c.started.desc(), judged.c.id.desc(), latency.c.operation)
    )
    if operation is not None:
        query = query.where(latency.c.operation == operation)
    with store.reading() as connection:
        wanted = list(connection.execute(latest).scalars())
        return [
            LatencyRow(
                row.key,
                moment(row.started),
                row.operation,
                row.responses,
                row.failures,
                row.p50,
                row.p95,
                row.max,
            )
            for row in connection.execute(query.where(latency.c.judged_id.in_(wanted)))
        ]


def left(store: Store, judged_id: int) -> list[LedgerRow]:
    """What the suite made on a target in a run, and what was not seen to be removed."""
    query = select(ledger).where(
        ledger.c.judged_id == judged_id,
        ledger.c.fate.is_(None) | ledger.c.fate.not_in(["deleted", "gone"]),
    )
    with store.reading() as connection:
        return [
            LedgerRow(row.kind, row.name, row.fate, row.reason)
            for row in connection.execute(query.order_by(ledger.c.entry))
        ]
