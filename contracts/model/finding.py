"""What an oracle found in one or more exchanges."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Outcome(StrEnum):
    """What one test, or one check on an exchange, says of one requirement."""

    PASS = "pass"
    VIOLATION = "violation"
    WARNING = "warning"
    INCONCLUSIVE = "inconclusive"
    NOT_TESTED = "not-tested"
    NOT_APPLICABLE = "not-applicable"
    ERROR = "error"


class Finding(msgspec.Struct, frozen=True):
    """One way in which a requirement is broken.

    `requirement` is an id; `summary` a sentence; `expected` and `observed` short texts made
    from wire data (already shortened, not yet escaped: whoever shows them escapes them);
    `exchanges` the ids of the exchanges that show it; `where` the place in the response: a JSON
    Pointer (`/items/0/name`), an XPath (`xpath /RESULT/RESULTCODE`), `status`, or a header
    (`header Content-Type`); empty where no one place is wrong.
    """

    requirement: str
    summary: str
    expected: str = ""
    observed: str = ""
    exchanges: tuple[str, ...] = ()
    where: str = ""

    def __str__(self) -> str:
        parts = [f"{self.requirement}: {self.summary}"]
        if self.expected:
            parts.append(f"expected: {self.expected}")
        if self.observed:
            parts.append(f"observed: {self.observed}")
        return "\n".join(parts)
