"""Differences in words: what was expected, and what came, as a reader of a report wants it.

Values are written as JSON writes them, never as Python does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from contracts.oracles.checked import clip

_NAMED = 10
"""How many members of a list are named; beyond them only their number is."""
_SHORT = 120


def literal(value: Any) -> str:
    """A value as JSON writes it; what JSON cannot hold is written as text."""
    try:
        return msgspec.json.encode(value, order="deterministic").decode()
    except (TypeError, ValueError, UnicodeError):
        return str(value)


def difference(observed: Any, expected: Any) -> str:
    """How `observed` differs from `expected`, as the end of a sentence that names the thing.

    Of lists and sets the members that are missing or too many are named, ten at most.
    """
    if isinstance(observed, Mapping) and isinstance(expected, Mapping):
        return _members(observed, expected)
    if _listed(observed) and _listed(expected):
        return _items(list(observed), list(expected))
    return f"is {clip(literal(observed), _SHORT)}, not {clip(literal(expected), _SHORT)}"


def _listed(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes | Mapping)


def _members(observed: Mapping[Any, Any], expected: Mapping[Any, Any]) -> str:
    parts = []
    for name in dict.fromkeys((*expected, *observed)):
        if name not in observed:
            parts.append(f"{name} is missing")
        elif name not in expected:
            parts.append(f"{name} is {clip(literal(observed[name]), _SHORT)}, and is not expected")
        elif observed[name] != expected[name]:
            parts.append(f"{name} {difference(observed[name], expected[name])}")
    return f"differs: {named(parts)}"


def _items(observed: Sequence[Any], expected: Sequence[Any]) -> str:
    missing, extra = _without(expected, observed), _without(observed, expected)
    if not missing and not extra:
        for number, (one, other) in enumerate(zip(observed, expected, strict=True), 1):
            if literal(one) != literal(other):
                return f"is in another order: item {number} {difference(one, other)}"
        return "has the expected items in another form"
    parts = []
    if missing:
        parts.append(f"lacks {named([literal(one) for one in missing])}")
    if extra:
        parts.append(f"has {named([literal(one) for one in extra])}, not expected")
    return f"({len(observed)} items, {len(expected)} expected) {' and '.join(parts)}"


def _without(items: Sequence[Any], others: Sequence[Any]) -> list[Any]:
    """`items` less `others`, each as often as it is there."""
    rest = [literal(one) for one in others]
    left = []
    for one in items:
        text = literal(one)
        if text in rest:
            rest.remove(text)
        else:
            left.append(one)
    return left


def named(texts: Sequence[str]) -> str:
    """The first ten `texts`, and how many more there are."""
    shown = ", ".join(clip(one, _SHORT) for one in texts[:_NAMED])
    more = len(texts) - _NAMED
    return f"{shown} and {more} more" if more > 0 else shown
