"""What goes wrong on the way is told by kind and in plain words."""

from __future__ import annotations

import socket
import struct
from typing import Any

import pytest

from contracts.model import Limits, TargetUnreachable

HEAD = b"HTTP/1.1 200 OK\r\n"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as sock:
        return int(sock.getsockname()[1])


def test_refused(wire: Any, log: Any) -> None:
    port = free_port()
    seen: list[Any] = []
    one = wire(f"http://127.0.0.1:{port}", inspect=seen.append)
    with pytest.raises(TargetUnreachable) as caught:
        one.send("GET", "/")
    message = f"connection refused by 127.0.0.1:{port}"
    assert caught.value.reason == message
    assert log()[-1]["failure"] == {"kind": "refused", "message": message}
    assert "response" not in log()[-1]
    assert seen[0].failure.message == message


def test_unresolved(wire: Any) -> None:
    failure = wire("http://no-such-host.invalid").send("GET", "/", failures="return").failure
    assert failure.kind == "unresolved"
    assert failure.message == "the host name no-such-host.invalid does not resolve"


def test_reset(scripted: Any, wire: Any) -> None:
    def reset(sock: socket.socket, _number: int) -> None:
        sock.recv(10)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    failure = wire(scripted(reset).url).send("GET", "/", failures="return").failure
    assert failure.kind == "reset"


def test_closed_without_a_reply(scripted: Any, wire: Any) -> None:
    server = scripted(lambda sock, _number: sock.recv(65536))
    failure = wire(server.url).send("GET", "/", failures="return").failure
    assert failure.kind == "reset"
    assert server.connections == 1
    assert failure.message.endswith("closed the connection without a whole reply")


@pytest.mark.parametrize(
    "reply",
    [
        b"nonsense\r\n\r\n",
        b"\x00\xff\xfe\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/9.1 200 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9\r\n",
        HEAD + b"X: y\r\n" * 200 + b"\r\n",
        HEAD + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
        HEAD + b"no header line\r\nContent-Length: 2\r\n\r\nok",
        HEAD + b"Content-Length: two\r\n\r\nok",
        HEAD + b"Content-Length: -2\r\n\r\nok",
        HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok",
        HEAD + b"Content-Length: 5\r\nConnection: close\r\n\r\nok",
        HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nab",
    ],
)
def test_what_is_not_http(serve: Any, wire: Any, reply: bytes) -> None:
    server = serve(reply.replace(HEAD, HEAD + b"Connection: close\r\n"))
    failure = wire(server.url).send("GET", "/", failures="return").failure
    assert failure.kind == "protocol"
    assert "does not keep to HTTP: " in failure.message
    assert failure.message.isprintable()
    assert len(failure.message) < 160


def test_a_head_that_is_cut_short_is_no_reply(serve: Any, wire: Any) -> None:
    for cut in (b"HTTP/1.1 200 OK\r\n", HEAD + b"Connection: close\r\nX"):
        server = serve(cut.replace(b"HTTP/1.1", b"HTTP/1.0"))
        failure = wire(server.url).send("GET", "/", failures="return").failure
        assert failure.kind == "reset"


def test_odd_replies_that_are_http(serve: Any, wire: Any) -> None:
    server = serve(
        HEAD + b"X: \xff\xfe\r\nX:\xc3\xbc \r\n"
        b"Set-Cookie: a=\xff\r\nx: a\r\n b\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
        + HEAD
        + b"Content-Length: 1\r\n\r\na",
        b"HTTP/1.1 299 \xe4\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\na\r\n0\r\nT: t\r\n\r\n",
        b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        HEAD + b"Content-Length: 500\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nto the end",
    )
    one = wire(server.url)
    first = one.send("GET", "/").response
    assert first.headers[0] == ("X", "\xff\xfe")
    assert first.headers[1] == ("X", "ü")
    assert first.headers[3] == ("x", "a b")
    assert one.send("GET", "/").response.body == b"a"
    third = one.send("GET", "/").response
    assert (third.status, third.body) == (299, b"a")
    assert one.send("GET", "/").response.status == 204
    assert one.send("GET", "/").response.status == 304
    head = one.send("HEAD", "/").response
    assert (head.body, head.header("content-length")) == (b"", "500")
    assert one.send("GET", "/").response.body == b"to the end"
    assert server.connections == 1


def test_a_reply_before_the_body_was_read_is_still_a_reply(scripted: Any, wire: Any) -> None:
    def early(sock: socket.socket, _number: int) -> None:
        sock.recv(100)
        sock.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        sock.shutdown(socket.SHUT_WR)
        while sock.recv(65536):
            pass

    assert wire(scripted(early).url).send("POST", "/", body=b"x" * 300_000).response.status == 413


def test_three_failures_in_a_row_end_it(wire: Any) -> None:
    one = wire(f"http://127.0.0.1:{free_port()}", limits=Limits(timeout_s=0.2))
    for _ in range(3):
        one.send("GET", "/", defect="on purpose", failures="return")
    for _ in range(3):
        assert one.send("GET", "/", failures="return").failure.kind == "refused"
    one.refresh()
    with pytest.raises(TargetUnreachable, match=r"refused by .* so soon after 3 failures"):
        one.send("GET", "/", failures="return")
    assert one.exchanges == 6


def test_a_reply_resets_the_count(serve: Any, wire: Any) -> None:
    bad = b"nonsense\r\n\r\n"
    good = HEAD + b"Content-Length: 0\r\n\r\n"
    one = wire(serve(bad, bad, good, bad, bad, good).url)
    kinds = [one.send("GET", "/", failures="return").failure for _ in range(6)]
    assert [kind is None for kind in kinds] == [False, False, True] * 2
