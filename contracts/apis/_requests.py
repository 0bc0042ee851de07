"""Requests by the operations of an OpenAPI document, with what it requires of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec

from contracts.apis._answers import Answer
from contracts.apis._bodies import plain_body
from contracts.apis.base import Api
from contracts.catalogue import Operation, nearest
from contracts.catalogue.openapi import of_requests, resolved, success
from contracts.model import Auth, Exchange, Headers, NotTested, SuiteError
from contracts.oracles import JsonBody

_JSON = (("Content-Type", "application/json"),)
_SPLIT = re.compile(r"\{[^{}]+\}")
_STANDARD = frozenset({"accept", "authorization", "content-type"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""

PLACE = re.compile(r"\{([^{}]+)\}")
"""A parameter in a path."""

Query = tuple[str, str]


class Requests(Api):
    """Requests by operation; bodies are JSON, unless a vocabulary encodes them otherwise."""

    def call(  # noqa: PLR0913 - one for each thing a request can be told
        self,
        operation: str,
        values: Mapping[str, str] | None = None,
        *query: Query,
        body: Any = None,
        auth: Auth | None = None,
        defect: str | None = None,
        headers: Sequence[tuple[str, str]] = (),
    ) -> Answer:
        """The answer to an operation, by its id; `values` are those of the parameters in its path.

        `body` is sent as `encoded` writes it, `defect` says what is wrong with the request on
        purpose. Raises SuiteError for an operation or a value that there is not.
        """
        found = self._operation(operation)
        content, data = self.encoded(body) if body is not None else ((), b"")
        path = PLACE.sub(lambda place: self._filled(found, place[1], values or {}), found.path)
        exchange = self.wire.send(
            found.method,
            path,
            operation=operation,
            query=query,
            headers=(*self.required_headers(found), *content, *headers),
            body=data,
            auth=auth,
            defect=defect,
        )
        return Answer(exchange)

    def encoded(self, body: Any) -> tuple[Headers, bytes]:
        """A body as it is sent, with the headers that say what it is."""
        return _JSON, msgspec.json.encode(body)

    def get(self, path: str, *query: Query, defect: str | None = None) -> Answer:
        """The answer to a GET of a documented path, such as `/contacts/7`.

        Raises SuiteError where the document has no such path.
        """
        found = self.operation_at("GET", path)
        if found is None:
            paths = [one.path for one in self.spec.operations.values()]
            msg = f"GET {path} is no operation of the document{nearest(path, paths)}"
            raise SuiteError(msg)
        return Answer(self.wire.send("GET", path, operation=found.id, query=query, defect=defect))

    def operation_at(self, method: str, path: str) -> Operation | None:
        """The operation of a path below the base URL; None where the document has none."""
        plain = path.partition("?")[0]
        known = (one for one in self.spec.operations.values() if one.method == method)
        fitting = [one for one in known if self._patterns[one.path].fullmatch(plain)]
        return min(fitting, key=lambda one: one.path.count("{"), default=None)

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        """What addresses look like, by the paths of the document."""
        paths = {one.path for one in self.spec.operations.values()}
        return {one: re.compile("[^/]+".join(map(re.escape, _SPLIT.split(one)))) for one in paths}

    def _operation(self, operation: str) -> Operation:
        known = self.spec.operations
        if operation not in known:
            msg = f"the document has no operation {operation!r}{nearest(operation, known)}"
            raise SuiteError(msg)
        return known[operation]

    def _filled(self, operation: Operation, name: str, values: Mapping[str, str]) -> str:
        if name not in values:
            msg = f"{operation.id}: the path {operation.path} needs a value for {name!r}"
            raise SuiteError(msg)
        return quote(values[name], safe="")

    def required_headers(self, operation: Operation) -> Iterator[tuple[str, str]]:
        """The headers that the document requires."""
        for one in self._parameters(operation, "header"):
            if one["name"].lower() not in _STANDARD:
                yield one["name"], self.parameter_value(operation, one)

    def required_query(self, operation: str) -> tuple[Query, ...]:
        """The query parameters that an operation requires, with plain values."""
        found = self._operation(operation)
        return tuple(
            (one["name"], self.parameter_value(found, one))
            for one in self._parameters(found, "query")
        )

    def _parameters(self, operation: Operation, place: str) -> Iterator[Mapping[str, Any]]:
        document = self.spec.document(operation.id)
        for one in operation.raw.get("parameters", ()):
            found = resolved(document, one)
            if found["in"] == place and found.get("required"):
                yield found

    def parameter_value(self, operation: Operation, parameter: Mapping[str, Any]) -> str:
        """A plain value of a parameter: that of `[data]`, its example, or one by its schema."""
        given = self.target.data.get(parameter["name"])
        if given is None:
            given = parameter.get("example")
        if given is None:
            given = self._plain_value(operation, parameter.get("schema", {}))
        return given if isinstance(given, str) else msgspec.json.encode(given).decode().strip('"')

    def _plain_value(self, operation: Operation, given: Mapping[str, Any]) -> Any:
        """A value by a schema; of a list, which is written by repetition, one item."""
        document = self.spec.document(operation.id)
        schema = resolved(document, given)
        is_list = schema.get("type") == "array"
        return plain_body(document, schema.get("items", {}) if is_list else given, self.new_name)

    def body_of(self, operation: str) -> Any:
        """A plain JSON body for an operation, that of `[data]` or one by its schema; None for none.

        Raises NotTested where the document asks for one that is no JSON, or that cannot be made.
        """
        found = self._operation(operation)
        document = of_requests(self.spec.document(operation))
        asked = resolved(document, found.raw.get("requestBody", {}))
        content = asked.get("content", {})
        if operation in self.target.data:
            return self.target.data[operation]
        for media, facts in content.items():
            if media.partition(";")[0].endswith(("/json", "+json")):
                return self._plain_body(operation, document, facts.get("schema", {}))
        if content and asked.get("required"):
            reason = f"the body of {found.method} {found.path} is no JSON: {', '.join(content)}"
            raise NotTested(reason)
        return None

    def _plain_body(
        self, operation: str, document: Mapping[str, Any], schema: Mapping[str, Any]
    ) -> Any:
        try:
            return plain_body(document, schema, self.new_name)
        except NotTested as trouble:
            reason = f"no body for {operation}: {trouble}; give [data] {operation} in a target file"
            raise NotTested(reason) from trouble

    # The plainest request of an operation

    def values_for(self, operation: str) -> Mapping[str, str]:
        """Values for the parameters in an operation's path, from `[data]`. Raises NotTested."""
        found = self._operation(operation)
        names = PLACE.findall(found.path)
        missing = [one for one in names if one not in self.target.data]
        if missing:
            reason = f"{found.path} needs [data] {', '.join(missing)} in the target file"
            raise NotTested(reason)
        return {one: str(self.target.data[one]) for one in names}

    def ask(self, operation: str, *, auth: Auth | None = None) -> Answer:
        """The answer to the plainest request that the document allows; with `auth`, as another.

        Raises NotTested for what changes something, and where nothing is known to ask for.
        """
        found = self._operation(operation)
        if found.method not in READING:
            reason = f"{found.method} {found.path} changes something; a test of the kit judges it"
            raise NotTested(reason)
        return self.asked(operation, self.values_for(operation), auth)

    def asked(self, operation: str, values: Mapping[str, str], auth: Auth | None) -> Answer:
        """The answer to an operation with what its document requires, and nothing else."""
        return self.call(
            operation,
            values,
            *self.required_query(operation),
            body=self.body_of(operation),
            auth=auth,
            defect="other credentials" if auth is not None else None,
        )

    # The look before a run

    def looks(self) -> Iterator[Exchange]:
        """The GETs whose paths have no parameter, with the query that they require."""
        for one in sorted(self._plain_gets(), key=lambda one: not one.secured):
            query = self.required_query(one.id)
            yield self.wire.send(
                "GET",
                one.path,
                query=query,
                headers=tuple(self.required_headers(one)),
                failures="return",
            )

    def belongs(self, exchange: Exchange) -> bool:
        """Whether a reply has anything of this API's answers, or the form of the one asked for."""
        if super().belongs(exchange):
            return True
        path = urlsplit(exchange.request.url).path.removeprefix(urlsplit(self.target.base_url).path)
        found = self.operation_at("GET", f"/{path.lstrip('/')}")
        answer = Answer(exchange)
        if found is None or not answer.accepted:
            return False
        schema = success(self.spec.document(found.id), found.raw)
        try:
            form = JsonBody(schema, self.spec.document(found.id))
        except ValueError:  # a schema that cannot be used tells nothing
            return False
        return bool(schema) and not form.check(answer.raw)
