"""CSRF tokens are sent back, hidden in the record, and forgotten on refresh."""

from __future__ import annotations

from typing import Any

import pytest

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"


def _offer(name: str, value: str = "t0k3n-value") -> bytes:
    lines = f"X-CSRF-HEADER: {name}\r\nX-CSRF-TOKEN: {value}\r\n"
    return f"HTTP/1.1 200 OK\r\n{lines}Content-Length: 0\r\n\r\n".encode()


def test_a_token_goes_with_what_writes(serve: Any, wire: Any, log: Any, raw_log: Any) -> None:
    server = serve(_offer("X-CSRF-TOKEN"), OK)
    one = wire(server.url)
    for method in ("POST", "GET", "POST", "PUT", "DELETE"):
        one.send(method, "/")
    one.refresh()
    one.send("POST", "/")
    carrying = [b"X-CSRF-TOKEN: t0k3n-value\r\n" in request for request in server.seen]
    assert carrying == [False, False, True, True, True, False]
    assert ["X-CSRF-TOKEN", "[redacted]"] in log()[-2]["request"]["headers"]
    assert b"t0k3n-value" not in raw_log()


def test_the_last_token_counts_and_a_tests_own_goes_first(serve: Any, wire: Any) -> None:
    server = serve(_offer("X-Xsrf", "first"), _offer("X-Other-CSRF-Token", "second"), OK)
    one = wire(server.url)
    one.send("GET", "/")
    one.send("GET", "/")
    one.send("POST", "/")
    one.send("POST", "/", headers=[("x-other-csrf-token", "mine")])
    assert b"X-Other-CSRF-Token: second\r\n" in server.seen[2]
    assert b"first" not in server.seen[2]
    assert b"second" not in server.seen[3]


@pytest.mark.parametrize("name", ["Host", "X-HTTP-Method-Override", "X-CSRF-TOKEN x", "X-CSRF-"])
def test_a_target_chooses_no_other_header(serve: Any, wire: Any, name: str) -> None:
    server = serve(_offer(name), OK)
    one = wire(server.url)
    one.send("GET", "/")
    one.send("POST", "/")
    assert b"t0k3n-value" not in server.seen[1]
