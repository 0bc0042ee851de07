"""What pages ask of a store."""

from __future__ import annotations

from pathlib import Path

import pytest
from _recorded import recorded_catalogue
from _stored import API, Made, report, write_run

from contracts.model import Verdict
from contracts.store import Store, ingest
from contracts.store.queries import judgings, runs
from contracts.store.queries.glances import (
    outline,
    requirement_rows,
    run_by_key,
    run_state,
    strips,
    target_by_id,
    target_by_name,
    targets_in,
    verdicts_in,
    verdicts_since,
)


@pytest.fixture
def filled(store: Store, tmp_path: Path) -> Store:
    """Four runs of two targets: One breaks REC-0002 in the second and from the fourth on."""
    for number in range(4):
        said = {"REC-0002": "fail"} if number in {1, 3} else {}
        folder = tmp_path / f"run-{number}"
        one, two = Made("One", said), Made("Two", {"REC-0003": "fail"})
        ingest(store, write_run(folder, one, two, number=number, day=number))
    return store


def test_things_are_found_by_what_names_them(filled: Store) -> None:
    one = target_by_name(filled, API, "One")
    assert one is not None
    assert target_by_id(filled, one.id) == one
    assert one.latest.started.day == 4
    assert target_by_name(filled, API, "one\0") is target_by_id(filled, 10**9) is None
    latest = runs(filled)[0]
    named = targets_in(filled, [latest.id])[latest.id]
    assert [(row.api, row.name) for row in named] == [(API, "One"), (API, "Two")]
    assert named[0].id == one.id
    assert run_by_key(filled, latest.key) == latest
    assert run_by_key(filled, latest.key[:-1]) is run_by_key(filled, "latest") is None


def test_a_verdict_lasts_since_the_last_other_one(filled: Store) -> None:
    since = {key: moment.day for key, moment in verdicts_since(filled).items()}
    one, two = (target_by_name(filled, API, name) for name in ("One", "Two"))
    assert one is not None
    assert two is not None
    assert since == {one.id: 4, two.id: 1}
    assert {k: v.day for k, v in verdicts_since(filled, one.id).items()} == {one.id: 4}


def test_verdicts_by_run(filled: Store) -> None:
    one = target_by_name(filled, API, "One")
    assert one is not None
    judged = judgings(filled, one.id)
    said = verdicts_in(filled, [row.id for row in judged])["REC-0002"]
    kept, broken = Verdict.PASS, Verdict.FAIL
    assert [said[row.id] for row in judged] == [broken, kept, broken, kept]
    marks = strips(filled, API, "REC-0002", [one.id], runs=3)[one.id]
    assert [mark.verdict for mark in marks] == [broken, kept, broken]
    assert strips(filled, "other", "REC-0002", [one.id]) == {}
    names = [row.requirement for row in outline(filled, judged[0].id)]
    assert names == list(recorded_catalogue(5).requirements)


def test_requirements_in_sum(filled: Store) -> None:
    rows = requirement_rows(filled)
    assert len(rows) == 5
    first, second = rows[:2]
    assert (first.requirement, first.broken, first.kept, first.flips) == ("REC-0002", 1, 1, 3)
    assert first.since is not None
    assert first.since.day == 4
    assert (second.requirement, second.broken, second.flips) == ("REC-0003", 1, 0)
    assert rows[-1].broken == 0
    assert rows[-1].since is None
    assert requirement_rows(filled, api="other") == []


def test_the_state_of_a_run_is_another_when_it_is_reported_again(
    store: Store, tmp_path: Path
) -> None:
    made = Made()
    folder = write_run(tmp_path / "run", made, killed=True)
    report(folder, [made])
    ingest(store, folder)
    before = run_state(store, runs(store)[0].id)
    ingest(store, write_run(tmp_path / "whole", made))
    assert run_state(store, runs(store)[0].id) != before
