"""The server's own table of codes is the document's."""

from __future__ import annotations

import csv
from pathlib import Path

from contracts.reference.uptivity.codes import LABELS, NON_ERRORS, Code

TABLE = Path(__file__).parents[3] / "specs" / "uptivity" / "result-codes.tsv"


def _rows() -> list[dict[str, str]]:
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_codes_and_labels_are_those_of_the_document() -> None:
    assert {int(row["code"]): row["label"] for row in _rows()} == LABELS


def test_every_success_is_no_error_and_every_error_is_one() -> None:
    for row in _rows():
        if row["kind"] != "open":
            assert (int(row["code"]) in NON_ERRORS) == row["kind"].endswith("success")


def test_17_has_the_label_of_16() -> None:
    assert LABELS[Code.INVALID_MESSAGE_FORMAT] == LABELS[Code.INVALID_MESSAGE_FORMAT_TOO]
