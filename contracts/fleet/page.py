"""The page of a run of the fleet: targets by features, worst first, from the store."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from contracts.fleet.model import Ending, Outcome, Row
from contracts.fleet.said import stored
from contracts.fleet.summary import Entry, Summary, counted, summary
from contracts.model import Verdict
from contracts.report import write_file
from contracts.report.html import streamed
from contracts.store import Store
from contracts.store.queries import BatchRow, features, judged_by

_REPORT = "conformance.html"
Counts = Mapping[Verdict, int]


class Line(msgspec.Struct, frozen=True):
    """A target: a cell for each feature of its API, with its verdicts counted, worst first."""

    entry: Entry
    link: str | None
    cells: tuple[tuple[tuple[Verdict, int], ...], ...]


class Table(msgspec.Struct, frozen=True):
    """The judged targets of one API."""

    api: str
    features: tuple[str, ...]
    lines: tuple[Line, ...]


def write_page(store: Store, batch: str, path: Path, summed: Summary) -> None:
    """Write the page of the batch to `path`."""
    rows = judged_by(store, batch)
    table = features(store, [row.judged.id for row in rows])
    by_name = {(row.api, row.name): row for row in rows}
    home = path.absolute().parent
    tables = tuple(_tables(summed.targets, by_name, table, home))
    judged = {line.entry.label for one in tables for line in one.lines}
    others = tuple(one for one in summed.targets if one.label not in judged)
    shown = {
        verdict
        for one in tables
        for line in one.lines
        for cell in line.cells
        for verdict, _ in cell
    }
    write_file(
        path,
        streamed(
            "fleet.html",
            "",
            f"Fleet {batch}",
            ("matrix.css",),
            summed=summed,
            said=counted(summed),
            tables=tables,
            others=others,
            verdicts=[one for one in Verdict if one in shown],
        ),
    )


def _tables(
    entries: Sequence[Entry],
    rows: Mapping[tuple[str, str], BatchRow],
    table: Mapping[int, Mapping[str, Counts]],
    home: Path,
) -> Iterator[Table]:
    for api in sorted({one.api for one in entries}):
        ours = [
            (one, rows[one.api, one.name])
            for one in entries
            if one.api == api and (one.api, one.name) in rows
        ]
        names = sorted({name for _, row in ours for name in table[row.judged.id]})
        if ours:
            yield Table(
                api,
                tuple(names),
                tuple(
                    Line(
                        entry,
                        _link(row.place, home),
                        tuple(_worst_first(table[row.judged.id].get(name, {})) for name in names),
                    )
                    for entry, row in ours
                ),
            )


def _worst_first(counts: Counts) -> tuple[tuple[Verdict, int], ...]:
    order = list(Verdict)
    return tuple(sorted(counts.items(), key=lambda one: order.index(one[0])))


def _link(place: str, home: Path) -> str | None:
    report = Path(place) / _REPORT
    return Path(os.path.relpath(report, home)).as_posix() if report.is_file() else None


def summary_of(store: Store, batch: str, rows: Sequence[Row] = ()) -> Summary:
    """The summary of a batch as the store has it.

    With the `rows` of the fleet it has a line for each of them, also of those that have no run.
    """
    judged = judged_by(store, batch)
    outcomes = stored(judged)
    known = {(row.api, row.name) for row in rows}
    found = [
        *rows,
        *(
            Row(f"{one.name} ({one.api})", one.api, one.name, one.judged.base_url, (), {}, Path())
            for one in judged
            if (one.api, one.name) not in known
        ),
    ]
    nothing = Outcome("", Ending.MISSING, 0, reason=f"the store has no run of it in {batch}")
    made = [
        msgspec.structs.replace(outcomes.get((row.api, row.name), nothing), label=row.label)
        for row in found
    ]
    started = min((one.judged.started for one in judged), default=dt.datetime.now(dt.UTC))
    return summary(
        found, made, fleet=batch, batch=batch, store=store.name, started=started, seconds=0
    )
