"""A judged target as rows of a store."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from sqlalchemy import Connection

from contracts.model import TargetResult
from contracts.store.clock import stamp
from contracts.store.naming import Names
from contracts.store.recorded import Place, Recording, place_of
from contracts.store.schema import judged, latency, ledger, observation, tally, verdict
from contracts.store.values import add, optional, packed, text


class Placed(msgspec.Struct, frozen=True):
    """A judged target in the store, and its verdicts by the ids of requirements."""

    judged_id: int
    target_id: int
    catalogue_id: int
    place: Place
    verdicts: dict[int, str]


def add_target(  # noqa: PLR0913 - each says one thing of the rows
    connection: Connection,
    run_id: int,
    position: int,
    result: TargetResult,
    recording: Recording,
    names: Names,
) -> Placed:
    """Add one target of a run, with all that was found of it."""
    catalogue_id = names.catalogue(result)
    target_id = names.targets[text(result.api), text(result.name)]
    facts = {
        "run_id": run_id,
        "target_id": target_id,
        "catalogue_id": catalogue_id,
        "position": position,
        "started": stamp(recording.started),
        "verdict": result.verdict.value,
        "base_url": text(result.base_url),
        "allow": text(result.allow),
        "version": text(result.version),
        "origin": text(result.origin),
        "exchanges": result.exchanges,
        "seconds": result.seconds,
        "trouble": optional(result.trouble),
        "document": packed(result),
    }
    found = connection.execute(judged.insert().values(facts).returning(judged.c.id)).scalar_one()
    judged_id = int(found)
    rows = _verdicts(judged_id, result, names)
    add(connection, verdict, rows)
    add(connection, tally, _tallies(judged_id, result))
    add(
        connection,
        latency,
        [
            {
                "judged_id": judged_id,
                **msgspec.structs.asdict(one),
                "operation": text(one.operation),
            }
            for one in result.latency
        ],
    )
    place = place_of(result)
    keys = {key for key, one in recording.places.items() if one == place}
    add(connection, observation, _observations(judged_id, keys, recording, names, result.api))
    add(connection, ledger, _entries(judged_id, keys, recording))
    verdicts = {row["requirement_id"]: row["verdict"] for row in rows}
    return Placed(judged_id, target_id, catalogue_id, place, verdicts)


def _verdicts(judged_id: int, result: TargetResult, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "judged_id": judged_id,
            "requirement_id": names.requirement(result.api, one.id),
            "verdict": one.verdict.value,
            "reason": text(one.reason),
            "expected": text(one.expected),
            "observed": text(one.observed),
            "place": text(one.where),
            "checks": one.checks,
        }
        for one in result.requirements
    ]


def _tallies(judged_id: int, result: TargetResult) -> list[dict[str, Any]]:
    counts = Counter((text(one.feature), one.verdict.value) for one in result.requirements)
    return [
        {"judged_id": judged_id, "feature": feature, "verdict": said, "number": count}
        for (feature, said), count in counts.items()
    ]


def _observations(
    judged_id: int, keys: set[str], recording: Recording, names: Names, api: str
) -> list[dict[str, Any]]:
    """What was observed, each text once for a requirement."""
    seen: dict[tuple[str, str], str] = {}
    for one in recording.observed:
        if one.target in keys:
            seen.setdefault((one.requirement, one.observation), one.test)
    return [
        {
            "judged_id": judged_id,
            "position": position,
            "requirement_id": names.requirement(api, requirement),
            "test": text(test),
            "text": text(said),
        }
        for position, ((requirement, said), test) in enumerate(seen.items())
    ]


def _entries(judged_id: int, keys: set[str], recording: Recording) -> list[dict[str, Any]]:
    return [
        {
            "judged_id": judged_id,
            "entry": text(f"{one.target}/{one.id}"),
            "kind": text(one.kind),
            "name": text(one.name),
            "facts": text(msgspec.json.encode(dict(one.facts)).decode()),
            "fate": one.fate.value if one.fate else None,
            "reason": text(one.reason),
        }
        for one in recording.inventory.entries()
        if one.target in keys
    ]
