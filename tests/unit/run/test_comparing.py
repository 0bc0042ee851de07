"""`compare` and `matrix` on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from _recorded import API, record, recorded_catalogue

from contracts.model import Results, Verdict
from contracts.report import collect


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The folder of a run with its results."""
    catalogue = recorded_catalogue(8)
    folder = tmp_path / "run"
    record(folder, catalogue, 8)
    write(folder, collect(folder, {API: catalogue}))
    return folder


def write(folder: Path, results: Results) -> Path:
    """Put results into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "results.json").write_bytes(msgspec.json.encode(results))
    return folder


@pytest.fixture
def fixed(run: Path, tmp_path: Path) -> Path:
    """The same run with everything passed."""
    results = msgspec.json.decode((run / "results.json").read_bytes(), type=Results)
    target = results.targets[0]
    passed = tuple(
        msgspec.structs.replace(one, verdict=Verdict.PASS) for one in target.requirements
    )
    target = msgspec.structs.replace(target, requirements=passed, catalogue="sha256:1")
    return write(tmp_path / "fixed", msgspec.structs.replace(results, targets=(target,)))


def test_worse_is_1_and_the_same_or_better_0(command: Any, run: Path, fixed: Path) -> None:
    worse = command("compare", fixed, run)
    assert worse.code == 1
    assert "worse   pass → fail" in worse.out
    assert "note: the catalogues differ (sha256:1, then sha256:0)" in worse.out
    assert command("compare", run, fixed).code == 0
    assert command("compare", run, run / "results.json").code == 0


def test_markdown_is_for_a_comment(command: Any, run: Path, fixed: Path) -> None:
    ended = command("compare", fixed, run, "--format", "markdown")
    assert ended.code == 1
    assert ended.out.startswith("## ❌ Something is worse\n")
    assert "| worse | pass | fail | REC-0003 |" in ended.out


def test_runs_without_a_target_in_common_cannot_be_judged(
    command: Any, run: Path, tmp_path: Path
) -> None:
    results = msgspec.json.decode((run / "results.json").read_bytes(), type=Results)
    empty = write(tmp_path / "empty", msgspec.structs.replace(results, targets=()))
    ended = command("compare", run, empty)
    assert ended.code == 3
    assert "no target in common (recorded: Recorded is in the first run only)" in ended.err


def test_the_matrix_is_written_and_summed_up(
    command: Any, run: Path, fixed: Path, tmp_path: Path
) -> None:
    page = tmp_path / "side.html"
    ended = command("matrix", run, fixed, "-o", page)
    assert ended.code == 0
    again = command("matrix", run, fixed, "-o", page)
    assert (again.code, "is there already" in again.err) == (2, True)
    assert command("matrix", run, fixed, "-o", page, "--force").code == 0
    assert "recorded: 2 targets, 8 requirements, 1 with different verdicts" in ended.out
    assert "note: judged by 2 different catalogues" in ended.out
    assert b"REC-0003" in page.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"run", "fixed", "side.html"}


@pytest.mark.parametrize(("version", "code"), [(1, 0), (2, 0), (3, 2)])
def test_results_of_a_newer_suite_are_refused(
    command: Any, run: Path, version: int, code: int
) -> None:
    path = run / "results.json"
    data = msgspec.json.decode(path.read_bytes()) | {"schema_version": version}
    if version == 1:
        del data["schema_version"], data["decision"]
    path.write_bytes(msgspec.json.encode(data))
    ended = command("compare", run, run)
    assert ended.code == code
    assert ("has version 3 of results.json" in ended.err) is (version == 3)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "{}", "nowhere"], "nowhere cannot be read"),
        (["compare", "{}"], "Missing argument 'RUN_B'"),
        (["matrix"], "Missing argument 'RUN...'"),
        (["matrix", "{}", "nowhere"], "nowhere cannot be read"),
        (["matrix", "{}", "--output", "no/such/folder/x.html"], "name another place"),
    ],
)
def test_what_cannot_be_read_or_written_is_named(
    command: Any, run: Path, arguments: list[str], told: str
) -> None:
    ended = command(*(one.format(run) for one in arguments))
    assert ended.code == 2
    assert told in ended.err
    assert ended.out == ""


def test_what_an_archive_may_hold_is_said(command: Any, run: Path) -> None:
    ended = command("report", run, "--har", "everything")
    assert ended.code == 2
    assert "'evidence', 'all'" in ended.err
    assert not (run / "evidence.har").exists()
