"""The lattice of verdicts and how judgements settle into one."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from contracts.model.catalogue import Level
from contracts.model.finding import Outcome


class Verdict(StrEnum):
    """The verdict of one requirement. The first five are ordered, worst first."""

    ERROR = "error"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    WARN = "warn"
    PASS = "pass"
    WAIVED = "waived"
    NOT_TESTED = "not-tested"
    NOT_APPLICABLE = "not-applicable"


class RunVerdict(StrEnum):
    """The verdict of a target, and of a run (the worst of its targets)."""

    CONFORMING = "conforming"
    NOT_VERIFIED = "not-verified"
    NOT_CONFORMING = "not-conforming"


_ORDER = list(Verdict)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of `verdicts` (declaration order); not-tested when there are none."""
    return min(verdicts, key=_ORDER.index, default=Verdict.NOT_TESTED)


def settle(outcome: Outcome, level: Level) -> Verdict:
    """The verdict that `outcome` means for a requirement of `level`.

    A violated must is a fail, a violated should a warn; a may cannot be violated. A warning is a
    warn, whatever the level: kept, but in a way that the document does not give.
    """
    if outcome is Outcome.WARNING:
        return Verdict.PASS if level is Level.MAY else Verdict.WARN
    if outcome is Outcome.VIOLATION:
        return {Level.MUST: Verdict.FAIL, Level.SHOULD: Verdict.WARN, Level.MAY: Verdict.PASS}[
            level
        ]
    return Verdict(outcome.value)


def judge_target(verdicts: Iterable[tuple[Level, Verdict]]) -> RunVerdict:
    """A target's verdict from the level and verdict of each of its testable requirements.

    What the catalogue says that no test can reach has no place in `verdicts`.

    Not conforming where a must fails; else not verified where a must of a claimed feature is
    in error, inconclusive, waived or not tested, or where nothing passed; else conforming.
    """
    verdict, passed = RunVerdict.CONFORMING, False
    for level, one in verdicts:
        passed |= one is Verdict.PASS
        if level is not Level.MUST:
            continue
        if one is Verdict.FAIL:
            return RunVerdict.NOT_CONFORMING
        if one not in {Verdict.PASS, Verdict.WARN, Verdict.NOT_APPLICABLE}:
            verdict = RunVerdict.NOT_VERIFIED
    return verdict if passed else RunVerdict.NOT_VERIFIED
