"""Tables of faults and liberties: tab-separated files beside the code of a reference server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from contracts.catalogue import nearest
from contracts.model import ConfigurationError
from contracts.reference.table.change import CHANGE, CellError, Step, read_step

ID = "id"
_CHOICE = re.compile(r"\{([\w .-]*(?:\|[\w .-]*)+)\}")


class Line(msgspec.Struct, frozen=True):
    """A line of a table: its cells by the names of their columns."""

    path: Path
    number: int
    cells: Mapping[str, str]

    def wrong(self, column: str, why: str) -> ConfigurationError:
        """What is wrong in a cell, with its place."""
        return ConfigurationError(f"{self.path}:{self.number}: {column}: {why}")


class Row(msgspec.Struct, frozen=True):
    """A row: the line that begins it, and its changes, one or more."""

    line: Line
    steps: tuple[tuple[Line, Step], ...]

    @property
    def id(self) -> str:
        """The id."""
        return self.line.cells["id"]


def rows_of(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a table that has these columns.

    Alternatives such as `{v10|v4}` in an id make a row of each, with those at the same place in
    all other cells. Raises ConfigurationError, which names file, line and column.
    """
    for lines in _grouped(_lines(path, columns)):
        count = _count(lines[0])
        for number in range(count):
            chosen = [_chosen(line, number, count) for line in lines]
            yield Row(chosen[0], tuple((line, _step(line)) for line in chosen))


def _grouped(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """The lines of each row: one with an id, and those behind it without."""
    group: list[Line] = []
    for line in lines:
        if line.cells[ID]:
            if group:
                yield group
            group = []
        elif not group:
            raise line.wrong(ID, "the first row has none")
        group.append(line)
    if group:
        yield group


def _step(line: Line) -> Step:
    try:
        return read_step(*(line.cells[name] for name in CHANGE))
    except CellError as trouble:
        raise line.wrong(trouble.column, trouble.why) from trouble


def _count(line: Line) -> int:
    """How many rows the alternatives of an id make."""
    found = _CHOICE.search(line.cells[ID])
    return found[1].count("|") + 1 if found else 1


def _chosen(line: Line, number: int, count: int) -> Line:
    """A line with one of the alternatives in each cell."""
    if count == 1:
        return line
    cells = {}
    for name, cell in line.cells.items():
        for choice in _CHOICE.findall(cell):
            if choice.count("|") + 1 != count:
                raise line.wrong(name, f"{{{choice}}} has to have {count} alternatives, as the id")
        cells[name] = _CHOICE.sub(lambda found: found[1].split("|")[number], cell)
    return Line(line.path, line.number, cells)


def _lines(path: Path, columns: Sequence[str]) -> Iterator[Line]:
    text = path.read_text("utf-8")
    header: list[str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = _header(path, number, cells, columns)
            continue
        if len(cells) > len(header):
            msg = f"{path}:{number}: {len(cells)} cells, and {len(header)} columns"
            raise ConfigurationError(msg)
        cells += [""] * (len(header) - len(cells))
        yield Line(path, number, dict(zip(header, map(str.strip, cells), strict=True)))


def _header(path: Path, number: int, cells: list[str], columns: Sequence[str]) -> list[str]:
    for name in cells:
        if name not in columns:
            msg = f"{path}:{number}: there is no column {name!r}{nearest(name, columns)}"
            raise ConfigurationError(msg)
    lacking = [name for name in columns if name not in cells]
    if lacking:
        msg = f"{path}:{number}: the column {lacking[0]!r} is missing; columns are parted by tabs"
        raise ConfigurationError(msg)
    return cells
