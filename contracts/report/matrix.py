"""Targets by requirements, on one page."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from contracts.model import RequirementResult, Results, TargetResult, Verdict
from contracts.report.exhibits import slug
from contracts.report.html import streamed
from contracts.report.page import anchor_prefix, counted

_REPORT = "conformance.html"
_NOTABLE = frozenset({Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN})


class Column(msgspec.Struct, frozen=True):
    """A target of a run; `link` leads to the run's page, where there is one."""

    result: TargetResult
    started: str
    link: str | None
    prefix: str

    def link_to(self, requirement: str) -> str | None:
        """Where the run's page shows a requirement."""
        return f"{self.link}#{self.prefix}{slug(requirement)}" if self.link else None


class Row(msgspec.Struct, frozen=True):
    """A requirement, with the result of each column; None where a run does not hold it."""

    requirement: RequirementResult
    cells: tuple[RequirementResult | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the targets do not all have the same verdict."""
        return len({one.verdict if one else None for one in self.cells}) > 1

    @property
    def notable(self) -> bool:
        """Whether there is anything but a pass, or what no run tests."""
        return any(one is None or one.verdict in _NOTABLE for one in self.cells)


class Cell(msgspec.Struct, frozen=True):
    """What a target made of a feature: its verdicts counted, worst first."""

    counts: tuple[tuple[Verdict, int], ...]

    @property
    def worst(self) -> Verdict:
        """The worst verdict; not tested where the run does not hold the feature."""
        return self.counts[0][0] if self.counts else Verdict.NOT_TESTED


class Feature(msgspec.Struct, frozen=True):
    """The requirements of one feature, and a cell for each column."""

    name: str
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]


class Matrix(msgspec.Struct, frozen=True):
    """The targets of one API, in the order given; `digests` are those of their catalogues."""

    api: str
    columns: tuple[Column, ...]
    features: tuple[Feature, ...]
    rows: tuple[Row, ...]
    counts: tuple[tuple[tuple[Verdict, int], ...], ...]
    digests: tuple[str, ...]


def matrices(runs: Sequence[tuple[Path, Results]], home: Path) -> tuple[Matrix, ...]:
    """A matrix for each API of the runs (folder and results); links are relative to `home`."""
    columns: dict[str, list[Column]] = {}
    for folder, results in runs:
        apis = Counter[str]()
        for number, target in enumerate(results.targets, 1):
            apis[target.api] += 1
            prefix = anchor_prefix(number, first=apis[target.api] == 1)
            there = (folder / _REPORT).is_file()
            link = Path(os.path.relpath(folder / _REPORT, home)).as_posix() if there else None
            column = Column(target, results.suite.started, link, prefix)
            columns.setdefault(target.api, []).append(column)
    return tuple(_matrix(api, tuple(found)) for api, found in sorted(columns.items()))


def _matrix(api: str, columns: tuple[Column, ...]) -> Matrix:
    tables = [{one.id: one for one in column.result.requirements} for column in columns]
    known = {key: one for table in reversed(tables) for key, one in table.items()}
    order = dict.fromkeys(key for table in tables for key in table)
    rows = tuple(Row(known[key], tuple(table.get(key) for table in tables)) for key in order)
    return Matrix(
        api=api,
        columns=columns,
        features=tuple(_features(rows, len(columns))),
        rows=rows,
        counts=tuple(_counts(column.result) for column in columns),
        digests=tuple(dict.fromkeys(column.result.catalogue for column in columns)),
    )


def _features(rows: tuple[Row, ...], width: int) -> Iterator[Feature]:
    table: dict[str, list[Row]] = {}
    for row in rows:
        table.setdefault(row.requirement.feature, []).append(row)
    for name, found in table.items():
        columns = ([row.cells[at] for row in found] for at in range(width))
        cells = (counted(one for one in column if one is not None) for column in columns)
        yield Feature(name, tuple(found), tuple(map(Cell, cells)))


def _counts(target: TargetResult) -> tuple[tuple[Verdict, int], ...]:
    return tuple((verdict, count) for verdict, count in target.counts().items() if count)


def matrix_html(found: tuple[Matrix, ...]) -> Iterator[bytes]:
    """The page, piece by piece."""
    foot = ", ".join(("Conformance matrix", *(matrix.api for matrix in found)))
    shown = {one for matrix in found for counts in matrix.counts for one, _ in counts}
    legend = [one for one in Verdict if one in shown]
    yield from streamed(
        "matrix.html", "matrix.js", foot, ("matrix.css",), matrices=found, verdicts=legend
    )
