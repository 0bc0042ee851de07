"""The first layer of the server: HTTP in, HTTP out, and JSON."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.types import Receive, Scope, Send

from contracts.reference.clock import Clock
from contracts.reference.genesys_udm.request import Call, Headers, Refused, Reply, read_query
from contracts.reference.genesys_udm.seed import fill
from contracts.reference.genesys_udm.state import Store

BASE_PATHS = ("/udm", "/data-download")
BODY_LIMIT = 1024 * 1024
_NO_CONTENT = 204


class Serving:
    """An ASGI application that answers requests with JSON."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.store = Store(clock)
        fill(self.store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        if scope["type"] != "http":
            msg = f"this server does not speak {scope['type']}"
            raise RuntimeError(msg)
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope.get("headers", ())}
        call = Call(scope["method"], scope["path"], read_query(scope["query_string"]), headers)
        call.origin = f"{scope.get('scheme', 'http')}://{headers.get('host', 'localhost')}"
        if call.method not in {"GET", "HEAD"}:
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
        if reply.status != _NO_CONTENT or reply.body:
            headers = [*headers, (b"content-length", b"%d" % len(reply.body))]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else reply.body})

    def reply(self, call: Call) -> Reply:
        """The reply to any request."""
        try:
            return self.answer(call)
        except Refused as refusal:
            return self.refusal(call, refusal)

    def answer(self, call: Call) -> Reply:
        """The reply to a request that is not refused. Raises Refused."""
        raise NotImplementedError

    def refusal(self, call: Call, refusal: Refused) -> Reply:
        """The reply to a request that is refused; the document says nothing of its form."""
        body = self.error(refusal) if refusal.body is None else refusal.body
        return self.json(call, refusal.status, body)

    def error(self, refusal: Refused) -> Any:
        """The body of an error, in the form of the status object that v4 has for successes."""
        return {"status": {"code": refusal.status, "detail": {}, "message": refusal.why}}

    def json(self, call: Call, status: int, value: Any) -> Reply:
        """A reply with a JSON body."""
        headers = [(b"content-type", self.json_type(call).encode()), *self.more_headers()]
        return Reply(status, headers, self.encode(value))

    def empty(self, call: Call, status: int, *headers: tuple[bytes, bytes]) -> Reply:  # noqa: ARG002
        """A reply without a body."""
        return Reply(status, [*headers, *self.more_headers()])

    def json_type(self, call: Call) -> str:  # noqa: ARG002
        """The Content-Type of JSON."""
        return "application/json"

    def more_headers(self) -> Headers:
        """Further headers of every reply."""
        return [(b"cache-control", b"no-store")]

    def encode(self, value: Any) -> bytes:
        """The bytes of a JSON value."""
        return msgspec.json.encode(value)
