"""All mutants of an API, read off its OpenAPI documents, XSDs and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.catalogue import Operation, Spec
from contracts.mutate import json_places, xsd_places
from contracts.mutate.mutant import Mutant, Side
from contracts.mutate.parameters import of_parameters
from contracts.mutate.values import of_kinds

_NO_MEDIA = "application/octet-stream"
_WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_EFFECTS = ("forgotten", "undone", "twice")
_OF_NO_NAME = frozenset({"drop", "rename", "null"})
"""Operators that a root has nothing for: no name, and no other value than it."""
_STORED = ("lost", "constant", "cut", "plus-one")
"""Operators over what a request gives, of those that its type has."""
_IN_LISTS = ("last-lost", "last-twice", "swapped")
"""Operators over lists that are told from others on later pages alone."""


def mutants(spec: Spec) -> tuple[Mutant, ...]:
    """The mutants of every operation of an API, in the order of its documents, each once."""
    return tuple(dict.fromkeys(one for part in _parts(spec) for one in part))


def allowed(spec: Spec) -> frozenset[Mutant]:
    """Mutants whose answers the schemas allow: an optional member left out, one that may be null.

    Of XML it is those that leave an example valid. A law may still find them: what one operation
    gives, another one leaves out.
    """
    return frozenset(one for part in _parts(spec) for one in part.allowed())


def _parts(spec: Spec) -> Iterator[_Enumeration]:
    for operation in spec.operations.values():
        document = next(
            one for name, one in spec.documents.items() if operation.file.endswith(f"/{name}")
        )
        yield _Enumeration(operation, document, spec)


class _Enumeration:
    """The mutants of one operation."""

    def __init__(self, operation: Operation, document: Mapping[str, Any], spec: Spec) -> None:
        self._operation = operation
        self._document = document
        self._spec = spec
        item = document["paths"][operation.path]
        said = (*item.get("parameters", ()), *operation.raw.get("parameters", ()))
        self._parameters = [
            {**one, "schema": self._resolved(one.get("schema", {}))}
            for one in map(self._resolved, said)
        ]

    def __iter__(self) -> Iterator[Mutant]:
        yield from self._edges()
        yield from self._bodies("2", "")
        told_by_body = [*self._error_answers()]
        for condition in told_by_body:
            yield from self._bodies("2", condition)
        yield from self._later()
        if not told_by_body and any(self._responses("4", "5")):
            yield from self._of_errors()
        for place, operator, condition, argument in of_parameters(self._parameters):
            yield self._asked(operator, place, condition, argument)
        if "405" in map(str, self._operation.raw["responses"]):
            yield self._asked("set", "method", argument=self._operation.method)
        if self._operation.secured:
            for operator in ("unchecked", "anonymous", "forged"):
                yield self._asked(operator, "credentials")
        if self._operation.method in _WRITING:
            yield from self._effects()

    def allowed(self) -> Iterator[Mutant]:
        """Those whose answers the schemas allow."""
        for first, condition in (("2", ""), ("4", "errors")):
            for response in self._responses(first):
                for media in response.get("content", {}).values():
                    names = self._allowed_xml if "x-xsd" in media else self._allowed_json
                    for place, operator in names(media):
                        yield self._replied(operator, place, condition)

    def _allowed_json(self, media: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        optional, nullable = json_places.lenient(media.get("schema"), self._document)
        for place in optional:
            yield place, "drop"
            yield place, "rename"
        for place in nullable:
            yield place, "null"

    def _allowed_xml(self, media: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        path = self._spec.directory / media["x-xsd"]["file"]
        for example in self._examples(media):
            for place in xsd_places.shown(path, example):
                for operator in ("drop", "rename", "twice"):
                    if "/@" in place and operator == "twice":
                        continue
                    if xsd_places.allows(path, example, place, operator):
                        yield place, operator

    # What is answered

    def _edges(self) -> Iterator[Mutant]:
        """An answer as a whole."""
        for first, condition in (("2", ""), ("3", "status 3*")):
            for response in self._responses(first):
                for status in ("500", "404"):
                    yield self._replied("set", "status", condition, status)
                # HTTP gives a redirection this field, whether or not it is listed.
                leading = {"Location": None} if condition else {}
                for name in {**leading, **response.get("headers", {})}:
                    yield self._replied("drop", f"header {name}", condition)
                    yield self._replied("constant", f"header {name}", condition)
        if any("content" in one for one in self._responses("2")):
            for operator in ("no-body", "half-body", "ascii"):
                yield self._replied(operator, "body")
            yield self._replied("set", "media", argument=_NO_MEDIA)
            if self._operation.method == "GET":
                yield self._replied("stale", "body")
                if "{" in self._operation.path or self._parameters:
                    yield self._replied("another", "body")

    def _of_errors(self) -> Iterator[Mutant]:
        """Documented errors: as successes, of another class, and their bodies."""
        for status in ("200", "500"):
            yield self._replied("set", "status", "errors", status)
        for response in self._responses("4", "5"):
            for name in response.get("headers", {}):
                yield self._replied("drop", f"header {name}", "errors")
            if response.get("content"):
                yield self._replied("no-body", "body", "errors")
                yield self._replied("set", "media", "errors", _NO_MEDIA)
        yield from self._bodies("4", "errors")

    def _bodies(self, first: str, condition: str) -> Iterator[Mutant]:
        for place, kinds, is_xml in self._answered(first):
            for operator in _operators(place, kinds, is_xml=is_xml):
                yield self._replied(operator, place or "/", condition)

    def _error_answers(self) -> Iterator[str]:
        """What an error is known by where its status is that of a success."""
        medias = [one for said in self._responses("2") for one in said.get("content", {}).values()]
        for said in {one["x-error"] for one in medias if "x-error" in one}:
            yield f"answers {said}"

    def _later(self) -> Iterator[Mutant]:
        """Lists that are wrong beyond their first page alone."""
        names = {str(one.get("name", "")).lower() for one in self._parameters}
        if not names & {"offset", "skip", "start", "page"}:
            return
        for place, kinds, _ in self._answered("2"):
            if "array" in kinds:
                for operator in _IN_LISTS:
                    yield self._replied(operator, place or "/", "later")

    def _answered(self, first: str) -> Iterator[tuple[str, frozenset[str], bool]]:
        for response in self._responses(first):
            for name, media in response.get("content", {}).items():
                yield from self._places(name, media)

    def _responses(self, *first: str) -> Iterator[Mapping[str, Any]]:
        """The documented responses whose statuses begin so."""
        for status, response in self._operation.raw["responses"].items():
            if str(status).startswith(first):
                yield self._resolved(response)

    # What is asked and done

    def _effects(self) -> Iterator[Mutant]:
        for operator in _EFFECTS:
            yield Mutant(self._operation.id, Side.EFFECT, operator, "body")
        body = self._resolved(self._operation.raw.get("requestBody", {}))
        if any("json" in name or "xml" in name for name in body.get("content", {})):
            yield Mutant(self._operation.id, Side.EFFECT, "half", "body")
            yield self._asked("ascii", "body")
        for name, media in body.get("content", {}).items():
            for place, kinds, is_xml in self._places(name, media):
                if not place.lstrip("/") or (is_xml and place.count("/") == 1):
                    continue
                possible = ("lost", *of_kinds(kinds))
                for operator in _STORED:
                    if operator in possible:
                        yield self._asked(operator, place)

    def _places(
        self, name: str, media: Mapping[str, Any]
    ) -> Iterator[tuple[str, frozenset[str], bool]]:
        """The places of a media type object, what is there, and whether it is XML."""
        xsd = media.get("x-xsd")
        if xsd is None and "json" not in name and "*" not in name:
            return
        if xsd is None:
            for place, kinds in json_places.places(media.get("schema"), self._document).items():
                yield place, kinds, False
            return
        path = self._spec.directory / xsd["file"]
        sources = [xsd_places.declared(path, xsd["root"])]
        sources += [xsd_places.shown(path, one) for one in self._examples(media)]
        found: dict[str, set[str]] = {}
        for source in sources:
            for place, kinds in source.items():
                found.setdefault(place, set()).update(kinds)
        for place, several in found.items():
            yield place, frozenset(several), True

    def _examples(self, media: Mapping[str, Any]) -> list[str]:
        """The examples of a media type object."""
        found = [self._resolved(one)["value"] for one in media.get("examples", {}).values()]
        return [*found, media["example"]] if "example" in media else found

    def _replied(
        self, operator: str, place: str, condition: str = "", argument: str = ""
    ) -> Mutant:
        return Mutant(self._operation.id, Side.RESPONSE, operator, place, condition, argument)

    def _asked(self, operator: str, place: str, condition: str = "", argument: str = "") -> Mutant:
        return Mutant(self._operation.id, Side.REQUEST, operator, place, condition, argument)

    def _resolved(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json_places.resolved(value, self._document)
        return found


def _operators(place: str, kinds: frozenset[str], *, is_xml: bool) -> Iterator[str]:
    """The operators over what is at a place."""
    for operator in of_kinds(kinds):
        if is_xml and (operator == "null" or (operator == "retype" and "object" in kinds)):
            continue
        if operator == "rename" and place.endswith("/*"):
            continue
        at_root = place.count("/") < 2 if is_xml else not place  # noqa: PLR2004
        if not (at_root and operator in _OF_NO_NAME - ({"rename"} if is_xml else set())):
            yield operator
    if is_xml and "/@" not in place and place.count("/") > 1:
        yield "twice"
