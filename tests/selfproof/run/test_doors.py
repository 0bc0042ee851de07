"""The same verdicts, whichever way the run is started."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.catalogue import conformance_dir, dependents, load
from contracts.model import Results, Verdict
from contracts.reference import find
from contracts.selfproof.faults import related

FAULTS = [
    "request-id-zeros-dropped",
    "request-id-omitted",
    "order-type-first",
    "request-type-constant",
    "request-id-wrapped",
]
QUICK = ("--depth", "quick")
ROOT = conformance_dir().parents[1]


@pytest.fixture(scope="module")
def serve() -> Iterator[str]:
    """The address of `uc-contracts serve` in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "contracts", "serve", "--api", "uptivity", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()
        assert process.stdout.read().endswith("Ended.\n")
        assert process.wait(10) == 0


def _pytest(folder: Path, *arguments: object) -> tuple[subprocess.CompletedProcess[str], Path]:
    report = folder / "report"
    command = [sys.executable, "-m", "pytest", f"--report-dir={report}"]
    if "-o" not in arguments:  # which names a cache of the test's own
        command += ["-p", "no:cacheprovider"]
    alone = {} if "-n" in arguments else {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    ended = subprocess.run(  # noqa: S603 - our own command
        [*command, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **alone},
    )
    return ended, report


def _read(report: Path) -> Results:
    return msgspec.json.decode((report / "results.json").read_bytes(), type=Results)


def _verdicts(results: Results) -> dict[str, Verdict]:
    return {one.id: one.verdict for one in results.targets[0].requirements}


def _tests(results: Results) -> dict[str, tuple[str, ...]]:
    return {
        one.id: tuple(name.rpartition("/")[2].partition("[")[0] for name in one.tests)
        for one in results.targets[0].requirements
    }


def test_all_doors_give_the_same(
    judged: Callable[..., Any], serve: str, target_file: Callable[..., Path], tmp_path: Path
) -> None:
    alone = judged("--api", "uptivity", "--url", serve, *QUICK)
    shared = judged("--api", "uptivity", "--url", serve, "--jobs", 2, *QUICK)
    embedded = judged("--api", "uptivity", *QUICK)
    path = target_file("uptivity", serve)
    ended, report = _pytest(tmp_path, f"--target={path}", *QUICK, conformance_dir() / "uptivity")
    assert ended.returncode == 0, ended.stdout
    assert "conformance.html" in ended.stdout
    by_pytest = _read(report)
    assert [one.ended.code for one in (alone, shared, embedded)] == [0, 0, 0]
    assert set(alone.verdicts.values()) <= {Verdict.PASS, Verdict.NOT_TESTED}
    for one in (shared.results, embedded.results, by_pytest):
        assert _verdicts(one) == alone.verdicts
        assert _tests(one) == _tests(alone.results)
        assert one.targets[0].exchanges == alone.results.targets[0].exchanges
    workers = {path.name for path in (shared.folder / "evidence").iterdir()}
    assert {"events-gw0.jsonl", "events-gw1.jsonl"} & workers
    page = (shared.folder / "tests.html").read_text(encoding="utf-8")
    assert len(set(re.findall(r"UPT-[A-Z]+-[0-9]+", page))) > 30


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(
    judged: Callable[..., Any], served: Callable[..., str], fault: str
) -> None:
    url = served(faults=[fault])
    run = judged("--api", "uptivity", "--url", url, "--depth", "quick", "--fail-on", "should")
    assert run.ended.code == 1
    bad = {one for one, v in run.verdicts.items() if v in {Verdict.FAIL, Verdict.WARN}}
    seeded = find("uptivity").faults[fault]
    assert seeded.violates in bad
    assert bad <= related(seeded, dependents(load("uptivity").catalogue))


def test_what_pytest_leaves_out_says_so(serve: str, tmp_path: Path) -> None:
    ended, report = _pytest(
        tmp_path, f"--target-url=uptivity={serve}", "-k", "general", "tests/conformance"
    )
    assert "conformance" in ended.stdout
    reasons = {one.id: one.reason for one in _read(report).targets[0].requirements}
    assert "left out by an option of pytest" in reasons["UPT-ID-02"]


def test_what_did_not_fail_last_time_says_so(served: Callable[..., str], tmp_path: Path) -> None:
    url = served(faults=["request-id-zeros-dropped"])
    options = [
        f"--target-url=uptivity={url}",
        "-o",
        f"cache_dir={tmp_path / 'cache'}",
        *QUICK,
        "tests/conformance/uptivity",
    ]
    _pytest(tmp_path / "first", *options)
    _, report = _pytest(tmp_path / "again", *options, "--lf")
    results = {one.id: one for one in _read(report).targets[0].requirements}
    assert results["UPT-ID-02"].verdict is Verdict.FAIL
    assert results["UPT-OK-01"].verdict is Verdict.NOT_TESTED
    assert "--lf" in results["UPT-OK-01"].reason


@pytest.mark.parametrize("jobs", [0, 2])
def test_what_a_stop_leaves_out_says_so(
    served: Callable[..., str], tmp_path: Path, jobs: int
) -> None:
    url = served(faults=["request-id-zeros-dropped"])
    shared = ["-n", jobs] if jobs else []
    ended, report = _pytest(
        tmp_path,
        f"--target-url=uptivity={url}",
        "-x",
        "--depth",
        "quick",
        *shared,
        "tests/conformance/uptivity",
    )
    assert ended.returncode != 0
    results = _read(report)
    assert _verdicts(results)["UPT-ID-02"] is Verdict.FAIL
    late = [one for one in results.targets[0].requirements if one.id == "UPT-XMLREQ-03"]
    assert late[0].verdict is Verdict.NOT_TESTED
    assert late[0].reason.startswith("the run stopped before its test was over: stopping after 1")


def test_collecting_judges_nothing(tmp_path: Path) -> None:
    ended, report = _pytest(tmp_path, "--collect-only", "-q", "tests/conformance")
    assert ended.returncode == 0
    assert "test_errors.py::test_" in ended.stdout
    assert not report.exists()


def test_tests_of_the_suite_serve_and_report_nothing(tmp_path: Path) -> None:
    ended, report = _pytest(tmp_path, "-q", "-n", "2", "tests/integration/wire/test_pace.py")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not report.exists()


def test_the_options_are_grouped() -> None:
    ended, _ = _pytest(Path(), "--help")
    group = ended.stdout.partition("conformance to vendor API documents:")[2]
    assert "--target=FILE" in group.partition("\n\n")[0]
    assert "--command-line" not in ended.stdout
