"""The first layer of the server: HTTP in, HTTP out, and JSON."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from starlette.requests import Request

from contracts.reference.clock import Clock
from contracts.reference.http import JsonServer
from contracts.reference.voss.request import Call, Headers, Refused, Reply
from contracts.reference.voss.seed import fill
from contracts.reference.voss.state import Store


class Serving(JsonServer[Call]):
    """An ASGI application that answers requests with JSON."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.store = Store(clock)
        self._answered = 0
        fill(self.store)

    def respond(self, request: Request, body: bytes) -> Reply:
        """The reply to any request."""
        return self.reply(Call.of(request, body))

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

    def html(self, status: int, title: str, text: str) -> Reply:
        """A reply with a page for people."""
        page = (
            f"<!DOCTYPE html>\n<html lang='en'><head><title>{title}</title></head>"
            f"<body><h1>{title}</h1><p>{text}</p></body></html>\n"
        )
        headers = [(b"content-type", b"text/html; charset=utf-8"), *self.more_headers()]
        return Reply(status, headers, page.encode())

    def more_headers(self) -> Headers:
        """Further headers of every reply."""
        self._answered += 1
        request_id = str(UUID(int=self._answered << 64, version=4)).encode()
        return [(b"x-request-id", request_id), *super().more_headers()]
