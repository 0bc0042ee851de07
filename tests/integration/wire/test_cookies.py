"""Cookies are kept, sent back, hidden in the record, and forgotten on refresh."""

from __future__ import annotations

from typing import Any

SET = (
    b"HTTP/1.1 200 OK\r\nSet-Cookie: sid=s3cr3t-sid; Path=/; HttpOnly\r\n"
    b"Set-Cookie: two=other-one\r\nX-CSRF-Token: csrf-value\r\nContent-Length: 0\r\n\r\n"
)


def test_cookies(serve: Any, wire: Any, log: Any, raw_log: Any) -> None:
    server = serve(SET, b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    one = wire(server.url)
    first = one.send("GET", "/login")
    one.send("GET", "/")
    one.refresh()
    one.send("GET", "/")
    assert b"Cookie" not in server.seen[0]
    assert b"Cookie: sid=s3cr3t-sid; two=other-one\r\n" in server.seen[1]
    assert b"Cookie" not in server.seen[2]
    assert first.response.header("Set-Cookie") == "sid=s3cr3t-sid; Path=/; HttpOnly"
    assert log()[0]["response"]["headers"][:3] == [
        ["Set-Cookie", "sid=[redacted]; Path=/; HttpOnly"],
        ["Set-Cookie", "two=[redacted]"],
        ["X-CSRF-Token", "[redacted]"],
    ]
    for value in (b"s3cr3t-sid", b"other-one", b"csrf-value"):
        assert value not in raw_log()


def test_a_tests_own_cookie_is_hidden_too(serve: Any, wire: Any, log: Any, raw_log: Any) -> None:
    wire(serve().url).send("GET", "/", headers=[("Cookie", "a=bbbbbb; c=dddddd")])
    assert ["Cookie", "a=[redacted]; c=[redacted]"] in log()[-1]["request"]["headers"]
    assert b"bbbbbb" not in raw_log()
