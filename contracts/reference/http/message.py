"""A request as servers read it, a reply as they send it, and a refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn, Self

from starlette.datastructures import QueryParams
from starlette.requests import Request

Headers = list[tuple[bytes, bytes]]
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_NOTHING_ASKED = QueryParams()


@dataclass(slots=True, kw_only=True)
class HttpCall:
    """One HTTP request: header names are in small letters, of a repeated one the last counts.

    `origin` is scheme, host and port as the caller reached the server.
    """

    method: str
    path: str
    query: Any
    headers: dict[str, str]
    origin: str = ""
    body: bytes = b""

    @classmethod
    def of(cls, request: Request, body: bytes, **facts: Any) -> Self:
        """The call that a request makes; `facts` are what the API's own call has beside."""
        scope = request.scope
        headers = dict(request.headers.items())
        given = request.query_params if scope["query_string"] else _NOTHING_ASKED
        return cls(
            method=scope["method"],
            path=facts.pop("path", scope["path"]),
            query=cls.read_query(given),
            headers=headers,
            origin=f"{scope.get('scheme', 'http')}://{headers.get('host', 'localhost')}",
            body=body,
            **facts,
        )

    @staticmethod
    def read_query(given: QueryParams) -> Any:
        """The parameters of the query: of a repeated one the last counts."""
        return dict(given)

    @property
    def writes(self) -> bool:
        """Whether the request may change something."""
        return self.method not in _READING


@dataclass(slots=True, kw_only=True)
class QueryCall(HttpCall):
    """A request whose `query` has every value of a parameter, in order."""

    query: dict[str, list[str]]

    @staticmethod
    def read_query(given: QueryParams) -> dict[str, list[str]]:
        """The parameters of the query, with every value."""
        query: dict[str, list[str]] = {}
        for name, value in given.multi_items():
            query.setdefault(name, []).append(value)
        return query

    def one(self, name: str, default: str = "") -> str:
        """The first value of a parameter."""
        values = self.query.get(name)
        return values[0] if values else default

    def every(self, name: str) -> list[str]:
        """All values of a parameter, in order."""
        return self.query.get(name, [])


@dataclass(slots=True)
class Reply:
    """One HTTP response. The length is not among `headers`."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""


class Refused(Exception):
    """A request that is not carried out: the HTTP status, why, and headers that go with it.

    `body` is what is answered instead of the usual error, where there is one.
    """

    def __init__(
        self, status: int, why: str, *headers: tuple[bytes, bytes], body: Any = None
    ) -> None:
        super().__init__(status, why)
        self.status = status
        self.why = why
        self.headers = list(headers)
        self.body = body


def refuse(status: int, why: str, *headers: tuple[bytes, bytes], body: Any = None) -> NoReturn:
    """Raise Refused."""
    raise Refused(status, why, *headers, body=body)
