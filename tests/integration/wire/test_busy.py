"""What a busy target or a gateway answers is not the target's answer: sent again, and counted."""

from __future__ import annotations

import email.utils
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from contracts.model import Exchange, Inconclusive, TargetUnreachable
from contracts.wire.retries import retry_after

EMPTY = b"Content-Length: 0\r\n\r\n"
FINE = b"HTTP/1.1 200 OK\r\n" + EMPTY


def reply(status: int, *lines: bytes) -> bytes:
    return f"HTTP/1.1 {status} X\r\n".encode() + b"".join(one + b"\r\n" for one in lines) + EMPTY


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def patient(wire: Any, pauses: list[float]) -> Callable[..., Any]:
    """Make a wire that notes its pauses instead of making them, and what it inspects."""

    def make(url: str, **options: Any) -> Any:
        return wire(url, sleep=pauses.append, clock=lambda: sum(pauses), **options)

    return make


class Router:
    """Replies by path; each path's last reply is repeated."""

    def __init__(self, scripted: Any, **paths: list[bytes]) -> None:
        self.paths: dict[str, Iterator[bytes]] = {}
        self.last: dict[str, bytes] = {}
        self.seen: list[str] = []
        for path, replies in paths.items():
            self.paths[path], self.last[path] = iter(replies), replies[-1]
        self.url = scripted(self._answer).url

    def _answer(self, sock: Any, _number: int) -> None:
        while data := sock.recv(65536):
            method, path = data.split(b" ", 2)[:2]
            name = path.decode().strip("/").partition("?")[0]
            self.seen.append(f"{method.decode()} {name}")
            sock.sendall(next(self.paths[name], self.last[name]))


def test_retry_after_in_seconds_and_as_a_date(serve: Any, patient: Any, pauses: Any) -> None:
    date = email.utils.formatdate(0, usegmt=True).encode()
    server = serve(reply(429, b"Retry-After: 7"), reply(503, b"Retry-After: " + date), FINE)
    seen: list[Exchange] = []
    one = patient(server.url, inspect=seen.append)
    assert one.send("GET", "/").response.status == 200
    assert pauses == [7.0, 0.0]
    assert [exchange.response.status for exchange in seen if exchange.response] == [200]
    counted = "2 requests were answered 1 with 429, 1 with 503 and sent again"
    assert one.repeated == f"{counted}, after pauses of 7.0 s"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("5", 5.0), (email.utils.formatdate(1010, usegmt=True), 10.0), ("soon", None), ("", None)],
)
def test_what_retry_after_may_say(value: str, seconds: float | None) -> None:
    from contracts.model import Response  # noqa: PLC0415 - beside its only use

    response = Response(429, headers=(("Retry-After", value),))
    assert retry_after(response, 1000.0) == seconds


def test_without_retry_after_the_pauses_grow(serve: Any, patient: Any, pauses: Any) -> None:
    one = patient(serve(*[reply(429)] * 4, FINE).url)
    assert one.send("GET", "/").response.status == 200
    assert pauses == [0.5, 1.0, 2.0, 4.0]


def test_a_writing_request_is_sent_again_only_where_nothing_was_done(
    serve: Any, patient: Any
) -> None:
    server = serve(reply(429), reply(503, b"Retry-After: 1"), reply(201))
    assert patient(server.url).send("POST", "/").response.status == 201
    assert len(server.seen) == 3
    for status in (502, 503, 504):
        again = serve(reply(status))
        with pytest.raises(TargetUnreachable, match="whether it was carried out is not known"):
            patient(again.url).send("POST", "/")
        assert len(again.seen) == 1


def test_the_end_of_the_patience_is_no_violation(serve: Any, patient: Any) -> None:
    seen: list[Exchange] = []
    server = serve(FINE, reply(429))
    one = patient(server.url, inspect=seen.append)
    one.send("GET", "/")
    with pytest.raises(Inconclusive, match="the target is busy: 429 eleven times in a row within"):
        one.send("GET", "/a")
    assert len(seen) == 1
    count = len(server.seen)
    failure = one.send("GET", "/a", failures="return").failure
    assert (failure.kind, failure.message.startswith("the target is busy: 429 once")) == (
        "busy",
        True,
    )
    assert len(server.seen) == count + 1


def test_a_wait_that_is_asked_for_and_too_long_is_not_begun(
    serve: Any, patient: Any, pauses: Any
) -> None:
    with pytest.raises(TargetUnreachable, match="503 once, Retry-After 3600 s"):
        patient(serve(reply(503, b"Retry-After: 3600")).url).send("GET", "/")
    assert pauses == []


def test_a_503_to_one_request_while_others_are_answered_is_its_own(
    scripted: Any, patient: Any
) -> None:
    seen: list[Exchange] = []
    server = Router(scripted, fine=[FINE], ill=[reply(503)])
    one = patient(server.url, inspect=seen.append)
    one.send("GET", "/fine")
    assert one.send("GET", "/ill").response.status == 503
    assert seen[-1].response is not None
    assert seen[-1].response.status == 503
    assert server.seen == ["GET fine", "GET ill", "GET ill", "GET ill", "GET fine"]
    assert one.send("GET", "/ill").response.status == 503
    assert len(server.seen) == 6


def test_where_everything_answers_503_the_target_is_busy(scripted: Any, patient: Any) -> None:
    server = Router(scripted, fine=[FINE, reply(503)], ill=[reply(503)])
    one = patient(server.url)
    one.send("GET", "/fine")
    with pytest.raises(TargetUnreachable, match="the target is busy: 503"):
        one.send("GET", "/ill")


@pytest.mark.parametrize("status", [502, 504])
def test_a_single_answer_of_a_gateway_is_its_own_mistake(
    scripted: Any, patient: Any, status: int
) -> None:
    server = Router(scripted, fine=[FINE], ill=[reply(status), FINE, reply(status)])
    one = patient(server.url)
    one.send("GET", "/fine")
    assert one.send("GET", "/ill").response.status == 200
    assert one.send("GET", "/ill").response.status == status


def test_a_write_that_a_gateway_broke_is_judged_only_where_no_gateway_is_seen_to_fail(
    scripted: Any, patient: Any
) -> None:
    server = Router(scripted, fine=[FINE, FINE, reply(502), FINE], made=[FINE, reply(502)])
    one = patient(server.url)
    one.send("GET", "/fine")
    one.send("POST", "/made")
    assert one.send("POST", "/made").response.status == 502
    one.send("GET", "/fine")
    with pytest.raises(TargetUnreachable, match="and not when repeated"):
        one.send("POST", "/made")


def test_500_is_never_repeated(serve: Any, patient: Any) -> None:
    server = serve(reply(500))
    assert patient(server.url).send("GET", "/").response.status == 500
    assert len(server.seen) == 1
