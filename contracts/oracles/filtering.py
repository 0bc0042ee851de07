"""What a filter set lets through, judged over the target's own unfiltered list.

Where plausible implementations differ (letters whose case is two letters, composed and
decomposed letters, white space at the edges, attributes without a value) there is no answer, and
nothing is judged.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal

import msgspec

CONDITIONS = ("startswith", "endswith", "contains", "notcontain", "equals", "notequal")
"""The six matching operators."""

_NEGATIVE: Mapping[str, str] = {"notcontain": "contains", "notequal": "equals"}
_SHAPES: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "startswith": str.startswith,
    "endswith": str.endswith,
    "contains": str.__contains__,
    "equals": str.__eq__,
}


class FilterSet(msgspec.Struct, frozen=True):
    """One filter set; None leaves a parameter out, so that its default counts."""

    field: str
    condition: str | None
    text: str
    ignore_case: bool | None

    def __str__(self) -> str:
        case = {None: "", True: " (case ignored)", False: " (case counts)"}[self.ignore_case]
        return f"{self.field} {self.condition or '(default condition)'} {self.text!r}{case}"


class Split(msgspec.Struct, frozen=True):
    """Keys of resources: those that a filter has to list, has to leave out, and may do either."""

    inside: frozenset[str]
    outside: frozenset[str]
    unsure: frozenset[str]

    @property
    def telling(self) -> bool:
        """Whether a target that ignores the filter, or lists nothing, gives itself away."""
        return bool(self.inside) and bool(self.outside)

    def problem(self, listed: Iterable[str]) -> str | None:
        """What is wrong with the list of keys that the filter gave; None where it is right."""
        found = list(listed)
        keys = set(found)
        if len(keys) != len(found):
            return "a resource is listed more than once"
        extra, missing = keys & self.outside, self.inside - keys
        foreign = keys - self.inside - self.outside - self.unsure
        if extra:
            return f"{len(extra)} resources are listed that do not match"
        if missing:
            return f"{len(missing)} resources that match are not listed"
        if foreign:
            return f"{len(foreign)} resources are listed that the whole list lacks"
        return None


def matches(value: Any, condition: str, text: str, *, ignore_case: bool | None) -> bool | None:
    """Whether an attribute's `value` meets a condition; None where that is open.

    `ignore_case` None asks for an answer that holds either way.
    """
    if not isinstance(value, str) or not value:
        return None
    positive = _NEGATIVE.get(condition, condition)
    test = _TESTS[positive]
    plain = value.isascii() and text.isascii()
    looked_for = _forms(text, ignore_case, plain)
    answers = set(map(test, _forms(value, ignore_case, plain), looked_for))
    if value[0].isspace() or value[-1].isspace():
        answers.update(map(test, _forms(value.strip(), ignore_case, plain), looked_for))
    if len(answers) > 1:
        return None
    return answers.pop() != (condition in _NEGATIVE)


@lru_cache(maxsize=8192)
def _forms(text: str, ignore_case: bool | None, plain: bool) -> tuple[str, ...]:  # noqa: FBT001
    """What plausible implementations make of a text before they compare it."""
    shapes = [text] if plain else [text, *(unicodedata.normalize(one, text) for one in _SHAPES)]
    found = list(shapes) if ignore_case is not True else []
    if ignore_case is not False:
        found += [one.lower() for one in shapes]
        if not plain:
            found += [one.casefold() for one in shapes]
            found += [one.upper() for one in shapes]
            found += [_simply(one, str.lower) for one in shapes]
            found += [_simply(one, str.upper) for one in shapes]
    return tuple(found)


def _simply(text: str, change: Callable[[str], str]) -> str:
    """`text` with letters changed one for one: others, such as ß and İ, stay."""
    return "".join(changed if len(changed := change(one)) == 1 else one for one in text)


def split(rows: Mapping[str, Mapping[str, Any]], one: FilterSet) -> Split:
    """How `one` divides the resources: `rows` maps keys to data.

    A default in the set stands for contains, and for case ignored.
    """
    condition = one.condition or "contains"
    ignore = True if one.ignore_case is None else one.ignore_case
    return _split(rows, one.field, condition, one.text, ignore)


def split_either_way(rows: Mapping[str, Mapping[str, Any]], one: FilterSet) -> Split:
    """As `split`, for an answer that is the same whether case counts or not."""
    return _split(rows, one.field, one.condition or "contains", one.text, None)


def _split(
    rows: Mapping[str, Mapping[str, Any]],
    field: str,
    condition: str,
    text: str,
    ignore: bool | None,  # noqa: FBT001 - three-valued
) -> Split:
    parts: dict[bool | None, set[str]] = {True: set(), False: set(), None: set()}
    known: dict[str, bool | None] = {}
    for key, data in rows.items():
        value = data.get(field)
        if not isinstance(value, str):
            parts[None].add(key)
            continue
        if value not in known:
            known[value] = matches(value, condition, text, ignore_case=ignore)
        parts[known[value]].add(key)
    return Split(frozenset(parts[True]), frozenset(parts[False]), frozenset(parts[None]))


def both(one: Split, other: Split) -> Split:
    """What has to match both sets."""
    inside = one.inside & other.inside
    outside = one.outside | other.outside
    return _rest(one, inside, outside)


def any_of(one: Split, other: Split) -> Split:
    """What has to match one of the sets at least."""
    inside = one.inside | other.inside
    outside = one.outside & other.outside
    return _rest(one, inside, outside)


def _rest(one: Split, inside: frozenset[str], outside: frozenset[str]) -> Split:
    return Split(inside, outside, (one.inside | one.outside | one.unsure) - inside - outside)
