"""Raw connections: what is sent and what comes back, within the same limits as HTTP."""

from __future__ import annotations

import time
from typing import Any

import pytest

from contracts.model import (
    Allow,
    ConfigurationError,
    Limits,
    NotApplicable,
    NotTested,
    Piece,
    Request,
    TargetUnreachable,
)
from contracts.wire.address import service_of

SHORT = Limits(connect_timeout_s=0.5, timeout_s=0.1, max_body=100_000)
LONGER = 1000
"""Drops that take 20 s: whoever waits for the last one sees a connection that is closed."""


class Lines:
    """Framing by lines."""

    def __init__(self) -> None:
        self.count = 0

    def feed(self, data: bytes) -> int:
        """Count line ends."""
        self.count += data.count(b"\n")
        return self.count


def _address(server: Any) -> str:
    return f"tcp://127.0.0.1:{server.port}"


def _echo(sock: Any, _number: int) -> None:
    while data := sock.recv(65536):
        sock.sendall(data)


def test_one_connection_is_one_exchange_that_is_recorded(
    scripted: Any, wire: Any, log: Any
) -> None:
    server = scripted(_echo)
    one = wire(_address(server))
    exchange = one.converse([Piece(b"a", 0), Piece(b"b\n", 1), Piece(b"c\n", 2)], Lines)
    assert exchange.response.body == b"ab\nc\n"
    assert (exchange.response.status, exchange.response.reason) == (0, "")
    bodies, recorded = log()[:-1], log()[-1]
    assert {one["text"] for one in bodies} == {"ab\nc\n"}
    assert recorded["request"]["method"] == "SEND"
    assert recorded["request"]["url"] == _address(server)
    assert recorded["request"]["pieces"] == [1, 2, 2]
    one.converse([Piece(b"d\n", 1)], Lines)
    assert server.connections == 2


def test_an_http_target_may_have_a_raw_service_beside_it(
    serve: Any, scripted: Any, wire: Any
) -> None:
    one = wire(serve().url, service=_address(scripted(_echo)))
    assert one.converse([Piece(b"x\n", 1)], Lines).response.body == b"x\n"
    assert one.send("GET", "/").response.status == 200


def test_without_an_address_there_is_nothing_to_say(serve: Any, scripted: Any, wire: Any) -> None:
    with pytest.raises(NotApplicable, match="TCP service is not known"):
        wire(serve().url).converse([Piece(b"x\n", 1)], Lines)
    with pytest.raises(NotApplicable, match="reached without HTTP"):
        wire(_address(scripted(_echo))).send("GET", "/")


