"""Places inside of values: members of objects, items of lists, attributes of records.

A place is a JSON Pointer in which `*` is every item of a list, or every member of an object. It
leads through what servers are made of as through JSON: lists of (name, value) pairs are objects,
and so are dataclasses, named tuples and structs, by their attributes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from contracts.mutate.values import DROPPED, SAME


class _Missing:
    """The type of `MISSING`."""


MISSING: Final = _Missing()
"""What stands for a value that is not there."""


class Renamed(msgspec.Struct, frozen=True):
    """A value that is to stand under another name."""

    name: str
    value: Any


class Twice(msgspec.Struct, frozen=True):
    """A value that is to stand there twice, where it can."""

    value: Any


Change = Callable[[Any, Any], Any]
"""From a value and the one it stands in to another value.

The result may also be `SAME` (nothing changes), `DROPPED`, `Renamed` or `Twice`. The value is
`MISSING` where a member is not there.
"""


def steps_of(pointer: str) -> tuple[str, ...]:
    """The steps of a place: `/a/*` has two, `/` has none."""
    if pointer in {"", "/"}:
        return ()
    return tuple(
        step.replace("~1", "/").replace("~0", "~") for step in pointer.removeprefix("/").split("/")
    )


def changed(value: Any, steps: tuple[str, ...], change: Change, within: Any = None) -> Any:
    """`value` with `change` made at every value that the steps lead to; `SAME` where none is."""
    if not steps:
        return change(value, within)
    if value is MISSING:
        return SAME
    members = _members(value)
    if members is None:
        return SAME
    name, rest = steps[0], steps[1:]
    after: list[tuple[str, Any]] = []
    hit = False
    there = False
    for key, one in members:
        if name not in {"*", key}:
            after.append((key, one))
            continue
        there = True
        new = changed(one, rest, change, value)
        hit = hit or new is not SAME
        after.extend(_entries(key, one, new))
    if not there and name != "*":
        new = changed(MISSING, rest, change, value)
        hit = not isinstance(new, _Missing) and new is not SAME and new is not DROPPED
        after.extend(_entries(name, MISSING, new) if hit else ())
    return _built(value, after) if hit else SAME


def _entries(name: str, before: Any, after: Any) -> list[tuple[str, Any]]:
    if after is SAME:
        return [(name, before)]
    if after is DROPPED:
        return []
    if isinstance(after, Renamed):
        return [(after.name, after.value)]
    if isinstance(after, Twice):
        return [(name, after.value), (name, after.value)]
    return [(name, after)]


def found(value: Any, steps: tuple[str, ...]) -> Iterator[Any]:
    """The values that the steps lead to."""
    if not steps:
        yield value
        return
    for name, one in _members(value) or ():
        if steps[0] in {"*", name}:
            yield from found(one, steps[1:])


def _members(  # noqa: PLR0911 - one for each kind of value
    value: Any,
) -> list[tuple[str, Any]] | None:
    """Names and values of what is in a value; None where nothing can be in it."""
    if isinstance(value, dict):
        return [(str(key), one) for key, one in value.items()]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(one.name, getattr(value, one.name)) for one in dataclasses.fields(value)]
    if isinstance(value, msgspec.Struct):
        return [(name, getattr(value, name)) for name in value.__struct_fields__]
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return list(value._asdict().items())
    if _is_pairs(value):
        return [(name, one) for name, one in value]
    if isinstance(value, list | tuple):
        return [(str(number), one) for number, one in enumerate(value)]
    return None


def _is_pairs(value: Any) -> bool:
    """Whether it is a list of (name, value) pairs."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, tuple) and len(one) == 2 for one in value)  # noqa: PLR2004
        and all(isinstance(one[0], str | bytes) for one in value)
    )


def _built(value: Any, members: list[tuple[str, Any]]) -> Any:
    """A value like `value` that has these members."""
    if isinstance(value, dict):
        keys = {str(key): key for key in value}
        return {keys.get(name, name): one for name, one in members}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(value, **dict(members))
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.replace(value, **dict(members))
    if isinstance(value, tuple) and hasattr(value, "_replace"):
        return value._replace(**dict(members))
    if _is_pairs(value):
        return list(members)
    return type(value)(one for _, one in members)
