"""Schemas of OpenAPI 3.0 as JSON Schema 2020-12, which OpenAPI 3.1 uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BOUNDS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))
_LITERAL = frozenset({"example", "examples", "default", "enum", "const"})
"""Keywords whose values are data, in which nothing is rewritten."""


def modern(node: Any) -> Any:
    """A copy of `node`, anything in a document of OpenAPI 3.0, as OpenAPI 3.1 writes it.

    `nullable` becomes a type, a bound that excludes itself a number; what stands beside a `$ref`,
    which 3.0 ignores, is dropped.
    """
    if isinstance(node, list):
        return [modern(one) for one in node]
    if not isinstance(node, Mapping):
        return node
    if isinstance(node.get("$ref"), str):
        return {"$ref": node["$ref"]}
    found = {key: value if _is_data(key, value) else modern(value) for key, value in node.items()}
    for exclusive, bound in _BOUNDS:
        switched = isinstance(found.get(exclusive), bool)
        if switched and found.pop(exclusive) and bound in found:
            found[exclusive] = found.pop(bound)
    if isinstance(found.get("nullable"), bool) and found.pop("nullable"):
        return _nullable(found)
    return found


def _is_data(key: str, value: Any) -> bool:
    """Whether what stands at `key` is data: a property may be called `default`, too."""
    return key in _LITERAL and not (isinstance(value, Mapping) and "type" in value)


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    kind = schema.get("type")
    if isinstance(kind, str):
        found = {**schema, "type": [kind, "null"]}
        if "enum" in found and None not in found["enum"]:
            found["enum"] = [*found["enum"], None]
        return found
    if any(one in schema for one in ("allOf", "anyOf", "oneOf")):
        return {"anyOf": [schema, {"type": "null"}]}
    return schema
