"""The gate against accepted runs: what is worse than the last of them fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from _recorded import recorded_catalogue
from _stored import API, Made, write_run

from contracts.gate import decide
from contracts.model import Decision, Exit, Results
from contracts.report import read_results
from contracts.store import (
    Keep,
    State,
    Store,
    StoreError,
    accept,
    accepted,
    held_against,
    ingest,
    withdraw,
)
from contracts.store.queries import find_run

CATALOGUES = {API: recorded_catalogue(5)}


def results(folder: Path, day: int, **verdicts: str) -> Path:
    """A run of a night; REC_0001="fail" is what a requirement came to."""
    said = {name.replace("_", "-"): verdict for name, verdict in verdicts.items()}
    return write_run(folder / str(day), Made(verdicts=said), number=day, day=day)


def decided(store: Store, folder: Path) -> Decision:
    """What the gate says of a run."""
    found: Results = read_results(folder / "results.json")
    return decide(held_against(store.name, accepted(store, [API]))(found, CATALOGUES))


def test_what_an_accepted_run_found_passes_and_more_does_not(store: Store, tmp_path: Path) -> None:
    first = ingest(store, results(tmp_path, 0, REC_0002="fail")).key
    second = results(tmp_path, 1, REC_0002="fail")
    assert decided(store, second).exit is Exit.NOT_CONFORMING
    accept(store, first, owner="QA", reason="ticket 12")
    assert decided(store, second).exit is Exit.OK
    worse = decided(store, results(tmp_path, 2, REC_0002="fail", REC_0003="fail"))
    assert (worse.exit, worse.reason) == (Exit.NOT_CONFORMING, "1 requirement failed: REC-0003")


def test_what_is_fixed_may_not_break_again_once_that_is_accepted(
    store: Store, tmp_path: Path
) -> None:
    for day, said in enumerate(("fail", "pass")):
        ingest(store, results(tmp_path, day, REC_0002=said))
    accept(store, "20260501", owner="QA")
    again = results(tmp_path, 2, REC_0002="fail")
    fixed = decided(store, tmp_path / "1")
    assert (fixed.exit, decided(store, again).exit) == (Exit.OK, Exit.OK)
    accept(store, "20260502", owner="QA")
    assert decided(store, again).exit is Exit.NOT_CONFORMING
    withdraw(store, "20260502")
    assert decided(store, again).exit is Exit.OK


def test_a_verdict_that_got_worse_is_new(store: Store, tmp_path: Path) -> None:
    ingest(store, results(tmp_path, 0, REC_0002="inconclusive"))
    accept(store, "latest", owner="QA")
    assert decided(store, results(tmp_path, 1, REC_0002="inconclusive")).exit is Exit.OK
    assert decided(store, results(tmp_path, 2, REC_0002="fail")).exit is Exit.NOT_CONFORMING


def test_a_report_names_the_run_that_accepts(store: Store, tmp_path: Path) -> None:
    made = results(tmp_path, 0, REC_0002="fail")
    ingest(store, made)
    accept(store, "latest", owner="QA", reason="ticket 12")
    held = held_against(store.name, accepted(store, [API]))
    gate = held(read_results(made / "results.json"), CATALOGUES).gate
    assert gate is not None
    (one,) = gate.tolerated
    assert one.owner == "QA"
    assert one.reason == "as in the accepted run 20260501T100000Z-000000 of 2026-05-01: ticket 12"


def test_a_target_without_an_accepted_run_is_named(store: Store, tmp_path: Path) -> None:
    made = results(tmp_path, 0, REC_0002="fail")
    held = held_against(store.name, accepted(store, [API]))
    gate = held(read_results(made / "results.json"), CATALOGUES).gate
    assert gate is not None
    assert gate.uncovered[0].note == "the store has no accepted run of this target"


def test_a_run_that_is_put_in_again_stays_accepted(store: Store, tmp_path: Path) -> None:
    made = results(tmp_path, 0, REC_0002="fail")
    ingest(store, made)
    before = accept(store, "latest", owner="QA")
    assert ingest(store, made, keep=Keep(bodies=False)).state is State.UPDATED
    after = find_run(store, "latest")
    assert (after.id, after.accepted) == (before.id, True)


def test_a_run_that_is_no_measure_cannot_be_accepted(store: Store, tmp_path: Path) -> None:
    ingest(store, write_run(tmp_path / "run", explore=True))
    with pytest.raises(StoreError, match="no measure for others: it explored"):
        accept(store, "latest", owner="QA")
    with pytest.raises(StoreError, match="is not accepted"):
        withdraw(store, "latest")
    with pytest.raises(StoreError, match="has no run 1999"):
        accept(store, "1999", owner="QA")
