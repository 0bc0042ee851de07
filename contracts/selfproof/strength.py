"""The strength of a kit's tests: by what each requirement was broken, and what broke nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from contracts.model import Catalogue, Level
from contracts.mutate import Kind
from contracts.selfproof.trial import Outcome, Sort, Trial

_KINDS = 2
"""By how many kinds of fault or mutant a must should have been broken."""


class Strength(msgspec.Struct, frozen=True):
    """What broke one requirement: seeded faults, mutants, and the kinds of both."""

    id: str
    level: Level
    faults: int
    mutants: int
    kinds: tuple[str, ...]

    @property
    def shown(self) -> bool:
        """Whether anything broke it: a pass of another one is only known not to be wrong."""
        return bool(self.faults or self.mutants)

    @property
    def strong(self) -> bool:
        """Whether two kinds of change broke it."""
        return len(self.kinds) >= _KINDS


def strengths(catalogue: Catalogue, trials: Iterable[Trial]) -> list[Strength]:
    """The strength of each requirement that can be tested, in the order of the catalogue."""
    faults: dict[str, int] = {}
    mutants: dict[str, int] = {}
    kinds: dict[str, set[str]] = {}
    for one in trials:
        counted = {Sort.FAULT: faults, Sort.MUTANT: mutants}.get(one.sort)
        if counted is None or one.outcome in {Outcome.MISSED, Outcome.BROKE_DOWN}:
            continue
        for name in one.broken:
            counted[name] = counted.get(name, 0) + 1
            kinds.setdefault(name, set()).add(one.operator)
    return [
        Strength(
            one.id,
            one.level,
            faults.get(one.id, 0),
            mutants.get(one.id, 0),
            tuple(sorted(kinds.get(one.id, ()))),
        )
        for one in catalogue.requirements.values()
        if one.not_tested is None
    ]


class Tally(msgspec.Struct, frozen=True):
    """What became of the mutants that break the same thing: form (`schema`) or meaning (`value`).

    `equivalent` are those that no requirement can tell apart, and so none that must be killed;
    `untouched` the survivors that no exchange of the suite would have touched.
    """

    kind: str
    killed: int
    equivalent: int
    survived: int
    untouched: int
    broke_down: int

    @property
    def judged(self) -> int:
        """How many there are that should be killed."""
        return self.killed + self.survived + self.untouched + self.broke_down

    @property
    def share(self) -> float:
        """How many of these were, from 0 to 1."""
        return self.killed / self.judged if self.judged else 1.0


def tallies(trials: Iterable[Trial]) -> list[Tally]:
    """What became of mutants, by what they break."""
    counts: dict[str, Counter[Outcome]] = {str(kind): Counter() for kind in Kind}
    for one in trials:
        if one.sort is Sort.MUTANT:
            counts[one.kind][one.outcome] += 1
    return [
        Tally(
            kind,
            count[Outcome.KILLED],
            count[Outcome.EQUIVALENT],
            count[Outcome.SURVIVED],
            count[Outcome.UNTOUCHED],
            count[Outcome.BROKE_DOWN],
        )
        for kind, count in counts.items()
    ]
