"""Which requirements a JSON Schema attributes its keywords to, and which of them a value proves.

`x-requirement` in a (sub)schema attributes what it says. A property that is not there, or an
item of an empty list, holds nothing up: a value proves only the subschemas that apply to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import jsonschema_rs
import msgspec

_ATTRIBUTION = "x-requirement"


class Attribution(msgspec.Struct, frozen=True):
    """The attributed parts of a schema.

    `requirement` is that of the schema itself; `same` apply to the same value, `branches` only
    where their validator takes it, `properties` to members, `others` to members that are not
    `known`, `items` to every item.
    """

    requirement: str | None
    same: tuple[Attribution, ...]
    branches: tuple[tuple[Any, Attribution], ...]
    properties: tuple[tuple[str, Attribution], ...]
    items: Attribution | None
    others: Attribution | None = None
    known: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        parts = (self.same, self.branches, self.properties, self.items, self.others)
        return bool(self.requirement or any(parts))

    def applied(self, value: Any) -> Iterator[str]:
        """The requirements that the valid `value` is held to; one may come more than once."""
        if self.requirement:
            yield self.requirement
        for part in self.same:
            yield from part.applied(value)
        for validator, part in self.branches:
            if validator.is_valid(value):
                yield from part.applied(value)
        if isinstance(value, dict):
            yield from self._of_members(value)
        elif isinstance(value, list) and self.items is not None:
            for item in value:
                yield from self.items.applied(item)

    def _of_members(self, value: Mapping[str, Any]) -> Iterator[str]:
        for name, part in self.properties:
            if name in value:
                yield from part.applied(value[name])
        if self.others is not None:
            for name in value.keys() - self.known:
                yield from self.others.applied(value[name])


def attributed(
    whole: Mapping[str, Any], schema: Any, seen: frozenset[str] = frozenset()
) -> Attribution:
    """The attributed parts of `schema`, which may refer to parts of `whole`."""
    if not isinstance(schema, Mapping):
        return Attribution(None, (), (), (), None)
    same = list(schema.get("allOf", ()))
    reference = schema.get("$ref")
    inner_seen = seen
    if isinstance(reference, str) and reference not in seen:
        inner_seen = seen | {reference}
        same.append(resolve(whole, reference))

    def parts(of: Any) -> Attribution:
        return attributed(whole, of, inner_seen)

    branches = [
        (jsonschema_rs.Draft202012Validator(_standing_alone(whole, where)), part)
        for where, one in _branches(schema)
        if (part := parts(one))
    ]
    named = [(name, parts(one)) for name, one in schema.get("properties", {}).items()]
    requirement = schema.get(_ATTRIBUTION)
    return Attribution(
        requirement if isinstance(requirement, str) else None,
        tuple(part for one in same if (part := parts(one))),
        tuple(branches),
        tuple((name, part) for name, part in named if part),
        parts(schema.get("items")) or None,
        # Members that a pattern takes are not told apart: then nothing is proven of the others.
        parts(None if "patternProperties" in schema else schema.get("additionalProperties"))
        or None,
        frozenset(schema.get("properties", ())),
    )


def _branches(schema: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Subschemas that apply to some values alone: behind the schema that says to which."""
    for keyword in ("anyOf", "oneOf"):
        for one in schema.get(keyword, ()):
            yield one, one
    if "if" in schema:
        yield {"allOf": [schema["if"]]}, schema.get("then")
        yield {"not": schema["if"]}, schema.get("else")


def mentioned(
    whole: Mapping[str, Any], node: Any, seen: frozenset[str] = frozenset()
) -> Iterator[str]:
    """All requirements that `node`, and what it refers to, is attributed to."""
    if isinstance(node, Mapping):
        if isinstance(node.get(_ATTRIBUTION), str):
            yield node[_ATTRIBUTION]
        reference = node.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield from mentioned(whole, resolve(whole, reference), seen | {reference})
        for value in node.values():
            yield from mentioned(whole, value, seen)
    elif isinstance(node, list):
        for value in node:
            yield from mentioned(whole, value, seen)


def owner(whole: Mapping[str, Any], steps: Sequence[str | int], holder: Any = None) -> str | None:
    """The innermost `x-requirement` on the way of `steps` from `whole` to a violated keyword.

    jsonschema leaves `$ref` out of its steps: with the schema that holds the keyword as `holder`
    references are followed to it.
    """
    ways = _ways(whole, whole, steps, None, silent=holder is not None)
    return next((found for found, end in ways if holder is None or end == holder), None)


def _ways(
    whole: Mapping[str, Any],
    node: Any,
    steps: Sequence[str | int],
    found: str | None,
    *,
    silent: bool,
) -> Iterator[tuple[str | None, Any]]:
    """The requirement found and the schema arrived at, for each way that `steps` can mean."""
    step, *rest = steps
    if isinstance(node, Mapping):
        found = node.get(_ATTRIBUTION, found)
        if step == "$ref":
            yield from _ways(whole, resolve(whole, node["$ref"]), rest, found, silent=silent)
            return
        if silent and "$ref" in node:
            yield from _ways(whole, resolve(whole, node["$ref"]), steps, found, silent=silent)
        if step not in node:
            return
    if rest:
        yield from _ways(whole, node[step], rest, found, silent=silent)
    else:
        yield found, node


def resolve(whole: Mapping[str, Any], reference: str) -> Any:
    """What a `#/…` reference stands for."""
    node: Any = whole
    for part in reference.removeprefix("#").split("/")[1:]:
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def _standing_alone(whole: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    definitions = {key: whole[key] for key in ("components", "$defs") if key in whole}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **definitions, **schema}
