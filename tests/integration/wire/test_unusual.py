"""Servers that keep to HTTP in ways that are seldom seen."""

from __future__ import annotations

import contextlib
import socket
import threading
import zlib
from typing import Any

import pytest

OK = b"HTTP/1.1 200 OK\r\n"
BODIES = {
    "no reason phrase": b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok",
    "an empty reason phrase": b"HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok",
    "a length that is said twice": OK + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\nok",
    "a length that is said twice in a line": OK + b"Content-Length: 2, 2\r\n\r\nok",
    "a length with zeros": OK + b"Content-Length: 0002\r\n\r\nok",
    "no coding": OK + b"Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok",
    "chunks in another case": OK + b"Transfer-Encoding: Chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    "chunks and a length": OK
    + b"Content-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n02;a=b\r\nok\r\n0\r\nT: x\r\n\r\n",
    "lines that end with LF alone": b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok",
    "names in lower case": b"HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\nok",
    "a folded line": OK + b"X-Long: a\r\n\tb\r\nContent-Length: 2\r\n\r\nok",
    "no value": OK + b"X-Empty:\r\nContent-Length: 2\r\n\r\nok",
    "interim replies": b"HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n"
    + OK
    + b"Content-Length: 2\r\n\r\nok",
    "a coding that was not asked for": OK
    + b"Content-Encoding: deflate\r\nContent-Length: 10\r\n\r\n"
    + zlib.compress(b"ok"),
    "HTTP/1.0 that keeps the connection": b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n"
    b"Content-Length: 2\r\n\r\nok",
    "ninety headers": OK + b"X-Many: x\r\n" * 90 + b"Content-Length: 2\r\n\r\nok",
}


@pytest.mark.parametrize("form", BODIES)
def test_a_form_of_reply(serve: Any, wire: Any, form: str) -> None:
    one = wire(serve(BODIES[form]).url)
    for method in ("GET", "POST", "GET"):
        response = one.send(method, "/").response
        assert (response.status, response.body) == (200, b"ok")


def test_several_cookies_in_several_lines(serve: Any, wire: Any) -> None:
    lines = (
        b"Set-Cookie: a=1; Path=/; HttpOnly; SameSite=Lax\r\n"
        b"Set-Cookie: b=2; Expires=Wed, 09 Jun 2100 10:18:14 GMT\r\n"
        b'Set-Cookie: c="3 4"; Max-Age=100\r\n'
        b"Set-Cookie: gone=1; Max-Age=0\r\n"
    )
    server = serve(OK + lines + b"Content-Length: 0\r\n\r\n")
    one = wire(server.url)
    one.send("GET", "/")
    one.send("GET", "/")
    assert b'Cookie: a=1; b=2; c="3 4"\r\n' in server.seen[1]


def test_a_cookie_set_by_a_redirect_goes_along(serve: Any, wire: Any) -> None:
    away = b"HTTP/1.1 302 Found\r\nSet-Cookie: sid=1\r\nLocation: ?a=%C3%A4#part\r\n"
    server = serve(away + b"Content-Length: 0\r\n\r\n", OK + b"Content-Length: 0\r\n\r\n")
    assert wire(server.url).send("GET", "/x", follow=1).response.status == 200
    assert server.seen[1].startswith(b"GET /x?a=%C3%A4 HTTP/1.1\r\n")
    assert b"Cookie: sid=1\r\n" in server.seen[1]


def test_a_server_that_closes_without_a_word_loses_no_write(scripted: Any, wire: Any) -> None:
    seen: list[bytes] = []

    def once(sock: socket.socket, _number: int) -> None:
        seen.append(sock.recv(65536).split(b" ", 1)[0])
        sock.sendall(OK + b"Content-Length: 0\r\n\r\n")

    one = wire(scripted(once).url)
    for method in ("GET", "POST", "PUT", "DELETE", "POST"):
        assert one.send(method, "/").response.status == 200
    assert seen == [b"GET", b"POST", b"PUT", b"DELETE", b"POST"]


def test_what_comes_unasked_on_a_kept_connection_is_no_reply(scripted: Any, wire: Any) -> None:
    def chatty(sock: socket.socket, number: int) -> None:
        while sock.recv(65536):
            late = b"HTTP/1.1 408 Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            sock.sendall(OK + b"Content-Length: 0\r\n\r\n" + (late if number == 1 else b""))

    server = scripted(chatty)
    one = wire(server.url)
    assert [one.send("GET", "/").response.status for _ in range(3)] == [200, 200, 200]


def test_a_body_where_there_must_be_none_spoils_no_later_reply(scripted: Any, wire: Any) -> None:
    def wrong(sock: socket.socket, _number: int) -> None:
        while sock.recv(65536):
            sock.sendall(b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok")

    one = wire(scripted(wrong).url)
    assert [one.send("GET", "/").response.status for _ in range(3)] == [204, 204, 204]


def test_an_address_of_ipv6(wire: Any) -> None:
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    port = listener.getsockname()[1]

    def answer() -> None:
        with contextlib.suppress(OSError):
            sock, _ = listener.accept()
            with sock:
                seen.append(sock.recv(65536))
                sock.sendall(OK + b"Content-Length: 2\r\n\r\nok")

    seen: list[bytes] = []
    thread = threading.Thread(target=answer)
    thread.start()
    one = wire(f"http://[::1]:{port}/api")
    assert one.send("GET", "/x").response.body == b"ok"
    thread.join()
    listener.close()
    assert seen[0].startswith(f"GET /api/x HTTP/1.1\r\nHost: [::1]:{port}\r\n".encode())
    one.refresh()
    failure = one.send("GET", "/x", failures="return").failure
    assert failure.message == f"connection refused by [::1]:{port}"