def test_missing_replies_are_told_soon(scripted: Any, wire: Any) -> None:
    def first_only(sock: Any, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(b"one\n")
        sock.recv(65536)

    def then_closed(sock: Any, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(b"one\n")

    pair = [Piece(b"a\nb\n", 2)]
    response = wire(_address(scripted(first_only))).converse(pair, Lines).response
    assert (response.body, response.reason) == (b"one\n", "1 of 2 replies, then nothing more came")
    # A wait for the whole timeout would have ended as a failure.
    response = wire(_address(scripted(then_closed))).converse(pair, Lines).response
    assert response.reason == "1 of 2 replies, then the connection was closed"


@pytest.mark.parametrize(
    ("start", "drop", "kind", "words"),
    [
        (b"", b"", "timeout", "no reply from .* within 0.1 s"),
        (b"<", b"a", "timeout", "the reply from .* was not complete within 0.1 s"),
        (b"<" + b"a" * 90_000, b"a" * 9_000, "too-large", "more than 100000 bytes"),
    ],
)
def test_limits_hold(  # noqa: PLR0913
    scripted: Any, wire: Any, start: bytes, drop: bytes, kind: str, words: str
) -> None:
    def drip(sock: Any, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(start)
        for _ in range(LONGER):
            if server.closing.wait(0.02):
                break
            sock.sendall(drop)

    server: Any = scripted(drip)
    one = wire(_address(server), limits=SHORT)
    with pytest.raises(TargetUnreachable, match=words):
        one.converse([Piece(b"x\n", 1)], Lines)
    exchange = one.converse([Piece(b"x\n", 1)], Lines, failures="return")
    assert exchange.failure.kind == kind


def test_a_reply_of_more_parts_than_a_run_can_hold_is_not_taken(scripted: Any, wire: Any) -> None:
    def flood(sock: Any, _number: int) -> None:
        sock.recv(65536)
        sock.sendall(b"<R>" + b"<x/>" * 1_000_000 + b"</R>\n")

    one = wire(_address(scripted(flood)), limits=Limits(timeout_s=20))
    failure = one.converse([Piece(b"x\n", 1)], Lines, failures="return").failure
    assert failure.kind == "too-large"
    assert failure.message.endswith("sent a reply of more than 1,000,000 parts")


def test_a_server_that_does_not_read_is_left_too(scripted: Any, wire: Any) -> None:
    server: Any = scripted(lambda _sock, _number: server.closing.wait(3))
    one = wire(_address(server), limits=SHORT)
    failure = one.converse([Piece(b"x" * 20_000_000, 1)], Lines, failures="return").failure
    assert failure.kind == "timeout"


def test_a_dead_port_opens_the_breaker_of_its_own(serve: Any, scripted: Any, wire: Any) -> None:
    dead = scripted(_echo)
    dead.close()
    one = wire(serve().url, service=_address(dead))
    for _ in range(3):
        failure = one.converse([Piece(b"x\n", 1)], Lines, failures="return").failure
        assert failure.kind == "refused"
    with pytest.raises(TargetUnreachable, match="so soon after 3 failures in a row"):
        one.converse([Piece(b"x\n", 1)], Lines, failures="return")
    assert one.send("GET", "/").response.status == 200


def test_who_hangs_up_has_not_replied(scripted: Any, wire: Any) -> None:
    server = scripted(lambda sock, _number: sock.recv(65536))
    failure = wire(_address(server)).converse([Piece(b"x\n", 1)], Lines, failures="return").failure
    assert (failure.kind, failure.message.partition(" ")[2]) == (
        "reset",
        "closed the connection without a reply",
    )


def test_nothing_need_be_waited_for(scripted: Any, wire: Any) -> None:
    response = wire(_address(scripted(_echo))).converse([Piece(b"half")], Lines).response
    assert response.body == b""


def test_in_read_mode_only_what_the_api_knows_to_read_leaves(scripted: Any, wire: Any) -> None:
    def safe(request: Request) -> bool:
        return b"STOP" not in request.body

    server = scripted(_echo)
    with pytest.raises(NotTested, match=r'allow = "write".*SEND tcp://.* was not sent'):
        wire(_address(server), allow=Allow.READ).converse([Piece(b"LIST\n", 1)], Lines)
    one = wire(_address(server), allow=Allow.READ, safe=safe)
    with pytest.raises(NotTested):
        one.converse([Piece(b"LI"), Piece(b"ST\nST"), Piece(b"OP\n", 2)], Lines)
    assert server.connections == 0
    assert one.converse([Piece(b"LIST\n", 1)], Lines).response.body == b"LIST\n"


def test_every_message_counts_for_the_rate(scripted: Any, wire: Any) -> None:
    one = wire(_address(scripted(_echo)), limits=Limits(rate=50.0))
    began = time.monotonic()
    one.converse([Piece(b"a\nb\nc\n", 3)], Lines)
    one.converse([Piece(b"a\n", 1)], Lines)
    assert time.monotonic() - began >= 0.055


@pytest.mark.parametrize(
    "url",
    ["tcp://h", "tcp://h:0", "tcp://:1", "tcp://h:1/x", "tcp://u@h:1", "http://h:1", "tcp://-v:1"],
)
def test_an_address_is_host_and_port(url: str) -> None:
    with pytest.raises(ConfigurationError, match="tcp://host:5620"):
        service_of(url)


def test_an_address_of_ip_version_6() -> None:
    assert service_of("tcp://[::1]:5620/").base.root == "tcp://[::1]:5620"
