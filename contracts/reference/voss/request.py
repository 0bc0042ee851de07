"""A request as the server reads it, and a reply as it sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn
from urllib.parse import parse_qs

Headers = list[tuple[bytes, bytes]]
MUTATORS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Refused(Exception):
    """A request that is not carried out: the HTTP status and why. `headers` go with it."""

    def __init__(self, status: int, why: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(why)
        self.status = status
        self.why = why
        self.headers = headers


def refuse(status: int, why: str) -> NoReturn:
    """Raise Refused."""
    raise Refused(status, why)


@dataclass(slots=True)
class Call:
    """One HTTP request; header names are in small letters, `query` has every value in order."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes = b""
    user: str = ""
    kept: dict[str, Any] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """The first value of a parameter."""
        values = self.query.get(name)
        return values[0] if values else default

    def every(self, name: str) -> list[str]:
        """All values of a parameter, in order."""
        return self.query.get(name, [])

    def flag(self, name: str, *, default: bool) -> bool:
        """A parameter that is true or false, in any letter case; others are refused (400)."""
        value = self.one(name).lower()
        if not value:
            return default
        if value not in {"true", "false"}:
            refuse(400, f"{name} is true or false")
        return value == "true"

    @property
    def writes(self) -> bool:
        """Whether the request may change something."""
        return self.method in MUTATORS


@dataclass(slots=True)
class Reply:
    """One HTTP response. The length is not among `headers`."""

    status: int
    headers: Headers
    body: bytes


def read_query(query: bytes) -> dict[str, list[str]]:
    """The parameters of a query string, UTF-8 and percent-encoded."""
    return parse_qs(query.decode("latin-1"), keep_blank_values=True, errors="replace")
