"""Exit codes by the kind of trouble."""

from __future__ import annotations

import pytest

from contracts.cli.exits import Exit, FailOn, exit_code
from contracts.model import (
    Basis,
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
MUST, SHOULD, INCONCLUSIVE = FailOn.MUST, FailOn.SHOULD, FailOn.INCONCLUSIVE


@pytest.mark.parametrize(
    ("results", "fail_on", "code"),
    [
        (_results(GOOD, PASS), MUST, 0),
        (_results(GOOD, PASS), INCONCLUSIVE, 0),
        (_results(OPEN, PASS, Verdict.INCONCLUSIVE), MUST, 0),
        (_results(OPEN, PASS, Verdict.INCONCLUSIVE), INCONCLUSIVE, 3),
        (_results(OPEN, PASS, Verdict.NOT_TESTED), INCONCLUSIVE, 3),
        (_results(GOOD, PASS, WARN), MUST, 0),
        (_results(GOOD, PASS, WARN), SHOULD, 1),
        (_results(GOOD, PASS, WARN), INCONCLUSIVE, 0),
        (_results(BAD, PASS, FAIL), MUST, 1),
        (_results(BAD, PASS, FAIL), INCONCLUSIVE, 1),
        (_results(BAD, PASS, FAIL), SHOULD, 1),
        (_results(BAD, FAIL, Verdict.ERROR), MUST, 4),
        (_results(OPEN, Verdict.INCONCLUSIVE), MUST, 3),
        (_results(OPEN, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE), MUST, 3),
        (_results(OPEN), MUST, 3),
        (_results(OPEN, PASS, unreached="refused"), MUST, 3),
        (_results(OPEN, PASS, stopped="interrupted"), MUST, 3),
        (_results(BAD, FAIL, stopped="interrupted"), MUST, 1),
        (_results(BAD, FAIL, WARN, explore=True), SHOULD, 0),
        (_results(OPEN, Verdict.INCONCLUSIVE, explore=True), INCONCLUSIVE, 0),
        (_results(BAD, Verdict.ERROR, explore=True), MUST, 4),
        (_results(GOOD, PASS, violations=("sent",)), MUST, 4),
        (_results(BAD, FAIL, violations=("sent",), explore=True), MUST, 4),
    ],
)
def test_exit_code(results: Results, fail_on: FailOn, code: int) -> None:
    assert exit_code(results, fail_on) is Exit(code)
