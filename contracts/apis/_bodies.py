"""Plain bodies by a schema: what the document requires, and nothing unusual."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from contracts.catalogue.openapi import resolved
from contracts.model import NotTested
from contracts.oracles import JsonBody

_DEEPEST = 12
_SHOWN = 120
_FORMATS = {
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "time": "12:00:00Z",
    "email": "{name}@example.org",
    "uri": "https://example.org/{name}",
    "url": "https://example.org/{name}",
    "uuid": "6f1c2c3e-8a51-4c0e-9d59-6d3b1f2a7c11",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "{name}.example.org",
    "byte": "dWNj",
}


def plain_body(
    document: Mapping[str, Any], schema: Mapping[str, Any], new_name: Callable[[], str]
) -> Any:
    """A value that satisfies `schema`, with new names as its texts; members that are required.

    Of alternatives it is the first that can be told from the others. Raises NotTested where
    nothing is found: the schema contains itself without an end, contradicts itself, or cannot be
    read.
    """
    form = _form(document, schema)
    maker = _Maker(document, new_name)
    wrong = ""
    for one in _alternatives(document, schema):
        value = maker.value(one, _DEEPEST)
        problems = form.check_value(value)
        if not problems:
            return value
        wrong = wrong or problems[0].summary
    reason = f"no plain value satisfies the schema ({wrong})"
    raise NotTested(reason)


def _form(document: Mapping[str, Any], schema: Mapping[str, Any]) -> JsonBody:
    try:
        return JsonBody(schema, document)
    except ValueError as trouble:
        reason = f"the schema cannot be read ({' '.join(str(trouble).split())[:_SHOWN]})"
        raise NotTested(reason) from trouble


def _alternatives(document: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[Any]:
    """The schema itself, and then each of its alternatives in its place."""
    yield schema
    plain = resolved(document, schema)
    for key in ("oneOf", "anyOf"):
        rest = {name: one for name, one in plain.items() if name != key}
        for one in plain.get(key, ()):
            yield {"allOf": [rest, one]}


class _Maker:
    """Values by schemas of one document."""

    def __init__(self, document: Mapping[str, Any], new_name: Callable[[], str]) -> None:
        self._document = document
        self._new_name = new_name

    def value(self, given: Any, depth: int) -> Any:
        """A value for a schema."""
        if not depth:
            reason = "the schema of the body contains itself without an end"
            raise NotTested(reason)
        schema = self._joined(resolved(self._document, given), depth)
        for key in ("const", "default"):
            if key in schema:
                return schema[key]
        if schema.get("enum"):
            return schema["enum"][0]
        for key in ("oneOf", "anyOf"):
            if schema.get(key):
                rest = {name: one for name, one in schema.items() if name != key}
                return self.value({"allOf": [rest, self._first(schema[key])]}, depth - 1)
        return self._of_type(schema, depth)

    def _first(self, options: Any) -> Any:
        """The first option that is more than null."""
        return next((one for one in options if one.get("type") != "null"), options[0])

    def _of_type(self, schema: Mapping[str, Any], depth: int) -> Any:
        kind = schema.get("type", "object" if "properties" in schema else "string")
        if isinstance(kind, list):
            kind = next((one for one in kind if one != "null"), "null")
        if kind == "object":
            return self._object(schema, depth)
        if kind == "array":
            least = int(schema.get("minItems", 0))
            return [self.value(schema.get("items", {}), depth - 1) for _ in range(least)]
        if kind in {"integer", "number"}:
            return _number(schema)
        return (
            {"boolean": True, "null": None}.get(kind) if kind != "string" else (self._text(schema))
        )

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        properties = schema.get("properties", {})
        return {
            name: self.value(properties.get(name, {}), depth - 1)
            for name in schema.get("required", ())
            if not resolved(self._document, properties.get(name, {})).get("readOnly")
        }

    def _text(self, schema: Mapping[str, Any]) -> str:
        """A text that nothing else has, as far as its form allows.

        Raises NotTested for a pattern that neither an example nor a usual form fits.
        """
        name = self._new_name()
        if "pattern" in schema:
            examples = schema.get("examples") or [one for one in [schema.get("example")] if one]
            return _fitting(str(schema["pattern"]), [*_forms(name), *map(str, examples)])
        text = _FORMATS.get(str(schema.get("format", "")), "{name}").format(name=name)
        least, most = int(schema.get("minLength", 0)), schema.get("maxLength")
        return text.ljust(least, "x")[-int(most) :] if most else text.ljust(least, "x")

    def _joined(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        """A schema with the parts of its `allOf` put together."""
        found = {key: one for key, one in schema.items() if key != "allOf"}
        for part in schema.get("allOf", ()) if depth else ():
            other = self._joined(resolved(self._document, part), depth - 1)
            properties = {**found.get("properties", {}), **other.get("properties", {})}
            required = [*found.get("required", ()), *other.get("required", ())]
            found = {**other, **found}
            if properties:
                found["properties"] = properties
            if required:
                found["required"] = list(dict.fromkeys(required))
        return found


def _forms(name: str) -> Iterator[str]:
    """A new name, and the same as numbers and words, of usual lengths."""
    digits = f"{zlib.crc32(name.encode()):010}"
    letters = "".join(chr(ord("a") + int(one)) for one in digits)
    yield name
    yield from (f"+{digits}", digits)
    yield from (digits[-length:] for length in range(9, 0, -1))
    for words in (letters, letters.upper(), letters.title()):
        yield from (words[-length:] for length in range(10, 0, -1))


def _fitting(pattern: str, texts: Iterable[str]) -> str:
    """The first of `texts` that a pattern takes. Raises NotTested where there is none."""
    try:
        found = next((one for one in texts if re.search(pattern, one)), None)
    except re.error:
        found = None
    if found is None:
        reason = (
            f"no text is known that matches {pattern}: give an example in the document, or the "
            "whole body in [data] of the target file, under the operation's id"
        )
        raise NotTested(reason)
    return found


def _number(schema: Mapping[str, Any]) -> int | float:
    whole = schema.get("type") != "number"
    least = schema.get("minimum")
    if least is None and "exclusiveMinimum" in schema:
        least = schema["exclusiveMinimum"] + 1
    if least is None:
        most = schema.get("maximum", schema.get("exclusiveMaximum", 2) - 1)
        least = min(1, most)
    step = schema.get("multipleOf")
    value = -(-least // step) * step if step else least
    return int(value) if whole else float(value)
