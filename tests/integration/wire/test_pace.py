"""The rate limit spaces sends evenly."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.model import Limits
from contracts.wire.pace import Pace


class FakeClock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Tell the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Pass time."""
        self.slept.append(seconds)
        self.now += seconds


def test_even_spacing_without_bursts() -> None:
    clock = FakeClock()
    pace = Pace(20, clock, clock.sleep)
    for _ in range(3):
        pace.wait()
    assert clock.slept == pytest.approx([0.05, 0.05])
    clock.now += 10
    for _ in range(2):
        pace.wait()
    assert clock.slept == pytest.approx([0.05, 0.05, 0.05])


def test_no_limit_no_sleep() -> None:
    clock = FakeClock()
    pace = Pace(None, clock, clock.sleep)
    for _ in range(3):
        pace.wait()
    assert clock.slept == []


def test_a_wire_keeps_the_rate_of_its_target(serve: Any, wire: Any) -> None:
    one = wire(serve().url, limits=Limits(rate=4.0))
    clock = FakeClock()
    one._pace._clock, one._pace._sleep = clock, clock.sleep
    for _ in range(3):
        one.send("GET", "/")
    assert clock.slept == pytest.approx([0.25, 0.25])
