"""All mutants of an API, read off its OpenAPI documents and XSDs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.catalogue import Operation, Spec
from contracts.mutate import json_places, xml_places
from contracts.mutate.mutant import Mutant, Side
from contracts.mutate.values import of_kinds

_WHOLE = ("no-body", "half-body", "stale", "another")
"""Operators over a success as a whole."""
_NO_MEDIA = "application/octet-stream"
_STATUSES = ("500", "404")
_TEXTS = ("empty", "constant", "plus-one", "minus-one", "cut", "case")
_CHILDREN = ("last-lost", "first-lost", "middle-lost", "last-twice", "reversed", "swapped")
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def mutants(spec: Spec) -> tuple[Mutant, ...]:
    """The mutants of every operation of an API, in the order of its documents, each once."""
    found: dict[Mutant, None] = {}
    for operation in spec.operations.values():
        document = next(
            one for name, one in spec.documents.items() if operation.file.endswith(f"/{name}")
        )
        for mutant in _of(operation, document, spec):
            found.setdefault(mutant)
    return tuple(found)


def _of(operation: Operation, document: Mapping[str, Any], spec: Spec) -> Iterator[Mutant]:
    yield from _edges(operation)
    for media in _answers(operation, document):
        if "x-xsd" in media:
            yield from _xml(operation, media["x-xsd"], spec)
        elif "schema" in media:
            yield from _json(operation, media["schema"], document)
    for one in _parameters(operation, document):
        place = f"{one['in']} {one['name']}"
        if one["in"] in {"query", "header"}:
            yield Mutant(operation.id, Side.REQUEST, "ignored", place)
        if one["in"] == "query":
            yield Mutant(operation.id, Side.REQUEST, "lower", place)
    if operation.secured:
        yield Mutant(operation.id, Side.REQUEST, "unchecked", "credentials")
    if operation.method in _WRITING:
        yield from _effects(operation, document)


def _edges(operation: Operation) -> Iterator[Mutant]:
    """Mutants of an answer as a whole."""
    for operator in _WHOLE:
        yield Mutant(operation.id, Side.RESPONSE, operator, "body")
    for status in _STATUSES:
        yield Mutant(operation.id, Side.RESPONSE, "set", "status", argument=status)
    yield Mutant(operation.id, Side.RESPONSE, "set", "media", argument=_NO_MEDIA)


def _answers(operation: Operation, document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The media type objects of an operation's successes."""
    for status, response in operation.raw["responses"].items():
        if str(status)[:1] == "2":
            yield from _resolved(response, document).get("content", {}).values()


def _json(operation: Operation, schema: Any, document: Mapping[str, Any]) -> Iterator[Mutant]:
    for place, kinds in json_places.places(schema, document).items():
        for operator in of_kinds(kinds):
            if place or operator not in {"drop", "null"}:
                yield Mutant(operation.id, Side.RESPONSE, operator, place or "/")


def _xml(operation: Operation, xsd: Mapping[str, Any], spec: Spec) -> Iterator[Mutant]:
    for place in xml_places.places(spec.directory / xsd["file"], xsd["root"]):
        if "/@" in place:
            names: tuple[str, ...] = ("drop", "rename", *_TEXTS)
        else:
            names = (*xml_places.ELEMENTS, *_TEXTS, *_CHILDREN)
        for operator in names:
            yield Mutant(operation.id, Side.RESPONSE, operator, place)


def _effects(operation: Operation, document: Mapping[str, Any]) -> Iterator[Mutant]:
    for operator in ("forgotten", "half", "undone", "twice"):
        yield Mutant(operation.id, Side.EFFECT, operator, "body")
    body = _resolved(operation.raw.get("requestBody", {}), document)
    for media in body.get("content", {}).values():
        for place in json_places.places(media.get("schema"), document):
            if place:
                yield Mutant(operation.id, Side.REQUEST, "lost", place)


def _parameters(operation: Operation, document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    item = document["paths"][operation.path]
    for one in (*item.get("parameters", ()), *operation.raw.get("parameters", ())):
        yield _resolved(one, document)


def _resolved(value: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in value:
        found: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value
