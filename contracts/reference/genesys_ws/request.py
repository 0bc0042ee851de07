"""A request as the server reads it, and a reply as it sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from contracts.reference.genesys_ws.data import Agent
from contracts.reference.genesys_ws.status import Status
from contracts.reference.http import Headers, HttpCall, Reply

__all__ = ["Call", "Forbidden", "Headers", "Object", "Refused", "Reply", "refuse"]

Object = dict[str, Any]


class Refused(Exception):
    """A request that is not carried out: the status, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = Status(status)
        self.why = why


def refuse(status: int, why: str) -> NoReturn:
    """Raise Refused."""
    raise Refused(status, why)


class Forbidden(Exception):
    """A request without a right CSRF token, refused before Web Services proper sees it."""


@dataclass(slots=True, kw_only=True)
class Call(HttpCall):
    """One HTTP request; `path` stands below /api/v2.

    `session` is the id that the cookie names, `size` the number of characters of the URL.
    """

    query: dict[str, str]
    size: int = 0
    session: str = ""
    user: Agent | None = None

    @property
    def agent(self) -> Agent:
        """Who asks. Raises Refused (20) where nobody has authenticated."""
        if self.user is None:
            refuse(Status.NOT_AUTHENTICATED, "Access denied: authentication is required.")
        return self.user
