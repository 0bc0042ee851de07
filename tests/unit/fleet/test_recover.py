"""What runs left that died."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.fleet.recover import left_in, remove_leftovers
from contracts.model import Created, Creating, Event, RunStarted, TargetDescribed
from contracts.store import Lease, Store, acquire, journals, note

NAME = "target/recorded/Lab"
HEAD = RunStarted("1", "2026-11-27T20:00:00+00:00", 0, "quick", prefix="ucc-1a2b3c-")
TARGET = TargetDescribed("old", "recorded", "Lab", "http://l", "write", "", {}, {})
MAKING = Creating("old", "main-1", "user", "ucc-1a2b3c-1")


def line(event: Event) -> str:
    return msgspec.json.encode(event).decode()


@pytest.fixture
def died(store: Store, time: Any) -> None:
    """A run that was going to make something, and died."""
    held = acquire(store, NAME, "dead", 10, at=time.clock())
    assert held is not None
    note(store, held, [line(HEAD), line(TARGET), line(MAKING)], at=time.clock())
    time.seconds += 11


@pytest.fixture
def lease(store: Store, died: None, time: Any) -> Lease:  # noqa: ARG001 - it comes after
    """The lease of who comes after it."""
    held = acquire(store, NAME, "me", 10, at=time.clock())
    assert held is not None
    return held


def test_its_ledger_is_given_back_and_forgotten(store: Store, lease: Lease, tmp_path: Path) -> None:
    def clean(run: Path, target: Path) -> None:
        assert target.name == "old.toml"  # as the dead run called it
        assert target.read_text() == "now"
        assert [str(one) for one in left_in(run)] == ["user ucc-1a2b3c-1"]
        with (run / "evidence" / "events-cleanup-1.jsonl").open("w") as log:
            log.write(line(Created("old", "main-1", "gone")) + "\n")

    assert remove_leftovers(store, lease, "now", tmp_path, clean) == ()
    assert journals(store, NAME, before=9) == {}


def test_what_is_still_there_is_said_and_tried_again(
    store: Store, lease: Lease, tmp_path: Path
) -> None:
    left = remove_leftovers(store, lease, "now", tmp_path, lambda *_: None)
    assert left == ("user ucc-1a2b3c-1: it was not removed",)
    assert journals(store, NAME, before=9).keys() == {1}


def test_nothing_is_run_where_all_is_gone(
    store: Store, lease: Lease, time: Any, tmp_path: Path
) -> None:
    note(store, lease, [line(MAKING), line(Created("old", "main-1", "gone"))], at=time.clock())
    time.seconds += 11
    other = acquire(store, NAME, "other", 10, at=time.clock())
    assert other is not None
    cleaned: list[Path] = []
    remove_leftovers(store, other, "now", tmp_path, lambda run, _: cleaned.append(run))
    assert [one.name for one in cleaned] == ["left-1"]
    assert journals(store, NAME, before=9).keys() == {1}
