"""Liberties in HTTP."""

from __future__ import annotations

from dataclasses import replace

from starlette.types import Send

from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message, upper
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import PAGE, Headers, Reply, Uptivity

_CHUNK = 100
_MOVED = "/api/results.aspx"


@liberty("error-status-400", ambiguity="UPT-AMB-12", choice="error-status")
class _ErrorStatus400(Uptivity):
    """An error result has HTTP status 400."""

    def http_status(self, message: Message, outcome: Outcome) -> int:
        return 400 if outcome.is_error else super().http_status(message, outcome)


@liberty("error-status-500", ambiguity="UPT-AMB-12", choice="error-status")
class _ErrorStatus500(Uptivity):
    """An error result has HTTP status 500."""

    def http_status(self, message: Message, outcome: Outcome) -> int:
        return 500 if outcome.is_error else super().http_status(message, outcome)


@liberty("error-status-300", ambiguity="UPT-AMB-12", choice="error-status")
class _ErrorStatus300(Uptivity):
    """An error result has HTTP status 300."""

    def http_status(self, message: Message, outcome: Outcome) -> int:
        return 300 if outcome.is_error else super().http_status(message, outcome)


@liberty("application-xml")
class _ApplicationXml(Uptivity):
    """The media type is application/xml."""

    def media_type(self) -> str:
        return "application/xml"


@liberty("page-moved", ambiguity="UPT-AMB-12")
class _PageMoved(Uptivity):
    """The page sends every message on to another one by a redirect (307)."""

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        if not self.is_page(path):
            return super().reply(method, PAGE if path == _MOVED else path, query, body)
        return Reply(307, [(b"location", _MOVED.encode() + b"?" * bool(query) + query)], b"")


@liberty("chunked")
class _Chunked(Uptivity):
    """A result is sent in chunks, without a Content-Length."""

    async def transmit(self, send: Send, reply: Reply, *, head: bool) -> None:
        start = {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
        await send(start)
        for place in () if head else range(0, len(reply.body), _CHUNK):
            chunk = reply.body[place : place + _CHUNK]
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


@liberty("connection-close")
class _ConnectionClose(Uptivity):
    """The connection is closed after every reply."""

    def more_headers(self) -> Headers:
        return [*super().more_headers(), (b"connection", b"close")]


@liberty("names-case-sensitive", ambiguity="UPT-AMB-17")
class _NamesCaseSensitive(Uptivity):
    """The page is /webAPI.aspx only; parameters are lower case in a query, upper case in XML."""

    def is_page(self, path: str) -> bool:
        return path == PAGE

    def query_name(self, name: str) -> str:
        return super().query_name(name) if name == name.lower() else f"({name})"

    def xml_name(self, name: str) -> str:
        return super().xml_name(name) if name == upper(name) else f"({name})"


@liberty("commands-one-case", ambiguity="UPT-AMB-17")
class _CommandsOneCase(Uptivity):
    """A command must be written in capitals or in small letters, not in both."""

    def command_of(self, message: Message) -> str:
        sent = message.command or ""
        if sent in (sent.lower(), sent.upper()):
            return super().command_of(message)
        return self.unknown_command(sent)


@liberty("headers-of-iis")
class _HeadersOfIis(Uptivity):
    """The headers that an ASP.NET page sends, with a session cookie."""

    def reply_with(self, message: Message, outcome: Outcome) -> Reply:
        reply = super().reply_with(message, outcome)
        more = [
            (b"server", b"Microsoft-IIS/10.0"),
            (b"x-aspnet-version", b"4.0.30319"),
            (b"set-cookie", b"ASP.NET_SessionId=4wkk1xq2; path=/; HttpOnly"),
        ]
        return replace(reply, headers=[*reply.headers, *more])
