"""What was expected against what came, line by line, in the syntax of JSON or XML."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec
from lxml import etree

_NAMED = 10
"""How many items of a list are named; of the others only their number is given."""
_CONTEXT = 2
_KEYS = ("id", "pkid", "uuid", "key", "name", "userName", "username", "uri", "href")
_LONGEST = 20_000

Sign = Literal["-", "+", " "]


class Line(msgspec.Struct, frozen=True):
    """A line: `-` was expected and is not there, `+` is there instead, a space is common."""

    sign: Sign
    text: str


def changes(expected: str, observed: str) -> tuple[Line, ...]:
    """The lines in which two documents differ; none where they are no documents of one form."""
    if not expected or not observed or max(len(expected), len(observed)) > _LONGEST:
        return ()
    one, other = _json(expected), _json(observed)
    if one is not None and other is not None:
        if isinstance(one, list) and isinstance(other, list):
            return tuple(_items(one, other))
        return tuple(_lines(_pretty(one), _pretty(other, like=one)))
    if expected.lstrip().startswith("<") and observed.lstrip().startswith("<"):
        first, second = _xml(expected), _xml(observed)
        if first and second:
            return tuple(_lines(first, second))
    return ()


def _json(text: str) -> dict[str, Any] | list[Any] | None:
    try:
        value = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _pretty(value: Any, like: Any = None) -> list[str]:
    """A value over several lines, members in the order that they have in `like`."""
    if isinstance(value, dict) and isinstance(like, dict):
        value = {key: value[key] for key in dict.fromkeys((*like, *value)) if key in value}
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode().splitlines()


def _xml(text: str) -> list[str]:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_blank_text=True
    )
    try:
        root = etree.fromstring(text.strip().encode(), parser)
        etree.indent(root)
        return etree.tostring(root, encoding="unicode").splitlines()
    except (etree.LxmlError, ValueError, RecursionError):
        return []


def _lines(expected: list[str], observed: list[str]) -> Iterator[Line]:
    """The lines that differ, with two of those around them."""
    matcher = difflib.SequenceMatcher(None, expected, observed, autojunk=False)
    for group in matcher.get_grouped_opcodes(_CONTEXT):
        if group[0][1] > 0:
            yield Line(" ", "…")
        for what, a, b, c, d in group:
            if what == "equal":
                yield from (Line(" ", text) for text in expected[a:b])
                continue
            yield from (Line("-", text) for text in expected[a:b])
            yield from (Line("+", text) for text in observed[c:d])


def _items(expected: list[Any], observed: list[Any]) -> Iterator[Line]:
    """What a list lacks and what it has too many, each item named by its key."""
    there = [_named(one) for one in observed]
    wanted = [_named(one) for one in expected]
    missing, extra = _without(wanted, there), _without(there, wanted)
    if not missing and not extra:
        yield from _lines(wanted, there)
        return
    yield Line(" ", f"{len(expected):,} items expected, {len(observed):,} observed")
    for sign, texts in (("-", missing), ("+", extra)):
        yield from (Line("-" if sign == "-" else "+", text) for text in texts[:_NAMED])
        if len(texts) > _NAMED:
            yield Line("-" if sign == "-" else "+", f"… and {len(texts) - _NAMED:,} more")


def _without(texts: list[str], others: list[str]) -> list[str]:
    rest = list(others)
    left = []
    for one in texts:
        if one in rest:
            rest.remove(one)
        else:
            left.append(one)
    return left


def _named(item: Any) -> str:
    """An item in a line: an object by its key, where it has one, and then the rest of it."""
    if isinstance(item, Mapping):
        key = next((one for one in _KEYS if one in item), None)
        if key is not None:
            item = {key: item[key], **item}
    return msgspec.json.encode(item).decode()
