"""The files that a run leaves beside its page, for people who look for them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from contracts.report.views import File

_ABOUT = {
    "results.json": "everything on this page, for programs",
    "summary.md": "the outcome in Markdown, for a merge comment",
    "junit.xml": "JUnit, for CI servers: a test case per requirement",
    "ctrf.json": "Common Test Report Format: a test per requirement",
    "conformance.sarif": "SARIF 2.1.0, for code scanning",
    "badge.svg": "the verdict, for a README",
    "evidence.har": "the exchanges shown here, for a browser's network tools",
    "sensitivity.html": "what this run would have noticed, by mutants of the target",
    "sensitivity.json": "the same, for programs",
    "tests.html": "test by test, by pytest-html",
    "evidence": "the log of all that was sent, with every body",
}


def files_of(run_dir: Path, beside: Collection[str]) -> Iterator[File]:
    """The files in `run_dir` that are known here; `beside` are those that are going to be there."""
    for name, about in _ABOUT.items():
        if name in beside or (run_dir / name).exists():
            yield File(name + ("/" if name == "evidence" else ""), about)
    for name in beside:
        if name not in _ABOUT:
            yield File(name, _ABOUT["tests.html"])
