"""Servers that implement nothing, each in a way that a careless suite takes for something."""

from __future__ import annotations

from asyncio import StreamReader, StreamWriter, sleep
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

Answer = Callable[[Any, Any, Any], Coroutine[Any, Any, None]]

_PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body>It works.<br></body></html>"


async def _read(receive: Any) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _send(send: Any, status: int, media: bytes, body: bytes) -> None:
    headers = [(b"content-type", media), (b"content-length", str(len(body)).encode())]
    if status == 204:  # noqa: PLR2004
        headers = []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def constant(status: int, media: bytes, body: bytes) -> Answer:
    """A server that answers everything alike."""

    async def answer(_scope: Any, receive: Any, send: Any) -> None:
        await _read(receive)
        await _send(send, status, media, body)

    return answer


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """A server that answers with what it was sent: the body, or else the query."""
    body = await _read(receive)
    media = dict(scope["headers"]).get(b"content-type", b"text/plain")
    await _send(send, 200, media, body or scope["query_string"])


async def silent(_scope: Any, receive: Any, _send: Any) -> None:
    """A server that takes every request and never answers."""
    await _read(receive)
    await receive()  # which is the disconnection, once the body has been read


NULLS: Mapping[str, Answer] = {
    "empty-200": constant(200, b"text/plain", b""),
    "empty-object": constant(200, b"application/json", b"{}"),
    "html-page": constant(200, b"text/html", _PAGE),
    "always-404": constant(404, b"text/plain", b"Not Found"),
    "always-204": constant(204, b"", b""),
    "echo": echo,
    "silent": silent,
}
"""The null implementations by name."""


Says = Callable[[bytes], bytes]


class Streaming:
    """A raw TCP service that implements nothing: `says` is its answer to what is received."""

    def __init__(self, says: Says, *, endless: bool = False) -> None:
        self._says = says
        self._endless = endless

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        """By HTTP there is nothing, either."""
        await _read(receive)
        await _send(send, 404, b"text/plain", b"Not Found")

    async def stream(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serve one connection."""
        while received := await reader.read(65536):
            answer = self._says(received)
            writer.write(answer)
            while self._endless and not writer.is_closing():
                writer.write(answer)
                await writer.drain()
                await sleep(0.001)
            await writer.drain()


_BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

STREAM_NULLS: Mapping[str, Streaming] = {
    "socket-silent": Streaming(lambda _: b""),
    "socket-echo": Streaming(lambda received: received),
    "socket-empty-line": Streaming(lambda _: b"\r\n"),
    "socket-empty-object": Streaming(lambda _: b"{}\r\n"),
    "socket-page": Streaming(lambda _: _PAGE + b"\n"),
    "socket-http": Streaming(lambda _: _BAD_REQUEST),
    "socket-binary": Streaming(lambda _: bytes(range(256))),
    "socket-endless-text": Streaming(lambda _: b"x" * 1024, endless=True),
    "socket-endless-xml": Streaming(lambda _: b"<RESULT>" + b"<A>b</A>" * 100, endless=True),
}
"""The null implementations of raw TCP services by name."""
