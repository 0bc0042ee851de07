"""Operators over lists: of JSON, and over the children of an element of XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Lister = Callable[[list[Any], str], list[Any]]
"""From the members of a list and the operator's argument to those that are left, in their order."""


def _swapped(items: list[Any], _: str) -> list[Any]:
    return [*items[1:2], *items[:1], *items[2:]]


def _middle_lost(items: list[Any], _: str) -> list[Any]:
    middle = len(items) // 2
    return [*items[:middle], *items[middle + 1 :]]


LISTS: Mapping[str, Lister] = {
    "last-lost": lambda items, _: items[:-1],
    "first-lost": lambda items, _: items[1:],
    "middle-lost": _middle_lost,
    "last-twice": lambda items, _: [*items, *items[-1:]],
    "reversed": lambda items, _: items[::-1],
    "swapped": _swapped,
    "capped": lambda items, argument: items[: int(argument)],
}
"""Operators over a list by name, but for those that look into its members."""

FILTERED = "filtered"
"""The operator that leaves out the members with a value: `NAME:VALUE`."""
SORTED = "sorted"
"""The operator that sorts members by a name, or by themselves; `-NAME` the other way round."""
NAMES = frozenset({*LISTS, FILTERED, SORTED})


def relisted(
    items: Sequence[Any], operator: str, argument: str, text_of: Callable[[Any, str], str]
) -> list[Any]:
    """`items` with an operator applied; `text_of` gives the text at a name of a member."""
    if operator == FILTERED:
        name, _, value = argument.partition(":")
        return [one for one in items if text_of(one, name) != value]
    if operator == SORTED:
        name = argument.removeprefix("-")
        back = argument.startswith("-")
        return sorted(items, key=lambda one: text_of(one, name), reverse=back)
    return LISTS[operator](list(items), argument)
