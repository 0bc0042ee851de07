"""Exit codes by the kind of trouble."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from contracts.model import Results, RunVerdict, TargetResult, Verdict


class Exit(IntEnum):
    """What a command ends with."""

    OK = 0
    NOT_CONFORMING = 1
    USAGE = 2
    UNJUDGED = 3
    SUITE = 4


class FailOn(StrEnum):
    """What a gate stops at."""

    MUST = "must"
    SHOULD = "should"
    INCONCLUSIVE = "inconclusive"


def exit_code(results: Results, fail_on: FailOn) -> Exit:
    """The exit code of a run.

    An error of the suite, or a request that must not have been sent, outweighs a failure, a
    failure what could not be judged. A run that explores never gates: its failures and doubts
    give 0.
    """
    if results.safety is not None and results.safety.violations:
        return Exit.SUITE
    verdicts = {one.verdict for target in results.targets for one in target.requirements}
    if Verdict.ERROR in verdicts:
        return Exit.SUITE
    if results.suite.explore:
        return Exit.OK
    warned = fail_on is FailOn.SHOULD and Verdict.WARN in verdicts
    if warned or results.verdict is RunVerdict.NOT_CONFORMING:
        return Exit.NOT_CONFORMING
    judged = bool(results.targets) and all(_judged(target) for target in results.targets)
    short = fail_on is FailOn.INCONCLUSIVE and results.verdict is not RunVerdict.CONFORMING
    return Exit.UNJUDGED if short or results.stopped or not judged else Exit.OK


def _judged(target: TargetResult) -> bool:
    """Whether the target was reached and anything at all was judged of it."""
    telling: Iterable[Verdict] = (one.verdict for one in target.requirements)
    return target.unreached is None and any(
        verdict in {Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.WAIVED} for verdict in telling
    )
