"""Holding a run against a baseline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from contracts.model import (
    BaselineEntry,
    Catalogue,
    Gate,
    RequirementResult,
    Results,
    TargetResult,
    Tolerance,
    Tolerated,
    Uncovered,
    Verdict,
    judge_target,
)
from contracts.report import worst_target

WARN_DAYS = 14
"""How long before its end an entry is warned of."""

_SHORT = (Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN, Verdict.NOT_TESTED)
"""What an entry can tolerate, worst first."""


def hold(
    results: Results,
    entries: Sequence[BaselineEntry],
    name: str,
    catalogues: Mapping[str, Catalogue],
) -> Results:
    """`results` with the verdicts that waivers make of them, and with the gate's say.

    The day of the run decides what has expired. A known failure stays a failure, in the verdict
    of the target too: the baseline is about the gate alone. `name` is the baseline's.
    """
    gate = _Gate(entries, dt.date.fromisoformat(results.suite.started[:10]))
    targets = tuple(gate.target(one, catalogues[one.api]) for one in results.targets)
    return msgspec.structs.replace(
        results, targets=targets, verdict=worst_target(targets), gate=gate.outcome(name)
    )


class _Gate:
    def __init__(self, entries: Sequence[BaselineEntry], today: dt.date) -> None:
        self._entries = {(one.requirement, one.target): one for one in entries}
        self._today = today
        self._uncovered: list[Uncovered] = []
        self._tolerated: list[Tolerated] = []
        self._stale: dict[str, None] = {}
        self._warnings: dict[str, None] = {}

    def outcome(self, name: str) -> Gate:
        return Gate(
            name,
            tuple(self._uncovered),
            tuple(self._tolerated),
            tuple(self._stale),
            tuple(self._warnings),
        )

    def target(self, target: TargetResult, catalogue: Catalogue) -> TargetResult:
        # What rests on others is held last: whether those are accepted decides how much it weighs.
        order = sorted(target.requirements, key=lambda one: one.blocked is not None)
        done: dict[str, RequirementResult] = {}
        for one in order:
            waived = [name for name in _blocking(one) if done[name].verdict is Verdict.WAIVED]
            plain = _unblocked(one) if waived and waived == _blocking(one) else one
            done[one.id] = self._requirement(target, plain, catalogue)
        held = tuple(done[one.id] for one in target.requirements)
        return msgspec.structs.replace(
            target,
            requirements=held,
            verdict=judge_target(
                (one.level, one.verdict) for one in held if _weighs(one, catalogue)
            ),
        )

    def _requirement(
        self, target: TargetResult, one: RequirementResult, catalogue: Catalogue
    ) -> RequirementResult:
        entry = self._entries.get((one.id, target.name)) or self._entries.get((one.id, None))
        if entry is None:
            self._miss(target, one, catalogue)
            return one
        days = self._days_left(entry)
        if one.verdict is Verdict.PASS:
            if entry.kind is not Tolerance.FLAKY or (days is not None and days < 0):
                self._stale.setdefault(f"{entry}: it passes; take the entry out")
            return one
        if one.verdict not in _SHORT:
            return one
        if days is not None and days < 0:
            self._miss(target, one, catalogue, f"its entry expired on {entry.expires}")
            return one
        if _SHORT.index(one.verdict) < _SHORT.index(entry.verdict):
            self._miss(target, one, catalogue, f"its entry accepts {entry.verdict} at worst")
            return one
        return self._tolerate(target, one, entry, days)

    def _miss(
        self, target: TargetResult, one: RequirementResult, catalogue: Catalogue, note: str = ""
    ) -> None:
        if one.verdict not in _SHORT or not _weighs(one, catalogue):
            return
        verdict = one.verdict
        if one.blocked and one.blocked.hides_violation and self._accepts(target, one.blocked.by):
            # Who accepts a failure has not accepted what rests on it.
            verdict = one.blocked.verdict
            note = note or f"seen while {', '.join(one.blocked.by)} fails, which is accepted"
        self._uncovered.append(Uncovered(target.name, one.id, one.level, verdict, note))

    def _accepts(self, target: TargetResult, names: Sequence[str]) -> bool:
        """Whether all of these requirements of a target are tolerated."""
        tolerated = {one.requirement for one in self._tolerated if one.target == target.name}
        return tolerated.issuperset(names)

    def _tolerate(
        self, target: TargetResult, one: RequirementResult, entry: BaselineEntry, days: int | None
    ) -> RequirementResult:
        if days is not None and days <= WARN_DAYS:
            when = "today" if days == 0 else f"in {days} days, on {entry.expires}"
            self._warnings.setdefault(
                f"{entry}: its entry ({entry.kind}, {entry.owner}) ends {when}"
            )
        self._tolerated.append(
            Tolerated(
                target.name,
                one.id,
                one.verdict,
                entry.kind,
                entry.reason,
                entry.owner,
                entry.expires,
            )
        )
        if entry.kind is not Tolerance.WAIVED or one.verdict is Verdict.NOT_TESTED:
            return one
        reason = (
            f"waived until {entry.expires} by {entry.owner}: {entry.reason} "
            f"(judged {one.verdict}: {one.reason})"
        )
        return msgspec.structs.replace(one, verdict=Verdict.WAIVED, reason=reason)

    def _days_left(self, entry: BaselineEntry) -> int | None:
        if entry.expires is None:
            return None
        return (dt.date.fromisoformat(entry.expires) - self._today).days


def _blocking(one: RequirementResult) -> list[str]:
    return list(one.blocked.by) if one.blocked else []


def _unblocked(one: RequirementResult) -> RequirementResult:
    """`one` as what was found of it: a waiver of what it rests on is none of it."""
    found = one.blocked
    if found is None:
        return one
    return msgspec.structs.replace(one, verdict=found.verdict, reason=found.reason, blocked=None)


def _weighs(one: RequirementResult, catalogue: Catalogue) -> bool:
    """Whether a result counts: not where the catalogue says that no test can exist."""
    requirement = catalogue.requirements.get(one.id)
    testable = requirement is None or requirement.not_tested is None
    return testable or one.verdict is not Verdict.NOT_TESTED
