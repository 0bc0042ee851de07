"""What a test and a run may cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.engine.budget import Allowance, Budget, Clock
from contracts.model import NotTested, OutOfBudget


class Time:
    """A clock that moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


@pytest.fixture
def clock() -> Time:
    return Time()


def _budget(clock: Time, run: Clock | None = None, **allowed: float) -> Budget:
    allowance = Allowance(**allowed)  # type: ignore[arg-type] # of a test
    return Budget(allowance, run or Clock(), now=clock, sleep=clock.sleep)


def test_requests_are_counted(clock: Time) -> None:
    budget = _budget(clock, exchanges=3)
    for _ in range(3):
        budget.spend()
    with pytest.raises(OutOfBudget, match="the test did not end: it sent 3 requests"):
        budget.spend()


def test_time_runs_out(clock: Time) -> None:
    budget = _budget(clock, seconds=10)
    clock.sleep(9)
    budget.spend()
    clock.sleep(1)
    with pytest.raises(OutOfBudget, match="the test did not end: it took 10 s"):
        budget.spend()


def test_a_wait_does_not_outlive_the_budget(clock: Time) -> None:
    budget = _budget(clock, seconds=10)
    budget.sleep(4)
    with pytest.raises(OutOfBudget):
        budget.sleep(60)
    assert clock.now == 10


def test_a_wait_does_not_outlive_the_run(clock: Time) -> None:
    budget = _budget(clock, Clock(0.1, clock))
    budget.sleep(4)
    with pytest.raises(NotTested, match=r"the budget of the run, 0\.1 min, was used up"):
        budget.sleep(60)
    assert clock.now == 6


def test_nothing_is_sent_once_the_run_is_over(clock: Time) -> None:
    budget = _budget(clock, Clock(1, clock))
    budget.spend()
    clock.sleep(60)
    with pytest.raises(NotTested):
        budget.spend()


def test_a_run_without_a_budget_is_never_over(clock: Time) -> None:
    run = Clock(None, clock)
    clock.sleep(1e9)
    assert run.over == ""


def test_what_neither_sends_nor_waits_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contracts.engine.budget._GRACE_S", 0.05)
    budget = Budget(Allowance(seconds=0.01), Clock())

    def go_on() -> None:
        with budget.enforced():
            while True:
                time.monotonic()

    with pytest.raises(OutOfBudget):
        go_on()


def test_a_generated_test_ends_at_once(clock: Time) -> None:
    budget = _budget(clock, exchanges=2)
    calls = 0

    @settings(database=None, max_examples=100, suppress_health_check=list(HealthCheck))
    @given(st.integers())
    def generated(_number: int) -> None:
        nonlocal calls
        calls += 1
        budget.spend()

    with pytest.raises(OutOfBudget):
        generated()
    assert calls == 3
