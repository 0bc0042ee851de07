"""The first layer of the server: HTTP in, HTTP out, and JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from starlette.types import Receive, Scope, Send

from contracts.reference.clock import Clock
from contracts.reference.voss.request import Call, Headers, Refused, Reply, read_query
from contracts.reference.voss.seed import fill
from contracts.reference.voss.state import Store

BODY_LIMIT = 1024 * 1024


class Serving:
    """An ASGI application that answers requests with JSON."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.store = Store(clock)
        self._answered = 0
        fill(self.store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        if scope["type"] != "http":
            msg = f"this server does not speak {scope['type']}"
            raise RuntimeError(msg)
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope.get("headers", ())}
        query = read_query(scope["query_string"])
        call = Call(scope["method"], scope["path"], query, headers)
        if call.writes:
            call.body = await self.read_body(receive)
        await self.transmit(send, self.reply(call), head=call.method == "HEAD")

    async def read_body(self, receive: Receive) -> bytes:
        """The body; of one that is too large only as much as shows that it is."""
        body = b""
        while True:
            event = await receive()
            if event["type"] == "http.disconnect":
                return body
            if len(body) <= BODY_LIMIT:
                body += event.get("body", b"")
            if not event.get("more_body", False):
                return body

    async def transmit(self, send: Send, reply: Reply, *, head: bool) -> None:
        """Send a reply, without its body where the request was a HEAD."""
        headers = reply.headers
        if reply.status != 204:  # noqa: PLR2004 - No Content
            headers = [*headers, (b"content-length", b"%d" % len(reply.body))]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else reply.body})

    def reply(self, call: Call) -> Reply:
        """The reply to any request."""
        try:
            return self.answer(call)
        except Refused as refusal:
            reply = self.json(call, refusal.status, self.fault(refusal))
            reply.headers.extend(refusal.headers)
            return reply

    def answer(self, call: Call) -> Reply:
        """The reply to a request that is not refused. Raises Refused."""
        raise NotImplementedError

    def fault(self, refusal: Refused) -> dict[str, Any]:
        """The body of a refusal; the document says nothing of it."""
        return {"error": {"http_code": refusal.status, "message": refusal.why}}

    def json(self, call: Call, status: int, value: Any) -> Reply:
        """A reply with a JSON body."""
        headers = [(b"content-type", self.json_type(call).encode()), *self.more_headers()]
        return Reply(status, headers, self.encode(value))

    def html(self, status: int, title: str, text: str) -> Reply:
        """A reply with a page for people."""
        page = (
            f"<!DOCTYPE html>\n<html lang='en'><head><title>{title}</title></head>"
            f"<body><h1>{title}</h1><p>{text}</p></body></html>\n"
        )
        headers = [(b"content-type", b"text/html; charset=utf-8"), *self.more_headers()]
        return Reply(status, headers, page.encode())

    def json_type(self, call: Call) -> str:  # noqa: ARG002
        """The Content-Type of JSON."""
        return "application/json"

    def more_headers(self) -> Headers:
        """Further headers of every reply."""
        self._answered += 1
        request_id = str(UUID(int=self._answered << 64, version=4)).encode()
        return [(b"x-request-id", request_id), (b"cache-control", b"no-store")]

    def encode(self, value: Any) -> bytes:
        """The bytes of a JSON value."""
        return msgspec.json.encode(value)
