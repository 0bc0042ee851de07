"""The request journal of a server: the latest requests, their responses, and why one failed."""

from __future__ import annotations

import base64
import datetime as dt
import itertools
from collections import deque
from collections.abc import Callable, Iterable

import msgspec

KEPT = 1000
"""How many requests a journal keeps."""
BODY_LIMIT = 16 * 1024
"""The longest part of a body that is kept, in bytes."""

_HIDDEN = "(hidden)"
_SECRET = frozenset({"cookie", "set-cookie", "x-api-key", "x-csrftoken", "x-csrf-token"})

Headers = Iterable[tuple[bytes, bytes]]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A request and its answer.

    `at` is the time of the request in UTC, `milliseconds` its duration. Bodies are text, truncated
    to 16 KiB; `size` is the length of the response body in bytes. `refused` says why the server
    refused the request, and is empty if it did not. Passwords, tokens and cookies are hidden.
    A message over a raw connection has the method `TCP` and the status 0.
    """

    number: int
    at: dt.datetime
    api: str
    client: str
    method: str
    target: str
    status: int
    milliseconds: float
    size: int
    refused: str = ""
    request_headers: dict[str, str] = {}
    request_body: str = ""
    response_headers: dict[str, str] = {}
    response_body: str = ""

    def __str__(self) -> str:
        why = f"  {self.refused}" if self.refused else ""
        status = self.status or "---"
        return (
            f"{self.at.astimezone():%H:%M:%S} {self.api:11} {self.method:7} {self.target}  {status}"
            f"  {self.milliseconds:.1f} ms  {self.size:,} B{why}"
        )


class Journal:
    """The latest requests of a server. `on_entry` is called with each of them."""

    def __init__(self, on_entry: Callable[[Entry], None] | None = None) -> None:
        self._on_entry = on_entry
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._numbers = itertools.count(1)
        self.count = 0

    def add(self, entry: Entry) -> None:
        """Add a request, and give it its number."""
        self.count = next(self._numbers)
        entry = msgspec.structs.replace(entry, number=self.count)
        self._entries.append(entry)
        if self._on_entry is not None:
            self._on_entry(entry)

    def entries(self) -> list[Entry]:
        """The requests, the oldest first."""
        return list(self._entries)

    def clear(self) -> None:
        """Remove all requests; numbering continues."""
        self._entries.clear()


def headers_kept(given: Headers) -> dict[str, str]:
    """Headers as the journal keeps them: of credentials only the user name."""
    found: dict[str, str] = {}
    for raw_name, raw_value in given:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name == "authorization":
            value = _who(value)
        elif name in _SECRET:
            value = _HIDDEN
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def text_of(body: bytes) -> str:
    """The beginning of a body as text."""
    return body[:BODY_LIMIT].decode("utf-8", "replace")


def _who(authorization: str) -> str:
    scheme, _, blob = authorization.partition(" ")
    if scheme.lower() != "basic":
        return f"{scheme} {_HIDDEN}"
    try:
        user = base64.b64decode(blob, validate=True).decode().partition(":")[0]
    except ValueError:
        return f"{scheme} {_HIDDEN}"
    return f"{scheme} {user}:{_HIDDEN}"
