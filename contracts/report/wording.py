"""The sentences that sum up a target and a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from contracts.model import Gate, Level, Results, RunVerdict, TargetResult, Verdict
from contracts.report.text import plural

BROKEN = (Verdict.FAIL, Verdict.WARN)
"""The verdicts that a baseline is asked about, when new ones are counted."""

_NAMED = 3
NEEDS_WRITING = "needs writing"
"""What the reason begins with where a target may only be read."""


def run_sentence(results: Results) -> str:
    """The verdict of a run in one sentence."""
    targets = results.targets
    if not targets:
        return "Nothing was judged: the run holds no target."
    if len(targets) == 1:
        return target_sentence(targets[0])
    count = len(targets)
    with_verdict = sum(target.verdict is results.verdict for target in targets)
    match results.verdict:
        case RunVerdict.CONFORMING:
            return f"All {count} targets conform to their documents, as far as a test can tell."
        case RunVerdict.NOT_CONFORMING:
            whose = "does not conform to its document"
            if with_verdict > 1:
                whose = "do not conform to their documents"
            return f"{with_verdict} of {count} targets {whose}."
        case _:
            verb = "is" if with_verdict == 1 else "are"
            return f"No target fails, but {with_verdict} of {count} {verb} not verified."


def target_sentence(target: TargetResult) -> str:
    """The verdict of a target in one sentence, or two where it was judged in part."""
    partly = f"{target.name} was judged in part: {target.cut_off}." if target.cut_off else ""
    if partly and target.verdict is not RunVerdict.NOT_CONFORMING:
        return partly
    return f"{_verdict_sentence(target)} {partly}".strip()


def _verdict_sentence(target: TargetResult) -> str:
    name = target.name
    verdicts = mandatory(target)
    total = len(verdicts)
    if target.verdict is RunVerdict.NOT_CONFORMING:
        failed = verdicts.count(Verdict.FAIL)
        verb = "fails" if failed == 1 else "fail"
        return f"{name} does not conform: {failed:,} of {total:,} mandatory requirements {verb}."
    if target.verdict is RunVerdict.CONFORMING:
        return f"{name} conforms: {_kept(target, verdicts)}."
    if target.barred:
        return f"{name} could not be judged: {target.barred}."
    if target.unreached:
        return f"{name} is not verified: no reply came from it ({target.unreached})."
    passed = verdicts.count(Verdict.PASS) + verdicts.count(Verdict.WARN)
    missing = list(_missing(target, verdicts))
    if not missing:
        return f"{name} is not verified: nothing was seen to pass."
    return (
        f"{name} is not verified: {passed:,} of {total:,} mandatory requirements passed, none "
        f"failed, {', '.join(missing)}."
    )


def _missing(target: TargetResult, verdicts: list[Verdict]) -> Iterator[str]:
    """How many musts have no judgement, and why."""
    writing = sum(
        one.level is Level.MUST
        and one.verdict is Verdict.NOT_TESTED
        and one.reason.startswith(NEEDS_WRITING)
        for one in target.requirements
    )
    counts = (
        (verdicts.count(Verdict.INCONCLUSIVE), "inconclusive"),
        (writing, "need writing" if writing > 1 else "needs writing"),
        (verdicts.count(Verdict.NOT_TESTED) - writing, "not tested"),
        (verdicts.count(Verdict.WAIVED), "waived"),
        (verdicts.count(Verdict.ERROR), "in error"),
    )
    yield from (f"{count:,} {words}" for count, words in counts if count)


def _kept(target: TargetResult, verdicts: list[Verdict]) -> str:
    """What passed of a target that conforms, and what of it no test can judge."""
    untested = [
        one.id
        for one in target.requirements
        if one.level is Level.MUST and one.verdict is Verdict.NOT_TESTED
    ]
    noun = plural(len(verdicts) - len(untested), "mandatory requirement")
    if not untested:
        return f"{noun} judged, all passed"
    more = f" and {len(untested) - _NAMED:,} more" if len(untested) > _NAMED else ""
    named = ", ".join(untested[:_NAMED]) + more
    return f"{noun} judged, all passed; no test can judge {named}"


def mandatory(target: TargetResult) -> list[Verdict]:
    """The verdicts of the musts that apply."""
    return [
        one.verdict
        for one in target.requirements
        if one.level is Level.MUST and one.verdict is not Verdict.NOT_APPLICABLE
    ]


def gate_sentence(gate: Gate) -> str:
    """What a baseline makes of a run: `1 new, 0 stale, 2 accepted by known.yaml`."""
    counts = (
        f"{len(gate.new(*BROKEN)):,} new, {len(gate.stale):,} stale, "
        f"{len(gate.tolerated):,} accepted by"
    )
    return f"{counts} {gate.baseline}"


def date_of(results: Results) -> str:
    """When the run began, for people: `27 November 2026, 16:40 UTC`; as it stands, if no time."""
    started = results.suite.started
    try:
        moment = dt.datetime.fromisoformat(started).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return started
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
