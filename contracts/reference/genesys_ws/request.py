"""A request as the server reads it, and a reply as it sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from contracts.reference.genesys_ws.data import Agent
from contracts.reference.genesys_ws.status import Status

Headers = list[tuple[bytes, bytes]]
Object = dict[str, Any]
SAFE = frozenset({"GET", "HEAD"})


class Refused(Exception):
    """A request that is not carried out: the status, and why."""

    def __init__(self, status: Status, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def refuse(status: Status, why: str) -> NoReturn:
    """Raise Refused."""
    raise Refused(status, why)


class Forbidden(Exception):
    """A request without a right CSRF token, refused before Web Services proper sees it."""


@dataclass(slots=True)
class Call:
    """One HTTP request; header names are in small letters, `path` stands below /api/v2.

    `session` is the id that the cookie names, `size` the number of characters of the URL.
    """

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    address: str
    size: int
    body: bytes = b""
    session: str = ""
    user: Agent | None = None

    @property
    def writes(self) -> bool:
        """Whether the request may change something."""
        return self.method not in SAFE

    @property
    def agent(self) -> Agent:
        """Who asks. Raises Refused (20) where nobody has authenticated."""
        if self.user is None:
            refuse(Status.NOT_AUTHENTICATED, "Access denied: authentication is required.")
        return self.user


@dataclass(slots=True)
class Reply:
    """One HTTP response. The length is not among `headers`."""

    status: int
    headers: Headers
    body: bytes


def read_query(query: bytes) -> dict[str, str]:
    """The parameters of a query string, UTF-8 and percent-encoded; of a repeated one the last."""
    return dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace"))
