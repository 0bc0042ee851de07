"""Our own requests against the OpenAPI document: the suite accuses itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jsonschema_rs
import msgspec

from contracts.model import Request
from contracts.oracles.operation import deref, judges_of


class RequestForm:
    """The documented form of one operation's requests.

    Query parameters are held to their schema as the text that they are on the wire; an object
    parameter of style form takes what no other parameter takes.
    """

    def __init__(
        self, operation: Mapping[str, Any], document: Mapping[str, Any], directory: Path
    ) -> None:
        parameters = [deref(document, p) for p in operation.get("parameters", ())]
        query = [p for p in parameters if p["in"] == "query"]
        self._required = {p["name"] for p in query if p.get("required")}
        self._open = next((p for p in query if _is_open(document, p)), None)
        self._named = {
            p["name"]: _compiled(p["schema"], document) for p in query if p is not self._open
        }
        self._names = (
            _texts(deref(document, self._open["schema"]), document) if self._open else None
        )
        body = deref(document, operation.get("requestBody", {}))
        self._body_required = bool(body.get("required", False))
        # A document may hold requests to other schemas than answers: without what is read-only.
        self._bodies = judges_of(body, document.get("x-requests", document), directory)

    def problems(self, request: Request) -> Iterator[str]:
        """What is undocumented in `request`; nothing for one that keeps the document."""
        given: dict[str, list[str]] = {}
        for name, value in parse_qsl(urlsplit(request.url).query, keep_blank_values=True):
            given.setdefault(name, []).append(value)
        for name in sorted(self._required - given.keys()):
            yield f"query parameter {name!r} is required"
        for name, values in given.items():
            if name in self._named and not self._named[name](values):
                shown = values[0] if len(values) == 1 else values
                yield f"query parameter {name!r} may not be {shown!r}"
        others = {name: values for name, values in given.items() if name not in self._named}
        if others and (self._names is None or not self._names(others)):
            yield f"query parameters are not documented: {', '.join(sorted(others))}"
        yield from self._body_problems(request)

    def _body_problems(self, request: Request) -> Iterator[str]:
        if not request.body:
            if self._body_required:
                yield "a body is required"
            return
        media = (request.header("Content-Type") or "").split(";", 1)[0].strip().lower()
        if media not in self._bodies:
            yield f"a body of type {media or 'none'!r} is not documented"
            return
        for problem in self._bodies[media].check(request.body):
            yield problem.summary


def _is_open(document: Mapping[str, Any], parameter: Mapping[str, Any]) -> bool:
    schema = deref(document, parameter["schema"])
    return schema.get("type") == "object" and parameter.get("style", "form") == "form"


def _compiled(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    """Whether the values of a parameter, texts all of them, satisfy `schema`.

    A list may be given by repetition; anything else is given once.
    """
    whole = {**schema, "components": document.get("components", {})}
    validator = jsonschema_rs.Draft202012Validator(whole)
    described = deref(document, schema)
    is_list = "array" in _types(described)
    one = _types(deref(document, described.get("items", {})) if is_list else described)

    def accepts(values: list[str]) -> bool:
        read = [_read(value, one) for value in values]
        if is_list:
            return bool(validator.is_valid(read))
        return len(read) == 1 and bool(validator.is_valid(read[0]))

    return accepts


def _texts(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    """Whether the members of an open parameter, each given once, satisfy its object `schema`."""
    whole = {**schema, "components": document.get("components", {})}
    validator = jsonschema_rs.Draft202012Validator(whole)

    def accepts(members: Mapping[str, list[str]]) -> bool:
        single = {name: values[0] for name, values in members.items() if len(values) == 1}
        return len(single) == len(members) and bool(validator.is_valid(single))

    return accepts


def _types(schema: Mapping[str, Any]) -> frozenset[str]:
    kind = schema.get("type", ())
    return frozenset([kind] if isinstance(kind, str) else kind)


def _read(value: str, types: frozenset[str]) -> Any:
    """`value` as a schema of these types sees it: numbers and booleans are written as in JSON."""
    if types & {"integer", "number", "boolean"}:
        try:
            return msgspec.json.decode(value.encode())
        except (msgspec.DecodeError, UnicodeError):
            pass
    return value
