"""A mutant as data."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Side(StrEnum):
    """What is changed: the response, the request before the server sees it, or its effect."""

    RESPONSE = "response"
    REQUEST = "request"
    EFFECT = "effect"


class Kind(StrEnum):
    """What a mutant breaks: the form of an answer, or what it says and does."""

    SCHEMA = "schema"
    VALUE = "value"


_FORM = frozenset({"drop", "null", "retype", "rename", "no-body", "half-body"})
"""Operators on responses that break their form."""
_EDGES = ("status", "media", "header ")
"""Places of responses outside of their body."""


class Mutant(msgspec.Struct, frozen=True):
    """One change of a server.

    `operation` is the operationId of the exchanges that it touches, a pattern of them, or several
    parted by `|`; `operator` what is done, with its `argument`; and `place` where: a JSON Pointer
    in which `*` is every item of an array (`/items/*/id`), an XPath of local names
    (`/users/user/id`, an attribute `/users/@start`), `/` for the root of a JSON value, `status`,
    `media`, `header NAME`, `query NAME`, `method`, `credentials`, or `body` for the whole of it.
    `condition` says in which exchanges, as `contracts.mutate.condition` reads it.
    """

    operation: str
    side: Side
    operator: str
    place: str
    condition: str = ""
    argument: str = ""

    @property
    def id(self) -> str:
        """The mutant's name: `listUsers response /items/*/id drop`."""
        argument = f"={self.argument}" if self.argument else ""
        when = f" when {self.condition}" if self.condition else ""
        return f"{self.operation} {self.side} {self.place} {self.operator}{argument}{when}"

    @property
    def kind(self) -> Kind:
        """What it breaks."""
        edge = self.place.startswith(_EDGES)
        form = self.side is Side.RESPONSE and (edge or self.operator in _FORM)
        return Kind.SCHEMA if form else Kind.VALUE
