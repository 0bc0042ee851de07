"""Places in JSON: enumerated from a JSON Schema, and changed in a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.mutate.values import DROPPED, SAME, Operator, Renamed

_DEEPEST = 6
_ROUNDS = 2
_EVERY = "*"


def places(schema: Any, document: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The places that `schema` names, as JSON Pointers with `*` for items, with their types.

    The root is the empty pointer. References into `document` are followed, at most six levels
    deep. A place that no `type` is given for has the types that its keywords imply.
    """
    found: dict[str, set[str]] = {}
    for place, part in _walk(schema, document, "", ()):
        found.setdefault(place, set()).update(_kinds(part))
    return {place: frozenset(kinds) for place, kinds in found.items()}


def lenient(schema: Any, document: Mapping[str, Any]) -> tuple[frozenset[str], frozenset[str]]:
    """The places of members that `schema` does not require, and those that it lets be null.

    Only of objects of which it requires others: elsewhere it does not speak of what is required.
    """
    named, required, nullable = set[tuple[str, str]](), set[tuple[str, str]](), set[str]()
    for place, part in _walk(schema, document, "", ()):
        named |= {(place, _escaped(one)) for one in part.get("properties", {})}
        required |= {(place, _escaped(one)) for one in part.get("required", ())}
        if "null" in part.get("type", ()):
            nullable.add(place)
    spoken = {place for place, _ in required}
    optional = (f"{place}/{name}" for place, name in named - required if place in spoken)
    return frozenset(optional), frozenset(nullable)


def _walk(
    schema: Any, document: Mapping[str, Any], place: str, seen: tuple[str, ...]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The schemas that say something of a place, by places."""
    if not isinstance(schema, Mapping) or place.count("/") > _DEEPEST:
        return
    reference = schema.get("$ref")
    # A schema that names itself is looked into once more.
    if reference is not None and seen.count(reference) < _ROUNDS:
        target = resolved({"$ref": reference}, document)
        yield from _walk(target, document, place, (*seen, reference))
    for keyword in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(keyword, ()):
            yield from _walk(part, document, place, seen)
    for keyword in ("then", "else"):
        yield from _walk(schema.get(keyword), document, place, seen)
    yield place, schema
    for name, member in schema.get("properties", {}).items():
        yield from _walk(member, document, f"{place}/{_escaped(name)}", seen)
    if "items" in schema:
        yield from _walk(schema["items"], document, f"{place}/{_EVERY}", seen)


def _kinds(schema: Mapping[str, Any]) -> set[str]:
    kinds = schema.get("type", [])
    found = {kinds} if isinstance(kinds, str) else set(kinds)
    if "properties" in schema:
        found.add("object")
    if "items" in schema:
        found.add("array")
    if "enum" in schema or "const" in schema or "pattern" in schema:
        found.add("string")
    return found - {"null"}


def resolved(value: Any, document: Mapping[str, Any]) -> Any:
    """What a value stands for: itself, or what its local `$ref` (`#/components/…`) names.

    Raises KeyError where nothing is there.
    """
    while isinstance(value, Mapping) and "$ref" in value:
        found: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        value = found
    return value


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def changed(value: Any, place: str, operator: Operator) -> Any:
    """`value` with `operator` applied at every value that `place` names; SAME where none is."""
    if not place:
        return operator(value)
    head, _, rest = place[1:].partition("/")
    rest = f"/{rest}" if _ else ""
    name = head.replace("~1", "/").replace("~0", "~")
    if head == _EVERY and isinstance(value, list):
        return _every(value, rest, operator)
    if isinstance(value, dict) and name in value:
        return _member(value, name, changed(value[name], rest, operator))
    return SAME


def _member(members: dict[str, Any], name: str, after: Any) -> Any:
    """An object with one member as an operator gave it."""
    if after is SAME:
        return SAME
    if after is DROPPED:
        return {key: one for key, one in members.items() if key != name}
    if isinstance(after, Renamed):
        return {after.name if key == name else key: one for key, one in members.items()}
    return {**members, name: after}


def _every(items: list[Any], rest: str, operator: Operator) -> Any:
    after = [changed(one, rest, operator) for one in items]
    after = [SAME if isinstance(one, Renamed) else one for one in after]
    if all(one is SAME for one in after):
        return SAME
    return [
        before if one is SAME else one
        for before, one in zip(items, after, strict=True)
        if one is not DROPPED
    ]
