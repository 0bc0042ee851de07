"""Runs that a command line names."""

from __future__ import annotations

from pathlib import Path

from contracts.model import Results
from contracts.report import read_results


def results_of(given: Path) -> tuple[Path, Results]:
    """The folder of a run and its results; `given` is the folder or the results.json in it.

    Raises EvidenceError where there are none.
    """
    path = given / "results.json" if given.is_dir() else given
    return path.parent, read_results(path)
