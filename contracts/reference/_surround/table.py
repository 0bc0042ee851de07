"""The table of what can surround a server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from contracts.reference._surround.gateway import BadGateway, Busy, Expiring, RateLimited
from contracts.reference._surround.moving import Moving
from contracts.reference._surround.replica import Replicated
from contracts.reference._surround.slow import Delayed, DelayedLists, DelayedRows
from contracts.reference.clock import Clock
from contracts.reference.rows import Rows

Make = Callable[[Clock], Any]
Wrap = Callable[[Make, Any, float], Make]

_MS = 1000.0


class Needs(Enum):
    """What a server must have for a layer around it to mean something."""

    NOTHING = "nothing"
    CREDENTIALS = "credentials"
    ROWS = "rows"
    REPLICA = "replica"
    WORK = "work"


@dataclass(frozen=True)
class Surrounding:
    """A layer around a server: what it does, by which value unless one is given, and its unit."""

    id: str
    summary: str
    default: float
    unit: str
    wrap: Wrap
    needs: Needs = Needs.NOTHING


def _moving(*names: str) -> Wrap:
    def wrap(make: Make, rows: Any, value: float) -> Make:
        events = [getattr(rows, name) for name in names]
        return lambda clock: Moving(make(clock), clock, value / _MS, events)

    return wrap


def _later(make: Make, rows: Any, value: float) -> Make:
    return lambda clock: Replicated(make, clock, value / _MS, shared=rows.shared)


def _lagging(make: Make, rows: Any, value: float) -> Make:
    return lambda clock: Replicated(make, clock, value / _MS, lists=rows.paths, shared=rows.shared)


def _working(make: Make, rows: Any, value: float) -> Make:
    def working(clock: Clock) -> Any:
        made = make(clock)
        rows.work(made, value)
        return made

    return working


def _layers() -> Mapping[str, Surrounding]:
    """All of them, from the server outwards."""
    rows = (
        Surrounding(
            "work-takes", "Asynchronous work takes this long.", 6, "s", _working,
            Needs.WORK,
        ),
        Surrounding(
            "records-come", "A record is added at this interval.", 300, "ms", _moving("come"),
            Needs.ROWS,
        ),
        Surrounding(
            "records-go", "A record is removed at this interval.", 300, "ms", _moving("go"),
            Needs.ROWS,
        ),
        Surrounding(
            "records-move", "Records are added and removed in turn at this interval.", 300, "ms",
            _moving("come", "go"), Needs.ROWS,
        ),
        Surrounding(
            "effects-late", "Changes become visible this much later, wherever they are read.", 1000,
            "ms", _later, Needs.REPLICA,
        ),
        Surrounding(
            "lists-lag", "Lists lag behind by this much; reads by id do not.", 1000, "ms",
            _lagging, Needs.REPLICA,
        ),
        Surrounding(
            "delay", "Every response is delayed by this much.", 50, "ms",
            lambda make, _, value: lambda clock: Delayed(make(clock), value / _MS),
        ),
        Surrounding(
            "list-delay", "Every list is delayed by this much, whatever its length.", 500, "ms",
            lambda make, rows, value: lambda clock: DelayedLists(
                make(clock), rows.paths, value / _MS
            ),
            Needs.ROWS,
        ),
        Surrounding(
            "row-delay", "A response is delayed by this much for each row in it.", 1, "ms",
            lambda make, rows, value: lambda clock: DelayedRows(
                make(clock), rows.mark, value / _MS
            ),
            Needs.ROWS,
        ),
        Surrounding(
            "expiring", "Credentials expire this long after their first use.", 5, "s",
            lambda make, _, value: lambda clock: Expiring(make(clock), clock, value),
            Needs.CREDENTIALS,
        ),
        Surrounding(
            "bad-gateway", "Only the request with this number is answered with 502.", 30, "",
            lambda make, _, value: lambda clock: BadGateway(make(clock), value),
        ),
        Surrounding(
            "busy", "One in this many requests is answered with 503 and Retry-After: 1.", 100, "",
            lambda make, _, value: lambda clock: Busy(make(clock), value),
        ),
        Surrounding(
            "rate-limit",
            "More requests per second are answered with 429 and Retry-After: 1.", 20,
            "/s", lambda make, _, value: lambda clock: RateLimited(make(clock), clock, value),
        ),
    )  # fmt: skip
    return {one.id: one for one in rows}


SURROUNDINGS = _layers()


def applicable(rows: Rows | None, *, has_credentials: bool) -> list[str]:
    """The ids of the layers that mean something around a server with these lists."""
    missing = set()
    if not has_credentials:
        missing.add(Needs.CREDENTIALS)
    if rows is None:
        missing.add(Needs.ROWS)
    if rows is None or rows.work is None:
        missing.add(Needs.WORK)
    if rows is None or not rows.replicable:
        missing.add(Needs.REPLICA)
    return [one.id for one in SURROUNDINGS.values() if one.needs not in missing]
