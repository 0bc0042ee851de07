"""The sentences that sum up a target and a run."""

from __future__ import annotations

from contracts.model import Gate, Level, Results, RunVerdict, TargetResult, Verdict
from contracts.report.text import plural

BROKEN = (Verdict.FAIL, Verdict.WARN)
"""The verdicts that a baseline is asked about, when new ones are counted."""

_UNJUDGED = frozenset({Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.WAIVED, Verdict.NOT_TESTED})


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
    musts = [
        one
        for one in target.requirements
        if one.level is Level.MUST and one.verdict is not Verdict.NOT_APPLICABLE
    ]
    if target.verdict is RunVerdict.NOT_CONFORMING:
        failed = sum(one.verdict is Verdict.FAIL for one in musts)
        verb = "fails" if failed == 1 else "fail"
        return f"{name} does not conform: {failed:,} of {len(musts):,} must requirements {verb}."
    if target.verdict is RunVerdict.CONFORMING:
        kept = plural(sum(one.verdict is Verdict.PASS for one in musts), "must requirement")
        return f"{name} conforms: {kept} judged, every one kept."
    if target.barred:
        return f"{name} could not be judged: {target.barred}."
    if target.unreached:
        return f"{name} is not verified: no reply came from it ({target.unreached})."
    unjudged = sum(one.verdict in _UNJUDGED for one in musts)
    if not unjudged:
        return f"{name} is not verified: nothing was seen to pass."
    return (
        f"{name} is not verified: no must requirement was seen to fail, but "
        f"{unjudged:,} of {len(musts):,} could not be judged."
    )


def gate_sentence(gate: Gate) -> str:
    """What a baseline makes of a run: `1 new, 0 stale, 2 tolerated by known.yaml`."""
    counts = (
        f"{len(gate.new(*BROKEN)):,} new, {len(gate.stale):,} stale, "
        f"{len(gate.tolerated):,} tolerated by"
    )
    return f"{counts} {gate.baseline}"
