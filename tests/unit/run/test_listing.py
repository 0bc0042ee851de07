"""`requirements` and `explain`."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import Any

import pytest

from contracts.catalogue import load


def test_table_has_a_line_for_each(command: Any) -> None:
    ended = command("requirements")
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert lines[0].split() == ["id", "level", "basis", "statement"]
    assert lines[-1] == f"{len(lines) - 2} requirements"
    assert any(line.startswith("UPT-ID-02 ") and " must " in line for line in lines)


def test_csv_and_json_parse_and_agree(command: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(command("requirements", "--format", "csv").out)))
    assert rows == json.loads(command("requirements", "--format", "json").out)
    assert [row["id"] for row in rows] == list(
        dict.fromkeys(one for one in (row["id"] for row in rows))
    )
    catalogue = load("uptivity").catalogue.requirements
    uptivity = [row["id"] for row in rows if row["api"] == "uptivity"]
    assert uptivity == list(catalogue)


def test_markdown_is_a_table(command: Any) -> None:
    lines = command("requirements", "--api", "uptivity", "--format", "markdown").out.splitlines()
    cells = {len(line.replace("\\|", "").split("|")) for line in lines}
    assert cells == {7}
    assert set(lines[1]) == set("| -")
    assert len(lines) == len(load("uptivity").catalogue.requirements) + 2


@pytest.mark.parametrize(
    ("identifier", "told"),
    [
        ("UPT-OK-02", ["stated", "Source:", "Judged by:", "Proven by seeded faults:"]),
        ("UPT-RESULT-03", ["Needs:", "UPT-RESULT-01", "Needed by:", "UPT-CODE-07"]),
        ("UPT-ID-02", ["Ambiguity UPT-AMB-16:", "* text:", "How to fix it:"]),
        ("upt-id-02", ["UPT-ID-02"]),
        ("UPT-commandByGet-MEDIA", ["Every exchange of the operation is checked"]),
        ("UPT-CODE-32", ["test_result_codes.py::test_"]),
        ("UPT-AMB-16", ["* text:", "Requirements that depend on it:", "UPT-ID-02"]),
    ],
)
def test_explain(command: Any, identifier: str, told: list[str]) -> None:
    ended = command("explain", identifier)
    assert ended.code == 0
    assert ended.out == ended.out.lstrip()
    for text in told:
        assert text in ended.out
    assert max(map(len, ended.out.splitlines())) <= 100


def test_explain_what_cannot_be_tested(command: Any) -> None:
    untested = next(r for r in load("uptivity").catalogue.requirements.values() if r.not_tested)
    told = " ".join(command("explain", untested.id).out.split())
    assert f"No test: {' '.join((untested.not_tested or '').split())}" in told


def test_a_reader_that_goes_is_no_trouble() -> None:
    for arguments in (["requirements"], ["requirements", "--format", "json"]):
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "contracts", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        process.stderr.close()
        assert process.wait() == 0
