"""The baseline of a run, from the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from contracts.catalogue import load
from contracts.gate import hold, read_baseline, updated, write_baseline
from contracts.model import BaselineEntry, Catalogue, ConfigurationError, Results
from contracts.report import write_reports


def entries_before(baseline: Path | None, *, update: bool) -> list[BaselineEntry]:
    """The entries that the run begins with. Raises ConfigurationError for what cannot be used."""
    if baseline is None:
        if update:
            msg = "--update-baseline needs to know the file: give --baseline FILE too"
            raise ConfigurationError(msg)
        return []
    if update and not baseline.exists():
        write_baseline(baseline, [])  # what cannot be written is said before anything is sent
        return []
    return read_baseline(baseline, drafts=update)


def rewrite(
    baseline: Path, before: Sequence[BaselineEntry], results: Results, folder: Path
) -> tuple[Results, str]:
    """Make the baseline fit the run, and hold the run against it; the results, and what to say.

    A run that was not made to its end, or explores, changes nothing.
    """
    reasons = (one.trouble for one in results.targets)
    unfit = results.stopped or next(filter(None, reasons), "")
    if results.suite.explore:
        unfit = "it explored"
    catalogues = catalogues_of(results)
    entries = list(before) if unfit else updated(before, results)
    if not unfit:
        write_baseline(baseline, entries)
    results = hold(results, entries, str(baseline), catalogues)
    write_reports(folder, results, catalogues)
    if unfit:
        return results, f"{baseline} is as it was, the run is no measure for it: {unfit}"
    unsaid = [str(one) for one in entries if not (one.reason.strip() and one.owner.strip())]
    text = f"{baseline} is rewritten; entries in it: {len(entries)}."
    if unsaid:
        text += f" Give each a reason and an owner, or the next run refuses it: {', '.join(unsaid)}"
    return results, text


def catalogues_of(results: Results) -> Mapping[str, Catalogue]:
    """The catalogue of each API of a run."""
    return {one.api: load(one.api).catalogue for one in results.targets}
