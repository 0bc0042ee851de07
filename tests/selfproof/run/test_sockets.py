"""Targets at tcp:// addresses: judged, and never a hang, whatever is there."""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.model import RunVerdict, Verdict
from contracts.reference import Serving, find

QUICK = ("--depth", "quick")
LIMITS = "limits = {timeout_s = 0.2, connect_timeout_s = 0.3, max_body = 65536}"


def _silent(sock: socket.socket) -> None:
    while sock.recv(65536):
        pass


def _huge_line(sock: socket.socket) -> None:
    sock.recv(65536)
    while True:
        sock.sendall(b"a" * 4096)


def _endless_xml(sock: socket.socket) -> None:
    sock.recv(65536)
    sock.sendall(b"<RESULT>")
    while True:
        sock.sendall(b"<A>b</A>\r\n")
        time.sleep(0.01)


def _garbage(sock: socket.socket) -> None:
    while sock.recv(65536):
        sock.sendall(b"\x00\x1b[31m\xff\xfe\r\n")


UNUSABLE: dict[str, Callable[[socket.socket], None]] = {
    "closed": lambda _sock: None,
    "silent": _silent,
    "huge-line": _huge_line,
    "endless-xml": _endless_xml,
}
MOST = 100
REASONS = {
    "dead-port": "connection refused by 127.0.0.1:",
    "closed": "the connection",
    "silent": "within 0.2 s",
    "huge-line": "a reply of more than 64 KiB",
    "endless-xml": "was not complete within 0.2 s",
}


@pytest.fixture(scope="module")
def address(raw_server: Callable[..., Any]) -> Callable[[str], str]:
    """The tcp:// address of a service that is none."""

    def say(name: str) -> str:
        if name == "dead-port":
            return "tcp://127.0.0.1:9"
        return str(raw_server(UNUSABLE.get(name, _garbage)).url).replace("http:", "tcp:")

    return say


@pytest.mark.parametrize("name", REASONS)
def test_nothing_usable_comes_back(
    judged: Callable[..., Any],
    target_file: Callable[..., Path],
    address: Callable[[str], str],
    name: str,
) -> None:
    run = judged(target_file(name, address(name), LIMITS), *QUICK)
    assert run.ended.code == 3
    assert run.ended.err == ""
    (target,) = run.results.targets
    # Where nothing usable comes back, few requests are wasted on it.
    assert target.exchanges <= MOST
    assert REASONS[name] in (target.unreached or "")
    assert target.verdict is RunVerdict.NOT_VERIFIED
    assert not {Verdict.PASS, Verdict.FAIL, Verdict.ERROR} & set(run.verdicts.values())
    assert all(run.reasons.values())


def test_garbage_is_no_api_and_steers_no_terminal(
    judged: Callable[..., Any], target_file: Callable[..., Path], address: Callable[[str], str]
) -> None:
    run = judged(target_file("garbage", address("garbage"), LIMITS), *QUICK)
    assert run.ended.code == 3
    assert "does not answer as" in run.ended.out
    assert not {Verdict.PASS, Verdict.FAIL} & set(run.verdicts.values())
    assert "\x1b" not in run.ended.out + run.ended.err


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    with Serving([find("uptivity").build(faults=["socket-lf-not-seen"])]) as one:
        yield one


@pytest.fixture(scope="module")
def reading(judged: Callable[..., Any], serving: Serving) -> Any:
    """A run by address over the socket, reading only, of a server with a fault."""
    where = ("--api", "uptivity", "--url", serving.streams[0])
    return judged(*where, "--allow", "read", *QUICK)


def test_reading_sends_only_what_is_known_to_read(reading: Any) -> None:
    assert reading.ended.code == 0
    bodies = {one["digest"]: one.get("text", "") for one in reading.events("body")}
    requests = [one["request"] for one in reading.events("exchange")]
    assert {one["method"] for one in requests} == {"SEND"}
    commands = {
        name.strip().lower()
        for one in requests
        for name in re.findall("(?i)<type>([^<]*)", bodies[one["body"]])
    }
    assert {one for one in commands if not one.startswith("uccnosuch")} == {"test"}


def test_no_requirement_of_the_socket_needs_leave_to_write(reading: Any) -> None:
    socket_only = {one: verdict for one, verdict in reading.verdicts.items() if "-SOCK-" in one}
    assert socket_only.pop("UPT-SOCK-02") is Verdict.WARN
    assert socket_only.pop("UPT-SOCK-09") is Verdict.NOT_APPLICABLE
    assert set(socket_only.values()) == {Verdict.PASS}


def test_the_report_shows_what_went_over_the_socket(reading: Any, serving: Serving) -> None:
    found = next(r for r in reading.results.targets[0].requirements if r.id == "UPT-SOCK-02")
    port = str(serving.streams[0]).rpartition(":")[2]
    (line,) = found.curl
    assert line.startswith(r"{ printf %s $'<REQUEST><TYPE>TEST</TYPE><REQUESTID>82</REQUESTID>")
    assert line.endswith(rf"</REQUEST>\r\n'; sleep 1; }} | nc 127.0.0.1 {port}")
    page = (reading.folder / "conformance.html").read_text(encoding="utf-8")
    assert "Over one TCP connection, without HTTP, in pieces of " in page
    assert "1 of 2 replies, then nothing more came" in page
