"""Leases that are kept, and what is lost with them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from contracts.fleet.control import Control
from contracts.fleet.hold import Hold, clock_of, take
from contracts.fleet.keeper import Keeper
from contracts.store import Store, StoreError, acquire, holder, journals

NAME = "target/recorded/Lab"
MAKING = b'{"event":"creating","target":"lab","entry":"main-1","kind":"user","name":"ucc-1"}\n'


@pytest.fixture
def hold(store: Store, time: Any) -> Hold:
    """A lease of a minute."""
    held = take(store, NAME, "me", 60, time.clock)
    assert held is not None
    return held


def test_a_lease_is_renewed_before_it_ends(hold: Hold, time: Any) -> None:
    for _ in range(20):
        time.seconds += 14
        hold.beat()
        assert not hold.is_ending()
    assert hold.left_s() > 40


def test_who_comes_late_has_lost_it(hold: Hold, store: Store, time: Any) -> None:
    time.seconds += 61
    assert acquire(store, NAME, "other", 60, at=time.clock()) is not None
    hold.beat()
    assert hold.lost
    hold.end()
    assert holder(store, NAME, at=time.clock()) is not None


def test_what_works_under_it_ends_while_the_store_is_away(
    hold: Hold, time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        msg = "away"
        raise StoreError(msg)

    monkeypatch.setattr("contracts.fleet.hold.renew", away)
    time.seconds += 40
    hold.beat()
    assert not hold.is_ending()
    time.seconds += 6
    hold.beat()
    assert hold.is_ending()
    assert not hold.lost
    monkeypatch.undo()
    hold.beat()
    assert not hold.is_ending()


def test_a_store_in_a_file_has_the_clock_of_its_host(store: Store) -> None:
    assert clock_of(store)().tzinfo is not None


@pytest.fixture
def keeper(store: Store, hold: Hold, time: Any) -> Iterator[Keeper]:
    """A keeper whose turns the test takes."""
    made = Keeper(store, hold, "fleet/night/1", time.clock)
    yield made
    made._drop()


def answered(channel: socket.socket) -> Callable[[], bytes]:
    channel.settimeout(0)
    return lambda: channel.recv(10)


def test_what_is_going_to_be_made_is_kept_before_it_is_answered(
    keeper: Keeper, store: Store
) -> None:
    with keeper.listen() as theirs:
        theirs.sendall(b'{"event":"run-started"}\n' + MAKING[:20])
        keeper.turn()
        with pytest.raises(BlockingIOError):
            answered(theirs)()
        theirs.sendall(MAKING[20:])
        keeper.turn()
        assert answered(theirs)() == b"\n"
    assert len(journals(store, NAME, before=9)[1]) == 2


def test_nothing_is_answered_while_the_store_is_away(
    keeper: Keeper, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        msg = "away"
        raise StoreError(msg)

    with keeper.listen() as theirs, monkeypatch.context() as patched:
        patched.setattr("contracts.fleet.keeper.note", away)
        theirs.sendall(MAKING)
        keeper.turn()
        with pytest.raises(BlockingIOError):
            answered(theirs)()
        patched.undo()
        keeper.turn(0)
        assert answered(theirs)() == b"\n"
    assert journals(store, NAME, before=9)


def test_nothing_more_is_made_once_the_lease_is_lost(
    keeper: Keeper, hold: Hold, store: Store, time: Any
) -> None:
    with keeper.listen() as theirs:
        time.seconds += 61
        acquire(store, NAME, "other", 60, at=time.clock())
        theirs.sendall(MAKING)
        keeper.turn()
        assert hold.lost
        assert theirs.recv(1) == b""
    assert journals(store, NAME, before=9) == {}


def test_a_run_learns_that_its_fleet_is_over(keeper: Keeper, store: Store, time: Any) -> None:
    with Control(store, "fleet/night/1", 60, time.clock):
        keeper.turn(0)
        assert not keeper.ended
    keeper._looked = -10.0
    keeper.turn(0)
    assert keeper.ended
