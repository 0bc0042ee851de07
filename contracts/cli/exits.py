"""Exit codes by the kind of trouble."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, StrEnum

from contracts.model import Level, Results, RunVerdict, TargetResult, Verdict


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
    give 0. With a baseline, what it tolerates is no failure, and an entry that has to go is one.
    """
    if results.safety is not None and results.safety.violations:
        return Exit.SUITE
    verdicts = {one.verdict for target in results.targets for one in target.requirements}
    if Verdict.ERROR in verdicts:
        return Exit.SUITE
    if results.suite.explore:
        return Exit.OK
    if _fails(results, fail_on):
        return Exit.NOT_CONFORMING
    judged = bool(results.targets) and all(_judged(target) for target in results.targets)
    short = fail_on is FailOn.INCONCLUSIVE and _is_short(results)
    return Exit.UNJUDGED if short or results.stopped or not judged else Exit.OK


def _fails(results: Results, fail_on: FailOn) -> bool:
    failing = {Verdict.FAIL, *([Verdict.WARN] if fail_on is FailOn.SHOULD else [])}
    if results.gate is not None:
        return bool(results.gate.new(*failing) or results.gate.stale)
    verdicts = {one.verdict for target in results.targets for one in target.requirements}
    return bool(verdicts & failing)


def _is_short(results: Results) -> bool:
    """Whether the run falls short of conforming, what a baseline tolerates apart."""
    if results.gate is None:
        return results.verdict is not RunVerdict.CONFORMING
    missing = results.gate.new(Verdict.INCONCLUSIVE, Verdict.NOT_TESTED)
    return any(one.level is Level.MUST for one in missing)


def _judged(target: TargetResult) -> bool:
    """Whether the target was reached and anything at all was judged of it."""
    telling: Iterable[Verdict] = (one.verdict for one in target.requirements)
    return (
        target.barred is None
        and target.unreached is None
        and any(
            verdict in {Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.WAIVED}
            for verdict in telling
        )
    )
