"""JSON bodies against a JSON Schema: jsonschema-rs judges, jsonschema explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any

import jsonschema
import jsonschema_rs
import msgspec
from jsonschema.exceptions import best_match

from contracts.oracles.attribution import attributed, mentioned, owner
from contracts.oracles.checked import clip
from contracts.oracles.difference import literal, named
from contracts.oracles.xml_body import Problem

_SHORT = 80


@lru_cache(maxsize=1)
def read_json(body: bytes) -> Any:
    """The value of a JSON body, which nobody changes: whoever reads it next gets the same one.

    Raises msgspec.DecodeError, UnicodeDecodeError or RecursionError where it is none.
    """
    return msgspec.json.decode(body)


class JsonBody:
    """A compiled schema. `x-requirement` in a (sub)schema attributes its violations.

    `schema` may refer to `#/components/…` of `document`, the OpenAPI document it stands in.
    `judges` are all requirements that violations can be attributed to.
    """

    def __init__(self, schema: Mapping[str, Any], document: Mapping[str, Any]) -> None:
        self._whole = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **schema,
            "components": document.get("components", {}),
        }
        self._compiled = jsonschema_rs.Draft202012Validator(self._whole)
        self._attribution = attributed(self._whole, schema)
        self.judges = tuple(sorted(set(mentioned(self._whole, schema))))

    def check(self, body: bytes, charset: str = "") -> tuple[Problem, ...]:  # noqa: ARG002 - JSON is UTF-8
        """What is wrong with `body`; empty when it is valid."""
        try:
            value = read_json(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as trouble:
            return (Problem(None, f"the body cannot be read as JSON: {trouble}", ""),)
        return self.check_value(value)

    def check_value(self, value: Any) -> tuple[Problem, ...]:
        """What is wrong with a decoded value, once for each requirement; empty when it is valid."""
        if self._compiled.is_valid(value):
            return ()
        return self._explained(value) or (self._as_judged(value),)

    def upheld(self, body: bytes) -> tuple[str, ...]:
        """The requirements that a valid `body` proves: those of the subschemas that apply to it."""
        if not self.judges:
            return ()
        return tuple(sorted(set(self._attribution.applied(read_json(body)))))

    def _explained(self, value: Any) -> tuple[Problem, ...]:
        """The problems as jsonschema puts them, the best match of those of each requirement.

        Nothing where it sees none or does not know the regex. What a body lacks of one requirement
        does not hide what it breaks of another.
        """
        try:
            found = list(self._rich.iter_errors(value))
        except (re.error, RecursionError, ArithmeticError):
            return ()
        groups: dict[str | None, list[Any]] = {}
        for error in found:
            groups.setdefault(self._whose(best_match([error])), []).append(error)
        best = (best_match(errors) for errors in groups.values())
        return tuple(self._as_explained(error) for error in best)

    def _whose(self, error: Any) -> str | None:
        return owner(self._whole, list(error.absolute_schema_path), error.schema)

    def _as_explained(self, error: Any) -> Problem:
        at = ".".join(str(part) for part in error.absolute_path)
        summary = clip(_told(at or "the body", error))
        instance = clip(literal(error.instance))
        return Problem(self._whose(error), summary, instance, pointer(error.absolute_path))

    def _as_judged(self, value: Any) -> Problem:
        """The problem in the words of the judge itself."""
        error = next(iter(self._compiled.iter_errors(value)))
        at = ".".join(str(part) for part in error.instance_path)
        summary = clip(f"{at or 'the body'}: {error.message}")
        whose = owner(self._whole, list(error.evaluation_path))
        return Problem(whose, summary, clip(literal(error.instance)), pointer(error.instance_path))

    @cached_property
    def _rich(self) -> jsonschema.Draft202012Validator:
        return jsonschema.Draft202012Validator(self._whole)


def _told(at: str, error: Any) -> str:
    """What is wrong at a place, with values as JSON writes them."""
    asked = error.validator_value
    match error.validator:
        case "type":
            names = [asked] if isinstance(asked, str) else asked
            return f"{at} is {_short(error.instance)}, not of type {' or '.join(names)}"
        case "enum":
            return (
                f"{at} is {_short(error.instance)}, not one of {named(list(map(literal, asked)))}"
            )
        case "const":
            return f"{at} is {_short(error.instance)}, not {_short(asked)}"
        case "required":
            lacking = [name for name in asked if name not in error.instance]
            return f"{at} lacks {named(lacking)}"
        case "pattern":
            return f"{at} is {_short(error.instance)}, which does not match {asked}"
        case _:
            return f"{at}: {error.message}"


def _short(value: Any) -> str:
    return clip(literal(value), _SHORT)


def pointer(path: Iterable[object]) -> str:
    """The steps of `path` as a JSON Pointer (RFC 6901); empty for the whole document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
