"""Operators over values, by name: those of the mutants, and those that take an argument.

Each is made of its argument and takes a value, and the one it stands in. It gives another value,
or `SAME` where it has nothing to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from contracts.mutate.values import DROPPED, NAMES, SAME, operator_of
from contracts.reference.table.inside import MISSING, Change, Renamed, Twice
from contracts.reference.table.matching import text_of
from contracts.reference.table.when import ConditionError, condition_of


class ArgumentError(ValueError):
    """An argument that an operator cannot take; says what it takes."""


Maker = Callable[[str], Change]


def value_of(argument: str) -> Any:
    """An argument as a value: JSON where it reads as JSON, and else a text."""
    try:
        return msgspec.json.decode(argument)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return argument


def _plain(operator: Callable[[Any], Any]) -> Maker:
    def make(argument: str) -> Change:
        if argument:
            raise ArgumentError("it takes no argument")  # noqa: EM101, TRY003
        return lambda value, _: SAME if value is MISSING else operator(value)

    return make


def _put(argument: str) -> Change:
    value = value_of(argument)
    return lambda before, _: SAME if before == value and type(before) is type(value) else value


def _set(argument: str) -> Change:
    put = _put(argument)
    return lambda before, within: SAME if before is MISSING else put(before, within)


def _default(argument: str) -> Change:
    value = value_of(argument)
    return lambda before, _: value if before is MISSING else SAME


def _over(kind: type | tuple[type, ...], change: Callable[[Any, str], Any]) -> Maker:
    """An operator over values of some types; a bool is no number."""

    def make(argument: str) -> Change:
        def operate(before: Any, _: Any) -> Any:
            fits = isinstance(before, kind) and not isinstance(before, bool)
            after = change(before, argument) if fits else before
            return SAME if after is before or (fits and after == before) else after

        return operate

    return make


def _of_words(change: Callable[[Any, list[str]], Any]) -> Maker:
    def make(argument: str) -> Change:
        words = argument.split()
        if not words:
            raise ArgumentError("it takes one name or more")  # noqa: EM101, TRY003
        return lambda before, _: SAME if before is MISSING else change(before, words)

    return make


def _whole(argument: str) -> int:
    try:
        return int(argument)
    except ValueError:
        msg = f"it takes a whole number, not {argument!r}"
        raise ArgumentError(msg) from None


def dict_of(value: Any) -> Mapping[str, Any]:
    """The members of an object; none where it is none."""
    return value if isinstance(value, Mapping) else {}


def _replace(argument: str) -> Change:
    pattern, arrow, text = argument.partition(" => ")
    if not arrow:
        pattern, arrow, text = argument.partition(" =>")
    if not arrow:
        raise ArgumentError("it takes PATTERN => TEXT")  # noqa: EM101, TRY003
    try:
        compiled = re.compile(pattern)
    except re.error as trouble:
        msg = f"{pattern!r} is no regular expression ({trouble})"
        raise ArgumentError(msg) from trouble
    raw = re.compile(pattern.encode())

    def operate(before: Any, _: Any) -> Any:
        if isinstance(before, bytes):
            after: Any = raw.sub(text.encode(), before)
        elif isinstance(before, str):
            after = compiled.sub(text, before)
        else:
            return SAME
        return SAME if after == before else after

    return operate


def _format(argument: str) -> Change:
    def operate(before: Any, within: Any) -> Any:
        if before is MISSING:
            return SAME
        values = within if isinstance(within, Mapping) else {}

        def said(found: re.Match[str]) -> str:
            return text_of(values.get(found[1]) if found[1] else before)

        return re.sub(r"\{(\w*)\}", said, argument)

    return operate


def _mapped(argument: str) -> Change:
    table = value_of(argument)
    if not isinstance(table, dict):
        raise ArgumentError('it takes an object, such as {"a": "b"}')  # noqa: EM101, TRY003
    return lambda before, _: SAME if before is MISSING else table.get(text_of(before), SAME)


def _copy(argument: str) -> Change:
    def operate(_: Any, within: Any) -> Any:
        return within.get(argument, SAME) if isinstance(within, Mapping) else SAME

    return operate


def _named(make: Callable[[str, Any], Any]) -> Maker:
    def maker(argument: str) -> Change:
        if not argument:
            raise ArgumentError("it takes a name")  # noqa: EM101, TRY003
        return lambda before, _: SAME if before is MISSING else make(argument, before)

    return maker


def _part(argument: str) -> Change:
    number, _, separator = argument.partition(" ")
    at = _whole(number)

    def operate(before: Any, _: Any) -> Any:
        if not isinstance(before, str):
            return SAME
        pieces = before.split(separator or ",")
        after = pieces[at] if -len(pieces) <= at < len(pieces) else before
        return SAME if after == before else after

    return operate


def _only(before: Any, names: list[str]) -> Any:
    if not isinstance(before, Mapping):
        return SAME
    kept = {name: one for name, one in before.items() if name in names}
    return SAME if len(kept) == len(before) else kept


def _members(argument: str) -> Change:
    """So many members of an object; the last ones where the number is negative."""
    number = _whole(argument)

    def operate(before: Any, _: Any) -> Any:
        if not isinstance(before, Mapping):
            return SAME
        items = list(before.items())
        kept = items[:number] if number >= 0 else items[number:]
        return SAME if len(kept) == len(items) else dict(kept)

    return operate


def _without(argument: str) -> Change:
    """A list without the items that meet a condition on their members."""
    try:
        meets = condition_of(argument)
    except ConditionError as trouble:
        msg = f"it takes a condition such as name=VALUE ({trouble})"
        raise ArgumentError(msg) from trouble

    def operate(before: Any, _: Any) -> Any:
        if not isinstance(before, list | tuple):
            return SAME
        kept = [one for one in before if not meets(one)]
        return SAME if len(kept) == len(before) else type(before)(kept)

    return operate


def _divide(argument: str) -> Change:
    by = _whole(argument)
    if not by:
        raise ArgumentError("it takes a whole number, not 0")  # noqa: EM101, TRY003
    return _over((int, float), lambda value, _: value // by)(argument)


def _recode(argument: str) -> Change:
    try:
        "".encode(argument)
    except LookupError:
        msg = f"it takes an encoding, not {argument!r}"
        raise ArgumentError(msg) from None
    return _over(str, lambda text, encoding: text.encode(encoding, "replace"))(argument)


def _of_mutants(name: str) -> Maker:
    """An operator of the mutants."""

    def make(argument: str) -> Change:
        operator = operator_of(name, argument)
        if argument and name in _COUNTING:
            _whole(argument)
        return lambda value, _: SAME if value is MISSING else operator(value)

    return make


_COUNTING = frozenset({"add", "multiply", "capped"})
OPERATORS: Mapping[str, Maker] = {
    **{name: _of_mutants(name) for name in NAMES},
    "drop": _plain(lambda _: DROPPED),
    "twice": _plain(Twice),
    "text": _plain(lambda value: SAME if isinstance(value, str) else text_of(value)),
    "negated": _plain(lambda value: not value),
    "listed": _plain(lambda value: [value]),
    "unlisted": _over((list, tuple), lambda value, _: value[0] if value else value),
    "stripped": _over((str, bytes), lambda value, _: value.strip()),
    "half": _over((str, bytes), lambda value, _: value[: len(value) // 2]),
    "recode": _recode,
    "put": _put,
    "set": _set,
    "default": _default,
    "rename": _named(Renamed),
    "wrap": _named(lambda name, value: {name: value}),
    "unwrap": _named(lambda name, value: dict_of(value).get(name, SAME)),
    "copy": _copy,
    "only": _of_words(_only),
    "members": _members,
    "without": _without,
    "divide": _divide,
    "format": _format,
    "map": _mapped,
    "replace": _replace,
    "part": _part,
}
"""What makes an operator of its argument, by the operator's name."""
