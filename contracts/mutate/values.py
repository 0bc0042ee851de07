"""Operators over values: of JSON, and of the texts of XML.

An operator takes a value and gives another one, or `SAME` where it has nothing to change: a
number has no case, an empty list no last item.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final


class _Same:
    """The type of `SAME`."""


class _Dropped:
    """The type of `DROPPED`."""


SAME: Final = _Same()
"""What an operator gives where it has nothing to change."""
DROPPED: Final = _Dropped()
"""What an operator gives where the value is to be left out with its name."""

Operator = Callable[[Any], Any]


def _drop(_value: Any) -> Any:
    return DROPPED


def _null(value: Any) -> Any:
    return SAME if value is None else None


def _retype(value: Any) -> Any:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"n{value}"
        case str():
            return {"value": value}
        case list():
            return {"items": value}
        case dict():
            return [value]
    return 7


def _empty(value: Any) -> Any:
    if isinstance(value, str | list | dict) and value:
        return type(value)()
    return SAME


def _constant(value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return 4711
        case str():
            return "constant"
    return SAME


def _plus_one(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value + 1
    return SAME


def _minus_one(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value - 1
    return SAME


def _cut(value: Any) -> Any:
    return value[:-1] if isinstance(value, str) and value else SAME


def _case(value: Any) -> Any:
    return value.swapcase() if isinstance(value, str) and value.swapcase() != value else SAME


def _listed(change: Callable[[list[Any]], list[Any]]) -> Operator:
    def operator(value: Any) -> Any:
        if not isinstance(value, list):
            return SAME
        changed = change(value)
        return SAME if changed == value else changed

    return operator


def _swapped(items: list[Any]) -> list[Any]:
    return [items[1], items[0], *items[2:]] if len(items) > 1 else items


VALUES: Mapping[str, Operator] = {
    "drop": _drop,
    "null": _null,
    "retype": _retype,
    "empty": _empty,
    "constant": _constant,
    "plus-one": _plus_one,
    "minus-one": _minus_one,
    "cut": _cut,
    "case": _case,
    "last-lost": _listed(lambda items: items[:-1]),
    "first-lost": _listed(lambda items: items[1:]),
    "last-twice": _listed(lambda items: [*items, *items[-1:]]),
    "reversed": _listed(lambda items: items[::-1]),
    "swapped": _listed(_swapped),
}
"""Operators over values of JSON by name."""

SHAPE = frozenset({"drop", "null", "retype"})
"""Operators that break the form of an answer; the others break what it says."""


def of_kinds(kinds: frozenset[str]) -> tuple[str, ...]:
    """The operators that can change a value of these JSON Schema types, in their order."""
    names = ["drop", "null", "retype"]
    if kinds & {"string", "array", "object"}:
        names.append("empty")
    if kinds & {"string", "integer", "number", "boolean"}:
        names.append("constant")
    if kinds & {"integer", "number"}:
        names += ["plus-one", "minus-one"]
    if "string" in kinds:
        names += ["cut", "case"]
    if "array" in kinds:
        names += ["last-lost", "first-lost", "last-twice", "reversed", "swapped"]
    return tuple(names)
