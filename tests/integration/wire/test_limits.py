"""Limits: deadlines for head and body, and the cap on bodies."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from contracts.model import Limits, TargetUnreachable

SHORT = Limits(connect_timeout_s=0.5, timeout_s=0.1, max_body=100_000)
LONGER = 1000
"""Drops that take 20 s: whoever waits for the last one sees a connection that is closed."""


def reply(body: bytes, *headers: str) -> bytes:
    lines = "".join(f"{line}\r\n" for line in headers)
    return f"HTTP/1.1 200 OK\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


@pytest.mark.parametrize(
    ("start", "drop", "words"),
    [
        (b"", b"", "no reply from"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"a", "no reply from"),
        (b"HTTP/1.1 103 Early\r\n\r\n", b"HTTP/1.1 103 Early\r\n\r\n", "no reply from"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"a", "body from"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n", "body from"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a", "body from"),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b"a", "body from"),
    ],
)
def test_a_dripping_server_is_left_at_the_deadline(
    scripted: Any, wire: Any, start: bytes, drop: bytes, words: str
) -> None:
    def drip(sock: Any, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(start)
        for _ in range(LONGER):
            if server.closing.wait(0.02):
                break
            sock.sendall(drop)

    server: Any = scripted(drip)
    began = time.monotonic()
    failure = wire(server.url, limits=SHORT).send("GET", "/", failures="return").failure
    assert failure.kind == "timeout"
    assert failure.message.startswith(("no reply from", "the body from"))
    assert words in failure.message
    assert failure.message.endswith("within 0.1 s")
    assert time.monotonic() - began > 0.08


def test_a_server_that_does_not_read_is_left_too(scripted: Any, wire: Any) -> None:
    server: Any = scripted(lambda _sock, _number: server.closing.wait(3))
    one = wire(server.url, limits=SHORT)
    failure = one.send("POST", "/", body=b"x" * 20_000_000, failures="return").failure
    assert failure.kind == "timeout"


def test_body_of_just_the_limit_and_one_more(serve: Any, wire: Any) -> None:
    encodings: dict[str, Callable[[bytes], bytes]] = {
        "identity": bytes,
        "gzip": gzip.compress,
        "deflate": zlib.compress,
    }
    for name, encode in encodings.items():
        coding = f"Content-Encoding: {name}"
        server = serve(reply(encode(b"x" * 100_000), coding), reply(encode(b"x" * 100_001), coding))
        one = wire(server.url, limits=SHORT)
        assert one.send("GET", "/").response.body == b"x" * 100_000
        failure = one.send("GET", "/", failures="return").failure
        assert failure.kind == "too-large"
        assert failure.message.endswith("sent a body of more than 100000 bytes")


def test_an_endless_body_stops_at_the_cap(scripted: Any, wire: Any) -> None:
    def flood(sock: Any, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            sock.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")

    one = wire(scripted(flood).url, limits=SHORT)
    assert one.send("GET", "/", failures="return").failure.kind == "too-large"


def test_a_gzip_bomb_is_not_unpacked(serve: Any, wire: Any) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(60)) + packer.flush()
    server = serve(reply(bomb, "Content-Encoding: gzip"))
    one = wire(server.url, limits=SHORT)
    tracemalloc.start()
    try:
        assert one.send("GET", "/", failures="return").failure.kind == "too-large"
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_compressed_bodies_are_unpacked(serve: Any, wire: Any) -> None:
    raw = zlib.compressobj(wbits=-15)
    bodies = {
        "gzip": gzip.compress(b"one") + gzip.compress(b"two"),
        "deflate": raw.compress(b"onetwo") + raw.flush(),
        "X-GZIP": gzip.compress(b"onetwo"),
    }
    for coding, body in bodies.items():
        server = serve(reply(body, f"Content-Encoding: {coding}"))
        assert wire(server.url).send("GET", "/").response.body == b"onetwo"
    server = serve(reply(b"\x8b\x02", "Content-Encoding: br"))
    assert wire(server.url).send("GET", "/").response.body == b"\x8b\x02"


@pytest.mark.parametrize(
    "body", [b"not gzip", gzip.compress(b"one" * 1000, mtime=0)[:-9]], ids=["no gzip", "cut off"]
)
def test_broken_compression_breaks_the_protocol(serve: Any, wire: Any, body: bytes) -> None:
    server = serve(reply(body, "Content-Encoding: gzip"))
    with pytest.raises(TargetUnreachable, match="gzip"):
        wire(server.url).send("GET", "/")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<R>" + b"<x/>" * 1_000_000 + b"</R>", "too-large"),
        (b"<R>" + b"<x/>" * 400_000 + b"x" * 1_000_000 + b"</R>", None),
        ("\ufeff<R>".encode() + b"<x/>" * 1_000_000 + b"</R>", "too-large"),
        ("<R>".encode("utf-16") + "<x/>".encode("utf-16-le") * 1_000_000, "too-large"),
        (b"[" + b"{}," * 1_000_001 + b"1]", "too-large"),
        (b"\xef\xbb\xbf[" + b"{}," * 1_000_001 + b"1]", "too-large"),
        (b"[" + b"1," * 2_000_001 + b"1]", "too-large"),
        (b"[" + b"1," * 1_500_000 + b"1]", None),
        (b"a,b,c\n" * 700_000, None),
    ],
    ids=[
        "elements",
        "fewer elements",
        "elements behind a byte order mark",
        "elements in UTF-16",
        "objects",
        "objects behind a byte order mark",
        "numbers",
        "fewer numbers",
        "no markup",
    ],
)
def test_a_body_of_more_parts_than_a_run_can_hold_is_not_taken(
    serve: Any, wire: Any, body: bytes, kind: str | None
) -> None:
    one = wire(serve(reply(body)).url, limits=Limits(timeout_s=20))
    failure = one.send("GET", "/", failures="return").failure
    assert (failure and failure.kind) == kind
    if kind:
        assert failure.message.endswith("sent a body of more than 1,000,000 parts")
