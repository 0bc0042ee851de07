"""What a run tells a process that keeps its ledger."""

from __future__ import annotations

import os
import socket

import pytest

from contracts.engine import mirror as module
from contracts.engine.mirror import Mirror, mirror
from contracts.model import Created, Creating

MAKING = Creating("lab", "main-1", "user", "ucc-1")
MADE = Created("lab", "main-1", "made")


def test_what_is_going_to_be_made_waits_for_an_answer() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.send(b"\n")
        Mirror(theirs).tell(MAKING, b"line\n")
        assert ours.recv(100) == b"line\n"
        Mirror(theirs).tell(MADE, b"made\n")
        assert ours.recv(100) == b"made\n"


def test_nothing_is_made_once_nobody_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOMENT_S", 0)
    ours, theirs = socket.socketpair()
    ours.close()
    with theirs, pytest.raises(KeyboardInterrupt):
        Mirror(theirs).tell(MAKING, b"line\n")
    with theirs:
        Mirror(theirs).tell(MADE, b"made\n")


def test_the_environment_names_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair()
    monkeypatch.setenv(module.VARIABLE, str(os.dup(theirs.fileno())))
    mirror.cache_clear()
    found = mirror()
    with ours, theirs:
        found.tell(MADE, b"made\n")
        assert ours.recv(100) == b"made\n"
        assert module.VARIABLE not in os.environ
    assert found._channel is not None
    found._channel.close()
    mirror.cache_clear()


def test_without_a_socket_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(module.VARIABLE, raising=False)
    mirror.cache_clear()
    mirror().tell(MAKING, b"line\n")
    mirror.cache_clear()
