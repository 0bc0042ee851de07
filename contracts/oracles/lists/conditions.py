"""What a filter set lets through, judged over the target's own unfiltered list.

Where plausible implementations differ (letters whose case is two letters, composed and
decomposed letters, white space at the edges, attributes without a text) there is no answer, and
nothing is judged. An empty text is a text: no text is in it, and it is equal to none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any, Literal

import msgspec

from contracts.oracles.lists.partition import Partition

CONDITIONS = ("startswith", "endswith", "contains", "notcontain", "equals", "notequal")
"""The six matching operators."""

_NEGATIVE: Mapping[str, str] = {"notcontain": "contains", "notequal": "equals"}
_SHAPES: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
Test = Callable[[str, str], bool]
_TESTS: Mapping[str, Test] = {
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


class Table(dict[str, Mapping[str, Any]]):
    """The data of resources by key, which nobody changes: what is made of a column is kept."""

    def column(self, name: str) -> Column:
        """The values of an attribute."""
        if name not in self._columns:
            self._columns[name] = Column.of(self, name)
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {}


class Column(msgspec.Struct, frozen=True):
    """The values of one attribute by key, made ready to be compared with many texts.

    `plain` are those where there is one way only to change case and to write a letter, as they
    are and in lower case; `others` are all other texts, and `textless` the keys without a text.
    """

    plain: tuple[tuple[str, str, str], ...]
    others: tuple[tuple[str, str], ...]
    textless: tuple[str, ...]

    @classmethod
    def of(cls, rows: Mapping[str, Mapping[str, Any]], name: str) -> Column:
        """The values of the attribute `name` of `rows`."""
        plain: list[tuple[str, str, str]] = []
        others: list[tuple[str, str]] = []
        textless: list[str] = []
        for key, data in rows.items():
            value = data.get(name)
            if not isinstance(value, str):
                textless.append(key)
            elif _is_plain(value):
                plain.append((key, value, value.lower()))
            else:
                others.append((key, value))
        return cls(tuple(plain), tuple(others), tuple(textless))


def matches(value: Any, condition: str, text: str, *, ignore_case: bool | None) -> bool | None:
    """Whether an attribute's `value` meets a condition; None where that is open.

    `ignore_case` None asks for an answer that holds either way.
    """
    found = _split(Table({"": {"": value}}), "", condition, text, ignore_case)
    return None if found.either else bool(found.required)


def _is_plain(value: str) -> bool:
    return value.isascii() and value == value.strip()


def _answers(test: Test, value: str, text: str, ignore_case: bool | None) -> set[bool]:  # noqa: FBT001 - three-valued
    """The answers of plausible implementations."""
    ascii_only = text.isascii() and value.isascii()
    looked_for = _forms(text, ignore_case, ascii_only)
    return {
        answer
        for shape in dict.fromkeys((value, value.strip()))
        for answer in map(test, _forms(shape, ignore_case, ascii_only), looked_for)
    }


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


def split(rows: Mapping[str, Mapping[str, Any]], one: FilterSet) -> Partition:
    """How `one` divides the resources: `rows` maps keys to data.

    A default in the set stands for contains, and for case ignored.
    """
    condition = one.condition or "contains"
    ignore = True if one.ignore_case is None else one.ignore_case
    return _split(rows, one.field, condition, one.text, ignore)


def split_either_way(rows: Mapping[str, Mapping[str, Any]], one: FilterSet) -> Partition:
    """As `split`, for an answer that is the same whether case counts or not."""
    return _split(rows, one.field, one.condition or "contains", one.text, None)


def _split(
    rows: Mapping[str, Mapping[str, Any]],
    field: str,
    condition: str,
    text: str,
    ignore: bool | None,  # noqa: FBT001 - three-valued
) -> Partition:
    column = rows.column(field) if isinstance(rows, Table) else Column.of(rows, field)
    positive = _NEGATIVE.get(condition, condition)
    test = _TESTS[positive]
    met: list[str] = []
    unmet: list[str] = []
    unsure = list(column.textless)
    slow = [*column.others]
    if not text.isascii():
        slow += [(key, value) for key, value, _ in column.plain]
    elif ignore is None:
        small = text.lower()
        for key, value, lowered in column.plain:
            answer = test(value, text)
            (unsure if test(lowered, small) is not answer else met if answer else unmet).append(key)
    else:
        at, looked_for = (2, text.lower()) if ignore else (1, text)
        for one in column.plain:
            (met if test(one[at], looked_for) else unmet).append(one[0])
    for key, value in slow:
        answers = _answers(test, value, text, ignore)
        (unsure if len(answers) > 1 else met if True in answers else unmet).append(key)
    if positive != condition:
        met, unmet = unmet, met
    return Partition(frozenset(met), frozenset(unmet), frozenset(unsure))
