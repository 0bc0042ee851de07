"""What changed between two runs."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from contracts.model import RequirementResult, Results, TargetResult, Verdict

# From good to bad. What is accepted or not judged any more is worse than what passes.
_SEVERITY = (
    Verdict.PASS,
    Verdict.NOT_APPLICABLE,
    Verdict.WAIVED,
    Verdict.NOT_TESTED,
    Verdict.WARN,
    Verdict.INCONCLUSIVE,
    Verdict.FAIL,
    Verdict.ERROR,
)
_DIGEST = len("sha256:") + 12
_BAD = frozenset({Verdict.FAIL, Verdict.ERROR})


class Direction(StrEnum):
    """Which way a requirement went."""

    WORSE = "worse"
    BETTER = "better"
    NEW = "new"
    GONE = "gone"


class Change(msgspec.Struct, frozen=True):
    """A requirement whose verdict is another one; None where a run does not hold it."""

    requirement: str
    before: Verdict | None
    after: Verdict | None
    direction: Direction
    reason: str


class Compared(msgspec.Struct, frozen=True):
    """A target of both runs: its names, what was different about the judging, and the changes.

    `same` counts the requirements with the same verdict in both.
    """

    api: str
    before: str
    after: str
    differences: tuple[str, ...]
    changes: tuple[Change, ...]
    same: int


class Comparison(msgspec.Struct, frozen=True):
    """Two runs; `unmatched` says which targets stand in one of them only."""

    differences: tuple[str, ...]
    targets: tuple[Compared, ...]
    unmatched: tuple[str, ...]

    @property
    def worse(self) -> bool:
        """Whether anything is worse than before."""
        return any(
            change.direction is Direction.WORSE
            for target in self.targets
            for change in target.changes
        )


def compare(before: Results, after: Results) -> Comparison:
    """Compare two runs, target by target.

    Targets are the same by API and name; where an API has but one in each run, by the API alone.
    """
    pairs = list(_pairs(before.targets, after.targets))
    matched = {id(one) for pair in pairs for one in pair}
    return Comparison(
        differences=tuple(_of_runs(before, after)),
        targets=tuple(_compared(one, other) for one, other in pairs),
        unmatched=tuple(
            f"{target.api}: {target.name} is in the {which} run only"
            for which, results in (("first", before), ("second", after))
            for target in results.targets
            if id(target) not in matched
        ),
    )


def _pairs(
    before: tuple[TargetResult, ...], after: tuple[TargetResult, ...]
) -> Iterator[tuple[TargetResult, TargetResult]]:
    left = list(after)
    for one in before:
        rivals = [other for other in before if other.api == one.api]
        others = [other for other in after if other.api == one.api]
        alone = len(rivals) == len(others) == 1
        found = next((o for o in left if o.api == one.api and (alone or o.name == one.name)), None)
        if found is not None:
            left.remove(found)
            yield one, found


def _of_runs(before: Results, after: Results) -> Iterator[str]:
    one, other = before.suite, after.suite
    for name, old, new in (
        ("suite", one.version, other.version),
        ("depth", one.depth, other.depth),
        ("seed", str(one.seed), str(other.seed)),
    ):
        if old != new:
            yield f"{name}: {old}, then {new}"
    for which, results in (("first", before), ("second", after)):
        if results.suite.explore:
            yield f"the {which} run explored at random: its requests are not those of the other"
        if results.stopped:
            yield f"the {which} run stopped early: {results.stopped}"


def _compared(before: TargetResult, after: TargetResult) -> Compared:
    old = {one.id: one for one in before.requirements}
    new = {one.id: one for one in after.requirements}
    changes = [
        change
        for key in dict.fromkeys((*old, *new))
        if (change := _change(old.get(key), new.get(key)))
    ]
    order = list(Direction)
    return Compared(
        api=after.api,
        before=before.name,
        after=after.name,
        differences=tuple(_of_targets(before, after)),
        changes=tuple(sorted(changes, key=lambda one: order.index(one.direction))),
        same=len(old.keys() & new.keys())
        - sum(1 for one in changes if one.before is not None and one.after is not None),
    )


def _of_targets(before: TargetResult, after: TargetResult) -> Iterator[str]:
    if before.catalogue != after.catalogue:
        yield (
            f"the catalogues differ ({_brief(before)}, then {_brief(after)}): a change may "
            "come from what is demanded or how it is judged, not from the target"
        )
    for name, old, new in (
        ("address", before.base_url, after.base_url),
        ("allow", before.allow, after.allow),
    ):
        if old != new:
            yield f"{name}: {old}, then {new}"
    for key in sorted(before.readings.keys() | after.readings.keys()):
        first, second = (one.readings.get(key, "the chosen one") for one in (before, after))
        if first != second:
            yield f"reading of {key}: {first}, then {second}"
    for which, target in (("first", before), ("second", after)):
        if target.barred:
            yield f"the {which} run could not judge it: {target.barred}"
        elif target.cut_off:
            yield f"the {which} run judged it in part: {target.cut_off}"
        elif target.unreached:
            yield f"the {which} run did not reach it: {target.unreached}"


def _brief(target: TargetResult) -> str:
    """A digest by its beginning, which tells it from any other."""
    return target.catalogue[:_DIGEST]


def _change(before: RequirementResult | None, after: RequirementResult | None) -> Change | None:
    if after is None:
        assert before is not None  # noqa: S101 - every key is in one of them
        return Change(before.id, before.verdict, None, Direction.GONE, before.reason)
    if before is None:
        direction = Direction.WORSE if after.verdict in _BAD else Direction.NEW
        return Change(after.id, None, after.verdict, direction, after.reason)
    if before.verdict is after.verdict:
        return None
    worse = _SEVERITY.index(after.verdict) > _SEVERITY.index(before.verdict)
    direction = Direction.WORSE if worse else Direction.BETTER
    return Change(after.id, before.verdict, after.verdict, direction, after.reason)
