"""Calling the VOSS reference server without a socket."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest

from contracts.reference import ManualClock, find

BASIC = "Basic " + b64encode(b"admin:voss-demo").decode()


@dataclass(frozen=True)
class Answer:
    """One HTTP response."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def json(self) -> Any:
        """The decoded body."""
        return msgspec.json.decode(self.body)

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key == name), None)

    def values(self, attribute: str) -> list[Any]:
        """The values of an attribute in a list."""
        return [one["data"].get(attribute) for one in self.json["resources"]]

    @property
    def pkids(self) -> list[str]:
        """The pkids in a list."""
        return [one["meta"]["pkid"] for one in self.json["resources"]]

    @property
    def total(self) -> Any:
        """The total of a list."""
        return self.json["pagination"]["total"]


@dataclass
class VossClient:
    """A client of one application built from the reference server."""

    app: Any
    loop: asyncio.AbstractEventLoop
    clock: ManualClock
    headers: dict[str, str] = field(default_factory=lambda: {"authorization": BASIC})

    def send(
        self,
        method: str,
        path: str,
        query: Any = (),
        payload: Any = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Send any request; a payload that is not bytes is sent as JSON."""
        body = payload if isinstance(payload, bytes) else msgspec.json.encode(payload)
        incoming = [{"type": "http.request", "body": body, "more_body": False}]
        events: list[Any] = []

        async def receive() -> Any:
            return incoming.pop(0)

        async def send(event: Any) -> None:
            events.append(event)

        sent = self.headers if headers is None else headers
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": urlencode(query).encode(),
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        }
        self.loop.run_until_complete(self.app(scope, receive, send))
        shown = [(name.decode(), value.decode()) for name, value in events[0]["headers"]]
        return Answer(events[0]["status"], shown, b"".join(event["body"] for event in events[1:]))

    def get(self, path: str = "data/User/", *pairs: tuple[str, str], **query: Any) -> Answer:
        """GET below /api with format=json; the hierarchy is the root unless given (None: none)."""
        node = query.pop("hierarchy", "sys")
        sent = [("format", query.pop("format", "json")), *pairs, *query.items()]
        return self.send("GET", f"/api/{path}", [("hierarchy", node), *sent] if node else sent)

    def change(self, method: str, path: str, payload: Any = None, **query: Any) -> Answer:
        """A request that writes, below /api; a value that is a list is sent several times."""
        pairs = [("hierarchy", "sys"), ("format", "json")]
        for name, value in query.items():
            pairs += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return self.send(method, f"/api/{path}", pairs, payload)


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop for all requests."""
    made = asyncio.new_event_loop()
    yield made
    made.close()


@pytest.fixture(scope="session")
def voss_with(loop: asyncio.AbstractEventLoop) -> Any:
    """Make a client of the VOSS reference server with the given faults and liberties."""

    def make(**switches: Any) -> VossClient:
        clock = ManualClock()
        return VossClient(find("voss").build(clock=clock, **switches), loop, clock)

    return make


@pytest.fixture
def server(voss_with: Any) -> VossClient:
    """A client of the conforming server."""
    made: VossClient = voss_with()
    return made
