"""A baseline made to fit a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from contracts.model import BaselineEntry, Results, Tolerance, Verdict

_ENTERED = (Verdict.FAIL, Verdict.WARN)


def updated(entries: Sequence[BaselineEntry], results: Results) -> list[BaselineEntry]:
    """`entries` without what passes, and with what fails and has none yet.

    What was seen to be violated while something that it rests on fails is entered as inconclusive.
    A known failure that has become worse is entered as what it is. Reasons, owners and days stay
    as they are; what was not judged stays. A new entry names its target where the run has
    several, and has no reason and no owner: somebody has to give them.
    """
    passed: set[tuple[str, str]] = set()
    failed: dict[tuple[str, str], Verdict] = {}
    several = len(results.targets) > 1
    for target in results.targets:
        for one in target.requirements:
            if one.verdict is Verdict.PASS:
                passed.add((one.id, target.name))
            elif one.verdict in _ENTERED or (one.blocked and one.blocked.hides_violation):
                failed[one.id, target.name] = one.verdict
    kept = [_widened(one, failed) for one in entries if not _is_over(one, passed, failed, results)]
    held = {(one.requirement, one.target) for one in kept}
    new = [
        BaselineEntry(requirement, "", "", verdict=verdict, target=target if several else None)
        for (requirement, target), verdict in failed.items()
        if (requirement, target) not in held and (requirement, None) not in held
    ]
    return [*kept, *new]


def _widened(entry: BaselineEntry, failed: Mapping[tuple[str, str], Verdict]) -> BaselineEntry:
    """The entry of a known failure, made to tolerate what it has become."""
    worst = entry.verdict
    for (requirement, target), verdict in failed.items():
        mine = requirement == entry.requirement and entry.target in {None, target}
        if mine and verdict is Verdict.FAIL and entry.kind is Tolerance.KNOWN:
            worst = verdict
    return msgspec.structs.replace(entry, verdict=worst)


def _is_over(
    entry: BaselineEntry,
    passed: set[tuple[str, str]],
    failed: Mapping[tuple[str, str], Verdict],
    results: Results,
) -> bool:
    """Whether every target of the run that an entry is for passes, and one of them does."""
    if entry.kind is Tolerance.FLAKY:
        return False
    targets = [one.name for one in results.targets if entry.target in {None, one.name}]
    places = [(entry.requirement, one) for one in targets]
    return any(one in passed for one in places) and not any(one in failed for one in places)
