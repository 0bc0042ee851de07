"""When a run begins in a pytest session, and in which order its tests run."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from contracts.apis.uptivity import Uptivity
from contracts.cli.exits import Exit
from contracts.cli.judging import Asked, run_tests
from contracts.engine import RunOptions, TargetOptions
from contracts.model import Results

UNRELATED = "def test_unrelated():\n    assert True\n"


@pytest.mark.parametrize("workers", [[], ["-p", "xdist", "-n", "2"]], ids=["alone", "workers"])
@pytest.mark.parametrize("options", [[], ["--target-url=uptivity=http://127.0.0.1:9"]], ids=str)
def test_without_a_conformance_test_nothing_begins(
    tmp_path: Path, workers: list[str], options: list[str]
) -> None:
    (tmp_path / "test_unrelated.py").write_text(UNRELATED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "contracts.plugin", "-p", "no:cacheprovider"]
    ended = subprocess.run(  # noqa: S603 - our own suite
        [*command, *workers, *options, "test_unrelated.py"],
        cwd=tmp_path,
        env={"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "1 passed" in ended.stdout
    assert [one.name for one in tmp_path.iterdir()] == ["test_unrelated.py"]


HEAD = """
import pytest
req = pytest.mark.requirement
def passes(uptivity, judge):
    uptivity.test("1")
    judge.holds(True, "")
"""
ORDERED = """
@pytest.mark.waits
@req("UPT-ID-01")
def test_waits(uptivity, judge): passes(uptivity, judge)

@req("UPT-RESULT-06")
def test_may(uptivity, judge): passes(uptivity, judge)

@req("UPT-ID-02")
def test_must(uptivity, judge): passes(uptivity, judge)
"""


def _run(folder: Path, text: str, options: RunOptions) -> tuple[Exit, Results]:
    (folder / "test_thrown_away.py").write_text(HEAD + textwrap.dedent(text), encoding="utf-8")
    report = folder / "report"
    code = run_tests([folder], report, Asked(options, quiet=True))
    return code, msgspec.json.decode((report / "results.json").read_bytes(), type=Results)


def _finished(folder: Path) -> list[str]:
    log = (folder / "report" / "evidence" / "events-main.jsonl").read_bytes()
    events = [msgspec.json.decode(line) for line in log.splitlines()]
    tests = [one["test"] for one in events if one["event"] == "finished"]
    return [one.rpartition("::test_")[2].partition("[")[0] for one in tests]


ALONE = TargetOptions(apis=("uptivity",))


def test_tests_that_wait_run_last(tmp_path: Path) -> None:
    _run(tmp_path, ORDERED, RunOptions(ALONE))
    assert _finished(tmp_path) == ["may", "must", "waits"]


def test_with_a_budget_the_musts_come_first(tmp_path: Path) -> None:
    _run(tmp_path, ORDERED, RunOptions(ALONE, budget=5))
    assert _finished(tmp_path) == ["must", "waits", "may"]


def test_what_a_budget_does_not_reach_is_not_tested(tmp_path: Path) -> None:
    code, results = _run(tmp_path, ORDERED, RunOptions(ALONE, budget=1e-9))
    found = {one.id: one for one in results.targets[0].requirements}
    assert found["UPT-ID-01"].verdict == "not-tested"
    assert "the budget of the run" in found["UPT-ID-01"].reason
    assert results.verdict == "not-verified"
    assert code is Exit.UNJUDGED


def test_a_test_that_does_not_end_is_an_error_and_the_run_goes_on(tmp_path: Path) -> None:
    endless = """
    @pytest.mark.budget(exchanges=20)
    @req("UPT-ID-01")
    def test_endless(uptivity, judge):
        while True:
            uptivity.test("1")

    @req("UPT-ID-02")
    def test_other(uptivity, judge): passes(uptivity, judge)
    """
    code, results = _run(tmp_path, endless, RunOptions(ALONE))
    found = {one.id: one for one in results.targets[0].requirements}
    assert code is Exit.SUITE
    assert found["UPT-ID-01"].verdict == "error"
    assert "the test did not end: it sent 20 requests" in found["UPT-ID-01"].reason
    assert found["UPT-ID-02"].verdict == "pass"
    assert results.targets[0].exchanges < 30


def test_what_takes_time_is_started_once_and_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[frozenset[str]] = []
    monkeypatch.setattr(Uptivity, "start", lambda _self, planned: started.append(planned))
    _run(tmp_path, ORDERED, RunOptions(ALONE))
    assert started == [frozenset({"UPT-ID-01", "UPT-ID-02", "UPT-RESULT-06"})]


def test_a_test_that_waits_may_take_longer(tmp_path: Path) -> None:
    text = """
    @pytest.mark.waits
    @req("UPT-ID-01")
    def test_waits(uptivity, judge, request):
        from contracts.plugin.testing import allowance_of
        passes(uptivity, judge)
        judge.holds(allowance_of(request.node).seconds == 600, "it may not")

    @pytest.mark.waits
    @pytest.mark.budget(seconds=7, exchanges=8)
    @req("UPT-ID-02")
    def test_says_so(uptivity, judge, request):
        from contracts.plugin.testing import allowance_of
        passes(uptivity, judge)
        found = allowance_of(request.node)
        judge.holds((found.seconds, found.exchanges) == (7, 8), "it may not")
    """
    _, results = _run(tmp_path, text, RunOptions(ALONE))
    found = {one.id: one.verdict for one in results.targets[0].requirements}
    assert (found["UPT-ID-01"], found["UPT-ID-02"]) == ("pass", "pass")
