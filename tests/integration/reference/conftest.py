"""Calling an ASGI application without a socket."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import etree

from contracts.reference import ManualClock, find

_MOVED = 307


@dataclass(frozen=True)
class Answer:
    """One HTTP response; `moved_to` is where a redirect led to it, if one did."""

    status: int
    headers: dict[str, str]
    body: bytes
    moved_to: str = ""

    @property
    def result(self) -> Any:
        """The root of the XML document."""
        return etree.fromstring(self.body)

    @property
    def code(self) -> int:
        """The result code."""
        return int(self.result.findtext("{*}RESULTCODE"))


@dataclass
class UptivityClient:
    """A client of one application built from the reference server."""

    app: Any
    clock: ManualClock = field(default_factory=ManualClock)

    @property
    def installation(self) -> Any:
        """The state behind the server."""
        return self.app.app.installation

    def http(
        self,
        method: str,
        path: str = "/webAPI.aspx",
        query: str = "",
        *chunks: bytes,
    ) -> Answer:
        """Send any request, and where it is sent on to by a redirect."""
        incoming = [{"type": "http.request", "body": c, "more_body": True} for c in chunks]
        incoming.append({"type": "http.request", "body": b"", "more_body": False})
        events: list[Any] = []

        async def receive() -> Any:
            return incoming.pop(0)

        async def send(event: Any) -> None:
            events.append(event)

        scope = {"type": "http", "method": method, "path": path, "query_string": query.encode()}
        running = self.app(scope, receive, send)
        with pytest.raises(StopIteration):
            running.send(None)
        headers = {name.decode(): value.decode() for name, value in events[0]["headers"]}
        if events[0]["status"] == _MOVED:
            path, _, query = headers["location"].partition("?")
            return replace(self.http(method, path, query, *chunks), moved_to=path)
        return Answer(events[0]["status"], headers, b"".join(event["body"] for event in events[1:]))

    def get(self, command: str = "TEST", /, **parameters: str) -> Answer:
        """Send a command by GET; the request id is 7 unless given."""
        return self.http("GET", query=urlencode({"type": command, "requestid": "7", **parameters}))

    def xml(self, text: str | bytes) -> Answer:
        """Send an XML message by POST."""
        return self.http(
            "POST", "/webAPI.aspx", "", text.encode() if isinstance(text, str) else text
        )


@pytest.fixture(scope="session")
def uptivity_with() -> Any:
    """Make a client of the Uptivity reference server with the given faults and liberties."""

    def make(**switches: Any) -> UptivityClient:
        clock = ManualClock()
        return UptivityClient(find("uptivity").build(clock=clock, **switches), clock)

    return make
