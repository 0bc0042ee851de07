"""The exchanges of a run as rows of a store, and their bodies by digest."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import Connection

from contracts.model import ExchangeRecorded, Verdict
from contracts.report import evidence
from contracts.store.recorded import Recording
from contracts.store.schema import body, exchange
from contracts.store.targets import Placed
from contracts.store.values import add, add_missing, optional, packed, text

_TELLING = frozenset(
    {Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN, Verdict.WAIVED}
)
_AT_A_TIME = 500


class Which(StrEnum):
    """Which exchanges a store keeps.

    `evidence`: those that stand as evidence for a requirement that did not pass.
    """

    NONE = "none"
    EVIDENCE = "evidence"
    ALL = "all"


class Keep(msgspec.Struct, frozen=True):
    """What a store keeps of the exchanges of a run: which of them, and whether their bodies."""

    exchanges: Which = Which.EVIDENCE
    bodies: bool = True

    def __str__(self) -> str:
        return f"{self.exchanges.value}{'+bodies' if self.bodies else ''}"


def add_exchanges(
    connection: Connection, run_id: int, recording: Recording, keep: Keep, placed: list[Placed]
) -> None:
    """Add the exchanges of a run that are to be kept."""
    wanted = {
        one
        for result in recording.results.targets
        for rule in result.requirements
        if rule.verdict in _TELLING
        for one in rule.evidence
    }
    if keep.exchanges is Which.NONE or (keep.exchanges is Which.EVIDENCE and not wanted):
        return
    by_place = {one.place: one.judged_id for one in placed}
    homes = {key: by_place.get(place) for key, place in recording.places.items()}
    digests: set[str] = set()
    rows: list[dict[str, Any]] = []
    names = _Everything() if keep.exchanges is Which.ALL else wanted
    for one in evidence.exchanges(recording.folder, names):
        rows.append(_row(run_id, homes.get(one.target), one))
        sent, came = one.request.body, one.response.body if one.response else None
        digests.update(digest for digest in (sent, came) if digest is not None)
        if len(rows) == _AT_A_TIME:
            add(connection, exchange, rows)
            rows = []
    add(connection, exchange, rows)
    if keep.bodies and digests:
        _add_bodies(connection, recording, digests)


def _add_bodies(connection: Connection, recording: Recording, digests: set[str]) -> None:
    rows: list[dict[str, Any]] = []
    for one in evidence.bodies(recording.folder, digests):
        rows.append({"digest": text(one.digest), "size": one.size, "document": packed(one)})
        if len(rows) == _AT_A_TIME:
            add_missing(connection, body, rows)
            rows = []
    add_missing(connection, body, rows)


def _row(run_id: int, judged_id: int | None, one: ExchangeRecorded) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "name": text(one.id),
        "judged_id": judged_id,
        "test": text(one.test),
        "operation": optional(one.request.operation),
        "method": text(one.request.method),
        "url": text(one.request.url),
        "status": one.response.status if one.response else None,
        "failure": text(one.failure.kind) if one.failure else None,
        "seconds": one.seconds,
        "request_body": one.request.body,
        "response_body": one.response.body if one.response else None,
        "document": packed(one),
    }


class _Everything:
    """Holds whatever is looked for."""

    def __contains__(self, _: object) -> bool:
        return True
