"""A request and its reply as rows see them: whole, and independent of the server's framework."""

from __future__ import annotations

from base64 import b64decode
from contextvars import ContextVar
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import msgspec

from contracts.reference.table.inside import MISSING

Pairs = list[tuple[str, str]]


class Asked:
    """A request: the ASGI scope of it, and its body. It is never changed; `with_` makes others."""

    def __init__(self, scope: Any, body: bytes) -> None:
        self.scope = scope
        self.body = body

    def with_(self, body: bytes | None = None, **changes: Any) -> Asked:
        """A request with some of its scope changed, or with another body."""
        return Asked({**self.scope, **changes}, self.body if body is None else body)

    @property
    def method(self) -> str:
        """The method."""
        return str(self.scope["method"])

    @property
    def path(self) -> str:
        """The path, decoded."""
        return str(self.scope["path"])

    @cached_property
    def query(self) -> Pairs:
        """Names and values of the query, decoded."""
        text = self.scope["query_string"].decode("latin-1")
        return parse_qsl(text, keep_blank_values=True, errors="replace")

    @cached_property
    def headers(self) -> Pairs:
        """Names in small letters, and values."""
        return [
            (name.decode("latin-1").lower(), value.decode("latin-1"))
            for name, value in self.scope["headers"]
        ]

    @cached_property
    def sent(self) -> Any:
        """The value of a JSON body; MISSING where there is none."""
        return _json(self.body)

    @cached_property
    def basic(self) -> tuple[str, str] | None:
        """User name and password of HTTP Basic; None where there are none."""
        scheme, _, blob = dict(self.headers).get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            name, _, password = b64decode(blob.strip()).decode().partition(":")
        except ValueError:
            return None
        return name, password

    def with_query(self, pairs: Pairs) -> Asked:
        """The request with another query."""
        return self.with_(query_string=urlencode(pairs).encode())

    def with_headers(self, pairs: Pairs) -> Asked:
        """The request with other header fields."""
        raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs]
        return self.with_(headers=raw)

    def with_path(self, path: str) -> Asked:
        """The request for another path, given decoded."""
        return self.with_(path=path, raw_path=quote(path, safe="/:@!$&'()*+,;=~").encode())


class Reply(msgspec.Struct, frozen=True):
    """A whole response; names of headers are as the server wrote them."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def succeeds(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300  # noqa: PLR2004

    @property
    def said(self) -> Any:
        """The value of a JSON body; MISSING where there is none."""
        return _json(self.body)


def _json(body: bytes) -> Any:
    if not body:
        return MISSING
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return MISSING


ASKED: ContextVar[Asked | None] = ContextVar("asked", default=None)
"""The request that is being answered, where a row has to know it."""
