"""What a vocabulary makes: entered before it is sent, undone in the end, and looked for."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec
import pytest

from contracts.apis import Api, Ledger
from contracts.catalogue import load
from contracts.model import (
    Allow,
    Created,
    Creating,
    Entry,
    Event,
    Fate,
    Inventory,
    Target,
    TargetUnreachable,
)


class Demo(Api):
    """An API of which what is undone is gone, but for what its test says."""

    name: ClassVar[str] = "demo"
    fixture: ClassVar[str] = "demo"
    undone: ClassVar[list[str]] = []
    stays: ClassVar[dict[str, Any]] = {}

    def undo(self, entry: Entry) -> str:
        """Do as the test says."""
        self.undone.append(entry.name)
        said = self.stays.get(entry.name, "")
        if isinstance(said, Exception):
            raise said
        return str(said)


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def api(events: list[Event], monkeypatch: pytest.MonkeyPatch) -> Demo:
    """A vocabulary whose ledger writes to `events`."""
    monkeypatch.setattr(Demo, "undone", [])
    monkeypatch.setattr(Demo, "stays", {})
    wire: Any = None
    made = Demo(wire, Target("t", "demo", "T", "http://h", Allow.WRITE), load("uptivity"))
    made.ledger = Ledger("t", events.append, "gw1", "ucc-abc-1-")
    return made


def test_names_carry_the_prefix_and_are_never_the_same(api: Demo) -> None:
    names = {api.new_name() for _ in range(20)}
    assert len(names) == 20
    assert all(one.startswith("ucc-abc-1-") for one in names)
    assert api.prefix == "ucc-abc-1-"


def test_the_life_of_an_entry(api: Demo, events: list[Event]) -> None:
    entry = api.creating("user", "ucc-abc-1-1", hierarchy="sys")
    assert events == [Creating("t", entry.id, "user", "ucc-abc-1-1", {"hierarchy": "sys"})]
    assert entry.id.startswith("gw1-")
    entry = api.created(entry, pkid="7")
    assert entry.facts == {"hierarchy": "sys", "pkid": "7"}
    assert [one.facts for one in api.ledger] == [entry.facts]
    api.deleted(entry)
    assert [one.fate for one in api.ledger] == [Fate.DELETED], "it is still to be looked for"
    assert api.clean_up() == []
    assert list(api.ledger) == []
    assert [one.fate for one in events[1:] if isinstance(one, Created)] == [
        "made",
        "deleted",
        "gone",
    ]


def test_the_newest_goes_first_and_what_stays_is_told(api: Demo, events: list[Event]) -> None:
    for name in ("first", "second", "third"):
        api.creating("user", name)
    api.stays["second"] = "it is locked"
    api.stays["third"] = TargetUnreachable("nobody is there")
    left = api.clean_up()
    assert api.undone == ["third", "second", "first"]
    assert [(one.name, one.reason) for one in left] == [
        ("third", "nobody is there"),
        ("second", "it is locked"),
    ]
    inventory = Inventory()
    for event in events:
        assert isinstance(event, Creating | Created)
        inventory.take(event)
    assert [one.name for one in inventory.left()] == ["second", "third"]


def test_what_a_killed_run_made_is_undone_too(api: Demo) -> None:
    api.ledger.adopt([Entry("main-3", "t", "user", "old")])
    assert api.clean_up() == []
    assert api.undone == ["old"]


def test_where_nothing_may_be_made_nothing_is_entered(api: Demo, events: list[Event]) -> None:
    api.target = msgspec.structs.replace(api.target, allow=Allow.READ)
    assert api.creating("user", "x", pkid="7").facts == {"pkid": "7"}
    assert list(api.ledger) == []
    assert events == []


def test_an_api_that_makes_nothing_cannot_undo(api: Demo) -> None:
    entry = api.creating("user", "x")
    assert "does not know how to remove user" in Api.undo(api, entry)


@pytest.mark.parametrize(("status", "there"), [(401, 0), (404, 0), (405, 0), (400, 1), (500, 1)])
def test_an_addition_that_was_refused_made_nothing(api: Demo, status: int, there: int) -> None:
    api.refused(api.creating("user", "ucc-1"), status)
    assert len(list(api.ledger)) == there


def test_a_refusal_takes_back_nothing_that_was_made(api: Demo) -> None:
    entry = api.creating("user", "ucc-1")
    api.created(entry)
    api.refused(entry, 405)
    assert [one.fate for one in api.ledger] == [Fate.MADE]


def test_a_removal_that_breaks_down_keeps_no_other_back(api: Demo) -> None:
    for name in ("first", "second"):
        api.creating("user", name)
    api.stays["second"] = AttributeError("no such thing")
    (left,) = api.clean_up()
    assert left.reason == "its removal broke down: AttributeError: no such thing"
    assert api.undone == ["second", "first"]
