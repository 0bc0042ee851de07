"""Removal: the first thing of a kind is removed before more of it is made."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from contracts.apis import Api, Ledger
from contracts.apis._removal import Removal
from contracts.catalogue import load
from contracts.model import Allow, Created, Entry, Event, NotTested, Target, TargetUnreachable


class Trial:
    """Makes one thing and removes it, with an outcome that its test wants."""

    def __init__(self, outcome: str | None) -> None:
        self.made = 0
        self._outcome = outcome

    def __call__(self) -> str | None:
        """Count, and end as the test wants."""
        self.made += 1
        return self._outcome


def test_what_was_removed_once_is_not_tried_again() -> None:
    removal, trial = Removal(), Trial("")
    for _ in range(3):
        removal.hold("job", trial)
    assert trial.made == 1


def test_what_stays_bars_its_kind_and_no_other() -> None:
    removal, trial = Removal(), Trial("405")
    for _ in range(2):
        with pytest.raises(NotTested, match=r"no more of the kind job .* \(405\)"):
            removal.hold("job", trial)
    assert trial.made == 1
    removal.hold("service", lambda: "")


def test_a_trial_that_makes_nothing_is_repeated_three_times_and_bars_nothing() -> None:
    removal, trial = Removal(), Trial(None)
    for _ in range(5):
        removal.hold("job", trial)
    assert trial.made == 3


class Demo(Api):
    """An API whose `undo` says what its test wants."""

    name: ClassVar[str] = "demo"
    fixture: ClassVar[str] = "demo"
    stays: ClassVar[str | Exception] = ""

    def undo(self, entry: Entry) -> str:  # noqa: ARG002 - the test says it
        """Do as the test says."""
        if isinstance(self.stays, Exception):
            raise self.stays
        return self.stays


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def api(events: list[Event]) -> Demo:
    wire: Any = None
    made = Demo(wire, Target("t", "demo", "T", "http://h", Allow.WRITE), load("uptivity"))
    made.ledger = Ledger("t", events.append)
    return made


def fates(events: list[Event]) -> list[str]:
    return [one.fate for one in events if isinstance(one, Created)]


def test_a_vocabulary_undoes_the_first_of_a_kind_at_once(api: Demo, events: list[Event]) -> None:
    api.hold_removable("job", lambda: api.creating("job", api.new_name()))
    assert fates(events) == ["gone"]
    assert not list(api.ledger)


@pytest.mark.parametrize("stays", ["still listed", TargetUnreachable("no reply")])
def test_what_cannot_be_undone_is_left_once(
    api: Demo, events: list[Event], monkeypatch: pytest.MonkeyPatch, stays: str | Exception
) -> None:
    monkeypatch.setattr(Demo, "stays", stays)
    for _ in range(2):
        with pytest.raises(NotTested, match=str(stays)):
            api.hold_removable("job", lambda: api.creating("job", api.new_name()))
    assert fates(events) == ["left"]


def test_a_refused_trial_makes_nothing(api: Demo, events: list[Event]) -> None:
    api.hold_removable("job", lambda: None)
    assert not events
