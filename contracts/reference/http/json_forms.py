"""Forms of JSON that say the same, as liberties of servers whose answers are JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import msgspec

from contracts.reference.http.server import JsonServer


class _PrettyPrinted(JsonServer[Any]):
    """JSON is indented."""

    def encode(self, value: Any) -> bytes:
        return msgspec.json.format(super().encode(value), indent=2)


class _Escaped(JsonServer[Any]):
    """Characters beyond ASCII are written as escapes."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(msgspec.json.decode(super().encode(value))).encode()


class _MembersReversed(JsonServer[Any]):
    """The members of objects stand the other way round."""

    def encode(self, value: Any) -> bytes:
        return super().encode(_reversed(value))


class _NumbersWithAPoint(JsonServer[Any]):
    """Whole numbers are written with a point: 40.0 and 40 are the same in JSON."""

    def encode(self, value: Any) -> bytes:
        return super().encode(_pointed(msgspec.to_builtins(value)))


def json_forms(liberty: Callable[..., Callable[[type], type]]) -> None:
    """Enter these forms among the liberties of a server by its decorator."""
    liberty("pretty-printed")(_PrettyPrinted)
    liberty("escaped")(_Escaped)
    liberty("members-reversed")(_MembersReversed)
    liberty("numbers-with-a-point")(_NumbersWithAPoint)


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _reversed(value[name]) for name in reversed(value)}
    return [_reversed(one) for one in value] if isinstance(value, list) else value


def _pointed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _pointed(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_pointed(one) for one in value]
    return float(value) if type(value) is int else value
