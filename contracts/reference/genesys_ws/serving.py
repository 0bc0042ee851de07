"""The first layer of the server: HTTP in, HTTP out, and the envelope."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.request import (
    Call,
    Forbidden,
    Headers,
    Object,
    Refused,
    Reply,
)
from contracts.reference.genesys_ws.state import Centre
from contracts.reference.genesys_ws.status import HTTP, Status
from contracts.reference.http import HttpServer

ROOT = "/api/v2"
CONTEXT = "/cloud-web"
LONGEST_URL = 8000


class Serving(HttpServer):
    """An ASGI application that answers requests with envelopes."""

    body_limit = 256 * 1024

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.centre = Centre(clock)

    def respond(self, request: Request, body: bytes) -> Reply:
        """The reply to any request. The context path of the samples may stand in front."""
        path = request.scope["path"].removeprefix(CONTEXT)
        below = path.removeprefix(ROOT) if path.startswith(f"{ROOT}/") else ""
        call = Call.of(request, body, path=below)
        query = request.scope["query_string"]
        call.size = len(call.origin) + len(request.scope["path"]) + len(query) + bool(query)
        return self.reply(call)

    def reply(self, call: Call) -> Reply:
        """The reply to any request."""
        self.centre.settle()
        try:
            if call.size > self.longest_url():
                return self.page(414, "URI Too Long")
            return self.written(call, Status.SUCCESS, self.answer(call))
        except Forbidden as trouble:
            return self.page(403, str(trouble))
        except Refused as refusal:
            return self.refusal(call, refusal)

    def answer(self, call: Call) -> Object:
        """What a request is answered with, beside statusCode. Raises Refused."""
        raise NotImplementedError

    def longest_url(self) -> int:
        """How many characters a URL may have."""
        return LONGEST_URL

    # Writing

    def refusal(self, call: Call, refused: Refused) -> Reply:
        """The reply to a request that is refused."""
        return self.written(call, refused.status, {"statusMessage": refused.why})

    def written(self, call: Call, status: Status, members: Object) -> Reply:
        """A reply in an envelope."""
        headers = [(b"content-type", self.media_type(call).encode()), *self.more_headers(call)]
        body = self.encode(self.envelope(call, status, members))
        return Reply(self.http_status(call, status), headers, body)

    def envelope(self, call: Call, status: Status, members: Object) -> Any:  # noqa: ARG002
        """The JSON object that answers a request."""
        return {"statusCode": int(status), **members}

    def http_status(self, call: Call, status: Status) -> int:  # noqa: ARG002
        """The HTTP status."""
        return HTTP.get(status, 400)

    def media_type(self, call: Call) -> str:  # noqa: ARG002
        """The Content-Type of an envelope."""
        return "application/json"

    def more_headers(self, call: Call) -> Headers:  # noqa: ARG002
        """Further headers of an envelope."""
        return [(b"cache-control", b"no-store")]

    def encode(self, value: Any) -> bytes:
        """The bytes of a JSON value."""
        return msgspec.json.encode(value)

    def page(self, status: int, text: str) -> Reply:
        """A page of the web server: no envelope."""
        page = f"<!DOCTYPE html><html><head><title>{text}</title></head><body>{text}</body></html>"
        return Reply(status, [(b"content-type", b"text/html; charset=utf-8")], page.encode())


def trouble(body: bytes) -> str:
    """Why a request failed, whatever its HTTP status: statusMessage, where statusCode is not 0."""
    try:
        said = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
    failed = isinstance(said, dict) and said.get("statusCode", 0) != 0
    return str(said.get("statusMessage", said["statusCode"])) if failed else ""
