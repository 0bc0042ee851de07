"""What is wrong in `ambiguities.yaml` is named by file, line and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Copy

FILE = "ambiguities.yaml"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            "    problem:",
            "    problm:",
            "ambiguities.0.problm: unknown key 'problm' (did you mean 'problem'?)",
        ),
        ("id: UPT-AMB-01", "id: UPT-AMB-1", "ambiguities.0.id: 'UPT-AMB-1' does not match"),
        ("id: UPT-AMB-01", "id: UPT-01", "ambiguities.0.id: 'UPT-01' does not match"),
        ("id: UPT-AMB-02", "id: UPT-AMB-01", "ambiguities.1.id: 'UPT-AMB-01' stands here twice"),
        (
            "chosen: either",
            "chosen: eiter",
            "ambiguities.0.chosen: 'eiter' is not one of the readings (did you mean 'either'?)",
        ),
        ("chosen: either", "chosen: 1", "ambiguities.0.chosen: 1 is not of type 'string'"),
        ("name: table,", "name: Table,", "ambiguities.0.readings.1.name: 'Table' does not match"),
    ],
)
def test_a_defect_is_named(specs: Copy, old: str, new: str, text: str) -> None:
    line = specs.change(FILE, old, new) + new.count("\n")
    found, said = specs.trouble(FILE)
    assert said.startswith(text), said
    assert found == line


def test_two_readings_of_one_name_are_named(specs: Copy) -> None:
    line = specs.change(FILE, "name: table,", "name: either,")
    found, said = specs.trouble(FILE)
    assert said == "ambiguities.0.readings: two readings have the same name"
    assert found in {line, line - 1}


def test_an_entry_without_readings_is_named(specs: Copy) -> None:
    text = specs.text(FILE)
    start, end = text.index("    readings:"), text.index("    chosen:")
    specs.write(FILE, text[:start] + "    readings: []\n" + text[end:])
    line, said = specs.trouble(FILE)
    assert said.startswith("ambiguities.0.readings: []")
    assert line == text.count("\n", 0, start) + 1


@pytest.mark.parametrize(
    ("content", "text"),
    [("", "is empty"), ("a: [\n", "not YAML ("), (b"\xff\xfe\xfd", "is not UTF-8")],
)
def test_a_file_that_is_no_ledger_at_all(specs: Copy, content: str | bytes, text: str) -> None:
    specs.write(FILE, content)
    assert specs.trouble(FILE)[1].startswith(text)
