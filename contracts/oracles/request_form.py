"""Our own requests against the OpenAPI document: the suite accuses itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jsonschema_rs

from contracts.model import Request
from contracts.oracles.json_body import JsonBody
from contracts.oracles.operation import _deref, _judge_of
from contracts.oracles.xml_body import XmlBody


class RequestForm:
    """The documented form of one operation's requests.

    Query parameters are held to their schema as the text that they are on the wire; an object
    parameter of style form takes what no other parameter takes.
    """

    def __init__(
        self, operation: Mapping[str, Any], document: Mapping[str, Any], directory: Path
    ) -> None:
        parameters = [_deref(document, p) for p in operation.get("parameters", ())]
        query = [p for p in parameters if p["in"] == "query"]
        self._required = {p["name"] for p in query if p.get("required")}
        self._open = next((p for p in query if _is_open(document, p)), None)
        self._named = {
            p["name"]: _compiled(p["schema"], document) for p in query if p is not self._open
        }
        self._names = (
            _compiled(_deref(document, self._open["schema"]), document) if self._open else None
        )
        body = _deref(document, operation.get("requestBody", {}))
        self._body_required = bool(body.get("required", False))
        self._bodies: dict[str, JsonBody | XmlBody] = {
            media: _judge_of(facts, document, directory)
            for media, facts in body.get("content", {}).items()
        }

    def problems(self, request: Request) -> Iterator[str]:
        """What is undocumented in `request`; nothing for one that keeps the document."""
        pairs = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
        given = {name for name, _ in pairs}
        for name in sorted(self._required - given):
            yield f"query parameter {name!r} is required"
        others: dict[str, str] = {}
        for name, value in pairs:
            if name in self._named:
                if not self._named[name](value):
                    yield f"query parameter {name!r} may not be {value!r}"
            else:
                others[name] = value
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
    schema = _deref(document, parameter["schema"])
    return schema.get("type") == "object" and parameter.get("style", "form") == "form"


def _compiled(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Any:
    """Whether a text (or map of texts) satisfies `schema`; numbers are read as JSON does."""
    whole = {**schema, "components": document.get("components", {})}
    validator = jsonschema_rs.Draft202012Validator(whole)
    kind = _deref(document, schema).get("type")

    def accepts(value: Any) -> bool:
        if kind in {"integer", "number"}:
            try:
                value = int(value) if kind == "integer" else float(value)
            except ValueError:
                return False
        elif kind == "boolean":
            value = {"true": True, "false": False}.get(value, value)
        return validator.is_valid(value)

    return accepts
