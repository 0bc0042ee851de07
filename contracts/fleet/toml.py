"""Writing a target file: the standard library reads TOML and writes none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')


def dumped(document: Mapping[str, Any]) -> str:
    """`document` as TOML: a header for each table, what is below it inline."""
    lines: list[str] = []
    for name, table in document.items():
        if isinstance(table, Mapping):
            lines.append(f"[{_key(name)}]")
            lines += [f"{_key(key)} = {_value(value)}" for key, value in table.items()]
        else:  # which a header above it would take
            lines.insert(0, f"{_key(name)} = {_value(table)}")
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _text(value)
        case Mapping():
            return "{" + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case int() | float():
            return repr(value)
    return str(value.isoformat())  # a date or a time


def _text(value: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", value) + '"'
