"""Runs that go into a store at their end, are held against it, and are looked up in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from contracts.store import open_store
from contracts.store.queries import find_run, results_of
from tests.selfproof.run.conftest import call

RULE = "UPT-ID-02"
FAULT = "request-id-zeros-dropped"


class Said(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def said(*arguments: object) -> Said:
    """Run the command line in this process."""
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = call([str(one) for one in arguments])
    return Said(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an empty store."""
    if request.param == "postgresql":
        made: str = request.getfixturevalue("postgres").fresh()
        return made
    return str(tmp_path_factory.mktemp("store") / "store.sqlite")


@pytest.fixture(scope="module")
def runs(judged: Callable[..., Any], served: Callable[..., str], store: str) -> list[Any]:
    """A night in which everything passes, one in which something fails, and the same accepted."""
    options = ["--depth", "quick", "--select", "UPT-ID-0*", "--api", "uptivity", "--store", store]
    whole = ["--url", served()]
    faulty = ["--url", served(faults=[FAULT])]
    good = judged(*options, *whole)
    bad = judged(*options, *faulty, "--against-store")
    assert said("accept", "latest", "--store", store, "--owner", "QA").code == 0
    again = judged(*options, *faulty, "--against-store")
    return [good, bad, again]


def test_a_run_is_put_into_the_store_at_its_end(store: str, runs: list[Any]) -> None:
    assert "run 20" in runs[0].ended.err
    assert store.rpartition("@")[2] in runs[0].ended.err
    with open_store(store, create=False) as opened:
        row = find_run(opened, "latest")
        assert results_of(opened, row.id) == runs[-1].results
        assert row.place == str(runs[-1].folder)


def test_what_was_accepted_passes_the_gate(runs: list[Any]) -> None:
    good, bad, again = runs
    assert (good.ended.code, bad.ended.code, again.ended.code) == (0, 1, 0)
    assert again.results.gate is not None
    assert RULE in {one.requirement for one in again.results.gate.tolerated}
    assert "accepted by the store" in again.ended.out


def test_history_says_since_when_and_how_often(store: str, runs: list[Any]) -> None:
    name = runs[0].results.targets[0].name
    of_rule = said("history", RULE, "--store", store, "--format", "json")
    assert of_rule.code == 0, of_rule.err
    found = msgspec.json.decode(of_rule.out)
    broken = [one for one in found["targets"] if one["standing"]["state"] == "broken"]
    assert len(broken) == 1
    assert found["level"] == "must"
    target = broken[0]["standing"]["target"]
    of_target = said("history", target, "--store", store)
    assert of_target.code == 0, of_target.err
    assert RULE in of_target.out
    assert "broken since" in of_target.out
    assert said("history", name, "--store", store).code == 0


def test_a_comparison_and_a_matrix_from_the_store(
    store: str, runs: list[Any], tmp_path: Path
) -> None:
    target = runs[-1].results.targets[0].name
    first = runs[0].folder
    assert said("compare", first, "latest", "--store", store).code == 1
    same = said("compare", f"{target}~1", target, "--store", store)
    assert (same.code, "0 worse" in same.out) == (0, True), same
    page = tmp_path / "matrix.html"
    made = said("matrix", first, target, "latest", "-o", page, "--store", store)
    assert "uptivity: 3 targets" in made.out
    assert (runs[-1].folder / "conformance.html").as_posix().rpartition("/")[2] in page.read_text()


def test_what_is_not_there_is_said(store: str, runs: list[Any], tmp_path: Path) -> None:
    for arguments, text in (
        (["history", "UPT-ID-99"], "knows no requirement and no target 'UPT-ID-99'"),
        (["compare", "nothing", "latest"], "no target of that name"),
        (["accept", "1999"], "has no run 1999"),
        (["ingest", tmp_path], "holds no event log"),
    ):
        ended = said(*arguments, "--store", store)
        assert ended.code == 2, arguments
        assert text in ended.err
        assert ended.err.count("\n") == 1
    assert said("ingest", runs[0].folder, "--store", store).out.count("same") == 1


def test_a_store_that_cannot_be_used_is_said_before_anything_is_sent(
    judged: Callable[..., Any], tmp_path: Path
) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/runs"
    ended = judged("--api", "uptivity", "--store", url)
    assert ended.ended.code == 2
    assert "cannot be reached" in ended.ended.err
    assert "secret" not in ended.ended.err
    assert not ended.folder.exists()
    for arguments, text in (
        (["--store", "lab.toml"], "that is a target file"),
        (["--against-store", "--baseline", tmp_path / "b.yaml"], "leave out --baseline"),
    ):
        refused = judged("--api", "uptivity", *arguments)
        assert refused.ended.code == 2
        assert text in refused.ended.err
