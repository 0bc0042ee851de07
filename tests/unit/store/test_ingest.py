"""Runs in a store: whole, once, as far as they went."""

from __future__ import annotations

from pathlib import Path

from _stored import Made, write_run

from contracts.report import read_results
from contracts.store import State, Store, ingest
from contracts.store.queries import results_of, runs


def test_a_run_reads_back_as_its_results_say(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run", Made("One", {"REC-0001": "fail"}), Made("Two"))
    taken = ingest(store, made)
    assert (taken.state, taken.targets, taken.verdicts) == (State.NEW, 2, 10)
    assert results_of(store, runs(store)[0].id) == read_results(made / "results.json")


def test_a_run_is_taken_once(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run")
    states = [ingest(store, made).state for _ in range(2)]
    assert states == [State.NEW, State.SAME]
    assert len(runs(store)) == 1
