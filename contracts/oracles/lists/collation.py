"""Collation: which of two values comes first under every plausible one.

Two values can be told where comparison by code points, without regard to case, by the value of
numbers, in time and by the rules of a language all agree. What two texts begin with alike decides
nothing; where they begin to differ, letters and digits of ASCII do, and nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import msgspec

from contracts.oracles.lists.moments import is_day_first, moment

# Beyond ASCII some letters fold into ASCII ones, and collations differ over them.
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_NEGATIVE = re.compile(r"-\d")
_NUMBER = re.compile(r"\d+(\.\d+)?")


class Collation(msgspec.Struct, frozen=True):
    """What is known of how a target compares.

    With `numeric` numbers are ordered by their value; without it they may be ordered as texts.
    """

    numeric: bool = False

    def compare(self, one: Any, other: Any) -> int:
        """-1, 1: `one` comes before, after `other`; 0: they cannot be told."""
        if isinstance(one, str) and isinstance(other, str):
            return _texts(one, other) if one and other and one != other else 0
        if not _is_number(one) or not _is_number(other):
            return 0
        by_value: int = (one > other) - (one < other)
        if self.numeric:
            return by_value
        left, right = str(one), str(other)
        return by_value if by_value == (left > right) - (left < right) else 0


def is_comparable(value: Any) -> bool:
    """Whether a value may have a place in an order: a number, or a text that is not empty."""
    return _is_number(value) or (isinstance(value, str) and value != "")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@lru_cache(maxsize=1 << 16)
def _texts(first: str, second: str) -> int:
    folded, other = first.translate(_LOWER), second.translate(_LOWER)
    at = _alike(folded, other)
    left, right = folded[at : at + 1], other[at : at + 1]
    if not _decides(first, at) or not _decides(second, at):
        return 0
    sign = (left > right) - (left < right)
    if left.isdigit() or right.isdigit():
        sign = _numbers(folded, other, at)
    by_code = (first > second) - (first < second)
    return sign if sign == by_code and sign in _in_time(first, second) else 0


def _alike(first: str, second: str) -> int:
    """How many letters two texts begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    length = min(len(first), len(second))
    return next((at for at, (one, other) in pairs if one != other), length)


def _decides(text: str, at: int) -> bool:
    """Whether what stands at a place, if anything, is a letter or digit of ASCII with no mark."""
    letter, mark = text[at : at + 1], text[at + 1 : at + 2]
    plain = not letter or (letter.isascii() and letter.isalnum())
    return plain and not (mark and unicodedata.combining(mark))


def _in_time(first: str, second: str) -> tuple[int, ...]:
    """The orders that two texts may have, if they are dates."""
    one, other = moment(first), moment(second)
    if one is not None and other is not None:
        return ((one > other) - (one < other),)
    unlike = one is not None or other is not None or is_day_first(first) or is_day_first(second)
    return () if unlike else (-1, 1)


def _numbers(first: str, second: str, at: int) -> int:
    """The order of texts that differ at a digit; 0 where their numbers' lengths differ.

    It is open, too, between a number and a text that only begins with one: numbers may come first.
    """
    left, right = _run(first, at), _run(second, at)
    if _NEGATIVE.match(first) or _NEGATIVE.match(second):
        return 0
    if left and right:
        alike = len(left) == len(right) and _is_numeral(first) is _is_numeral(second)
        return (left > right) - (left < right) if alike else 0
    # A number against a letter, or against the end of the text.
    inside = at > 0 and first[at - 1].isdigit()
    return 0 if inside else (first[at:] > second[at:]) - (first[at:] < second[at:])


def _is_numeral(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _run(text: str, at: int) -> str:
    """The number that stands around a place, empty where none does."""
    if not text[at : at + 1].isdigit():
        return ""
    start = at
    while start > 0 and text[start - 1].isdigit():
        start -= 1
    end = at
    while text[end : end + 1].isdigit():
        end += 1
    return text[start:end]
