"""A violation is seen twice before it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contracts.catalogue import load
from contracts.model import Exchange, Finding, Inconclusive, Outcome, Request, Violation
from contracts.oracles import Checked, refusal
from contracts.oracles.refusals import MALFORMED
from contracts.plugin.judge import Judge, Standing
from contracts.plugin.options import Depth
from contracts.plugin.run import Run
from contracts.plugin.testing import _confirmed
from contracts.targets import from_address

ID = "UPT-ID-01"
OTHER = "UPT-OK-01"


class FakeRun:
    """What a test needs of a run; it counts fresh views of the target."""

    def __init__(self) -> None:
        self.confirmed: set[tuple[str, str]] = set()
        self.witness: Callable[[Exchange, Checked], None] | None = None
        self.refreshed = 0

    def api(self, _target: object) -> Any:
        """The vocabulary of a target."""
        return SimpleNamespace(refresh=self._refresh)

    def _refresh(self) -> None:
        self.refreshed += 1

    def send(self, *broken: str) -> None:
        """An exchange in which requirements are broken as it passes."""
        assert self.witness is not None
        request = Request("GET", "http://127.0.0.1/")
        exchange = Exchange("main-1", "uptivity", request, None, None, 0.0, 0.0)
        self.witness(exchange, Checked((), tuple(Finding(one, "broken") for one in broken)))


@pytest.fixture
def run() -> FakeRun:
    return FakeRun()


@pytest.fixture
def judge() -> Judge:
    target = from_address("uptivity", "http://127.0.0.1:9")
    return Judge(target, (load("uptivity").catalogue.requirements[ID],), Depth.QUICK, 0)


def _judged(run: FakeRun, judge: Judge, answers: Iterator[bool]) -> tuple[Standing, int]:
    calls = 0

    def call() -> None:
        nonlocal calls
        calls += 1
        run.send()
        judge.holds(next(answers), "it is broken")

    return _confirmed(cast("Run", run), judge, call)[ID], calls


def test_what_holds_is_not_repeated(run: FakeRun, judge: Judge) -> None:
    standing, calls = _judged(run, judge, iter([True]))
    assert (standing.outcome, calls, run.refreshed) == (Outcome.PASS, 1, 0)


def test_a_violation_that_comes_again_stands(run: FakeRun, judge: Judge) -> None:
    standing, calls = _judged(run, judge, iter([False, False]))
    assert (standing.outcome, calls, run.refreshed) == (Outcome.VIOLATION, 2, 1)
    assert run.confirmed == {("uptivity", ID)}


def test_an_intermittent_violation_stands(run: FakeRun, judge: Judge) -> None:
    standing, calls = _judged(run, judge, iter([False, True, True, False]))
    assert (standing.outcome, calls, run.refreshed) == (Outcome.VIOLATION, 4, 3)


def test_a_violation_seen_once_is_inconclusive(run: FakeRun, judge: Judge) -> None:
    standing, calls = _judged(run, judge, iter([False, True, True, True]))
    assert (standing.outcome, calls) == (Outcome.INCONCLUSIVE, 4)
    assert standing.reason == "seen once and not again in 3 repetitions: it is broken"
    assert list(standing.exchanges) == ["main-1"]
    assert not run.confirmed


def test_what_is_confirmed_is_not_repeated(run: FakeRun, judge: Judge) -> None:
    run.confirmed.add(("uptivity", ID))
    standing, calls = _judged(run, judge, iter([False]))
    assert (standing.outcome, calls, run.refreshed) == (Outcome.VIOLATION, 1, 0)


def test_a_violation_of_another_requirement_is_confirmed_too(run: FakeRun, judge: Judge) -> None:
    broken = iter([(OTHER,), (), (), ()])

    def call() -> None:
        run.send(*next(broken))
        judge.holds(condition=True, summary="")

    standings = _confirmed(cast("Run", run), judge, call)
    assert standings[ID].outcome is Outcome.PASS
    assert standings[OTHER].outcome is Outcome.INCONCLUSIVE


def test_a_repetition_that_finds_out_nothing_confirms_nothing(run: FakeRun, judge: Judge) -> None:
    answers = iter([False, None, None, None])

    def call() -> None:
        run.send()
        answer = next(answers)
        if answer is None:
            reason = "the target has gone"
            raise Inconclusive(reason)
        judge.holds(answer, "it is broken")

    standing = _confirmed(cast("Run", run), judge, call)[ID]
    assert standing.outcome is Outcome.INCONCLUSIVE


def test_what_is_no_judgement_is_raised(run: FakeRun, judge: Judge) -> None:
    def call() -> None:
        run.send()
        assert run is None

    with pytest.raises(AssertionError) as raised:
        _confirmed(cast("Run", run), judge, call)
    assert not isinstance(raised.value, Violation)


def _generated(run: FakeRun, judge: Judge, holds: Callable[[int], bool]) -> Standing:
    @settings(
        database=None,
        derandomize=True,
        max_examples=20,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(number=st.integers(0, 1000))
    def call(number: int) -> None:
        run.send()
        judge.equal(holds(number), expected=True, what=f"number {number}")

    return _confirmed(cast("Run", run), judge, call)[ID]


def test_the_smallest_example_is_shown(run: FakeRun, judge: Judge) -> None:
    standing = _generated(run, judge, lambda number: number < 17)
    assert standing.outcome is Outcome.VIOLATION
    assert standing.reason == "number 17 is not what it has to be"


def test_an_example_that_fails_once_is_inconclusive(run: FakeRun, judge: Judge) -> None:
    failing = iter([False])
    standing = _generated(run, judge, lambda _: next(failing, True))
    assert standing.outcome is Outcome.INCONCLUSIVE
    assert "seen once and not again" in standing.reason


def test_an_example_that_fails_now_and_then_stands(run: FakeRun, judge: Judge) -> None:
    answers = iter([True, False, True] * 1000)
    standing = _generated(run, judge, lambda _: next(answers))
    assert standing.outcome is Outcome.VIOLATION


class Answer:
    """An answer with a status, as a vocabulary gives it."""

    def __init__(self, status: int) -> None:
        self.status = status
        request = Request("GET", "http://127.0.0.1/")
        self.exchange = Exchange("main-7", "uptivity", request, None, None, 0.0, 0.0)


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(400, Outcome.PASS), (422, Outcome.WARNING), (200, Outcome.VIOLATION)],
)
def test_a_refusal_passes_warns_or_is_violated(
    run: FakeRun, judge: Judge, status: int, outcome: Outcome
) -> None:
    broken = refusal("a broken body", 400, cause=MALFORMED)

    def call() -> None:
        run.send()
        judge.refused(broken, Answer(status), detail="null for an id")

    standing = _confirmed(cast("Run", run), judge, call)[ID]
    assert standing.outcome is outcome
    if outcome is not Outcome.PASS:
        assert "a broken body was" in standing.reason
        assert "(null for an id)" in standing.reason
        assert standing.finding is not None
        assert standing.finding.exchanges == ("main-7",)
        assert str(status) in standing.finding.observed


def test_a_warning_neither_hides_nor_outweighs(run: FakeRun, judge: Judge) -> None:
    def call() -> None:
        run.send()
        judge.warns("odd", expected=1, observed=2)
        judge.holds(condition=True, summary="")

    assert _confirmed(cast("Run", run), judge, call)[ID].outcome is Outcome.WARNING

    def worse() -> None:
        run.send()
        judge.warns("odd")
        judge.holds(condition=False, summary="broken")

    assert _confirmed(cast("Run", run), judge, worse)[ID].outcome is Outcome.VIOLATION
