"""The state file of a server: the requests that changed something, replayed at the next start.

A server is deterministic: the same requests at the same times give the same state. So what is kept
is a file of JSON lines: what the server was, and then each change with the moment when it came.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from contracts.model import ConfigurationError
from contracts.reference.seeding import ReferenceApi


class Change(msgspec.Struct, frozen=True):
    """A request that changed something. `at` is when it came; the method `TCP` has only a body."""

    at: dt.datetime
    method: str
    path: str = ""
    query: bytes = b""
    headers: list[tuple[bytes, bytes]] = []
    body: bytes = b""

    @property
    def scope(self) -> dict[str, Any]:
        """The ASGI scope of the request."""
        return {
            "type": "http",
            "method": self.method,
            "path": self.path,
            "raw_path": self.path.encode(),
            "query_string": self.query,
            "headers": self.headers,
            "scheme": "http",
        }


class _Head(msgspec.Struct, frozen=True):
    """The first line: whose state it is, since when, and of which data."""

    api: str
    began: dt.datetime
    data: str


class KeptClock:
    """The machine's time, in seconds since the state began; it can be held at a moment."""

    def __init__(self, began: dt.datetime) -> None:
        self.began = began
        self._held: dt.datetime | None = None
        self._latest = began

    def hold(self, moment: dt.datetime | None) -> None:
        """Stand still at a moment, or go on (None)."""
        self._held = moment

    def monotonic(self) -> float:
        """Seconds since the beginning; they never run backwards."""
        return (self.now() - self.began).total_seconds()

    def now(self) -> dt.datetime:
        """The date and time in UTC."""
        if self._held is not None:
            return self._held
        self._latest = max(self._latest, dt.datetime.now(dt.UTC))
        return self._latest


class StateFile:
    """The state file of a server. Raises ConfigurationError if it belongs to another server."""

    def __init__(self, path: Path, reference: ReferenceApi, rows: int | None) -> None:
        self._path = path
        self._api = reference.api
        said = json.dumps([rows, reference.data], sort_keys=True).encode()
        self._data = hashlib.sha256(said).hexdigest()[:16]
        self.clock = KeptClock(dt.datetime.now(dt.UTC))
        if path.exists():
            self.clock = KeptClock(self._head().began)
        else:
            self.forget()

    def _head(self) -> _Head:
        with self._path.open("rb") as file:
            try:
                head = msgspec.json.decode(file.readline(), type=_Head)
            except msgspec.DecodeError as trouble:
                msg = f"{self._path}: is no state of a server ({trouble}); remove it"
                raise ConfigurationError(msg) from trouble
        if (head.api, head.data) != (self._api, self._data):
            msg = f"{self._path}: is the state of other data (--data, --rows, --api); remove it, "
            msg += "or name another folder with --state"
            raise ConfigurationError(msg)
        return head

    def forget(self) -> None:
        """Drop all changes, and start from now."""
        self.clock.began = dt.datetime.now(dt.UTC)
        head = _Head(self._api, self.clock.began, self._data)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            self._path.write_bytes(msgspec.json.encode(head) + b"\n")
        except OSError as trouble:
            msg = f"--state: {self._path} cannot be written ({trouble.strerror})"
            raise ConfigurationError(msg) from trouble

    def add(self, change: Change) -> None:
        """Append a change."""
        with self._path.open("ab") as file:
            file.write(msgspec.json.encode(change) + b"\n")

    def changes(self) -> Iterator[Change]:
        """The changes in order; an incomplete last line is skipped."""
        with self._path.open("rb") as file:
            file.readline()
            for line in file:
                if line.endswith(b"\n"):
                    yield msgspec.json.decode(line, type=Change)


async def replay(server: Any, change: Change, clock: KeptClock) -> None:
    """Apply a change to a server, at the time when it was made."""

    async def receive() -> Any:
        return {"type": "http.request", "body": change.body, "more_body": False}

    async def send(_event: Any) -> None:
        """Drop the response."""

    clock.hold(change.at)
    try:
        if change.method == "TCP":
            await server.stream(_Recorded(change.body), _Nowhere())
        else:
            await server(change.scope, receive, send)
    finally:
        clock.hold(None)


class _Recorded:
    """A stream reader over recorded bytes."""

    def __init__(self, said: bytes) -> None:
        self._left = [said, b""]

    async def read(self, _n: int = -1) -> bytes:
        """The recorded bytes, then end of file."""
        return self._left.pop(0)


class _Nowhere:
    """A stream writer that drops everything."""

    def write(self, _data: bytes) -> None:
        """Drop the data."""

    async def drain(self) -> None:
        """Return at once."""
