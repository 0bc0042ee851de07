"""The past of a requirement and of a target, put together from what the store knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from contracts.model import RunVerdict, Verdict
from contracts.store.clock import moment
from contracts.store.opening import Store
from contracts.store.queries.requirements import Mark, Step, clauses, steps, timelines
from contracts.store.queries.standings import StandingRow, standings
from contracts.store.queries.targets import JudgedRow, TargetRow, judgings
from contracts.store.standing import BROKEN

FLAKY = 2
"""From how many flips on a requirement is a candidate for `flaky`: it broke, and came back."""


class Past(msgspec.Struct, frozen=True):
    """A requirement at a target: where it stands, and its verdicts, the oldest first."""

    standing: StandingRow
    verdicts: tuple[Verdict, ...]

    @property
    def flaky(self) -> bool:
        """Whether it is a candidate for `flaky` in a baseline."""
        return self.standing.flips >= FLAKY


class Change(msgspec.Struct, frozen=True):
    """What was different about the judging, or the target itself, from some run on."""

    run: str
    started: dt.datetime
    what: str
    before: str
    after: str


class RequirementHistory(msgspec.Struct, frozen=True, tag_field="history", tag="requirement"):
    """A requirement over time, at each target that was judged by it: the broken ones first."""

    requirement: str
    level: str
    statement: str
    source: str
    targets: tuple[Past, ...]
    changes: tuple[Change, ...]


class TargetHistory(msgspec.Struct, frozen=True, tag_field="history", tag="target"):
    """A target over time: its runs, the latest first, and what of it is broken or flipped."""

    api: str
    target: str
    runs: tuple[JudgedRow, ...]
    changes: tuple[Change, ...]
    open: tuple[Past, ...]
    verdict: RunVerdict
    requirements: int


def history_of_requirement(
    store: Store, name: str, target: TargetRow | None, runs: int
) -> RequirementHistory:
    """The past of a requirement, at one target or at all, over so many runs of each."""
    target_id = target.id if target else None
    found = standings(store, requirement_name=name, target_id=target_id)
    told: dict[int, list[Step]] = {}
    for one in steps(store, name, target_id=target_id, limit=runs * max(len(found), 1)):
        told.setdefault(one.target_id, []).append(one)
    clause = next(iter(clauses(store, name)), None)
    pasts = [Past(one, _verdicts(told.get(one.target_id, [])[:runs])) for one in found]
    changes = {
        (before.catalogue, after.catalogue): (before, after)
        for path in told.values()
        for after, before in pairwise(path[:runs])
        if before.catalogue != after.catalogue
    }
    return RequirementHistory(
        requirement=name,
        level=clause.level if clause else "",
        statement=clause.statement if clause else "",
        source=clause.source if clause else "",
        targets=tuple(sorted(pasts, key=lambda one: one.standing.state != BROKEN)),
        changes=tuple(
            Change(after.run, moment(after.started), "catalogue", before.catalogue, after.catalogue)
            for before, after in sorted(changes.values(), key=lambda one: -one[1].started)
        ),
    )


def history_of_target(store: Store, target: TargetRow, runs: int) -> TargetHistory:
    """The past of a target over its latest runs."""
    judged = judgings(store, target.id, limit=runs)
    marks: dict[str, list[Mark]] = {}
    for one in timelines(store, target.id, runs=runs):
        marks.setdefault(one.requirement, []).append(one)
    found = standings(store, target_id=target.id)
    told = [Past(one, _verdicts(marks.get(one.requirement, []))) for one in found]
    return TargetHistory(
        api=target.api,
        target=target.name,
        runs=tuple(judged),
        changes=tuple(_changes(judged)),
        open=tuple(one for one in told if one.standing.state == BROKEN or one.standing.flips),
        verdict=target.latest.verdict,
        requirements=len(found),
    )


def _verdicts(latest_first: Iterable[Mark | Step]) -> tuple[Verdict, ...]:
    """The verdicts, the oldest first, without those of runs that explored."""
    shown = [Verdict(one.verdict) for one in latest_first if not one.explore]
    return tuple(reversed(shown))


def _changes(latest_first: Sequence[JudgedRow]) -> Iterator[Change]:
    """What changed from one run to the next, the latest first."""
    for after, before in pairwise(latest_first):
        for what, old, new in (
            ("catalogue", before.catalogue, after.catalogue),
            ("version", before.version, after.version),
        ):
            if old != new:
                yield Change(after.run, after.started, what, old, new)
