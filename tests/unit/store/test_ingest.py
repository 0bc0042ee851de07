"""Runs in a store: whole, once, as far as they went, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from _recorded import recorded_catalogue
from _stored import API, Made, report, write_run
from sqlalchemy import func, select

from contracts.model import EvidenceError, RunStarted
from contracts.report import read_results
from contracts.store import Keep, State, Store, StoreError, Which, ingest, run_key
from contracts.store.queries import (
    bodies,
    broken,
    exchanges,
    features,
    find_run,
    judged_in,
    judgings,
    latencies,
    left,
    observations,
    results_of,
    runs,
    set_groups,
    targets,
)
from contracts.store.schema import exchange, metadata

FAILING = Made("Lab", {"REC-0002": "fail", "REC-0003": "inconclusive"})


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the suite know the recorded API, so that a run without results can be read."""

    class Loaded:
        catalogue = recorded_catalogue(5)

    monkeypatch.setattr("contracts.store.recorded.catalogues", lambda: {API: Loaded.catalogue})


def rows(store: Store) -> dict[str, int]:
    """How many rows each table has."""
    with store.reading() as connection:
        return {
            one.name: connection.execute(select(func.count()).select_from(one)).scalar_one()
            for one in metadata.sorted_tables
        }


def test_a_run_reads_back_as_its_results_say(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run", FAILING, Made("Two"))
    taken = ingest(store, made)
    assert (taken.state, taken.targets, taken.verdicts) == (State.NEW, 2, 10)
    assert results_of(store, runs(store)[0].id) == read_results(made / "results.json")


def test_a_run_is_taken_once(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run")
    states = [ingest(store, made).state for _ in range(2)]
    assert states == [State.NEW, State.SAME]
    assert len(runs(store)) == 1


def test_the_id_is_told_by_the_log_and_not_by_the_folder(store: Store, tmp_path: Path) -> None:
    one, other = (write_run(tmp_path / name, number=7) for name in ("one", "other"))
    assert ingest(store, one).key == ingest(store, other).key == "20260501T100000Z-000007"


def test_the_id_of_a_run_of_the_first_versions_is_told_by_its_head() -> None:
    head = RunStarted("0.1.0", "2026-05-01T10:00:00+00:00", 7, "quick")
    other = msgspec.structs.replace(head, seed=8)
    assert run_key(head) == run_key(head) != run_key(other)
    assert run_key(head).startswith("20260501T100000Z-")
    named = msgspec.structs.replace(head, prefix="ucc-0a1b2c-")
    assert run_key(named) == "20260501T100000Z-0a1b2c"


@pytest.mark.usefixtures("known")
def test_a_killed_run_is_taken_as_far_as_it_went_and_again_when_it_went_on(
    store: Store, tmp_path: Path
) -> None:
    made = write_run(tmp_path / "run", FAILING, killed=True)
    log = made / "evidence" / "events-main.jsonl"
    whole = log.read_bytes()
    lines = whole.splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:-6]) + lines[-6][:20])  # the last line is cut short
    assert ingest(store, made).state is State.NEW
    row = find_run(store, "latest")
    assert row.stopped
    assert "has no end" in row.stopped
    log.write_bytes(whole)
    assert ingest(store, made).state is State.UPDATED
    report(made, [FAILING])
    assert ingest(store, made).state is State.SAME
    assert results_of(store, find_run(store, "latest").id) == read_results(made / "results.json")
    assert len(judgings(store, targets(store)[0].id)) == 1


def test_another_run_of_the_same_id_is_refused_and_changes_nothing(
    store: Store, tmp_path: Path
) -> None:
    ingest(store, write_run(tmp_path / "one"))
    before = rows(store)
    other = write_run(tmp_path / "other", FAILING)
    with pytest.raises(StoreError, match="holds another run with the id 20260501T100000Z-000000"):
        ingest(store, other)
    assert rows(store) == before
    assert broken(store) == []


