"""Values as texts, and texts that match."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec


def text_of(value: Any) -> str:
    """A value as conditions compare it: a text as it is, all else as JSON writes it."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple | Mapping | bool | int | float) or value is None:
        return msgspec.json.encode(value, enc_hook=str).decode()
    return str(value)


_TOKENS = re.compile(r"\\(.)|(\*)|(\|)|([^\\*|]+|\\)", re.DOTALL)

_ANY_CASE = "(?i)"


@cache
def _compiled(glob: str) -> re.Pattern[str]:
    case = _ANY_CASE if glob.startswith(_ANY_CASE) else ""
    parts = []
    for escaped, any_text, other, text in _TOKENS.findall(glob.removeprefix(case)):
        parts.append(".*" if any_text else ")|(?:" if other else re.escape(escaped or text))
    return re.compile(f"{case}(?:{''.join(parts)})", re.DOTALL)


def matches(text: str, glob: str) -> bool:
    """Whether a text is one of those meant: `*` is any text, `|` parts alternatives.

    A backslash takes its meaning from the character behind it; with `(?i)` in front of all letters
    have any case.
    """
    return _compiled(glob).fullmatch(text) is not None
