"""Order: ascending, descending, backwards, across pages.

A pair of values is in order, or out of it, only where every plausible collation agrees; every
other pair proves nothing. Items without a value may stand anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

from contracts.oracles.lists.collation import Collation, is_comparable
from contracts.oracles.lists.found import Found, Lacking, Mismatch
from contracts.oracles.lists.spec import Direction

WORDS: dict[Direction, str] = {"asc": "ascending", "desc": "descending"}
_REACH = 8
"""How far apart two values may stand in a list to be compared."""
_MOST_FOREIGN = 80
"""Texts beyond ASCII that are compared each with each."""
_USUAL = Collation()
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
"""Those that a number begins with: nothing, where numbers are ordered by their value."""


def compare(one: Any, other: Any, collation: Collation = _USUAL) -> int:
    """-1, 1: `one` comes before, after `other` under every collation; 0: they cannot be told."""
    return collation.compare(one, other)


def out_of_order(
    values: Sequence[Any], direction: Direction, collation: Collation = _USUAL
) -> tuple[int, int] | None:
    """The places of two values that stand the wrong way round; None where there are none."""
    wrong = 1 if direction == "asc" else -1
    for at, behind in _pairs(values):
        if collation.compare(values[at], values[behind]) == wrong:
            return at, behind
    return None


def _pairs(values: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """The places that are compared: near ones, and those of texts beyond ASCII."""
    places = [at for at, value in enumerate(values) if is_comparable(value)]
    for number, at in enumerate(places):
        for behind in places[number + 1 : number + 1 + _REACH]:
            yield at, behind
    foreign = (at for at in places if isinstance(values[at], str) and not values[at].isascii())
    yield from combinations([at for _, at in zip(range(_MOST_FOREIGN), foreign, strict=False)], 2)


def telling(values: Sequence[Any], pairs: int = 2, collation: Collation = _USUAL) -> bool:
    """Whether the values differ enough for their order to mean something.

    At least `pairs` neighbours of the list can be compared.
    """
    found = sum(collation.compare(one, other) != 0 for one, other in pairwise(values))
    return found >= pairs


def inversion(values: Sequence[Any], direction: Direction, collation: Collation = _USUAL) -> str:
    """The two values that stand the wrong way round, for a finding; empty where there are none."""
    found = out_of_order(values, direction, collation)
    if found is None:
        return ""
    before, after = found
    return f"{values[before]!r} at {before} before {values[after]!r} at {after}"


def turned_round(asc: Sequence[Any], desc: Sequence[Any]) -> bool:
    """Whether one order is the other one backwards, as far as no collation takes values for equal.

    Values that differ only in case, accents, punctuation or leading zeros from another one do not
    count.
    """
    counts = Counter(_loosely(one) for one in asc)
    telling_ones = {key for key, count in counts.items() if count == 1 and key}
    there = [key for key in map(_loosely, asc) if key in telling_ones]
    back = [key for key in map(_loosely, desc) if key in telling_ones]
    return there == back[::-1]


def _loosely(value: Any) -> str:
    text = str(value) if is_comparable(value) else ""
    plain = _ZEROS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return "".join(one for one in plain if one.isalnum())


# The laws


def ordered(
    values: Sequence[Any],
    direction: Direction,
    otherwise: Sequence[Any] | None = None,
    collation: Collation = _USUAL,
) -> Found:
    """Ascending, descending: the values stand in the order that was asked for.

    `otherwise` are the values of the same list in the order that it has without being asked: one
    that is right already shows nothing.
    """
    wrong = inversion(values, direction, collation)
    if wrong:
        return Mismatch(f"{WORDS[direction]} order", wrong, f"{wrong} is not {WORDS[direction]}")
    if not telling(values, 1, collation):
        return Lacking("items whose values differ, so that they have one order only")
    if otherwise is not None and out_of_order(otherwise, direction, collation) is None:
        return Lacking(f"a list that is not in {WORDS[direction]} order without being asked for it")
    return None


def ordered_across(
    pages: Sequence[Sequence[Any]], direction: Direction, collation: Collation = _USUAL
) -> Found:
    """Order across pages: the values of pages that follow each other stand in one order."""
    filled = [page for page in pages if page]
    found = ordered([value for page in filled for value in page], direction, None, collation)
    if found is not None or len(filled) > 1:
        return found
    return Lacking("a list of two pages at least")


def backwards(asc: Sequence[Any], desc: Sequence[Any]) -> Found:
    """Backwards: the descending list is the ascending one turned round."""
    if not turned_round(asc, desc):
        return Mismatch(
            str(list(asc)[::-1][:5]), str(list(desc)[:5]), "descending is not ascending backwards"
        )
    if len({_loosely(one) for one in asc} - {""}) <= 1:
        return Lacking("items whose values differ")
    return None
