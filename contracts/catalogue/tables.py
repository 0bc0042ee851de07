"""Tab-separated tables of the documents."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from contracts.model import SpecError


def read_table(path: Path) -> Sequence[dict[str, str]]:
    """The rows of a tab-separated file whose first line names the columns.

    Raises SpecError naming file and line for a missing file or a row of another length.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter="\t", strict=True)
            rows = []
            for row in reader:
                if None in row or None in row.values():
                    msg = f"{path}:{reader.line_num}: has not as many columns as the heading"
                    raise SpecError(msg)
                rows.append(row)
    except OSError as trouble:
        msg = f"{path}: cannot be read ({trouble.strerror})"
        raise SpecError(msg) from trouble
    return rows
