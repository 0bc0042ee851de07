"""Redirects: followed only when asked, and never with more than the new place may know."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.model import Allow, ApiKeyAuth, BasicAuth, NotTested, Secret

AUTH = BasicAuth("admin", Secret("hunter22", "$P"))


def moved(status: int, location: str, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\n{more}Content-Length: 0\r\n\r\n"
    return head.encode()


def test_not_followed_unless_asked(serve: Any, wire: Any) -> None:
    server = serve(moved(302, "/new"))
    assert wire(server.url).send("GET", "/old").response.status == 302
    assert len(server.seen) == 1


def test_each_hop_is_an_exchange_and_the_last_is_returned(
    serve: Any, wire: Any, log: Any, recorder: Any
) -> None:
    server = serve(
        moved(301, "/b"), moved(308, "c"), b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    )
    recorder.test = "some::test"
    exchange = wire(server.url, auth=AUTH).send("GET", "/a", follow=5)
    assert exchange.response.status == 200
    assert exchange.request.url == server.url + "/c"
    assert [one["id"] for one in log()] == ["main-000001", "main-000002", "main-000003"]
    assert {one["test"] for one in log()} == {"some::test"}
    assert all(b"Authorization" in one for one in server.seen)


@pytest.mark.parametrize(
    ("method", "status", "location", "seen"),
    [
        ("GET", 302, "/new", 200),
        ("GET", 301, "http://127.0.0.1:9/elsewhere", 301),
        ("POST", 307, "/new", 200),
        ("POST", 303, "/new", 303),
    ],
)
def test_hops_that_are_no_answers_keep_the_method_and_stay_on_the_target(  # noqa: PLR0913
    serve: Any, wire: Any, method: str, status: int, location: str, seen: int
) -> None:
    inspected: list[int] = []
    server = serve(moved(status, location), b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    one = wire(server.url, inspect=lambda exchange: inspected.append(exchange.response.status))
    assert one.send(method, "/old", follow=2, hops=False).response.status == seen
    assert inspected == [seen]


@pytest.mark.parametrize(("location", "operation"), [("/new?a=1", "getNew"), ("/new", None)])
def test_a_hop_with_another_query_is_no_request_of_an_operation(
    serve: Any, wire: Any, location: str, operation: str | None
) -> None:
    server = serve(moved(302, location), b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    query = [("a", "1")]
    exchange = wire(server.url).send("GET", "/old", operation="getNew", query=query, follow=1)
    assert exchange.request.operation == operation


def test_no_more_hops_than_asked(serve: Any, wire: Any) -> None:
    server = serve(moved(302, "/again"))
    assert wire(server.url).send("GET", "/", follow=2).response.status == 302
    assert len(server.seen) == 3


@pytest.mark.parametrize(
    ("status", "method", "then"),
    [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "PUT", "GET"),
        (303, "HEAD", "HEAD"),
        (302, "PUT", "GET"),
        (307, "POST", "POST"),
        (308, "DELETE", "DELETE"),
    ],
)
def test_methods(serve: Any, wire: Any, status: int, method: str, then: str) -> None:
    server = serve(moved(status, "/new"), b"HTTP/1.1 204 None\r\n\r\n")
    body = b"" if method == "HEAD" else b"abc"
    exchange = wire(server.url).send(
        method, "/old", body=body, headers=[("Content-Type", "text/plain")], follow=1
    )
    assert server.seen[1].startswith(f"{then} /new ".encode())
    assert exchange.request.method == then
    if then == method:
        assert exchange.request.body == body
    else:
        assert exchange.request.body == b""
        assert b"content-type" not in server.seen[1].lower()


def test_another_origin_learns_nothing(serve: Any, wire: Any) -> None:
    other = serve(b"HTTP/1.1 200 OK\r\nSet-Cookie: evil=1\r\nContent-Length: 0\r\n\r\n")
    server = serve(moved(302, other.url + "/x", "Set-Cookie: sid=1\r\n"))
    one = wire(server.url, auth=ApiKeyAuth(Secret("key-key", "$K"), "X-Own-Key"))
    exchange = one.send("GET", "/", follow=1, headers=[("Cookie", "a=b"), ("X-Kept", "1")])
    assert exchange.request.url == other.url + "/x"
    head = other.seen[0].lower()
    assert b"x-own-key" not in head
    assert b"cookie" not in head
    assert b"x-kept: 1" in head
    one.send("GET", "/")
    assert b"evil" not in server.seen[1]


def test_a_write_never_goes_to_another_origin(serve: Any, wire: Any) -> None:
    other = serve()
    server = serve(moved(307, other.url + "/x"))
    with pytest.raises(NotTested, match="leaves"):
        wire(server.url).send("POST", "/", follow=1)
    assert other.connections == 0


def test_a_redirect_passes_the_gate(serve: Any, wire: Any) -> None:
    server = serve(moved(302, "/delete"))
    one = wire(server.url, allow=Allow.READ, safe=lambda request: "delete" not in request.url)
    with pytest.raises(NotTested):
        one.send("GET", "/", follow=1)
    assert len(server.seen) == 1


@pytest.mark.parametrize("location", ["ftp://x/y", "http://[", "mailto:a@b", "http://"])
def test_a_location_that_is_no_address_ends_the_way(serve: Any, wire: Any, location: str) -> None:
    assert wire(serve(moved(302, location)).url).send("GET", "/", follow=1).response.status == 302
