"""What a baseline tolerates, and what of a run it does not."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from contracts.model.catalogue import Level
from contracts.model.verdict import Verdict


class Tolerance(StrEnum):
    """How an entry of a baseline is meant.

    `known`: it fails, and the verdict says so, but the gate lets it pass. `waived`: it is not
    asked of this target until a day; the verdict is `waived`. `flaky`: until a day it may fail
    or pass.
    """

    KNOWN = "known"
    WAIVED = "waived"
    FLAKY = "flaky"


class BaselineEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One entry: `verdict` is the worst that it tolerates, `expires` the last day (ISO) it counts.

    `target` is a target's name in reports; left out, the entry is for every target.
    """

    requirement: str
    reason: str
    owner: str
    kind: Tolerance = Tolerance.KNOWN
    verdict: Verdict = Verdict.FAIL
    expires: str | None = None
    target: str | None = None

    def __str__(self) -> str:
        return self.requirement + (f" of {self.target}" if self.target else "")


class Uncovered(msgspec.Struct, frozen=True):
    """A requirement short of `pass` that no entry of the baseline tolerates."""

    target: str
    requirement: str
    level: Level
    verdict: Verdict
    note: str = ""


class Tolerated(msgspec.Struct, frozen=True):
    """A requirement short of `pass` that an entry of the baseline tolerates."""

    target: str
    requirement: str
    verdict: Verdict
    kind: Tolerance
    reason: str
    owner: str
    expires: str | None = None


class Gate(msgspec.Struct, frozen=True):
    """A run held against a baseline. `stale` are entries that have to go, each with the reason."""

    baseline: str
    uncovered: tuple[Uncovered, ...] = ()
    tolerated: tuple[Tolerated, ...] = ()
    stale: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    def new(self, *verdicts: Verdict) -> list[Uncovered]:
        """What is not tolerated and has one of these verdicts."""
        return [one for one in self.uncovered if one.verdict in verdicts]

    def tolerated_of(self, target: str) -> dict[str, Tolerated]:
        """What is tolerated of a target, by requirement; `target` is its name in reports."""
        return {one.requirement: one for one in self.tolerated if one.target == target}