def test_a_run_that_lost_a_log_is_refused(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run")
    ingest(store, made)
    log = made / "evidence" / "events-main.jsonl"
    log.rename(log.with_name("events-gw0.jsonl"))
    with pytest.raises(StoreError, match="is not what was ingested"):
        ingest(store, made)


def test_a_report_that_was_made_again_replaces_the_one_before(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run", FAILING)
    ingest(store, made)
    results = made / "results.json"
    results.write_text(results.read_text("utf-8").replace("came to fail", "is waived"), "utf-8")
    assert ingest(store, made).state is State.UPDATED
    assert broken(store)[0].reason == "REC-0002 is waived"


@pytest.mark.parametrize(
    ("keep", "count", "bodied"),
    [
        (Keep(), 2, True),
        (Keep(bodies=False), 2, False),
        (Keep(Which.ALL), 5, True),
        (Keep(Which.NONE), 0, False),
    ],
)
def test_exchanges_are_kept_as_asked(
    store: Store, tmp_path: Path, keep: Keep, count: int, *, bodied: bool
) -> None:
    ingest(store, write_run(tmp_path / "run", FAILING), keep=keep)
    names = {f"t0-{at}" for at in range(5)}
    found = exchanges(store, find_run(store, "latest").id, names)
    assert len(found) == count
    digests = {one.response.body for one in found if one.response and one.response.body}
    assert bool(bodies(store, digests)) is bodied


def test_what_lies_beside_the_verdicts_is_kept(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run", FAILING, Made("Two", base_url="http://two.test"))
    ingest(store, made)
    (api, name, row), (_, second, _) = judged_in(store, find_run(store, "latest").id)
    assert (api, name, second) == (API, "Lab", "Two")
    assert observations(store, row.id)[0].text == "an empty list is answered with 200"
    assert {one.operation for one in latencies(store, row.target_id)} == {
        "list0",
        "list1",
        "list2",
        "list3",
    }
    assert left(store, row.id) == []
    counts = features(store, [row.id])[row.id]
    assert sum(sum(cell.values()) for cell in counts.values()) == 5


def test_texts_that_no_database_can_hold_are_kept_as_escapes(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run", Made("Lab", {"REC-0001": "fail"}))
    results = made / "results.json"
    said = results.read_text("utf-8").replace("REC-0001 came to fail", r"NUL \u0000 here")
    results.write_text(said, "utf-8")
    ingest(store, made)
    assert broken(store)[0].reason == r"NUL \x00 here"


def test_a_run_that_cannot_be_taken_whole_is_not_taken_at_all(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        message = "the power is gone"
        raise RuntimeError(message)

    monkeypatch.setattr("contracts.store.ingesting.add_exchanges", break_down)
    with pytest.raises(RuntimeError):
        ingest(store, write_run(tmp_path / "run"))
    assert not any(rows(store).values())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda log: log.write_text('{"event":"quantum-entangled"}\n'), "line 1 is not an event"),
        (lambda log: log.unlink(), "holds no event log"),
        (lambda log: log.write_text('{"event":"run-finished","seconds":1}\n'), "beginning"),
    ],
)
def test_what_is_no_run_of_this_suite_is_refused(
    store: Store, tmp_path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    made = write_run(tmp_path / "run")
    spoil(made / "evidence" / "events-main.jsonl")
    with pytest.raises(EvidenceError, match=said):
        ingest(store, made)
    assert not any(rows(store).values())


def test_results_of_a_later_suite_are_refused(store: Store, tmp_path: Path) -> None:
    made = write_run(tmp_path / "run")
    results = made / "results.json"
    said = results.read_text("utf-8").replace('"schema_version": 2', '"schema_version": 99')
    results.write_text(said, "utf-8")
    with pytest.raises(EvidenceError, match="has version 99"):
        ingest(store, made)


def test_batches_and_groups_narrow_what_is_listed(store: Store, tmp_path: Path) -> None:
    ingest(store, write_run(tmp_path / "one", Made("One")), batch="night")
    ingest(store, write_run(tmp_path / "two", Made("Two"), number=1))
    set_groups(store, API, "Two", ["eu", "pilot"])
    assert [one.key for one in runs(store, batch="night")] == ["20260501T100000Z-000000"]
    assert [one.name for one in targets(store, group="eu")] == ["Two"]
    assert targets(store, group="eu")[0].groups == ("eu", "pilot")


def test_every_exchange_of_a_run_is_kept_in_pieces(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contracts.store.exhibits._AT_A_TIME", 2)
    ingest(store, write_run(tmp_path / "run"), keep=Keep(Which.ALL))
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(exchange)).scalar_one() == 5
