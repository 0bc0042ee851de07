"""Order that holds under every plausible collation.

A pair of values is in order, or out of it, only where comparison by code points, without
regard to case, by the value of numbers and by the rules of a language all agree; every
other pair proves nothing. Attributes without a value may stand anywhere.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase, ascii_uppercase
from typing import Any, Literal

Direction = Literal["asc", "desc"]
# Beyond ASCII some letters fold into ASCII ones, and collations differ over them.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_REACH = 8
"""How far apart two values may stand in a list to be compared."""


def compare(one: Any, other: Any) -> int:
    """-1, 1: `one` comes before, after `other` under every collation; 0: they cannot be told."""
    first, second = _text(one), _text(other)
    return _compare(first, second) if first and second and first != second else 0


@lru_cache(maxsize=1 << 16)
def _compare(first: str, second: str) -> int:
    folded, folded_other = first.translate(_LOWER), second.translate(_LOWER)
    common = 0
    for left, right in zip(folded, folded_other, strict=False):
        if left != right:
            break
        common += 1
    if not _plain(folded[: common + 1]) or not _plain(folded_other[: common + 1]):
        return 0
    left, right = folded[common : common + 1], folded_other[common : common + 1]
    if left.isdigit() or right.isdigit():
        sign = _numbers(folded, folded_other, common)
    else:
        sign = (left > right) - (left < right)
    by_code = (first > second) - (first < second)
    return sign if sign == by_code else 0


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _plain(text: str) -> bool:
    return not text or (text.isascii() and text.isalnum())


def _numbers(first: str, second: str, at: int) -> int:
    """The order of texts that differ at a digit; 0 where their numbers' lengths differ."""
    left, right = _run(first, at), _run(second, at)
    if len(left) == len(right):
        return (left > right) - (left < right)
    if not left or not right:
        # A number against a letter, or against the end of the text.
        inside = at > 0 and first[at - 1].isdigit()
        return 0 if inside else (first[at:] > second[at:]) - (first[at:] < second[at:])
    return 0


def _run(text: str, at: int) -> str:
    """The number that stands around position `at`, empty where none does."""
    start = at
    while start > 0 and text[start - 1].isdigit():
        start -= 1
    end = at
    while end < len(text) and text[end].isdigit():
        end += 1
    return text[start:end] if text[at : at + 1].isdigit() else ""


def out_of_order(values: Sequence[Any], direction: Direction) -> tuple[int, int] | None:
    """The places of two values that stand the wrong way round; None where there are none."""
    wrong = 1 if direction == "asc" else -1
    for at, value in enumerate(values):
        for ahead in range(at + 1, min(at + 1 + _REACH, len(values))):
            if compare(value, values[ahead]) == wrong:
                return at, ahead
    return None


def telling(values: Sequence[Any], pairs: int = 2) -> bool:
    """Whether the values differ enough for their order to mean something.

    At least `pairs` neighbours of the list can be compared.
    """
    found = sum(compare(one, other) != 0 for one, other in pairwise(values))
    return found >= pairs


def inversion(values: Sequence[Any], direction: Direction) -> str:
    """The two values that stand the wrong way round, for a finding; empty where there are none."""
    found = out_of_order(values, direction)
    if found is None:
        return ""
    before, after = found
    return f"{values[before]!r} at {before} before {values[after]!r} at {after}"


def turned_round(asc: Sequence[Any], desc: Sequence[Any]) -> bool:
    """Whether one order is the other one backwards, as far as no collation takes values for equal.

    Values that differ only in case, accents or punctuation from another one do not count.
    """
    counts = Counter(_loosely(one) for one in asc)
    telling_ones = {key for key, count in counts.items() if count == 1 and key}
    there = [key for key in map(_loosely, asc) if key in telling_ones]
    back = [key for key in map(_loosely, desc) if key in telling_ones]
    return there == back[::-1]


def _loosely(value: Any) -> str:
    plain = unicodedata.normalize("NFKD", _text(value)).casefold()
    return "".join(one for one in plain if one.isalnum())
