"""A target that does not answer is left alone for a while, and looked at again."""

from __future__ import annotations

import pytest

from contracts.model import Failure, TargetUnreachable
from contracts.wire.breaker import Breaker

REFUSED = Failure("refused", "connection refused")


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


def opened(clock: Clock, seconds: float = 0.0) -> Breaker:
    breaker = Breaker(clock)
    for _ in range(3):
        breaker.check()
        breaker.note(REFUSED, seconds, counts=True)
    return breaker


def test_it_opens_after_three_failures_and_lets_one_look_through_after_a_pause() -> None:
    clock = Clock()
    breaker = opened(clock)
    with pytest.raises(TargetUnreachable, match="connection refused; not tried again so soon"):
        breaker.check()
    clock.now += 2
    breaker.check()
    breaker.note(REFUSED, 0.0, counts=True)
    with pytest.raises(TargetUnreachable):
        breaker.check()


def test_a_target_that_is_back_is_used_again() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.now += 2
    breaker.check()
    breaker.note(None, 0.1, counts=True)
    breaker.check()


def test_where_failing_takes_long_the_pause_is_longer() -> None:
    clock = Clock()
    breaker = opened(clock, seconds=10.0)
    clock.now += 99
    with pytest.raises(TargetUnreachable):
        breaker.check()
    clock.now += 2
    breaker.check()
