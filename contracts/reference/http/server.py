"""The first layer of a server: HTTP in, HTTP out."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from contracts.reference.http.message import Headers, HttpCall, Reply

_NO_CONTENT = 204
Call = TypeVar("Call", bound=HttpCall)


class HttpServer:
    """An ASGI application that answers each request with one reply.

    `body_limit` is how many bytes a body may have: of a longer one only as much is read as shows
    that it is longer.
    """

    body_limit = 1024 * 1024

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request. Raises RuntimeError for any other protocol."""
        if scope["type"] != "http":
            msg = f"this server does not speak {scope['type']}"
            raise RuntimeError(msg)
        request = Request(scope, receive)
        reads = request.method in {"GET", "HEAD"}
        body = b"" if reads else await self.read_body(request)
        reply = self.finished(self.respond(request, body))
        await self.transmit(send, reply, head=request.method == "HEAD")

    async def read_body(self, request: Request) -> bytes:
        """The body, as far as it came; of one that is too large the beginning."""
        body = bytearray()
        try:
            async for piece in request.stream():
                if len(body) <= self.body_limit:
                    body += piece
        except ClientDisconnect:
            pass
        return bytes(body)

    def respond(self, request: Request, body: bytes) -> Reply:
        """The reply to any request."""
        raise NotImplementedError

    def finished(self, reply: Reply) -> Reply:
        """A reply just before it is sent."""
        return reply

    async def transmit(self, send: Send, reply: Reply, *, head: bool) -> None:
        """Send a reply, without its body where the request was a HEAD."""
        headers = reply.headers
        if reply.status != _NO_CONTENT or reply.body:
            headers = [*headers, (b"content-length", b"%d" % len(reply.body))]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else reply.body})


class JsonServer(HttpServer, Generic[Call]):
    """A server whose replies are JSON."""

    def json(self, call: Call, status: int, value: Any) -> Reply:
        """A reply with a JSON body."""
        headers = [(b"content-type", self.json_type(call).encode()), *self.more_headers()]
        return Reply(status, headers, self.encode(value))

    def json_type(self, call: Call) -> str:  # noqa: ARG002 - by call in faults and liberties
        """The Content-Type of JSON."""
        return "application/json"

    def more_headers(self) -> Headers:
        """Further headers of every reply."""
        return [(b"cache-control", b"no-store")]

    def encode(self, value: Any) -> bytes:
        """The bytes of a JSON value."""
        return msgspec.json.encode(value)
