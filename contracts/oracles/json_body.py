"""JSON bodies against a JSON Schema: jsonschema-rs judges, jsonschema explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import jsonschema
import jsonschema_rs
import msgspec
from jsonschema.exceptions import best_match

from contracts.oracles.checked import clip
from contracts.oracles.xml_body import Problem

_ATTRIBUTION = "x-requirement"


class JsonBody:
    """A compiled schema. `x-requirement` in a (sub)schema attributes its violations.

    `schema` may refer to `#/components/…` of `document`, the OpenAPI document it stands in.
    """

    def __init__(self, schema: Mapping[str, Any], document: Mapping[str, Any]) -> None:
        whole = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **schema,
            "components": document.get("components", {}),
        }
        self._whole = whole
        self._compiled = jsonschema_rs.Draft202012Validator(whole)
        self.judges = tuple(sorted(set(_attributions(whole, schema))))

    def check(self, body: bytes) -> tuple[Problem, ...]:
        """What is wrong with `body`; empty when it is valid."""
        try:
            value = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as trouble:
            return (Problem(None, f"the body is not JSON: {trouble}", ""),)
        return self.check_value(value)

    def check_value(self, value: Any) -> tuple[Problem, ...]:
        """What is wrong with a decoded value; empty when it is valid."""
        if self._compiled.is_valid(value):
            return ()
        error = best_match(self._rich.iter_errors(value))
        if error is None:
            return (Problem(None, "the body does not have the documented form", ""),)
        at = ".".join(str(part) for part in error.absolute_path)
        summary = clip(f"{at or 'the body'}: {error.message}")
        return (Problem(self._owner(error), summary, clip(repr(error.instance))),)

    @cached_property
    def _rich(self) -> jsonschema.Draft202012Validator:
        return jsonschema.Draft202012Validator(self._whole)

    def _owner(self, error: jsonschema.ValidationError) -> str | None:
        """The innermost `x-requirement` on the way to the violated keyword."""
        found: str | None = None
        node: Any = self._whole
        for step in error.absolute_schema_path:
            if isinstance(node, Mapping):
                found = node.get(_ATTRIBUTION, found)
                # jsonschema leaves the references that it followed out of the path.
                while step not in node and "$ref" in node:
                    node = _resolve(self._whole, node["$ref"])
                    found = node.get(_ATTRIBUTION, found)
            node = node[step]
        return found


def _resolve(whole: Mapping[str, Any], reference: str) -> Any:
    node: Any = whole
    for part in reference.removeprefix("#/").split("/"):
        node = node[part.replace("~1", "/").replace("~0", "~")]
    return node


def _attributions(
    whole: Mapping[str, Any], node: Any, seen: frozenset[str] = frozenset()
) -> Iterable[str]:
    """The requirements that `node` and what it refers to are attributed to."""
    if isinstance(node, Mapping):
        if isinstance(node.get(_ATTRIBUTION), str):
            yield node[_ATTRIBUTION]
        reference = node.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            yield from _attributions(whole, _resolve(whole, reference), seen | {reference})
        for value in node.values():
            yield from _attributions(whole, value, seen)
    elif isinstance(node, list):
        for value in node:
            yield from _attributions(whole, value, seen)
