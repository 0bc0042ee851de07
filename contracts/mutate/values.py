"""Operators over values of JSON.

An operator takes a value and gives another one, or `SAME` where it has nothing to change: a
number has no case, an empty list no last item.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from contracts.mutate import lists
from contracts.mutate.texts import TEXTS


class _Same:
    """The type of `SAME`."""


class _Dropped:
    """The type of `DROPPED`."""


class Renamed(msgspec.Struct, frozen=True):
    """What an operator gives where the value is to have another name."""

    name: str


SAME: Final = _Same()
"""What an operator gives where it has nothing to change."""
DROPPED: Final = _Dropped()
"""What an operator gives where the value is to be left out with its name."""

Operator = Callable[[Any], Any]
_NUMBERS = frozenset({"plus-one", "minus-one", "add", "multiply"})


def _drop(_value: Any, _argument: str) -> Any:
    return DROPPED


def _rename(_value: Any, argument: str) -> Any:
    return Renamed(argument or "renamed")


def _null(value: Any, _argument: str) -> Any:
    return SAME if value is None else None


def _retype(value: Any, _argument: str) -> Any:
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


def _empty(value: Any, _argument: str) -> Any:
    if isinstance(value, str | list | dict) and value:
        return type(value)()
    return SAME


def _constant(value: Any, argument: str) -> Any:
    match value:
        case bool():
            return not value
        case int() | float():
            return int(argument or "4711")
        case str():
            return argument or "constant"
    return SAME


def _set(_value: Any, argument: str) -> Any:
    return json.loads(argument)


def _counted(value: Any, operator: str, argument: str) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return SAME
    match operator:
        case "plus-one":
            return value + 1
        case "minus-one":
            return value - 1
        case "add":
            return value + json.loads(argument)
    return value * json.loads(argument)


_OTHERS: Mapping[str, Callable[[Any, str], Any]] = {
    "drop": _drop,
    "lost": _drop,
    "rename": _rename,
    "null": _null,
    "retype": _retype,
    "empty": _empty,
    "constant": _constant,
    "set": _set,
}
NAMES = frozenset({*_OTHERS, *_NUMBERS, *TEXTS, *lists.NAMES})
"""The operators over values of JSON."""


def operator_of(name: str, argument: str = "", *, non_ascii: bool = False) -> Operator:
    """The operator with its argument; with `non_ascii` it changes only values beyond ASCII.

    Raises KeyError for an unknown name.
    """
    if name not in NAMES:
        raise KeyError(name)

    def operator(value: Any) -> Any:
        if non_ascii and str(value).isascii():
            return SAME
        after = _changed(name, value, argument)
        return SAME if _equal(after, value) else after

    return operator


def _changed(name: str, value: Any, argument: str) -> Any:
    if name in _OTHERS:
        return _OTHERS[name](value, argument)
    if isinstance(value, list) and name in lists.NAMES:
        return lists.relisted(value, name, argument, _text_of)
    if name in _NUMBERS and not isinstance(value, str):
        return _counted(value, name, argument)
    if isinstance(value, str) and name in TEXTS and name != "capped":
        after = TEXTS[name](value, argument)
        return SAME if after is None else after
    return SAME


def _equal(after: Any, before: Any) -> bool:
    return type(after) is type(before) and bool(after == before)


def _text_of(member: Any, name: str) -> str:
    value = member.get(name) if isinstance(member, dict) and name else member
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def of_kinds(kinds: frozenset[str]) -> tuple[str, ...]:
    """The operators that can change a value of these JSON Schema types, in their order."""
    names = ["drop", "rename", "null", "retype"]
    if kinds & {"string", "array", "object"}:
        names.append("empty")
    if kinds & {"string", "integer", "number", "boolean"}:
        names.append("constant")
    if kinds & {"integer", "number"}:
        names += ["plus-one", "minus-one"]
    if "string" in kinds:
        names += ["cut", "case"]
    if "array" in kinds:
        names += ["last-lost", "first-lost", "middle-lost", "last-twice", "reversed", "swapped"]
    return tuple(names)
