"""A violation is seen twice before it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from contracts.catalogue import load
from contracts.engine import Depth, Judge, Session, confirmed
from contracts.engine.budget import Allowance
from contracts.engine.judge import Standing
from contracts.model import (
    Exchange,
    Finding,
    Inconclusive,
    Outcome,
    Request,
    TargetLost,
    Violation,
)
from contracts.oracles import Checked, refusal
from contracts.oracles.refusals import MALFORMED
from contracts.targets import from_address

ID = "UPT-ID-01"
OTHER = "UPT-OK-01"


class FakeSession:
    """What a test needs of a session; it counts fresh views of the target."""

    def __init__(self) -> None:
        self.confirmed: set[str] = set()
        self.judge: Judge | None = None
        self.refreshed = 0
        self.lost = ""

    def hold_reachable(self) -> None:
        """Raise TargetLost where nothing more of the target is judged."""
        if self.lost:
            raise TargetLost(self.lost)

    @contextmanager
    def judging(self, judge: Judge, _allowance: Allowance) -> Iterator[None]:
        """An attempt."""
        self.judge = judge
        yield

    def refresh(self) -> None:
        """Take a fresh view of the target."""
        self.refreshed += 1

    def send(self, *broken: str) -> None:
        """An exchange in which requirements are broken as it passes."""
        assert self.judge is not None
        request = Request("GET", "http://127.0.0.1/")
        exchange = Exchange("main-1", "uptivity", request, None, None, 0.0, 0.0)
        self.judge.witness(exchange, Checked((), tuple(Finding(one, "broken") for one in broken)))


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def judge() -> Judge:
    target = from_address("uptivity", "http://127.0.0.1:9")
    return Judge(target, (load("uptivity").catalogue.requirements[ID],), Depth.QUICK, 0)


def _judged(session: FakeSession, judge: Judge, answers: Iterator[bool]) -> tuple[Standing, int]:
    calls = 0

    def call() -> None:
        nonlocal calls
        calls += 1
        session.send()
        judge.holds(next(answers), "it is broken")

    return confirmed(cast("Session", session), judge, call)[ID], calls


def test_what_holds_is_not_repeated(session: FakeSession, judge: Judge) -> None:
    standing, calls = _judged(session, judge, iter([True]))
    assert (standing.outcome, calls, session.refreshed) == (Outcome.PASS, 1, 0)


def test_a_violation_that_comes_again_stands(session: FakeSession, judge: Judge) -> None:
    standing, calls = _judged(session, judge, iter([False, False]))
    assert (standing.outcome, calls, session.refreshed) == (Outcome.VIOLATION, 2, 1)
    assert session.confirmed == {ID}


def test_an_intermittent_violation_stands(session: FakeSession, judge: Judge) -> None:
    standing, calls = _judged(session, judge, iter([False, True, True, False]))
    assert (standing.outcome, calls, session.refreshed) == (Outcome.VIOLATION, 4, 3)


def test_a_violation_seen_once_is_inconclusive(session: FakeSession, judge: Judge) -> None:
    standing, calls = _judged(session, judge, iter([False, True, True, True]))
    assert (standing.outcome, calls) == (Outcome.INCONCLUSIVE, 4)
    assert standing.reason == "seen once and not again in 3 repetitions: it is broken"
    assert list(standing.exchanges) == ["main-1"]
    assert standing.doubted
    assert not session.confirmed


def test_what_is_confirmed_is_not_repeated(session: FakeSession, judge: Judge) -> None:
    session.confirmed.add(ID)
    standing, calls = _judged(session, judge, iter([False]))
    assert (standing.outcome, calls, session.refreshed) == (Outcome.VIOLATION, 1, 0)


def test_a_violation_of_another_requirement_is_confirmed_too(
    session: FakeSession, judge: Judge
) -> None:
    broken = iter([(OTHER,), (), (), ()])

    def call() -> None:
        session.send(*next(broken))
        judge.holds(condition=True, summary="")

    standings = confirmed(cast("Session", session), judge, call)
    assert standings[ID].outcome is Outcome.PASS
    assert standings[OTHER].outcome is Outcome.INCONCLUSIVE


def test_a_repetition_that_finds_out_nothing_confirms_nothing(
    session: FakeSession, judge: Judge
) -> None:
    answers = iter([False, None, None, None])

    def call() -> None:
        session.send()
        answer = next(answers)
        if answer is None:
            reason = "the target has gone"
            raise Inconclusive(reason)
        judge.holds(answer, "it is broken")

    standing = confirmed(cast("Session", session), judge, call)[ID]
    assert standing.outcome is Outcome.INCONCLUSIVE


def test_what_is_no_judgement_is_raised(session: FakeSession, judge: Judge) -> None:
    def call() -> None:
        session.send()
        assert session is None

    with pytest.raises(AssertionError) as raised:
        confirmed(cast("Session", session), judge, call)
    assert not isinstance(raised.value, Violation)


def _generated(session: FakeSession, judge: Judge, holds: Callable[[int], bool]) -> Standing:
    @settings(
        database=None,
        derandomize=True,
        max_examples=20,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(number=st.integers(0, 1000))
    def call(number: int) -> None:
        session.send()
        judge.equal(holds(number), expected=True, what=f"number {number}")

    return confirmed(cast("Session", session), judge, call)[ID]


def test_the_smallest_example_is_shown(session: FakeSession, judge: Judge) -> None:
    standing = _generated(session, judge, lambda number: number < 17)
    assert standing.outcome is Outcome.VIOLATION
    assert standing.reason == "number 17 is false, not true"


def test_an_example_that_fails_once_is_inconclusive(session: FakeSession, judge: Judge) -> None:
    failing = iter([False])
    standing = _generated(session, judge, lambda _: next(failing, True))
    assert standing.outcome is Outcome.INCONCLUSIVE
    assert "seen once and not again" in standing.reason


def test_an_example_that_fails_now_and_then_stands(session: FakeSession, judge: Judge) -> None:
    answers = iter([True, False, True] * 1000)
    standing = _generated(session, judge, lambda _: next(answers))
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
    session: FakeSession, judge: Judge, status: int, outcome: Outcome
) -> None:
    broken = refusal("a broken body", 400, cause=MALFORMED)

    def call() -> None:
        session.send()
        judge.refused(broken, Answer(status), detail="null for an id")

    standing = confirmed(cast("Session", session), judge, call)[ID]
    assert standing.outcome is outcome
    if outcome is not Outcome.PASS:
        assert "a broken body was" in standing.reason
        assert "(null for an id)" in standing.reason
        assert standing.finding is not None
        assert standing.finding.exchanges == ("main-7",)
        assert str(status) in standing.finding.observed


def test_a_warning_neither_hides_nor_outweighs(session: FakeSession, judge: Judge) -> None:
    def call() -> None:
        session.send()
        judge.warns("odd", expected=1, observed=2)
        judge.holds(condition=True, summary="")

    assert confirmed(cast("Session", session), judge, call)[ID].outcome is Outcome.WARNING

    def worse() -> None:
        session.send()
        judge.warns("odd")
        judge.holds(condition=False, summary="broken")

    assert confirmed(cast("Session", session), judge, worse)[ID].outcome is Outcome.VIOLATION


def test_what_was_not_reached_before_the_target_was_lost_is_not_tested(
    session: FakeSession, judge: Judge
) -> None:
    session.lost = "the token expired"
    standing, calls = _judged(session, judge, iter([]))
    assert (standing.outcome, standing.reason) == (Outcome.NOT_TESTED, "the token expired")
    assert (calls, session.refreshed) == (0, 0)


def test_a_target_that_is_lost_during_a_test_leaves_it_not_tested(
    session: FakeSession, judge: Judge
) -> None:
    def call() -> None:
        session.lost = "the token expired"
        raise TargetLost(session.lost)

    standing = confirmed(cast("Session", session), judge, call)[ID]
    assert (standing.outcome, standing.reason) == (Outcome.NOT_TESTED, "the token expired")


def test_a_violation_that_cannot_be_looked_at_again_is_not_tested(
    session: FakeSession, judge: Judge
) -> None:
    def call() -> None:
        session.send()
        session.lost = "the token expired"
        judge.holds(False, "it is broken")  # noqa: FBT003 - the check fails

    standing = confirmed(cast("Session", session), judge, call)[ID]
    assert (standing.outcome, standing.reason) == (Outcome.NOT_TESTED, "the token expired")
    assert session.refreshed == 0
