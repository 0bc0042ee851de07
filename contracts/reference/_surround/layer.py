"""A layer around an ASGI application."""

from __future__ import annotations

from typing import Any

Headers = list[tuple[bytes, bytes]]


class Layer:
    """An ASGI application around another one, whose raw TCP service stays as it is."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.stream = getattr(app, "stream", None)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on."""
        await self.app(scope, receive, send)


def innermost(app: Any) -> Any:
    """The server that all layers are around."""
    while isinstance(app, Layer):
        app = app.app
    return app


async def body_of(receive: Any) -> bytes:
    """The body of a request, read to its end or to the disconnection."""
    body: bytes = b""
    while True:
        event = await receive()
        body += event.get("body", b"")
        if event["type"] == "http.disconnect" or not event.get("more_body", False):
            return body


async def answer(receive: Any, send: Any, status: int, text: str, *headers: Any) -> None:
    """Answer in the place of the application, as a gateway does: with a short plain text."""
    await body_of(receive)
    body = f"{text}\n".encode()
    kind = (b"content-type", b"text/plain; charset=utf-8")
    length = (b"content-length", b"%d" % len(body))
    start = {"type": "http.response.start", "status": status, "headers": [kind, length, *headers]}
    await send(start)
    await send({"type": "http.response.body", "body": body})
