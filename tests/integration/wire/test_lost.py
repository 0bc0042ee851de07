"""Credentials that are refused in mid-run end it, where a control is refused, too."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.model import BearerAuth, NoAuth, Secret, TargetLost

EMPTY = b"Content-Length: 0\r\n\r\n"
AUTH = BearerAuth(Secret("right-token-1", "$TOKEN"))


class Guarded:
    """A server that lets `token` into what is not open, but for the paths in `closed`."""

    def __init__(self, scripted: Any) -> None:
        self.token = b"right-token-1"
        self.closed: set[bytes] = set()
        self.seen: list[tuple[bytes, bool]] = []
        self.url = scripted(self._answer).url

    def _answer(self, sock: Any, _number: int) -> None:
        while data := sock.recv(65536):
            path = data.split(b" ", 2)[1]
            identified = b"Bearer " + self.token in data
            self.seen.append((path, b"Authorization" in data))
            fine = path == b"/open" or (identified and path not in self.closed)
            sock.sendall(b"HTTP/1.1 " + (b"200 OK\r\n" if fine else b"401 No\r\n") + EMPTY)


def test_a_token_that_expires_ends_the_run(scripted: Any, wire: Any) -> None:
    server = Guarded(scripted)
    seen: list[Any] = []
    one = wire(server.url, auth=AUTH, inspect=seen.append)
    one.send("GET", "/open")
    one.send("GET", "/mine")
    server.token = b"another"
    with pytest.raises(TargetLost, match="refuses the credentials that it accepted before"):
        one.send("GET", "/other")
    assert len(seen) == 2
    count = len(server.seen)
    with pytest.raises(TargetLost):
        one.send("GET", "/open")
    assert len(server.seen) == count
    assert "token expired" in one.lost


def test_a_401_that_the_control_does_not_get_stays_what_it_is(scripted: Any, wire: Any) -> None:
    server = Guarded(scripted)
    server.closed = {b"/other"}
    one = wire(server.url, auth=AUTH)
    one.send("GET", "/mine")
    assert one.send("GET", "/other").response.status == 401
    assert server.seen[-2:] == [(b"/mine", True), (b"/mine", False)]
    assert one.lost is None


def test_what_anybody_gets_is_no_control(scripted: Any, wire: Any) -> None:
    server = Guarded(scripted)
    one = wire(server.url, auth=AUTH)
    one.send("GET", "/open")
    server.token = b"another"
    assert one.send("GET", "/mine").response.status == 401


def test_other_credentials_than_the_targets_own_say_nothing(scripted: Any, wire: Any) -> None:
    server = Guarded(scripted)
    one = wire(server.url, auth=AUTH)
    one.send("GET", "/mine")
    count = len(server.seen)
    assert one.send("GET", "/mine", auth=NoAuth()).response.status == 401
    wrong = BearerAuth(Secret("wrong", "made up"))
    assert one.send("GET", "/mine", auth=wrong).response.status == 401
    given = [("Authorization", "Bearer else")]
    assert one.send("GET", "/mine", headers=given).response.status == 401
    assert len(server.seen) == count + 3
