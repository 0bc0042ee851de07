"""A mutant as data."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Side(StrEnum):
    """What is changed: the response, the request before the server sees it, or its effect."""

    RESPONSE = "response"
    REQUEST = "request"
    EFFECT = "effect"


class Mutant(msgspec.Struct, frozen=True):
    """One change of a server.

    `operation` is the operationId of the exchanges that it touches, `operator` what is done, and
    `place` where: a JSON Pointer in which `*` is every item of an array (`/items/*/id`), an XPath
    of local names (`/users/user/id`, an attribute `/users/@start`), `status`, `header NAME`,
    `query NAME`, `credentials`, or `body` for the whole of it.
    """

    operation: str
    side: Side
    operator: str
    place: str

    @property
    def id(self) -> str:
        """The mutant's name: `listUsers response /items/*/id drop`."""
        return f"{self.operation} {self.side} {self.place} {self.operator}"
