"""What is sent is exactly what was asked for and what is recorded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts import __version__
from contracts.model import Allow, BasicAuth, NotTested, Secret, SuiteError


def test_the_bytes_on_the_wire(serve: Any, wire: Any, log: Any) -> None:
    server = serve()
    exchange = wire(server.url + "/api/").send(
        "POST",
        "/users",
        query=[("q", "a b&ü"), ("q", "/")],
        headers=[("X-One", "1"), ("x-two", "ü"), ("X-One", "3")],
        body=b"\x00\xff",
        operation="createUser",
    )
    assert server.seen == [
        b"POST /api/users?q=a%20b%26%C3%BC&q=%2F HTTP/1.1\r\n"
        b"Host: 127.0.0.1:" + str(server.port).encode() + b"\r\n"
        b"User-Agent: uc-contracts/" + __version__.encode() + b"\r\n"
        b"Accept: */*\r\nAccept-Encoding: identity\r\n"
        b"X-One: 1\r\nx-two: \xc3\xbc\r\nX-One: 3\r\nContent-Length: 2\r\n\r\n\x00\xff"
    ]
    body, _reply, recorded = log()
    assert recorded["request"]["url"] == server.url + "/api/users?q=a%20b%26%C3%BC&q=%2F"
    assert [tuple(line) for line in recorded["request"]["headers"]] == list(
        exchange.request.headers
    )
    assert [name for name, _ in exchange.request.headers][-4:] == [
        "X-One",
        "x-two",
        "X-One",
        "Content-Length",
    ]
    assert body["base64"] == "AP8="
    assert recorded["request"]["operation"] == "createUser"
    assert recorded["request"]["body"] == body["digest"]


def test_a_query_string_goes_verbatim_as_far_as_a_request_line_can_carry_it(
    serve: Any, wire: Any
) -> None:
    server = serve()
    exchange = wire(server.url).send("GET", "", query="a=%zz&b=+%2f&c=[x]&d= #é")
    assert server.seen[0].startswith(b"GET /?a=%zz&b=+%2f&c=[x]&d=%20%23%C3%A9 HTTP/1.1\r\n")
    assert exchange.request.url == f"{server.url}/?a=%zz&b=+%2f&c=[x]&d=%20%23%C3%A9"


def test_given_headers_replace_the_standard_ones(serve: Any, wire: Any) -> None:
    server = serve()
    wire(server.url).send("GET", "/", headers=[("accept", "text/xml"), ("ACCEPT-ENCODING", "gzip")])
    head = server.seen[0].lower()
    assert head.count(b"accept:") == 1
    assert b"accept: text/xml" in head
    assert head.count(b"accept-encoding:") == 1


def test_a_post_without_body_says_its_length(serve: Any, wire: Any) -> None:
    server = serve()
    one = wire(server.url)
    one.send("POST", "/")
    one.send("DELETE", "/")
    assert b"Content-Length: 0\r\n" in server.seen[0]
    assert b"Content-Length" not in server.seen[1]


@pytest.mark.parametrize("header", [("X", "a\r\nY: b"), ("X:Y", "a"), ("X", "a\nb")])
def test_what_no_http_can_carry_is_the_suites_own_fault(
    serve: Any, wire: Any, header: tuple[str, str]
) -> None:
    server = serve()
    one = wire(server.url)
    with pytest.raises(SuiteError):
        one.send("GET", "/", headers=[header])
    assert one.send("GET", "/").response.body == b"ok"
    assert len(server.seen) == 1


def test_proxies_and_netrc_of_the_environment_are_ignored(
    serve: Any, wire: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    server = serve()
    assert wire(server.url).send("GET", "/").response.status == 200
    assert b"Authorization" not in server.seen[0]


def test_a_link_of_the_target_is_followed_and_no_other(serve: Any, wire: Any) -> None:
    server, other = serve(), serve()
    one = wire(server.url + "/api", auth=BasicAuth("u", Secret("hunter22", "$P")))
    one.send("GET", f"{server.url}/api/users?skip=50")
    assert server.seen[0].startswith(b"GET /api/users?skip=50 ")
    for address in (other.url + "/api", server.url + "/else", server.url + "/apiary"):
        with pytest.raises(NotTested, match="leaves"):
            one.send("GET", address)
    for path in ("/../else", "/a/%2e%2e/../else", "/%2E%2e%2Felse"):
        with pytest.raises(NotTested, match="leaves"):
            one.send("GET", path)
    assert other.connections == 0
    assert len(server.seen) == 1


def test_the_count_of_exchanges(serve: Any, wire: Any) -> None:
    one = wire(serve().url, allow=Allow.READ)
    one.send("GET", "/")
    one.send("HEAD", "/")
    assert one.exchanges == 2
