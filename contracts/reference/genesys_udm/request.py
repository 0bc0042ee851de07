"""A request as the server reads it, and a reply as it sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import parse_qs

from contracts.reference.genesys_udm.operations import Operation

Headers = list[tuple[bytes, bytes]]


class Refused(Exception):
    """A request that is not carried out: the HTTP status and why.

    `body` is what is answered instead of the usual error, where there is one.
    """

    def __init__(self, status: int, why: str, body: Any = None) -> None:
        super().__init__(why)
        self.status = status
        self.why = why
        self.body = body


def refuse(status: int, why: str, body: Any = None) -> NoReturn:
    """Raise Refused."""
    raise Refused(status, why, body)


@dataclass(slots=True)
class Call:
    """One HTTP request; header names are in small letters, `query` has every value in order.

    `operation` and `argument` (what stands in the path for `{id}` and the like) are known once
    the request has been routed.
    """

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    origin: str = ""
    body: bytes = b""
    operation: Operation = field(default_factory=lambda: Operation("", "", "", ""))
    argument: str = ""

    def one(self, name: str) -> str:
        """The first value of a parameter; empty where it is not given."""
        values = self.query.get(name)
        return values[0] if values else ""

    @property
    def version(self) -> str:
        """The version of the API that is called: v10, v4 or v3."""
        return self.operation.version


@dataclass(slots=True)
class Reply:
    """One HTTP response. The length is not among `headers`."""

    status: int
    headers: Headers
    body: bytes = b""


def read_query(query: bytes) -> dict[str, list[str]]:
    """The parameters of a query string, UTF-8 and percent-encoded."""
    return parse_qs(query.decode("latin-1"), keep_blank_values=True, errors="replace")
