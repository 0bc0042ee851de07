"""Answers as a test reads them: anything, or a page of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from contracts.kit import Exchange, Inconclusive, show

Row = Mapping[str, Any]
"""An item of a list: a job, a record or a file."""

_NO_CONTENT = 204
_SUCCESS = range(200, 300)
_ACCEPTED = range(200, 400)
_CLIENT_ERROR = range(400, 500)
_MOST_EXACT = 2.0**53
_TELLING = ("id", "name", "fileName", "title")
"""Members by which an item says what it is."""


def _number(literal: str) -> int | float:
    """A number with a point or an exponent; 40.0 and 4E1 are the integer 40 (RFC 8259, 6)."""
    value = float(literal)
    return int(value) if abs(value) <= _MOST_EXACT and value.is_integer() else value


_DECODER = msgspec.json.Decoder(float_hook=_number)


class Answer:
    """The answer in one exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    @property
    def status(self) -> int:
        """The HTTP status; 0 where no response came."""
        return self.exchange.response.status if self.exchange.response else 0

    @property
    def accepted(self) -> bool:
        """Whether the status is that of a success, a redirect to a file among them."""
        return self.status in _ACCEPTED

    @property
    def succeeded(self) -> bool:
        """Whether the status is 2xx."""
        return self.status in _SUCCESS

    @property
    def refused(self) -> bool:
        """Whether the status says that the request is at fault."""
        return self.status in _CLIENT_ERROR

    @property
    def raw(self) -> bytes:
        """The body as it came; empty where no response came."""
        return self.exchange.response.body if self.exchange.response else b""

    @cached_property
    def body(self) -> Any:
        """The decoded JSON body; None where it is no JSON."""
        try:
            return _DECODER.decode(self.raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    @property
    def members(self) -> Row:
        """The members of the body; none where it is no JSON object."""
        return self.body if isinstance(self.body, dict) else {}

    def needed(self, what: str) -> Answer:
        """The answer, where it is a success. Raises Inconclusive otherwise; `what` names it."""
        if not self.accepted:
            reason = f"{what} is not answered with a success: {self}"
            raise Inconclusive(reason)
        return self

    def __str__(self) -> str:
        return f"{self.status} {show(self.raw, 120)}" if self.exchange.response else "no response"


class Page(Answer):
    """The answer to a request for a list."""

    @property
    def is_page(self) -> bool:
        """Whether the answer is a page of items, or says that there are none."""
        return self._rows is not None

    @cached_property
    def _rows(self) -> Sequence[Row] | None:
        if self.status == _NO_CONTENT:
            return ()
        items = self.members.get("items")
        if not self.succeeded or not isinstance(items, list):
            return None
        return unwrapped_rows(items) if all(isinstance(one, dict) for one in items) else None

    @property
    def rows(self) -> Sequence[Row]:
        """The items in their order. Raises Inconclusive where the answer is no page."""
        if self._rows is None:
            reason = f"the answer is no page of a list: {self}"
            raise Inconclusive(reason)
        return self._rows

    @property
    def keys(self) -> list[str]:
        """What tells the items apart, in their order. Raises Inconclusive as `rows` does."""
        return [key_of(row) for row in self.rows]

    def number(self, member: str) -> int | None:
        """A member of the page that is a whole number; None where it is none."""
        value = self.members.get(member)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def unwrapped(exchange: Exchange) -> Exchange:
    """The exchange with what the member `data` holds as its body; as it is where it has none."""
    response = exchange.response
    try:
        body = msgspec.json.decode(response.body) if response else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return exchange
    if response is None or not isinstance(body, dict) or "data" not in body:
        return exchange
    inner = msgspec.structs.replace(response, body=msgspec.json.encode(body["data"]))
    return msgspec.structs.replace(exchange, response=inner)


def unwrapped_rows(items: Sequence[Row]) -> Sequence[Row]:
    """The items of a page, each without what is around it: {"row": 1, "job": {…}} is the job.

    `items` is an array of objects of no documented form. What says itself what it is stays as it
    is; so does what has no member, or more than one, in which each of the items could be.
    """
    if any(name in row for row in items for name in _TELLING):
        return items
    around = [
        name for name in (items[0] if items else ()) if all(_tells(row.get(name)) for row in items)
    ]
    return [row[around[0]] for row in items] if len(around) == 1 else items


def _tells(value: Any) -> bool:
    return isinstance(value, dict) and any(name in value for name in _TELLING)


def key_of(row: Row) -> str:
    """What tells an item from others: its id, its name, or all of it."""
    for name in ("id", "name", "fileName"):
        value = row.get(name)
        if isinstance(value, int | str) and not isinstance(value, bool) and value != "":
            return str(value)
    return msgspec.json.encode(row, order="deterministic").decode()


def says(row: Row, member: str, value: str) -> bool:
    """Whether an item says a value: in the member, or anywhere where it has no such member.

    The document names no members of items.
    """
    told = [row[member]] if member in row else list(_leaves(row))
    return any(not isinstance(one, bool | float) and str(one) == value for one in told)


def _leaves(value: Any) -> Iterator[Any]:
    """The values in a JSON value that are neither objects nor arrays."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one)
    else:
        yield value


def named_in(body: Any, ids: Sequence[str]) -> list[str]:
    """Those of some ids that stand in a JSON value: as numbers, as texts or within them.

    An id may be negative: its sign is a part of it.
    """
    text = msgspec.json.encode(body).decode()
    return [one for one in ids if re.search(rf"(?<![\w-]){re.escape(one)}(?!\w)", text)]
