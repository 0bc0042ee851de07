"""Records come and go by the clock."""

from __future__ import annotations

from typing import Any

from contracts.reference import ManualClock


def test_records_come(behind: Any, clock: ManualClock) -> None:
    ask = behind({"records-come": 300})
    assert ask()[2] == "a|b"
    clock.advance(0.29)
    assert ask()[2] == "a|b"
    clock.advance(0.02)
    assert ask()[2] == "a|b|came 1"
    clock.advance(0.6)
    assert ask()[2] == "a|b|came 1|came 2|came 3"


def test_records_go(behind: Any, clock: ManualClock) -> None:
    ask = behind({"records-go": 300})
    ask()
    clock.advance(0.3)
    assert ask()[2] == "b"


def test_records_come_and_go_in_turn(behind: Any, clock: ManualClock) -> None:
    ask = behind({"records-move": 300})
    ask()
    clock.advance(0.31)
    assert ask()[2] == "a|b|came 1"
    clock.advance(0.3)
    assert ask()[2] == "b|came 1"
    clock.advance(0.6)
    assert ask()[2] == "came 1|came 2"


def test_after_a_long_silence_only_a_few_have_come(behind: Any, clock: ManualClock) -> None:
    ask = behind({"records-come": 300})
    ask()
    clock.advance(3600)
    assert len(ask()[2].split("|")) == 22
    assert len(ask()[2].split("|")) == 22
