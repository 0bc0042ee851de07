"""Requests to a server without a socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from contracts.reference import ManualClock, MockServer, find


class Answer(NamedTuple):
    """One response."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def json(self) -> Any:
        """What the body says."""
        return json.loads(self.body)

    def header(self, name: str) -> str | None:
        """The value of a header."""
        return next((value for known, value in self.headers if known == name), None)


def _ask(app: Any, method: str, target: str, body: Any = None, **headers: str) -> Answer:
    """Send one request to an ASGI application; underscores in names of headers are hyphens."""
    path, _, query = target.partition("?")
    sent = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"host": "localhost:1", **{k.replace("_", "-"): v for k, v in headers.items()}}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
    }
    events: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(event: Any) -> None:
        events.append(event)

    running = app(scope, receive, send)
    with pytest.raises(StopIteration):
        running.send(None)
    answered = [(name.decode(), value.decode()) for name, value in events[0]["headers"]]
    return Answer(events[0]["status"], answered, b"".join(one["body"] for one in events[1:]))


@pytest.fixture
def ask() -> Callable[..., Answer]:
    """Send one request to an ASGI application, without a socket."""
    return _ask


@pytest.fixture
def mock() -> MockServer:
    """A VOSS server that mocks still."""
    return MockServer(find("voss"), clock=ManualClock())
