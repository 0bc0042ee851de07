"""The journal of runs under way, and what may be written under a lease."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from _stored import Made, write_run

from contracts.store import (
    Lease,
    LeaseLost,
    Store,
    acquire,
    forget,
    ingest,
    journals,
    note,
    release,
)
from contracts.store.queries import judged_by, set_place

START = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
LATER = START + dt.timedelta(seconds=61)
NAME = "target/recorded/Lab"


def held_by(store: Store, owner: str, at: dt.datetime = START) -> Lease:
    held = acquire(store, NAME, owner, 60, at=at)
    assert held is not None
    return held


def test_events_are_kept_in_order_by_term(store: Store) -> None:
    first = held_by(store, "a")
    note(store, first, ["one", "two"], at=START)
    note(store, first, ["three"], at=START)
    second = held_by(store, "b", LATER)
    note(store, second, ["four"], at=LATER)
    assert journals(store, NAME, before=second.term) == {1: ["one", "two", "three"]}
    forget(store, NAME, first.term)
    assert journals(store, NAME, before=second.term + 1) == {2: ["four"]}


def test_nothing_is_noted_once_the_lease_ended(store: Store) -> None:
    held = held_by(store, "a")
    with pytest.raises(LeaseLost, match="the lease of target/recorded/Lab ended"):
        note(store, held, ["one"], at=LATER)
    held_by(store, "b", LATER)
    with pytest.raises(LeaseLost):
        note(store, held, ["one"], at=START)
    assert journals(store, NAME, before=9) == {}


def test_a_run_is_taken_only_while_its_lease_stands(store: Store, tmp_path: Path) -> None:
    run = write_run(tmp_path / "run", Made("Lab"))
    held = held_by(store, "a")
    release(store, held, at=START)
    with pytest.raises(LeaseLost):
        ingest(store, run, batch="night", held=held, at=START)
    assert judged_by(store, "night") == []
    again = held_by(store, "b")
    taken = ingest(store, run, batch="night", held=again, at=START)
    set_place(store, taken.key, "elsewhere")
    (row,) = judged_by(store, "night")
    assert (row.api, row.name, row.judged.run) == ("recorded", "Lab", taken.key)
    assert row.place == "elsewhere"
