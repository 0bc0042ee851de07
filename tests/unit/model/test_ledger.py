"""The ledger of what a run made, read from its events."""

from __future__ import annotations

from typing import Literal

from contracts.model import Created, Creating, Entry, Inventory, listed

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


def test_targets_that_count_alike_are_kept_apart() -> None:
    other = Creating("u", "main-1", "job", "ucc-9")
    found = inventory(MADE, other, Created("u", "main-1", "left", {}, "why"), became("gone"))
    (one,) = found.unsure()
    assert (one.target, one.reason) == ("u", "why")


def test_what_is_said_early_of_another_target_is_kept_apart() -> None:
    found = inventory(Created("u", "main-1", "gone"), became("left"), MADE)
    assert [one.target for one in found.left()] == ["t"]
    found.take(Creating("u", "main-1", "job", "ucc-9"))
    assert [one.target for one in found.left()] == ["t"]


def test_equal_lines_are_folded() -> None:
    dials = [Entry(f"m-{n}", "t", "dial", f"ucc-{n}", reason="405") for n in range(1, 27)]
    job = Entry("m-99", "t", "job", "ucc-99", {"id": "7"})
    assert list(listed([*dials, job], "the run ended")) == [
        "26 \u00d7 dial (ucc-1, ucc-2, ucc-3 and 23 more): 405",
        "job ucc-99 (id 7): the run ended",
    ]
