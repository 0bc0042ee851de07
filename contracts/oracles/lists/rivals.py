"""Wrong comparisons that a filter may make in place of the right one.

A filter text is worth sending where the right comparison and a wrong one list other resources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from contracts.oracles.lists.conditions import CONDITIONS

Comparison = Callable[[str, str], bool]
"""Whether a value is listed for a text."""

_WORDS = re.compile(r"[\W_]+")
_RIGHT: Mapping[str, Comparison] = {
    "startswith": str.startswith,
    "endswith": str.endswith,
    "contains": str.__contains__,
    "notcontain": lambda value, text: text not in value,
    "equals": str.__eq__,
    "notequal": str.__ne__,
}


def rivals(condition: str) -> list[Comparison]:
    """Comparisons that `condition` must not be taken for: other conditions first."""
    right = _RIGHT[condition]
    others = [_RIGHT[one] for one in CONDITIONS if one != condition]
    negative = condition in {"notcontain", "notequal"}

    def of_words(value: str, text: str) -> bool:
        found = [right(one, text) for one in _WORDS.split(value) if one]
        return all(found) if negative else any(found)

    def proper(value: str, text: str) -> bool:
        return right(value, text) and (negative or value != text)

    careless: list[Comparison] = [
        of_words,
        proper,
        lambda value, text: right(value, text[:1]),
        lambda value, text: right(value, text[:3]),
        lambda value, text: right(value, text[:-1]),
        lambda value, text: right(value, text[1:]),
        lambda value, text: right(value[:-1], text),
        lambda value, text: right(value[1:], text),
        lambda value, text: right(value[:8], text),
        lambda value, text: right(_bare(value), _bare(text)),
    ]
    return others + careless


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return _WORDS.sub("", text)
