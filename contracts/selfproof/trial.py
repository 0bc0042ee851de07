"""A trial: a server that was judged, and how that ended."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Sort(StrEnum):
    """What kind of server a trial judges."""

    CONFORMING = "conforming"
    NULL = "null"
    LIBERTIES = "liberties"
    FAULT = "fault"
    MUTANT = "mutant"


class Outcome(StrEnum):
    """How a trial ended; those of `BAD` disprove the kit's tests."""

    AS_IT_SHOULD = "ok"
    KILLED = "killed"
    EQUIVALENT = "equivalent"
    UNTOUCHED = "untouched"
    SURVIVED = "survived"
    FALSE_ALARM = "false alarm"
    FALSE_GREEN = "false green"
    MISSED = "missed"
    UNRELATED = "breaks others"
    BROKE_DOWN = "broke down"


BAD = frozenset(
    {
        Outcome.FALSE_ALARM,
        Outcome.FALSE_GREEN,
        Outcome.MISSED,
        Outcome.UNRELATED,
        Outcome.BROKE_DOWN,
    }
)


class Trial(msgspec.Struct, frozen=True):
    """A server, what became of it, the requirements that it broke, and a word on that.

    `operator` is what a mutant does, or the kind of a fault; `kind` is what a mutant breaks.
    """

    sort: Sort
    name: str
    outcome: Outcome
    broken: tuple[str, ...] = ()
    text: str = ""
    operator: str = ""
    kind: str = ""

    @property
    def key(self) -> str:
        """The trial's name among all."""
        return f"{self.sort} {self.name}"
