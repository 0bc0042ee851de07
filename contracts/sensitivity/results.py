"""What mutants of a target tell of a run; `sensitivity.json` has it for machines."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from contracts.model import Level, Verdict

SCHEMA_VERSION = 1
_KINDS = 2
"""By how many kinds of operators a requirement should have been broken."""


class Fate(StrEnum):
    """What became of a mutant.

    `killed`: a requirement is broken by it. `survived`: none is, though it changes what is
    exchanged. `open`: none is, but the recorded answers do not say all that the target would have
    answered. `equivalent`: it survives, and the API's list says why nothing tells it apart.
    """

    KILLED = "killed"
    SURVIVED = "survived"
    OPEN = "open"
    EQUIVALENT = "equivalent"


class MutantResult(msgspec.Struct, frozen=True):
    """A mutant that was tried: its fate, and the requirements by whose evidence it is judged.

    `touched` are those whose evidence it changes, `killed_by` those that it breaks, `tests` how
    many tests were judged again, `text` a word on its fate.
    """

    id: str
    operation: str
    side: str
    operator: str
    kind: str
    fate: Fate
    tests: int
    touched: tuple[str, ...] = ()
    killed_by: tuple[str, ...] = ()
    text: str = ""


class Requests(msgspec.Struct, frozen=True):
    """How many requests the target got: in the run itself, and at most and really after it."""

    run: int
    most: int
    sent: int


class SuiteError(msgspec.Struct, frozen=True):
    """An error of the suite that a mutant provoked."""

    mutant: str
    test: str
    reason: str


class LeftOut(msgspec.Struct, frozen=True):
    """A test on which no mutant was tried, and why."""

    test: str
    reason: str


class Looked(msgspec.Struct, frozen=True):
    """What was found of one target, before it is put beside the verdicts of the run.

    `enumerated` are all mutants of the API, `asked` those of operations that the run asked. Of
    these `out_of_reach` are those that only a server of one's own can show. `whole`: all others
    were tried that change anything on this target. `ended` says why trying ended early.
    """

    key: str
    enumerated: int
    asked: int
    out_of_reach: int
    whole: bool
    mutants: tuple[MutantResult, ...]
    requests: Requests
    seconds: float
    tests: int
    left_out: tuple[LeftOut, ...] = ()
    errors: tuple[SuiteError, ...] = ()
    ended: str = ""


class Strength(StrEnum):
    """What a pass of a requirement is worth on this target.

    `strong`: mutants of two kinds of operators break it; `shown`: those of one; `not-shown`: none
    does, so that nothing shows that it could have failed; `not-tried`: no mutant that was tried
    touches its evidence. `no-pass`: it did not pass.
    """

    STRONG = "strong"
    SHOWN = "shown"
    NOT_SHOWN = "not-shown"
    NOT_TRIED = "not-tried"
    NO_PASS = "no-pass"


class RequirementStrength(msgspec.Struct, frozen=True):
    """A requirement, its verdict in the run, and the mutants that touch its evidence."""

    id: str
    level: Level
    verdict: Verdict
    strength: Strength
    touched: int
    killed: int
    operators: tuple[str, ...] = ()
    survivors: tuple[str, ...] = ()


class TargetSensitivity(msgspec.Struct, frozen=True):
    """What the run would have noticed on one target."""

    api: str
    name: str
    base_url: str
    allow: str
    percent: float | None
    fates: Mapping[Fate, int]
    looked: Looked
    requirements: tuple[RequirementStrength, ...]

    def having(self, strength: Strength, *levels: Level) -> list[str]:
        """The requirements of that strength, at one of these levels."""
        return [
            one.id
            for one in self.requirements
            if one.strength is strength and (not levels or one.level in levels)
        ]


class Sensitivity(msgspec.Struct, frozen=True):
    """`sensitivity.json`: what a run would have noticed. `sample` None means all mutants."""

    suite: str
    seed: int
    sample: int | None
    targets: tuple[TargetSensitivity, ...]
    schema_version: int = SCHEMA_VERSION

    @property
    def percent(self) -> float | None:
        """The lowest percentage of a target; None where no mutant was judged."""
        found = [one.percent for one in self.targets if one.percent is not None]
        return min(found, default=None)


def percent_of(fates: Mapping[Fate, int]) -> float | None:
    """How many of the mutants that were judged are killed, in per cent."""
    judged = fates.get(Fate.KILLED, 0) + fates.get(Fate.SURVIVED, 0)
    return round(100 * fates.get(Fate.KILLED, 0) / judged, 1) if judged else None


def strength_of(verdict: Verdict, touched: int, operators: int, *, whole: bool) -> Strength:
    """The strength of a requirement that mutants of so many kinds of operators break.

    `whole`: all mutants that could touch it were tried.
    """
    if verdict not in {Verdict.PASS, Verdict.WARN}:
        return Strength.NO_PASS
    if operators >= _KINDS:
        return Strength.STRONG
    if operators:
        return Strength.SHOWN
    return Strength.NOT_SHOWN if touched or whole else Strength.NOT_TRIED
