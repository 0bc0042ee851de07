"""What metadata say, in the forms in which they are seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_DEEPEST = 6
_PLAIN = (str, int, float)


def pkid_of(meta: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """The pkid of a resource: in meta, in the reference to itself, or in data; else empty."""
    for found in (meta.get("pkid"), _reference(meta, "self"), data.get("pkid")):
        if isinstance(found, str) and found:
            return found
    return ""


def parent_of(meta: Mapping[str, Any]) -> str:
    """The pkid of the node that a resource hangs on; empty where meta does not refer to it."""
    return _reference(meta, "parent")


def path_of(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """The entries of the path element, in their order; of objects their pkids."""
    found = meta.get("path")
    entries = found if isinstance(found, list) else [found]
    texts = (one.get("pkid") if isinstance(one, dict) else one for one in entries)
    return tuple(one for one in texts if isinstance(one, str) and one)


def _reference(meta: Mapping[str, Any], name: str) -> str:
    references = meta.get("references")
    found = references.get(name) if isinstance(references, dict) else None
    first = found[0] if isinstance(found, list) and found else found
    if not isinstance(first, dict):
        return ""
    if isinstance(first.get("pkid"), str):
        return str(first["pkid"])
    href = first.get("href")
    return href.partition("?")[0].rstrip("/").rsplit("/", 1)[-1] if isinstance(href, str) else ""


def summary_attrs_in(meta: Mapping[str, Any]) -> tuple[str, ...]:
    """The names in summary_attrs: of objects with a name, or texts; of one object as well."""
    found = meta.get("summary_attrs")
    rows = found if isinstance(found, list) else [found]
    names = [one.get("name") if isinstance(one, dict) else one for one in rows]
    return tuple(name for name in names if isinstance(name, str))


def find(value: Any, name: str) -> Iterator[Any]:
    """Every member `name` in `value`, however deep, the outer ones first."""
    level = [value]
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                if name in one:
                    yield one[name]
                below.extend(one.values())
            elif isinstance(one, list):
                below.extend(one)
        level = below


def schema_version(meta: Mapping[str, Any]) -> float | None:
    """schema_version as a number; None where there is none that can be read as one."""
    found = meta.get("schema_version")
    if isinstance(found, bool) or not isinstance(found, (int, float, str)):
        return None
    try:
        return float(found)
    except ValueError:
        return None


def difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The first member that both have and that has another value; empty where there is none.

    Texts, numbers and truth values are compared; an empty text is no value.
    """
    for name, value in one.items():
        there = other.get(name)
        plain = isinstance(value, _PLAIN) and isinstance(there, _PLAIN)
        if plain and "" not in (value, there) and value != there:
            return name
    return ""
