"""Exit codes by the kind of trouble."""

from __future__ import annotations

import msgspec
import pytest

from contracts.gate import decide
from contracts.model import (
    Basis,
    Exit,
    FailOn,
    Level,
    RequirementResult,
    Results,
    RunVerdict,
    Safety,
    SuiteFacts,
    TargetResult,
    Verdict,
)


def _requirement(verdict: Verdict) -> RequirementResult:
    return RequirementResult(
        id="X-1",
        level=Level.MUST,
        basis=Basis.STATED,
        verdict=verdict,
        reason="",
        observed="",
        tests=(),
        evidence=(),
        curl=(),
        statement="",
        source="",
        feature="",
    )


def _results(
    verdict: RunVerdict,
    *verdicts: Verdict,
    explore: bool = False,
    unreached: str | None = None,
    stopped: str | None = None,
    violations: tuple[str, ...] = (),
) -> Results:
    target = TargetResult(
        api="x",
        name="x",
        base_url="http://x",
        allow="read",
        catalogue="",
        verdict=verdict,
        requirements=tuple(map(_requirement, verdicts)),
        readings={},
        exchanges=1,
        seconds=1.0,
        unreached=unreached,
    )
    facts = SuiteFacts("0", "", 0, "quick", explore)
    return Results(
        facts, verdict, (target,) if verdicts else (), 1.0, stopped, Safety(1, "", violations)
    )


GOOD, OPEN, BAD = RunVerdict.CONFORMING, RunVerdict.NOT_VERIFIED, RunVerdict.NOT_CONFORMING
PASS, FAIL, WARN = Verdict.PASS, Verdict.FAIL, Verdict.WARN
MUST, SHOULD, UNVERIFIED = FailOn.MUST, FailOn.SHOULD, FailOn.UNVERIFIED


@pytest.mark.parametrize(
    ("results", "fail_on", "code"),
    [
        (_results(GOOD, PASS), MUST, 0),
        (_results(GOOD, PASS), UNVERIFIED, 0),
        (_results(OPEN, PASS, Verdict.INCONCLUSIVE), MUST, 3),
        (_results(OPEN, PASS, Verdict.NOT_TESTED), MUST, 0),
        (_results(OPEN, PASS, Verdict.INCONCLUSIVE), UNVERIFIED, 3),
        (_results(OPEN, PASS, Verdict.NOT_TESTED), UNVERIFIED, 3),
        (_results(GOOD, PASS, WARN), MUST, 0),
        (_results(GOOD, PASS, WARN), SHOULD, 1),
        (_results(GOOD, PASS, WARN), UNVERIFIED, 0),
        (_results(BAD, PASS, FAIL), MUST, 1),
        (_results(BAD, PASS, FAIL), UNVERIFIED, 1),
        (_results(BAD, PASS, FAIL), SHOULD, 1),
        (_results(BAD, FAIL, Verdict.ERROR), MUST, 4),
        (_results(OPEN, Verdict.INCONCLUSIVE), MUST, 3),
        (_results(OPEN, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE), MUST, 3),
        (_results(OPEN), MUST, 3),
        (_results(OPEN, PASS, unreached="refused"), MUST, 3),
        (_results(OPEN, PASS, stopped="interrupted"), MUST, 3),
        (_results(BAD, FAIL, stopped="interrupted"), MUST, 1),
        (_results(BAD, FAIL, WARN, explore=True), SHOULD, 0),
        (_results(OPEN, Verdict.INCONCLUSIVE, explore=True), UNVERIFIED, 0),
        (_results(BAD, Verdict.ERROR, explore=True), MUST, 4),
        (_results(GOOD, PASS, violations=("sent",)), MUST, 4),
        (_results(BAD, FAIL, violations=("sent",), explore=True), MUST, 4),
    ],
)
def test_exit_code(results: Results, fail_on: FailOn, code: int) -> None:
    assert decide(results, fail_on).exit is Exit(code)


def test_inconclusive_musts_can_be_tolerated() -> None:
    results = _results(OPEN, PASS, Verdict.INCONCLUSIVE)
    assert decide(results, MUST, tolerate=["inconclusive"]).exit is Exit.OK
    assert decide(results, UNVERIFIED, tolerate=["inconclusive"]).exit is Exit.UNJUDGED


def test_an_inconclusive_should_is_no_matter() -> None:
    results = _results(GOOD, PASS)
    (target,) = results.targets
    doubtful = _requirement(Verdict.INCONCLUSIVE)
    doubtful = msgspec.structs.replace(doubtful, level=Level.SHOULD)
    target = msgspec.structs.replace(target, requirements=(*target.requirements, doubtful))
    assert decide(msgspec.structs.replace(results, targets=(target,))).exit is Exit.OK


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (_results(GOOD, PASS), "Gate: passed (exit code 0): no mandatory requirement failed"),
        (
            _results(OPEN, PASS, Verdict.NOT_TESTED),
            "no mandatory requirement failed; 1 mandatory requirement is not tested",
        ),
        (_results(BAD, FAIL), "Gate: not passed (exit code 1): 1 requirement failed: X-1"),
        (
            _results(OPEN, PASS, Verdict.INCONCLUSIVE),
            (
                "(exit code 3): 1 mandatory requirement is inconclusive: X-1; "
                "--tolerate inconclusive lets that pass"
            ),
        ),
        (_results(OPEN, PASS, unreached="refused"), "(exit code 3): x was not reached: refused"),
        (_results(OPEN), "(exit code 3): nothing was judged"),
        (_results(BAD, FAIL, Verdict.ERROR), "(exit code 4): the suite broke down: X-1"),
        (_results(BAD, FAIL, explore=True), "a run that explores never fails a gate"),
    ],
)
def test_the_decision_says_why(results: Results, said: str) -> None:
    assert said in str(decide(results))
