"""The first layer of the server: HTTP in, HTTP out, and JSON."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from contracts.reference.clock import Clock
from contracts.reference.genesys_udm.request import Call, Refused, Reply
from contracts.reference.genesys_udm.seed import fill
from contracts.reference.genesys_udm.state import Store
from contracts.reference.http import JsonServer

BASE_PATHS = ("/udm", "/data-download")


class Serving(JsonServer[Call]):
    """An ASGI application that answers requests with JSON."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.store = Store(clock)
        fill(self.store)

    def respond(self, request: Request, body: bytes) -> Reply:
        """The reply to any request."""
        return self.reply(Call.of(request, body))

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

    def empty(self, call: Call, status: int, *headers: tuple[bytes, bytes]) -> Reply:  # noqa: ARG002
        """A reply without a body."""
        return Reply(status, [*headers, *self.more_headers()])
