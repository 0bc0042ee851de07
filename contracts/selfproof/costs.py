"""What the parts of a proof cost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from contracts.selfproof.judging import Found


class Cost(msgspec.Struct, frozen=True):
    """Of one part: servers judged, exchanges, wall seconds, CPU seconds of all processes."""

    servers: int
    exchanges: int
    seconds: float
    cpu_s: float


def measured(
    costs: dict[str, Cost], part: str, work: Callable[[], dict[str, Found]]
) -> dict[str, Found]:
    """Do a part of the proof, and enter into `costs` what it cost."""
    with metered(costs, part) as count:
        found = work()
        count(len(found), sum(one.exchanges for one in found.values()))
    return found


@contextmanager
def metered(costs: dict[str, Cost], part: str) -> Iterator[Callable[[int, int], None]]:
    """A context that enters into `costs` what it cost; it is told of servers and exchanges."""
    began, cpu = time.perf_counter(), _cpu_s()
    servers, exchanges = 0, 0

    def count(judged: int, exchanged: int) -> None:
        nonlocal servers, exchanges
        servers, exchanges = judged, exchanged

    yield count
    costs[part] = Cost(servers, exchanges, time.perf_counter() - began, _cpu_s() - cpu)


def _cpu_s() -> float:
    """CPU seconds of this process and of the children that have ended."""
    return sum(os.times()[:4])
