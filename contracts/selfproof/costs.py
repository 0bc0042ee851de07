"""What the parts of a proof cost."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

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
    began, cpu = time.perf_counter(), _cpu_s()
    found = work()
    costs[part] = Cost(
        len(found),
        sum(one.exchanges for one in found.values()),
        time.perf_counter() - began,
        _cpu_s() - cpu,
    )
    return found


def _cpu_s() -> float:
    """CPU seconds of this process and of the children that have ended."""
    return sum(os.times()[:4])
