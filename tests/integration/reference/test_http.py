"""The shared HTTP of reference servers: reading, sending, credentials, paths, liberties."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from typing import Any

import pytest
from starlette.requests import Request

from contracts.reference import ManualClock, ReferenceApi, find
from contracts.reference.http import (
    HttpCall,
    HttpServer,
    JsonServer,
    Media,
    MoreHeaders,
    QueryCall,
    Reply,
    Routes,
    WithoutHeaders,
    basic,
    bearer,
    cookie,
    http_liberties,
)

_SCOPE: dict[str, Any] = {
    "type": "http",
    "method": "POST",
    "path": "/things/é",
    "query_string": b"a=1&b=%C3%A9&a=2&c=",
    "scheme": "https",
    "headers": [(b"host", b"here:8443"), (b"x-one", b"1"), (b"x-one", b"2")],
}


class Echo(JsonServer[QueryCall]):
    """A server that says what it was sent, in parts of 4 bytes at most."""

    body_limit = 8

    def __init__(self, clock: Any = None) -> None:
        self.clock = clock
        self.call: QueryCall | None = None

    def respond(self, request: Request, body: bytes) -> Reply:
        """The reply to any request."""
        self.call = QueryCall.of(request, body)
        return self.json(self.call, 204 if body == b"none" else 200, "é" * 100)


def _ask(server: Any, *pieces: bytes, gone: bool = False, **changed: Any) -> list[dict[str, Any]]:
    """The events that answer one request, whose body comes in `pieces`."""
    events = [
        {"type": "http.request", "body": piece, "more_body": gone or number < len(pieces)}
        for number, piece in enumerate(pieces, 1)
    ]
    events.append({"type": "http.disconnect"})
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return events.pop(0)

    async def send(event: dict[str, Any]) -> None:
        said.append(event)

    asyncio.run(server(_SCOPE | changed, receive, send))
    return said


def _headers(said: list[dict[str, Any]]) -> dict[bytes, bytes]:
    return dict(said[0]["headers"])


def test_a_request_is_read_as_it_was_sent() -> None:
    server = Echo()
    _ask(server, b"bo", b"dy")
    call = server.call
    assert call is not None
    assert (call.method, call.path, call.origin) == ("POST", "/things/é", "https://here:8443")
    assert call.query == {"a": ["1", "2"], "b": ["é"], "c": [""]}
    assert (call.one("a"), call.every("a"), call.one("d", "x")) == ("1", ["1", "2"], "x")
    assert (call.headers["x-one"], call.body, call.writes) == ("2", b"body", True)
    plain = HttpCall.of(Request(_SCOPE), b"", path="/below")
    assert (plain.path, plain.query) == ("/below", {"a": "2", "b": "é", "c": ""})


def test_a_body_is_read_as_far_as_it_counts() -> None:
    server = Echo()
    for pieces, gone, method, expected in (
        ([b"12345", b"67890", b"more"], False, "POST", b"1234567890"),
        ([b"12"], True, "PUT", b"12"),
        ([b"12"], False, "GET", b""),
        ([b"12"], False, "HEAD", b""),
    ):
        _ask(server, *pieces, gone=gone, method=method)
        assert server.call is not None
        assert server.call.body == expected, pieces


def test_a_reply_says_its_length_and_the_reply_to_a_head_has_no_body() -> None:
    said = _ask(Echo(), b"")
    assert _headers(said)[b"content-length"] == b"202"
    assert len(said[1]["body"]) == 202
    head = _ask(Echo(), b"", method="HEAD")
    assert (_headers(head), head[1]["body"]) == (_headers(said), b"")
    with pytest.raises(RuntimeError, match="does not speak websocket"):
        _ask(Echo(), type="websocket")

    class Empty(HttpServer):
        def respond(self, request: Request, body: bytes) -> Reply:  # noqa: ARG002
            return Reply(204)

    assert _headers(_ask(Empty(), b"")) == {}


def test_credentials_are_read_and_anything_else_is_none() -> None:
    blob = b64encode("zoé:a:b".encode()).decode()
    latin = b64encode(b"zo\xe9:a").decode()
    bare = b64encode(b"zoe").decode()
    assert basic(f"bAsIc  {blob}") == ("zoé", "a:b")
    for wrong in ("", "Basic", f"Bearer {blob}", "Basic !", f"Basic {latin}", f"Basic {bare}"):
        assert basic(wrong) is None, wrong
    assert (bearer("BEARER  abc "), bearer("Basic abc"), bearer("")) == ("abc", None, None)
    sent = {"cookie": 'a=1; b="2"; nonsense'}
    assert [cookie(sent, "a"), cookie(sent, "b"), cookie(sent, "c")] == ["1", "2", ""]
    assert cookie({}, "a") == ""


def test_a_plain_path_counts_before_the_first_template_that_fits() -> None:
    routes = Routes({"/a/{x}": 1, "/a/{x}/{y}": 2, "/a/b": 3, "/{x}/c": 4})
    assert routes.find("/a/b") == (3, {})
    assert routes.find("/a/c") == (1, {"x": "c"})
    assert routes.find("/a/b/c") == (2, {"x": "b", "y": "c"})
    assert routes.find("/z/c") == (4, {"x": "z"})
    for nothing in ("/a", "/a/", "/a/b/", ""):
        assert routes.find(nothing) is None, nothing


def _changed(*names: str) -> list[dict[str, Any]]:
    own: dict[str, Media | MoreHeaders | WithoutHeaders] = {
        "charset": Media("JSON has a charset.", "application/json", "Application/JSON;charset=x"),
        "no-page": Media("Pages are plain.", "text/html", "text/plain"),
        "more": MoreHeaders("There are more headers.", ((b"via", b"1"), (b"via", b"2"))),
        "fewer": WithoutHeaders("Nothing is said of caches.", {b"cache-control"}),
    }
    api = ReferenceApi(server=Echo, liberties=http_liberties(own), api="echo")
    return _ask(api.build(liberties=names, clock=ManualClock()), b"")


def test_liberties_of_http_change_how_a_reply_is_sent_and_nothing_else() -> None:
    whole = _changed()
    assert _headers(_changed("charset"))[b"content-type"] == b"Application/JSON;charset=x"
    assert _headers(_changed("no-page")) == _headers(whole)
    assert [v for n, v in _changed("more")[0]["headers"] if n == b"via"] == [b"1", b"2"]
    assert set(_headers(whole)) - set(_headers(_changed("fewer"))) == {b"cache-control"}
    assert _headers(_changed("connection-close"))[b"connection"] == b"close"
    chunked = _changed("chunked", "more")
    assert b"content-length" not in _headers(chunked)
    assert b"via" in _headers(chunked)
    assert [len(one["body"]) for one in chunked[1:]] == [64, 64, 64, 10, 0]
    assert b"".join(one["body"] for one in chunked[1:]) == whole[1]["body"]


_ALL = {"cisco-uds", "genesys-udm", "genesys-ws", "uptivity", "voss"}
_OFFERED = {
    "chunked": _ALL,
    "connection-close": _ALL,
    "media-charset": {"genesys-udm", "genesys-ws", "voss"},
    "media-text-html": {"voss"},
    "media-vendor": {"genesys-udm"},
    "application-xml": {"uptivity"},
    "django-headers": {"voss"},
    "spring-headers": {"genesys-udm"},
    "headers-of-iis": {"uptivity"},
    "no-request-id": {"voss"},
}
"""Which server offers which of the shared liberties, under which id."""


def test_each_server_offers_the_liberties_of_http_under_its_own_ids() -> None:
    shared = http_liberties()["chunked"].mixin.__module__
    offered: dict[str, set[str]] = {}
    for api in _ALL:
        for name, one in find(api).liberties.items():
            if one.mixin.__module__ == shared:
                offered.setdefault(name, set()).add(api)
    assert offered == _OFFERED
