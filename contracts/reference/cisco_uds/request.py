"""One request as the server's parts see it, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import parse_qsl

Headers = list[tuple[bytes, bytes]]


@dataclass(slots=True)
class Reply:
    """One HTTP response. The length is not among `headers`."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""


@dataclass(slots=True)
class Call:
    """A request: `path` is below the base path, `ids` what its template leaves open.

    `operation` is empty where no resource answers. `user` is the user name of whoever sent it,
    once it is known. `scheme` is http or https, as the caller reached the server, `asked` the
    query as it was sent.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes = b""
    operation: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    user: str = ""
    scheme: str = "http"
    asked: str = ""

    @property
    def base(self) -> str:
        """The address of the API as the caller knows it."""
        return f"{self.scheme}://{self.headers.get('host', 'localhost:8443')}/cucm-uds"


class Refused(Exception):
    """A request that comes to an error."""

    def __init__(self, status: int, why: str, headers: Headers | None = None) -> None:
        super().__init__(status, why)
        self.status = status
        self.why = why
        self.headers = headers or []


def refuse(status: int, why: str, *headers: tuple[bytes, bytes]) -> NoReturn:
    """End a request with an error status."""
    raise Refused(status, why, list(headers))


def read_query(raw: bytes) -> dict[str, str]:
    """The parameters of a query string, names in small letters; of a repeated one the first."""
    pairs = parse_qsl(raw.decode("latin-1"), keep_blank_values=True, encoding="utf-8")
    return {name.lower(): value for name, value in reversed(pairs)}
