"""The past of a requirement or a target as lines of a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from contracts.model import Verdict
from contracts.report.text import plural, shorten

if TYPE_CHECKING:
    from contracts.store.histories import Change, Past, RequirementHistory, TargetHistory

_SIGNS = {
    Verdict.PASS: "✓",
    Verdict.FAIL: "✗",
    Verdict.WARN: "!",
    Verdict.ERROR: "E",
    Verdict.INCONCLUSIVE: "?",
    Verdict.WAIVED: "~",
    Verdict.NOT_TESTED: "·",
    Verdict.NOT_APPLICABLE: "-",
}
_DIGEST = len("sha256:") + 12
_REASON = 100


def lines(told: RequirementHistory | TargetHistory) -> Iterator[str]:
    """What is shown on a terminal."""
    from contracts.store.histories import RequirementHistory  # noqa: PLC0415 - of an extra

    if isinstance(told, RequirementHistory):
        yield from _of_requirement(told)
    else:
        yield from _of_target(told)


def _of_requirement(told: RequirementHistory) -> Iterator[str]:
    yield f"{told.requirement}  {told.level}  {told.statement}"
    yield f"  {told.source}"
    broken = sum(one.standing.state == "broken" for one in told.targets)
    yield f"{plural(broken, 'target')} of {len(told.targets):,} broke it when it was judged last."
    names = [f"{one.standing.api}: {one.standing.target}" for one in told.targets]
    yield from _table(names, told.targets)
    yield from _ends(told.changes, told.targets)


def _of_target(told: TargetHistory) -> Iterator[str]:
    yield f"{told.api}: {told.target}  {told.verdict}"
    for run in told.runs:
        counts = ", ".join(f"{count} {one}" for one, count in run.counts.items() if count)
        version = f"  {run.version}" if run.version else ""
        trouble = f"  {run.trouble}" if run.trouble else ""
        when = f"{run.started:%Y-%m-%d %H:%M}"
        yield f"  {run.run}  {when}  {run.verdict}  {counts}{version}{trouble}"
    kept = told.requirements - len(told.open)
    every = plural(told.requirements, "requirement")
    yield f"{kept:,} of {every} are not broken, and never flipped."
    yield from _table([one.standing.requirement for one in told.open], told.open)
    yield from _ends(told.changes, told.open)


def _table(names: Sequence[str], pasts: Sequence[Past]) -> Iterator[str]:
    width = max((len(one) for one in names), default=0)
    longest = max((len(one.verdicts) for one in pasts), default=0)
    for name, one in zip(names, pasts, strict=True):
        here = one.standing
        signs = "".join(_SIGNS[verdict] for verdict in one.verdicts)
        since = f"{here.state} since {here.since:%Y-%m-%d} ({here.since_run})"
        flips = f"{here.flips} flips" if here.flips != 1 else "1 flip"
        reason = f"  {shorten(here.reason, _REASON)}" if here.state == "broken" else ""
        yield f"  {name:<{width}}  {signs:>{longest}}  {since}, {flips}{reason}"


def _ends(changes: Sequence[Change], pasts: Sequence[Past]) -> Iterator[str]:
    if pasts:
        yield f"  the oldest run first: {', '.join(f'{s} {v}' for v, s in _SIGNS.items())}"
    for one in changes:
        old, new = (text[:_DIGEST] if one.what == "catalogue" else text for text in _both(one))
        yield f"note: {one.what} {old or 'unknown'}, then {new or 'unknown'} from {one.run} on"
    flaky = [f"{one.standing.requirement} ({one.standing.target})" for one in pasts if one.flaky]
    if flaky:
        yield f"Candidates for `flaky` in a baseline: {', '.join(flaky)}"


def _both(change: Change) -> tuple[str, str]:
    return change.before, change.after
