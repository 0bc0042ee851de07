"""Tab-separated tables of the documents."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from contracts.model import SpecError


def read_table(path: Path) -> Sequence[dict[str, str]]:
    """The rows of a tab-separated file whose first line names the columns.

    Raises SpecError naming file and line for a missing or empty file, a row of another length,
    a column named twice.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(_rows(path, file))
    except OSError as trouble:
        msg = f"{path}: cannot be read ({trouble.strerror})"
        raise SpecError(msg) from trouble
    except UnicodeDecodeError as trouble:
        msg = f"{path}: is not UTF-8 text"
        raise SpecError(msg) from trouble


def _rows(path: Path, file: Iterable[str]) -> Iterator[dict[str, str]]:
    # A tab ends a column and nothing quotes it.
    reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = reader.fieldnames or ()
    if not columns:
        msg = f"{path}:1: is empty"
        raise SpecError(msg)
    if len(set(columns)) < len(columns):
        msg = f"{path}:1: a column is named twice"
        raise SpecError(msg)
    for row in reader:
        if None in row or None in row.values():
            msg = f"{path}:{reader.line_num}: has not as many columns as the heading"
            raise SpecError(msg)
        yield row
