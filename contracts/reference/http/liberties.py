"""Liberties that HTTP itself leaves open: written once, for every server.

A kit's registry begins with `http_liberties()`: those that any server can take, and beside them
the kit's own choice of media type and headers, under the kit's ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from starlette.types import Send

from contracts.reference.http.message import Headers, Reply
from contracts.reference.http.server import HttpServer
from contracts.reference.seeding import Liberty

_SMALLEST_CHUNK = 64
_CHUNKS = 8


class _Chunked(HttpServer):
    """Replies are sent in chunks, without a Content-Length."""

    async def transmit(self, send: Send, reply: Reply, *, head: bool) -> None:
        start = {"type": "http.response.start", "status": reply.status, "headers": reply.headers}
        await send(start)
        size = max(_SMALLEST_CHUNK, len(reply.body) // _CHUNKS)
        for place in () if head else range(0, len(reply.body), size):
            chunk = reply.body[place : place + size]
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class _ConnectionClose(HttpServer):
    """The connection is closed after every reply."""

    def finished(self, reply: Reply) -> Reply:
        reply = super().finished(reply)
        return replace(reply, headers=[*reply.headers, (b"connection", b"close")])


@dataclass(frozen=True, slots=True)
class Media:
    """A liberty: replies whose Content-Type begins with `usual` begin with `other` instead."""

    summary: str
    usual: str
    other: str
    ambiguity: str | None = None
    choice: str | None = None

    def changed(self, headers: Headers) -> Headers:
        """The headers of a reply."""
        usual, other = self.usual.encode(), self.other.encode()
        return [
            (name, other + value.removeprefix(usual))
            if name.lower() == b"content-type" and value.startswith(usual)
            else (name, value)
            for name, value in headers
        ]


@dataclass(frozen=True, slots=True)
class MoreHeaders:
    """A liberty: every reply has further headers."""

    summary: str
    more: tuple[tuple[bytes, bytes], ...]
    ambiguity: str | None = None
    choice: str | None = None

    def changed(self, headers: Headers) -> Headers:
        """The headers of a reply."""
        return [*headers, *self.more]


@dataclass(frozen=True, slots=True)
class WithoutHeaders:
    """A liberty: replies do not have the headers with these names, in small letters."""

    summary: str
    names: AbstractSet[bytes]
    ambiguity: str | None = None
    choice: str | None = None

    def changed(self, headers: Headers) -> Headers:
        """The headers of a reply."""
        return [(name, value) for name, value in headers if name.lower() not in self.names]


Own = Media | MoreHeaders | WithoutHeaders
ANY_SERVER: Mapping[str, type] = {
    "chunked": _Chunked,
    "connection-close": _ConnectionClose,
}


def http_liberties(own: Mapping[str, Own] | None = None) -> dict[str, Liberty]:
    """The liberties of an HttpServer by id: those of any server, and a kit's own choice."""
    found = {
        name: Liberty(name, (mixin.__doc__ or "").strip(), mixin)
        for name, mixin in ANY_SERVER.items()
    }
    for name, one in (own or {}).items():
        mixin = _mixin(one)
        found[name] = Liberty(name, one.summary, mixin, one.ambiguity, one.choice)
    return found


def _mixin(own: Own) -> type:
    class Changed(HttpServer):
        def finished(self, reply: Reply) -> Reply:
            reply = super().finished(reply)
            return replace(reply, headers=own.changed(reply.headers))

    return Changed
