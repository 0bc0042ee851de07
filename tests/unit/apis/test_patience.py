"""Patience: measured on a clock of the test's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.apis._patience import Patience
from contracts.model import Inconclusive


@pytest.fixture
def impatient() -> None:
    """The figures of a run: no test here waits."""


class Clock:
    """A clock that moves only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """The time, in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time go by."""
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def patience(clock: Clock) -> Patience:
    return Patience("a job is listed", 30.0, clock=clock, sleep=clock.sleep)


def after(clock: Clock, seconds: float) -> Callable[[], str | None]:
    """An event that comes so many seconds from now."""
    due = clock.now + seconds
    return lambda: "here" if clock.now >= due else None


def test_what_is_there_at_once_costs_no_time(patience: Patience, clock: Clock) -> None:
    assert patience.until(after(clock, 0)) == "here"
    assert clock.now == 100.0


def test_the_first_event_is_waited_for_in_full(patience: Patience, clock: Clock) -> None:
    assert patience.until(after(clock, 29.9)) == "here"


def test_a_last_look_is_taken_when_the_cap_is_over(patience: Patience, clock: Clock) -> None:
    assert patience.until(after(clock, 30.0)) == "here"
    assert clock.now == pytest.approx(130.0)


@pytest.mark.parametrize(("took", "cap"), [(0.0, 2.0), (0.1, 2.0), (1.0, 8.0), (20.0, 30.0)])
def test_an_event_sets_the_cap_of_the_next(
    patience: Patience, clock: Clock, took: float, cap: float
) -> None:
    patience.until(after(clock, took))
    # A look comes up to a pause of a second after the event.
    assert cap <= patience.cap_s <= min(30.0, cap + 8.0)


def test_what_takes_long_is_not_asked_for_in_vain(patience: Patience, clock: Clock) -> None:
    def looks() -> int:
        event, count = after(clock, 5.0), 0

        def look() -> str | None:
            nonlocal count
            count += 1
            return event()

        assert patience.until(look) == "here"
        return count

    assert looks() > looks()


def test_what_never_came_is_waited_for_less_and_less(patience: Patience, clock: Clock) -> None:
    waits = []
    for _ in range(15):
        before = clock.now
        assert patience.until(lambda: None) is None
        waits.append(clock.now - before)
    assert waits[:3] == pytest.approx([30.0, 15.0, 7.5])
    assert waits[-1] == pytest.approx(0.5)
    assert sum(waits) < 2.3 * 30.0


def test_an_event_after_waits_in_vain_restores_the_cap(patience: Patience, clock: Clock) -> None:
    for _ in range(3):
        patience.until(lambda: None)
    patience.until(after(clock, 0.0))
    assert patience.cap_s == 2.0


def test_a_short_patience_is_never_made_longer(clock: Clock) -> None:
    patience = Patience("a state", 0.2, clock=clock, sleep=clock.sleep)
    for _ in range(4):
        patience.until(lambda: None)
    assert patience.cap_s == 0.2


def test_a_wait_in_vain_is_inconclusive_and_gives_the_figures(
    patience: Patience, clock: Clock
) -> None:
    patience.wait(after(clock, 1.0), "the job is listed")
    with pytest.raises(
        Inconclusive, match=r"^the job runs: not seen within 1\d\.\d s \(1\.\d s at most so far\)$"
    ):
        patience.wait(lambda: None, "the job runs")


def test_the_report_says_what_was_measured(patience: Patience, clock: Clock) -> None:
    assert str(patience) == "a job is listed: not seen in time"
    patience.until(after(clock, 0.0))
    patience.until(lambda: None)
    assert str(patience) == (
        "a job is listed: seen once, after 0.0 s at most; waited in vain once "
        "(now waited for 1.0 s at most)"
    )
