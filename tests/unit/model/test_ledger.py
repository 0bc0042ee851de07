"""The ledger of what a run made, read from its events."""

from __future__ import annotations

from typing import Literal

from contracts.model import Created, Creating, Inventory

MADE = Creating("t", "main-1", "user", "ucc-1", {"hierarchy": "sys"})
Fates = Literal["made", "deleted", "gone", "left"]


def inventory(*events: Creating | Created) -> Inventory:
    """The ledger after these events."""
    made = Inventory()
    for event in events:
        made.take(event)
    return made


def became(fate: Fates, **facts: str) -> Created:
    """A change of the entry."""
    return Created("t", "main-1", fate, facts, "why" if fate == "left" else "")


def test_what_was_announced_may_be_there() -> None:
    (one,) = inventory(MADE).left()
    assert str(one) == "user ucc-1 (hierarchy sys)"
    assert one.fate is None


def test_facts_add_up() -> None:
    (one,) = inventory(MADE, became("made", pkid="7")).left()
    assert str(one) == "user ucc-1 (hierarchy sys, pkid 7)"


def test_what_was_deleted_is_looked_for_once_more_and_not_said_to_be_left() -> None:
    found = inventory(MADE, became("made"), became("deleted"))
    assert found.left() == []
    assert len(found.unsure()) == 1


def test_what_is_gone_is_nowhere() -> None:
    assert inventory(MADE, became("gone")).unsure() == []


def test_what_is_left_has_a_reason() -> None:
    (one,) = inventory(MADE, became("left")).left()
    assert one.reason == "why"


def test_the_log_of_a_cleanup_is_read_before_that_of_the_run() -> None:
    assert inventory(became("gone"), MADE, became("made"), became("deleted")).unsure() == []
    (one,) = inventory(became("left"), MADE, became("made", pkid="7"), became("deleted")).left()
    assert (one.reason, one.facts["pkid"]) == ("why", "7")
