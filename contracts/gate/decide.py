"""The decision of the gate: what an exit code says of a run, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contracts.model import (
    Decision,
    Exit,
    FailOn,
    Level,
    Results,
    RunVerdict,
    TargetResult,
    Verdict,
)
from contracts.report import plural

_NAMED = 5


def decide(
    results: Results,
    fail_on: FailOn = FailOn.MUST,
    *,
    tolerate: Iterable[str] = (),
    orphans: Iterable[str] = (),
) -> Decision:
    """What the gate decides of a run; `orphans` are musts of its kits that nothing judges.

    An error of the suite, or a request that must not have been sent, outweighs a failure, a
    failure what could not be judged: a target that was not reached, a run that stopped early, or
    an inconclusive must. A run that explores never gates: its failures and doubts give 0. With a
    baseline, what it tolerates is no failure, and an entry that has to go is one.
    """
    for exit_code, reason in _troubles(results, list(orphans)):
        return Decision(exit_code, reason)
    if results.suite.explore:
        return Decision(Exit.OK, "a run that explores never fails a gate")
    for exit_code, reason in _shortcomings(results, fail_on, frozenset(tolerate)):
        return Decision(exit_code, reason)
    what = "mandatory" if fail_on is not FailOn.SHOULD else "mandatory or recommended"
    return Decision(Exit.OK, f"no {what} requirement failed{_beside(results)}")


def _troubles(results: Results, orphans: list[str]) -> Iterator[tuple[Exit, str]]:
    if results.safety is not None and results.safety.violations:
        yield Exit.SUITE, "a request was sent that was not allowed"
    if errors := _having(results, Verdict.ERROR):
        yield Exit.SUITE, f"the suite broke down: {_named(errors)}"
    if orphans:
        text = (
            f"no test of the kit judges {_named(orphans)}; write one, or say why there can be none"
        )
        yield Exit.SUITE, f"{text} (not_tested in requirements.yaml)"


def _shortcomings(
    results: Results, fail_on: FailOn, tolerated: frozenset[str]
) -> Iterator[tuple[Exit, str]]:
    failing = (Verdict.FAIL, *([Verdict.WARN] if fail_on is FailOn.SHOULD else []))
    if failed := _open(results, *failing):
        yield Exit.NOT_CONFORMING, f"{plural(len(failed), 'requirement')} failed: {_named(failed)}"
    if results.gate is not None and results.gate.stale:
        yield Exit.NOT_CONFORMING, f"the baseline has to change: {results.gate.stale[0]}"
    for target in results.targets:
        if reason := _unjudged(target):
            yield Exit.UNJUDGED, reason
    if not results.targets:
        yield Exit.UNJUDGED, "nothing was judged"
    if results.stopped:
        yield Exit.UNJUDGED, f"the run stopped early: {results.stopped}"
    doubtful = _open(results, Verdict.INCONCLUSIVE, level=Level.MUST)
    if doubtful and "inconclusive" not in tolerated:
        said = f"{_counted(doubtful)} inconclusive: {_named(doubtful)}"
        yield Exit.UNJUDGED, f"{said}; --tolerate inconclusive lets that pass"
    if fail_on is FailOn.UNVERIFIED and _is_short(results):
        missing = _open(results, Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, level=Level.MUST)
        yield Exit.UNJUDGED, f"{_counted(missing)} not verified: {_named(missing)}"


def _beside(results: Results) -> str:
    """What else a reader of a passed gate must know."""
    untested = _open(results, Verdict.NOT_TESTED, level=Level.MUST)
    doubtful = _open(results, Verdict.INCONCLUSIVE, level=Level.MUST)
    parts = [
        *([f"{_counted(doubtful)} inconclusive, which is tolerated"] if doubtful else []),
        *([f"{_counted(untested)} not tested"] if untested else []),
    ]
    if results.gate is not None and results.gate.tolerated:
        parts.append(f"the baseline accepts {len(results.gate.tolerated):,}")
    return "".join(f"; {part}" for part in parts)


def _having(results: Results, *verdicts: Verdict, level: Level | None = None) -> list[str]:
    return [
        one.id
        for target in results.targets
        for one in target.requirements
        if one.verdict in verdicts and level in {None, one.level}
    ]


def _open(results: Results, *verdicts: Verdict, level: Level | None = None) -> list[str]:
    """The requirements with one of these verdicts that no baseline tolerates."""
    if results.gate is None:
        return _having(results, *verdicts, level=level)
    new = results.gate.new(*verdicts)
    return [one.requirement for one in new if level in {None, one.level}]


def _is_short(results: Results) -> bool:
    """Whether the run falls short of conforming, what a baseline tolerates apart."""
    if results.gate is None:
        return results.verdict is not RunVerdict.CONFORMING
    return bool(_open(results, Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, level=Level.MUST))


def _unjudged(target: TargetResult) -> str:
    """Why nothing of a target, or no more of it, could be judged; empty where something was."""
    if target.barred:
        return f"{target.name} could not be judged: {target.barred}"
    if target.cut_off:
        return f"{target.name} was judged in part: {target.cut_off}"
    if target.unreached:
        return f"{target.name} was not reached: {target.unreached}"
    telling = {Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.WAIVED}
    if not any(one.verdict in telling for one in target.requirements):
        return f"nothing of {target.name} could be judged"
    return ""


def _counted(ids: list[str]) -> str:
    return f"{plural(len(ids), 'mandatory requirement')} {'is' if len(ids) == 1 else 'are'}"


def _named(ids: list[str]) -> str:
    ids = list(dict.fromkeys(ids))
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more
