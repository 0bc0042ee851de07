"""Filters of one comparison: `userName co "ada"`, `displayName pr`."""

from __future__ import annotations

import re
from typing import Any

_FILTER = re.compile(r'\s*(?P<name>[A-Za-z.]+)\s+(?:(?P<op>eq|ne|co|sw|ew)\s+"(?P<text>.*)"|pr)\s*')


class InvalidFilterError(ValueError):
    """A filter that cannot be read."""


def matches(user: dict[str, Any], text: str, *, case_exact: bool = False) -> bool:
    """Whether a user matches a filter. Raises InvalidFilterError."""
    found = _FILTER.fullmatch(text)
    if found is None or found["name"] not in {"userName", "displayName", "id"}:
        raise InvalidFilterError(text)
    value = str(user.get(found["name"], ""))
    if found["op"] is None:
        return bool(value)
    wanted = found["text"]
    if not case_exact and found["name"] != "id":
        value, wanted = value.casefold(), wanted.casefold()
    return {
        "eq": value == wanted,
        "ne": value != wanted,
        "co": wanted in value,
        "sw": value.startswith(wanted),
        "ew": value.endswith(wanted),
    }[found["op"]]
