"""The baseline of a run, from the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from contracts.catalogue import catalogue_of
from contracts.engine import RunOptions
from contracts.gate import decide, hold, read_baseline, updated, write_baseline
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
    before: Sequence[BaselineEntry], results: Results, folder: Path, options: RunOptions
) -> tuple[Results, str]:
    """Make the baseline fit the run, and hold the run against it; the results, and what to say.

    A run that was not made to its end, or explores, changes nothing.
    """
    baseline = options.baseline
    assert baseline is not None  # noqa: S101 - there is no update without it
    reasons = (one.trouble for one in results.targets)
    unfit = results.stopped or next(filter(None, reasons), "")
    if results.suite.explore:
        unfit = "it explored"
    catalogues = catalogues_of(results)
    entries = list(before) if unfit else updated(before, results)
    if not unfit:
        write_baseline(baseline, entries)
    results = hold(results, entries, str(baseline), catalogues)
    decision = decide(results, options.fail_on, tolerate=options.tolerate)
    results = msgspec.structs.replace(results, decision=decision)
    write_reports(folder, results, catalogues)
    if unfit:
        return results, f"{baseline} was not changed, the run is no measure for it: {unfit}"
    unsaid = [str(one) for one in entries if not (one.reason.strip() and one.owner.strip())]
    count = "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"
    text = f"Wrote {baseline} ({count})."
    if unsaid:
        text += (
            " Add a reason and an owner to each of these, or the next run will reject it: "
            f"{', '.join(unsaid)}"
        )
    return results, text


def catalogues_of(results: Results) -> Mapping[str, Catalogue]:
    """The catalogue of each API of a run."""
    return {one.api: catalogue_of(one.api) for one in results.targets}
