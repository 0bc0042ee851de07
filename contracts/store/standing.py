"""Where a requirement stands at a target: kept or broken, since when, and how often it flipped.

What was not judged (inconclusive, not tested, an error of the suite) neither ends nor begins
anything. A change that comes with another catalogue is a change, but no flip: it may be the
judging that changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from contracts.model import Verdict
from contracts.store.schema import judged, run, standing, verdict
from contracts.store.values import add

KEPT, BROKEN, OPEN = "kept", "broken", "open"
_STATES = {
    Verdict.PASS: KEPT,
    Verdict.FAIL: BROKEN,
    Verdict.WARN: BROKEN,
    Verdict.WAIVED: BROKEN,
}


class Standing(msgspec.Struct, frozen=True):
    """Where one requirement stands at one target; the ids are those of judged targets."""

    judged_id: int
    verdict: str
    state: str
    since_id: int
    catalogue_id: int
    flips: int = 0
    flipped_id: int | None = None


def after(before: Standing | None, judged_id: int, catalogue_id: int, said: str) -> Standing:
    """Where a requirement stands after one more verdict."""
    state = _STATES.get(Verdict(said), OPEN)
    if before is None:
        return Standing(judged_id, said, state, judged_id, catalogue_id)
    if state in {OPEN, before.state}:
        by = before.catalogue_id if state == OPEN else catalogue_id
        return msgspec.structs.replace(before, judged_id=judged_id, verdict=said, catalogue_id=by)
    flipped = before.state != OPEN and before.catalogue_id == catalogue_id
    return Standing(
        judged_id,
        said,
        state,
        judged_id,
        catalogue_id,
        before.flips + flipped,
        judged_id if flipped else before.flipped_id,
    )


def update(
    connection: Connection, target_id: int, added: Mapping[int, tuple[int, Mapping[int, str]]]
) -> None:
    """Bring the standings of a target up to date.

    `added` maps the judged targets that came, which are later than all others, to their catalogue
    and their verdicts by requirement; where it is empty, everything is worked out again.
    """
    table = _known(connection, target_id) if added else {}
    if added:
        for judged_id, (catalogue_id, verdicts) in added.items():
            for requirement_id, said in verdicts.items():
                before = table.get(requirement_id)
                table[requirement_id] = after(before, judged_id, catalogue_id, said)
    else:
        for row in connection.execute(_timeline(target_id)):
            before = table.get(row.requirement_id)
            table[row.requirement_id] = after(before, row.id, row.catalogue_id, row.verdict)
    connection.execute(standing.delete().where(standing.c.target_id == target_id))
    rows = [
        {"target_id": target_id, "requirement_id": key, **msgspec.structs.asdict(one)}
        for key, one in sorted(table.items())
    ]
    add(connection, standing, rows)


def _known(connection: Connection, target_id: int) -> dict[int, Standing]:
    found = connection.execute(select(standing).where(standing.c.target_id == target_id))
    return {
        row.requirement_id: Standing(
            row.judged_id,
            row.verdict,
            row.state,
            row.since_id,
            row.catalogue_id,
            row.flips,
            row.flipped_id,
        )
        for row in found
    }


def _timeline(target_id: int) -> Select[Any]:
    return (
        select(judged.c.id, judged.c.catalogue_id, verdict.c.requirement_id, verdict.c.verdict)
        .join(verdict, verdict.c.judged_id == judged.c.id)
        .join(run, run.c.id == judged.c.run_id)
        .where(judged.c.target_id == target_id, run.c.explore.is_(False))
        .order_by(judged.c.started, judged.c.id)
    )
