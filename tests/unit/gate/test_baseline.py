"""The baseline file: read with care, written whole."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from contracts.gate import read_baseline, write_baseline
from contracts.model import BaselineEntry, ConfigurationError, Tolerance, Verdict

TODAY = dt.date(2026, 6, 1)
ENTRY = "entries:\n- {requirement: UPT-ID-02, reason: a pump, owner: ann"


def read(folder: Path, text: str, **how: Any) -> list[BaselineEntry]:
    """The entries of a file with this text."""
    path = folder / "b.yaml"
    path.write_text(text, encoding="utf-8")
    return read_baseline(path, TODAY, **how)


def test_an_entry(tmp_path: Path) -> None:
    (one,) = read(tmp_path, ENTRY + ", kind: waived, expires: 2026-12-31, target: Lab}")
    assert one == BaselineEntry(
        "UPT-ID-02", "a pump", "ann", Tolerance.WAIVED, Verdict.FAIL, "2026-12-31", "Lab"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("[", "not YAML"),
        ("entries: 1", "entries: 1 is not of type 'array'"),
        ("entry: []", "unknown key 'entry' (did you mean 'entries'?)"),
        (ENTRY + ", until: x}", "unknown key 'until'"),
        (ENTRY + ", kind: known-failure}", "'known-failure' is not one of known, waived, flaky"),
        (ENTRY + ", verdict: pass}", "'pass' is not one of fail, inconclusive, warn"),
        (ENTRY.replace("ID-02", "ID-92") + "}", "no such requirement (did you mean 'UPT-ID-0"),
        (ENTRY.replace("a pump", "' '") + "}", "UPT-ID-02: has no reason; say why"),
        (ENTRY.replace("ann", "''") + "}", "UPT-ID-02: has no owner; say who"),
        (ENTRY.replace("reason: a pump, ", "") + "}", "'reason' is a required property"),
        (ENTRY + "}\n" + ENTRY.partition("\n")[2] + "}", "has two entries; keep one"),
        (ENTRY + ", kind: waived}", "is waived without a day on which that ends"),
        (ENTRY + ", kind: flaky}", "is flaky without a day on which that ends"),
        (ENTRY + ", expires: soon}", "'soon' is no day; write it like 2027-03-31"),
        (
            ENTRY + ", kind: flaky, expires: 2026-08-31}",
            "flaky for too long; expires is 2026-08-30",
        ),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(tmp_path, text)
    assert words in str(caught.value)
    assert "b.yaml" in str(caught.value)


def test_a_flaky_entry_may_last_for_ninety_days(tmp_path: Path) -> None:
    (one,) = read(tmp_path, ENTRY + ", kind: flaky, expires: 2026-08-30}")
    assert one.kind is Tolerance.FLAKY


def test_a_file_that_is_not_there_says_how_it_comes_to_be(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="with --update-baseline a run writes it"):
        read_baseline(tmp_path / "none.yaml")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    entries = [
        BaselineEntry("UPT-OK-01", "", ""),
        BaselineEntry("UPT-ID-02", "fünf: #1", "ann", Tolerance.FLAKY, expires="2026-07-01"),
    ]
    path = tmp_path / "b.yaml"
    write_baseline(path, entries)
    assert path.read_text("utf-8").startswith("# What a run with --baseline accepts")
    assert read_baseline(path, TODAY, drafts=True) == entries[::-1]
    with pytest.raises(ConfigurationError, match="UPT-OK-01: has no reason"):
        read_baseline(path, TODAY)
    assert list(tmp_path.iterdir()) == [path]


def test_the_line_that_names_the_schema_stays(tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text("# yaml-language-server: $schema=baseline.schema.json\n# mine\nentries: []\n")
    write_baseline(path, [])
    lines = path.read_text("utf-8").splitlines()
    assert lines[0] == "# yaml-language-server: $schema=baseline.schema.json"
    assert "# mine" not in lines


def test_what_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be written"):
        write_baseline(tmp_path / "none" / "b.yaml", [])
