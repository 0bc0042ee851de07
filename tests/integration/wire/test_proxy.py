"""A proxy on the way: forwarding for http, a tunnel for https, credentials for it alone."""

from __future__ import annotations

import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from contracts.model import BasicAuth, BearerAuth, NoAuth, Proxy, Secret, Tls
from tests.integration.wire.conftest import Raw, read_request

AUTH = BasicAuth("ann", Secret("pr0xy-secret", "$P"))
ASKED = b"Proxy-Authorization: Basic " + b64encode(b"ann:pr0xy-secret")


class Between(Raw):
    """An HTTP proxy that wants credentials, and keeps the heads it was sent."""

    def __init__(self) -> None:
        self.heads: list[bytes] = []
        super().__init__(self._relay)

    def _relay(self, sock: socket.socket, _number: int) -> None:
        while request := read_request(sock):
            head, _, _ = request.partition(b"\r\n\r\n")
            self.heads.append(head)
            if ASKED not in head:
                sock.sendall(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
                return
            method, where, _ = head.split(b" ", 2)
            if method == b"CONNECT":
                self._tunnel(sock, int(where.rpartition(b":")[2]))
                return
            sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nfwd")

    @staticmethod
    def _tunnel(sock: socket.socket, port: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as onward:
            sock.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=_pipe, args=(onward, sock), daemon=True)
            back.start()
            _pipe(sock, onward)
            back.join(2)


def _pipe(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


@pytest.fixture
def between() -> Iterator[Between]:
    """A proxy."""
    server = Between()
    yield server
    server.close()


@pytest.fixture
def proxy(between: Between) -> Callable[..., Proxy]:
    """How a target is told of it."""
    return lambda auth=AUTH: Proxy("127.0.0.1", between.port, auth)


def test_http_is_forwarded(
    wire: Any, between: Between, proxy: Any, raw_log: Callable[[], bytes]
) -> None:
    one = wire(
        "http://target.example/api", proxy=proxy(), auth=BearerAuth(Secret("t-secret", "$T"))
    )
    for _ in range(2):
        assert one.send("GET", "/a", query="b=c").response.body == b"fwd"
    assert between.connections == 1
    head = between.heads[0]
    assert head.startswith(b"GET http://target.example/api/a?b=c HTTP/1.1\r\n")
    assert b"Host: target.example\r\n" in head
    assert b"Authorization: Bearer t-secret" in head
    assert b"pr0xy" not in raw_log()
    assert ASKED not in raw_log()


def test_https_goes_through_a_tunnel(
    serve: Any, wire: Any, between: Between, proxy: Any, tmp_path: Path
) -> None:
    authority = trustme.CA(key_type=trustme.KeyType.ECDSA)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", key_type=trustme.KeyType.ECDSA).configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    server = serve(context=context)
    tls = Tls(ca_file=str(tmp_path / "ca.pem"))
    one = wire(server.url, proxy=proxy(), tls=tls, auth=BearerAuth(Secret("t-secret", "$T")))
    for _ in range(2):
        assert one.send("GET", "/").response.body == b"ok"
    (head,) = between.heads
    assert head.startswith(f"CONNECT 127.0.0.1:{server.port} HTTP/1.".encode())
    assert b"t-secret" not in head
    assert b"Proxy-Authorization" not in server.seen[0]
    failure = wire(server.url, proxy=proxy()).send("GET", "/", failures="return").failure
    assert failure.kind == "tls"
    assert f"127.0.0.1:{server.port} through the proxy 127.0.0.1:" in failure.message


def test_a_proxy_that_does_not_lead_on(wire: Any, proxy: Any) -> None:
    one = wire("https://target.example", proxy=proxy(NoAuth()))
    failure = one.send("GET", "/", failures="return").failure
    assert failure.kind == "refused"
    assert "no way to target.example through the proxy 127.0.0.1:" in failure.message
    assert "407 Who are you" in failure.message


def test_a_proxy_that_is_not_there(wire: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    one = wire("http://target.example", proxy=Proxy("127.0.0.1", port))
    failure = one.send("GET", "/", failures="return").failure
    assert failure.kind == "refused"
    assert f"target.example through the proxy 127.0.0.1:{port}" in failure.message
