"""Reports as a browser shows them: one Chromium for all tests, and a recorded run to look at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from _chromium import Chromium, ChromiumError
from _recorded import API, record, recorded_catalogue

from contracts.model import Gate, Results, Safety, Tolerance, Tolerated, Uncovered, Verdict
from contracts.report import collect, matrices, matrix_html, write_file, write_index, write_reports

# Each tells on itself where it is run, loaded or applied.
PAYLOAD = (
    "<script>alert('script')</script>"
    '"><img src="http://evil.test/x" onerror="alert(\'handler\')">'
    "<iframe srcdoc=\"<script>parent.document.title='frame'</script>\"></iframe>"
    "</pre></details></style><style>body{display:none}</style>"
    '<a href="javascript:alert(1)">x</a>{{7*7}}\x1b[2J\x1b]0;owned\x07\u202e'
)


class Recorded(NamedTuple):
    """The folder of a run, and its pages."""

    folder: Path

    @property
    def page(self) -> Path:
        """The report."""
        return self.folder / "conformance.html"

    @property
    def matrix(self) -> Path:
        """The run beside itself."""
        return self.folder / "matrix.html"

    @property
    def listing(self) -> Path:
        """The page that lists the runs of the folder above."""
        return self.folder.parent / "index.html"


def make(folder: Path, requirements: int, exchanges: int, payload: str = "") -> Recorded:
    """Record a run and write its reports."""
    catalogues = {API: recorded_catalogue(requirements)}
    record(folder, catalogues[API], exchanges, payload)
    results = with_all_told(collect(folder, catalogues), payload)
    write_reports(folder, results, catalogues)
    both = matrices([(folder, results), (folder, results)], folder)
    write_file(folder / "matrix.html", matrix_html(both))
    write_index(folder.parent)
    return Recorded(folder)


def with_all_told(results: Results, payload: str) -> Results:
    """As a run that has a baseline, left something behind, and sent what it must not."""
    (target,) = results.targets
    broken = [one for one in target.requirements if one.verdict is Verdict.FAIL]
    known, *new = broken
    gate = Gate(
        f"known{payload}.yaml",
        uncovered=tuple(Uncovered(target.name, o.id, o.level, o.verdict, payload) for o in new),
        tolerated=(
            Tolerated(
                target.name,
                known.id,
                known.verdict,
                Tolerance.FLAKY,
                f"why{payload}",
                f"who{payload}",
                "2027-01-01",
            ),
        ),
        stale=(f"REC-0001: it passes{payload}",),
        warnings=(f"{known.id}: its entry ends today{payload}",),
    )
    left = msgspec.structs.replace(target, left_behind=(f"thing ucc-1{payload}",))
    safety = Safety(1, f"not all is allowed{payload}", (f"main-1, DELETE{payload}",))
    return msgspec.structs.replace(results, targets=(left,), gate=gate, safety=safety)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """A run of 100 requirements: 5 fail, 5 are inconclusive, 90 pass."""
    return make(tmp_path_factory.mktemp("plain") / "run", 100, 200)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """A run of 12 requirements, of which one fails and one is inconclusive, with 12 exchanges."""
    return make(tmp_path_factory.mktemp("small") / "run", 12, 12)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """A run whose target put a payload wherever it could."""
    return make(tmp_path_factory.mktemp("hostile") / "run", 40, 80, PAYLOAD)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """A run of 1,000 requirements with the most evidence that each of them keeps."""
    return make(tmp_path_factory.mktemp("large") / "run", 1_000, 5_000)


@pytest.fixture(scope="session")
def started() -> Iterator[Chromium]:
    """The browser; where there is none, tests are skipped, but on CI servers."""
    try:
        browser = Chromium()
    except ChromiumError as missing:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(missing))
    with browser as chromium:
        yield chromium


@pytest.fixture
def chromium(started: Chromium) -> Chromium:
    """The browser, as it was in the beginning."""
    started.ask("Emulation.setScriptExecutionDisabled", value=False)
    started.ask("Emulation.setEmulatedMedia", media="", features=[])
    started.ask("Page.setBypassCSP", enabled=False)
    started.ask("Emulation.clearDeviceMetricsOverride")
    return started


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core."""
    return (files("axe_core_python") / "axe.min.js").read_text("utf-8")
