"""A replica shows what was, a while ago, exactly as it was."""

from __future__ import annotations

from typing import Any

from contracts.reference import ManualClock


def test_changes_are_answered_at_once_and_read_later(behind: Any, clock: ManualClock) -> None:
    ask = behind({"effects-late": 1000})
    clock.advance(10)
    assert ask("POST", body="c")[2] == "a|b|c at 10"
    assert ask()[2] == "a|b"
    clock.advance(0.9)
    assert ask()[2] == "a|b"
    clock.advance(0.2)
    # The replica was told later, and says that it was made when it was made.
    assert ask()[2] == "a|b|c at 10"


def test_changes_stay_in_their_order(behind: Any, clock: ManualClock) -> None:
    ask = behind({"effects-late": 1000})
    clock.advance(1)
    ask("POST", body="c")
    clock.advance(0.5)
    ask("POST", body="d")
    clock.advance(0.6)
    assert ask()[2] == "a|b|c at 1"
    clock.advance(0.6)
    assert ask()[2] == "a|b|c at 1|d at 1.5"


def test_lists_alone_may_lag(behind: Any, clock: ManualClock) -> None:
    ask = behind({"lists-lag": 1000})
    ask("POST", body="c")
    assert ask(path="/all")[2] == "a|b|c at 0"
    assert ask(path="/names")[2] == "a|b"
    clock.advance(1.1)
    assert ask(path="/names")[2] == "a|b|c at 0"


def test_every_replica_knows_the_sessions(behind: Any) -> None:
    ask = behind({"effects-late": 1000})
    ask("POST", body="c")
    assert ask(path="/sessions")[2] == "1"


def test_the_replica_lives_in_the_past(behind: Any, clock: ManualClock) -> None:
    ask = behind({"records-come": 300, "effects-late": 1000})
    ask()
    clock.advance(1.2)
    # Its first request was at its own time 0, and by its clock it is 0.2 s later.
    assert ask()[2] == "a|b"
    clock.advance(0.2)
    assert ask()[2] == "a|b|came 1"
