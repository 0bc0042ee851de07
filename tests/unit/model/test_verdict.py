"""The lattice of verdicts: how outcomes settle, what wins, and what a target is called."""

from __future__ import annotations

import itertools

import pytest

from contracts.model import Level, Outcome, RunVerdict, Verdict, judge_target, settle, worst

MUST, SHOULD, MAY = Level.MUST, Level.SHOULD, Level.MAY
CONFORMING, NOT_VERIFIED = RunVerdict.CONFORMING, RunVerdict.NOT_VERIFIED
NOT_CONFORMING = RunVerdict.NOT_CONFORMING

_ALIKE = {
    Outcome.PASS: Verdict.PASS,
    Outcome.INCONCLUSIVE: Verdict.INCONCLUSIVE,
    Outcome.NOT_TESTED: Verdict.NOT_TESTED,
    Outcome.NOT_APPLICABLE: Verdict.NOT_APPLICABLE,
    Outcome.ERROR: Verdict.ERROR,
}
_BY_LEVEL = {
    Outcome.VIOLATION: {MUST: Verdict.FAIL, SHOULD: Verdict.WARN, MAY: Verdict.PASS},
    Outcome.WARNING: {MUST: Verdict.WARN, SHOULD: Verdict.WARN, MAY: Verdict.PASS},
}
_ALONE = {
    Verdict.ERROR: NOT_VERIFIED,
    Verdict.FAIL: NOT_CONFORMING,
    Verdict.INCONCLUSIVE: NOT_VERIFIED,
    Verdict.WARN: CONFORMING,
    Verdict.PASS: CONFORMING,
    Verdict.WAIVED: NOT_VERIFIED,
    Verdict.NOT_TESTED: NOT_VERIFIED,
    Verdict.NOT_APPLICABLE: CONFORMING,
}
"""What a must with this verdict makes of a target on which something else passed."""


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_settles_by_level_only_where_it_is_a_violation_or_warning(
    outcome: Outcome, level: Level
) -> None:
    wanted = _BY_LEVEL[outcome][level] if outcome in _BY_LEVEL else _ALIKE[outcome]
    assert settle(outcome, level) is wanted


def test_a_violated_may_is_never_worse_than_a_pass() -> None:
    assert settle(Outcome.VIOLATION, MAY) is Verdict.PASS


@pytest.mark.parametrize(("worse", "better"), list(itertools.combinations(Verdict, 2)))
def test_of_two_verdicts_the_one_that_stands_first_wins(worse: Verdict, better: Verdict) -> None:
    assert worst([worse, better]) is worse
    assert worst([better, worse]) is worse
    assert worst([worse, worse]) is worse


def test_the_order_of_the_judged_verdicts() -> None:
    assert [one.value for one in Verdict][:5] == ["error", "fail", "inconclusive", "warn", "pass"]


def test_no_verdict_at_all_is_not_tested() -> None:
    assert worst([]) is Verdict.NOT_TESTED
    assert worst(iter(())) is Verdict.NOT_TESTED


@pytest.mark.parametrize("verdict", Verdict)
def test_a_must_decides_the_target(verdict: Verdict) -> None:
    judged = [(SHOULD, Verdict.PASS), (MUST, verdict)]
    assert judge_target(judged) is _ALONE[verdict]
    assert judge_target(reversed(judged)) is _ALONE[verdict]


@pytest.mark.parametrize("level", [SHOULD, MAY])
@pytest.mark.parametrize("verdict", Verdict)
def test_what_is_no_must_never_decides_the_target(level: Level, verdict: Verdict) -> None:
    assert judge_target([(MUST, Verdict.PASS), (level, verdict)]) is CONFORMING


def test_two_musts_make_the_worse_of_what_each_makes() -> None:
    order = [CONFORMING, NOT_VERIFIED, NOT_CONFORMING]
    for pair in itertools.product(Verdict, repeat=2):
        wanted = max((_ALONE[one] for one in pair), key=order.index)
        judged = judge_target([(MAY, Verdict.PASS), *((MUST, one) for one in pair)])
        assert judged is wanted, pair


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.PASS])
def test_a_target_on_which_nothing_passed_is_never_conforming(
    level: Level, verdict: Verdict
) -> None:
    fails = level is MUST and verdict is Verdict.FAIL
    assert judge_target([(level, verdict)]) is (NOT_CONFORMING if fails else NOT_VERIFIED)


def test_a_target_of_which_nothing_was_judged_is_not_verified() -> None:
    assert judge_target([]) is NOT_VERIFIED


def test_a_fail_outweighs_what_could_not_be_judged() -> None:
    verdicts = [(MUST, one) for one in Verdict]
    assert judge_target(verdicts) is NOT_CONFORMING
