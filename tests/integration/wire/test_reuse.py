"""Connections are kept, and a kept one that died is no failure of the target."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def test_one_connection_serves_many_and_refresh_makes_another(serve: Any, wire: Any) -> None:
    server = serve()
    one = wire(server.url)
    for method in ("GET", "GET", "POST", "GET"):
        one.send(method, "/")
    assert server.connections == 1
    one.refresh()
    one.send("GET", "/")
    assert server.connections == 2


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_connection_closed_as_it_is_reused_is_replaced_once(
    scripted: Any, wire: Any, log: Any, method: str
) -> None:
    def once(sock: socket.socket, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(OK if method == "GET" else OK[:-2])
        sock.recv(65536)

    server = scripted(once)
    one = wire(server.url)
    for _ in range(3):
        assert one.send(method, "/").response.status == 200
    assert server.connections == 3
    assert len(log()) == (4 if method == "GET" else 3)


def test_a_post_that_may_have_been_processed_is_not_repeated(scripted: Any, wire: Any) -> None:
    seen: list[bytes] = []

    def twice(sock: socket.socket, _number: int) -> None:
        for _ in range(2):
            seen.append(sock.recv(65536))
            sock.sendall(OK)
        seen.append(sock.recv(65536))

    server = scripted(twice)
    one = wire(server.url)
    one.send("GET", "/1")
    one.send("POST", "/2")
    one.send("GET", "/3")
    assert one.send("POST", "/4", failures="return").failure.kind == "reset"
    paths = [request.split(b" ")[1] for request in seen if request]
    assert paths == [b"/1", b"/2", b"/3", b"/4"]


def test_a_connection_known_to_be_closed_is_not_used(scripted: Any, wire: Any) -> None:
    def once(sock: socket.socket, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(OK)

    server = scripted(once)
    one = wire(server.url)
    for number in range(3):
        assert one.send("POST", "/").response.status == 200
        time.sleep(0.05)
        assert server.connections == number + 1


def test_a_request_with_framing_of_its_own_spends_its_connection(serve: Any, wire: Any) -> None:
    server = serve()
    one = wire(server.url)
    one.send("POST", "/", headers=[("Content-Length", "3")], body=b"abcGET / HTTP/1.1\r\n\r\n")
    one.send("GET", "/")
    assert server.connections == 2
