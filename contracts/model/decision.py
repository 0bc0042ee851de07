"""What the gate decides of a run: an exit code by the kind of trouble, with the reason."""

from __future__ import annotations

from enum import IntEnum, StrEnum

import msgspec

TOLERABLE = ("inconclusive",)
"""What `--tolerate` can let pass."""


class Exit(IntEnum):
    """What a command ends with."""

    OK = 0
    NOT_CONFORMING = 1
    USAGE = 2
    UNJUDGED = 3
    SUITE = 4


class FailOn(StrEnum):
    """What a gate stops at."""

    MUST = "must"
    SHOULD = "should"
    UNVERIFIED = "unverified"


class Decision(msgspec.Struct, frozen=True):
    """What the gate decides, and why."""

    exit: Exit
    reason: str

    @property
    def passed(self) -> bool:
        """Whether the gate lets the run pass."""
        return self.exit is Exit.OK

    def __str__(self) -> str:
        word = "passed" if self.passed else "not passed"
        return f"Gate: {word} (exit code {self.exit.value}): {self.reason}"
