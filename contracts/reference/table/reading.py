"""Tables of faults and liberties: tab-separated files beside the code of a reference server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from contracts.catalogue import nearest
from contracts.model import ConfigurationError
from contracts.reference.table.change import CHANGE, CellError, Step, read_step

ID = "id"


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

    Raises ConfigurationError, which names file, line and column.
    """
    first: Line | None = None
    steps: list[tuple[Line, Step]] = []
    for line in _lines(path, columns):
        if line.cells["id"]:
            if first is not None:
                yield Row(first, tuple(steps))
            first, steps = line, []
        elif first is None:
            raise line.wrong(ID, "the first row has none")
        try:
            steps.append((line, read_step(*(line.cells[name] for name in CHANGE))))
        except CellError as trouble:
            raise line.wrong(trouble.column, trouble.why) from trouble
    if first is not None:
        yield Row(first, tuple(steps))


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
