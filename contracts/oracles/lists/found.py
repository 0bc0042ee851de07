"""What a law says of the evidence: a mismatch, nothing, or what evidence it would take."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Mismatch(msgspec.Struct, frozen=True):
    """A law that is broken: `where` is the end of a sentence that names the list."""

    expected: str
    observed: str
    where: str

    def __str__(self) -> str:
        return self.where


class Lacking(msgspec.Struct, frozen=True):
    """Evidence that a server without the behaviour would give as well.

    `takes` is the data that could tell, as the end of "it would take …".
    """

    takes: str

    def __str__(self) -> str:
        return f"the data cannot tell: it would take {self.takes}"


Found = Mismatch | Lacking | None
"""None: the law is kept, and the evidence shows it."""


def across(found: Iterable[Found], enough: int = 1) -> Found:
    """What pieces of evidence say together, which are looked at until `enough` show the law.

    A mismatch ends it; where none shows anything it is what the first one lacks. Without any
    evidence it is lacking, too.
    """
    lacking: Lacking | None = None
    shown = 0
    for one in found:
        if isinstance(one, Mismatch):
            return one
        if one is None:
            shown += 1
            if shown >= enough:
                return None
        else:
            lacking = lacking or one
    return None if shown else lacking or Lacking("a list with items")
