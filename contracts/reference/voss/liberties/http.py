"""Liberties in HTTP: media types, headers, transfer, sessions."""

from __future__ import annotations

from starlette.types import Send

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.request import Call, Headers, Refused, Reply, refuse
from contracts.reference.voss.server import Voss

_CHUNK = 16 * 1024


@liberty("media-text-html", ambiguity="VOSS-AMB-14", choice="media")
class _TextHtml(Voss):
    """JSON is sent as text/html, as in a published capture."""

    def json_type(self, call: Call) -> str:  # noqa: ARG002
        return "text/html; charset=utf-8"


@liberty("media-charset", ambiguity="VOSS-AMB-14", choice="media")
class _Charset(Voss):
    """The media type of JSON has a charset parameter."""

    def json_type(self, call: Call) -> str:  # noqa: ARG002
        return "application/json; charset=utf-8"


@liberty("without-format-html", ambiguity="VOSS-AMB-14")
class _WithoutFormatHtml(Voss):
    """A request without a format is answered with a page for people."""

    def without_format(self, call: Call) -> Reply:
        reply = super().without_format(call)
        return reply if call.writes else self.html(reply.status, "VOSS", "Ask for format=json.")


@liberty("no-request-id")
class _NoRequestId(Voss):
    """Replies have no X-Request-ID."""

    def more_headers(self) -> Headers:
        return [(n, value) for n, value in super().more_headers() if n != b"x-request-id"]


@liberty("no-session", choice="session")
class _NoSession(Voss):
    """HTTP Basic opens no session: each request carries its credentials."""

    def begin_session(self) -> Headers:
        return []


@liberty("connection-close")
class _ConnectionClose(Voss):
    """The connection is closed after every reply."""

    def more_headers(self) -> Headers:
        return [*super().more_headers(), (b"connection", b"close")]


@liberty("django-headers")
class _DjangoHeaders(Voss):
    """Replies have the headers of a published capture, and a cookie."""

    def more_headers(self) -> Headers:
        return [
            *super().more_headers(),
            (b"vary", b"Accept, Cookie"),
            (b"allow", b"GET, POST, HEAD, OPTIONS"),
            (b"set-cookie", b"portal=default; Path=/"),
        ]


@liberty("chunked")
class _Chunked(Voss):
    """Replies are sent in chunks, without a Content-Length."""

    async def transmit(self, send: Send, reply: Reply, *, head: bool) -> None:
        start = {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
        await send(start)
        for place in () if head else range(0, len(reply.body), _CHUNK):
            chunk = reply.body[place : place + _CHUNK]
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@liberty("no-sessions")
class _NoSessions(Voss):
    """There is no login, only HTTP Basic."""

    def log_in(self, call: Call) -> Reply:
        refuse(404, f"there is nothing at {call.path}")


@liberty("unauthorized-403")
class _Unauthorized403(Voss):
    """A caller who is not known is refused with 403."""

    def unauthorized(self, why: str) -> None:
        raise Refused(403, why)
