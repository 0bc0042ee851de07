"""The runs in a folder of reports, and a page that lists them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from contracts.model import EvidenceError, Level, Results, RunVerdict, Verdict
from contracts.report.document import read_results
from contracts.report.html import streamed

INDEX = "index.html"
_MOST = 200
"""How many runs a page lists, the latest."""


class ShortRequirement(msgspec.Struct, frozen=True):
    """Of a requirement only what a list counts."""

    level: Level
    verdict: Verdict


class ShortTarget(msgspec.Struct, frozen=True):
    """Of a target only what a list shows."""

    api: str
    name: str
    base_url: str
    verdict: RunVerdict
    requirements: tuple[ShortRequirement, ...]
    version: str = ""

    @property
    def counts(self) -> list[tuple[Verdict, int]]:
        """How many requirements have each verdict, those that none has left out."""
        found = Counter(one.verdict for one in self.requirements)
        return [(one, found[one]) for one in Verdict if found[one]]


class ShortSuite(msgspec.Struct, frozen=True):
    """When and with what a run was made."""

    version: str
    started: str


class ShortDecision(msgspec.Struct, frozen=True):
    """What the gate decided."""

    exit: int
    reason: str


class ShortRun(msgspec.Struct, frozen=True):
    """Of a run only what a list shows."""

    suite: ShortSuite
    verdict: RunVerdict
    targets: tuple[ShortTarget, ...]
    seconds: float
    stopped: str | None = None
    decision: ShortDecision | None = None


class Listed(msgspec.Struct, frozen=True):
    """A run of the list; `page` is the name of its report, where there is one."""

    folder: str
    page: str | None
    run: ShortRun

    @property
    def when(self) -> str:
        """The day and the time at which the run began, in UTC."""
        return f"{self.run.suite.started[:16].replace('T', ' ')} UTC"


def runs_in(folder: Path) -> list[Listed]:
    """The latest runs in a folder of reports, the latest first; what is no run is passed over."""
    decoder = msgspec.json.Decoder(ShortRun)
    found = []
    for path in _results(folder):
        with suppress(OSError, msgspec.DecodeError):
            run = decoder.decode(path.read_bytes())
            page = path.with_name("conformance.html")
            found.append(Listed(path.parent.name, page.name if page.exists() else None, run))
    return sorted(found, key=lambda one: one.run.suite.started, reverse=True)


def latest_results(folder: Path) -> Iterator[tuple[Path, Results]]:
    """The runs in a folder of reports with all that they found, the latest first."""
    for path in _results(folder):
        with suppress(EvidenceError):
            yield path.parent, read_results(path)


def _results(folder: Path) -> list[Path]:
    dated = [(path.stat().st_mtime, path) for path in folder.glob("*/results.json")]
    return [path for _, path in sorted(dated, reverse=True)[:_MOST]]


def write_index(folder: Path) -> Path:
    """Write the page that lists the runs of a folder, `index.html` in it."""
    path = folder / INDEX
    draft = folder / f".{INDEX}-{os.getpid()}"
    with draft.open("wb") as file:
        file.writelines(streamed("index.html", "", "Conformance runs", runs=runs_in(folder)))
    draft.replace(path)
    return path
