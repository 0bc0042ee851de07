"""Answers as a test reads them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec

from contracts.kit import Exchange, Inconclusive, clip, show

_SUCCESS = range(200, 300)
_REFUSAL = range(300, 500)
_BREAKDOWN = 500
_AUTHENTICATE = frozenset({301, 302, 303, 307, 308, 401, 403})
_NO_PERMISSION = 5
_NO_AUTHENTICATION = 20
_UNAUTHENTICATED = 401
_INTERNAL_ERROR = 4
_NOT_FOUND = 6
_NO_SUCH_REQUEST = frozenset({404, 405})
_OTHERWISE = frozenset({1, 2, 6, 10})
"""Codes that say what else is wrong with a request than who asks."""


class Answer:
    """The answer in one exchange.

    With `status_text` an answer without statusCode says by status, "ok" or "error", how it ended,
    as release 8.5.0 did (GWS-AMB-12).
    """

    def __init__(self, exchange: Exchange, *, status_text: bool = False) -> None:
        self.exchange = exchange
        self.status_text = status_text

    @property
    def status(self) -> int:
        """The HTTP status; 0 where no response came."""
        return self.exchange.response.status if self.exchange.response else 0

    @property
    def arrived(self) -> bool:
        """Whether the HTTP status is that of a success."""
        return self.status in _SUCCESS

    @cached_property
    def body(self) -> Any:
        """The decoded JSON body; None where it is no JSON."""
        response = self.exchange.response
        try:
            return msgspec.json.decode(response.body) if response else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None

    @property
    def members(self) -> Mapping[str, Any]:
        """The members of the body; none where it is no JSON object."""
        return self.body if isinstance(self.body, dict) else {}

    @property
    def code(self) -> int | float | None:
        """statusCode, where it is a number."""
        code = self.members.get("statusCode")
        if code is None and self.status_text and self.members.get("status") == "ok":
            return 0
        return code if isinstance(code, int | float) and not isinstance(code, bool) else None

    @property
    def accepted(self) -> bool:
        """Whether the answer is a success, with statusCode 0."""
        return self.arrived and self.code == 0

    @property
    def user(self) -> Mapping[str, Any]:
        """The members of the object user; none where there is no such object."""
        user = self.members.get("user")
        return user if isinstance(user, dict) else {}

    @property
    def refused(self) -> bool:
        """Whether the answer says that it is refused, by statusCode or by HTTP status.

        One that carries a user, or that comes of a breakdown and says nothing, does not.
        """
        if self.user:
            return False
        if self.code is not None and self.code != 0:
            return True
        said = self.status_text and self.members.get("status") == "error"
        return said or self.status in _REFUSAL

    @property
    def denied(self) -> bool:
        """Whether it is refused for who asks: not authenticated, or without the permission.

        The HTTP status is open (GWS-AMB-05): a 403 may go with a code that says something else.
        """
        if self.code in _OTHERWISE and self.status != _UNAUTHENTICATED:
            return False
        codes = {_NO_PERMISSION, _NO_AUTHENTICATION}
        return self.refused and (self.status in _AUTHENTICATE or self.code in codes)

    @property
    def unauthenticated(self) -> bool:
        """Whether it says that the caller has not authenticated."""
        return self.code == _NO_AUTHENTICATION or self.status == _UNAUTHENTICATED

    @property
    def turned_away(self) -> bool:
        """Whether nothing is given: neither a user nor a success, but no breakdown either.

        A page with a form to log in turns a caller away as well as an envelope does. An
        internal error is a breakdown, in an envelope or not. A success that says nothing is none.
        """
        if self.user or self.code == 0 or (self.arrived and self._empty):
            return False
        enveloped = self.code is not None and self.code != _INTERNAL_ERROR
        return enveloped or 0 < self.status < _BREAKDOWN

    @property
    def _empty(self) -> bool:
        """Whether there is nothing in the body."""
        response = self.exchange.response
        return response is None or not response.body.strip() or self.body in ({}, [])

    @property
    def not_for_state(self) -> bool:
        """Whether it is refused for something else than a state: not found, internal error."""
        codes = {_NOT_FOUND, _INTERNAL_ERROR}
        return self.code in codes or self.status in _NO_SUCH_REQUEST or self.status >= _BREAKDOWN

    def like(self, other: Answer) -> bool:
        """Whether both are refused in the same words: HTTP status, statusCode and message."""
        said = ("statusCode", "status", "statusMessage", "errorDescription")
        return self.status == other.status and all(
            self.members.get(name) == other.members.get(name) for name in said
        )

    def enveloped(self, what: str) -> Answer:
        """The answer, where statusCode can be judged. Raises Inconclusive; `what` names it.

        That a success is an object with a number in statusCode is judged on its own.
        """
        if self.arrived and self.code is None:
            reason = f"{what} has no statusCode (see GWS-ENV-01 and GWS-ENV-02): {self}"
            raise Inconclusive(reason)
        return self

    def needed(self, what: str) -> Answer:
        """The answer, where it is a success. Raises Inconclusive otherwise; `what` names it."""
        if not self.accepted:
            reason = f"{what} did not succeed: {self}"
            raise Inconclusive(reason)
        return self

    def __str__(self) -> str:
        response = self.exchange.response
        return f"{self.status} {show(response.body, 120)}" if response else "no response"


def show_json(value: Any) -> str:
    """A JSON value as a finding shows it, such as "true" or null."""
    return clip(msgspec.json.encode(value).decode())
