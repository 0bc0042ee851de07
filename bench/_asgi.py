"""A client of an ASGI application, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

import msgspec


class Answer(NamedTuple):
    """What an application answered; header names are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as a text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return msgspec.json.decode(self.body)


def ask(
    app: Any,
    target: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    blocks: tuple[bytes, ...] = (b"",),
) -> Answer:
    """Ask for a path with its query, which are escaped; the body comes in `blocks`."""
    path, _, query = target.partition("?")
    parts = _blocks(blocks)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(parts, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "server": ("hub.test", 80),
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(key.lower().encode(), one.encode()) for key, one in (headers or {}).items()],
    }
    asyncio.run(app(scope, receive, send))
    start, *rest = sent
    told = {key.decode(): value.decode() for key, value in start["headers"]}
    return Answer(start["status"], told, b"".join(one.get("body", b"") for one in rest))


def _blocks(blocks: tuple[bytes, ...]) -> Iterator[dict[str, Any]]:
    for at, one in enumerate(blocks, 1):
        yield {"type": "http.request", "body": one, "more_body": at < len(blocks)}
