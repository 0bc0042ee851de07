"""A small server with a list, and a client of it by a clock that stands still."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from contracts.reference import ManualClock
from contracts.reference._surround import surrounded
from contracts.reference.rows import Rows

Say = Callable[..., tuple[int, dict[bytes, bytes], str]]


class Names:
    """A server of names: GET /names lists them, GET /first has the first, POST adds one."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.names = ["a", "b"]
        self.sessions = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request; without an Authorization header with 401."""
        body = (await receive())["body"].decode()
        status = 200 if b"authorization" in dict(scope["headers"]) else 401
        if scope["method"] == "POST":
            self.names.append(f"{body} at {self.clock.monotonic():g}")
            self.sessions += 1
        said = self.names[0] if scope["path"] == "/first" else "|".join(self.names)
        if scope["path"] == "/sessions":
            said = str(self.sessions)
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": said.encode()})


def _come(server: Any, number: int) -> None:
    server.names.append(f"came {number}")


def _go(server: Any, number: int) -> None:  # noqa: ARG001 - the form of such events
    server.names.pop(0)


ROWS = Rows(
    re.compile("/names"),
    re.compile(rb"\w+"),
    grow=lambda server, count: server.names.extend("x" * count),
    come=_come,
    go=_go,
    work=lambda _server, _seconds: None,
    shared=("sessions",),
)


@pytest.fixture
def clock() -> ManualClock:
    """The clock of the servers of a test."""
    return ManualClock()


@pytest.fixture
def behind(clock: ManualClock) -> Callable[[Mapping[str, float]], Say]:
    """Put layers around the server; gives a function that asks it: (status, headers, body)."""

    def make(chosen: Mapping[str, float]) -> Say:
        app = surrounded(Names, ROWS, chosen)(clock)

        def ask(
            method: str = "GET", path: str = "/names", body: str = "", *, known: bool = True
        ) -> tuple[int, dict[bytes, bytes], str]:
            events: list[Any] = []

            async def receive() -> Any:
                return {"type": "http.request", "body": body.encode(), "more_body": False}

            async def send(event: Any) -> None:
                events.append(event)

            headers = [(b"authorization", b"yes")] if known else []
            scope = {"type": "http", "method": method, "path": path, "headers": headers}
            asyncio.run(app(scope, receive, send))
            shown = b"".join(event["body"] for event in events[1:]).decode()
            return events[0]["status"], dict(events[0]["headers"]), shown

        return ask

    return make
