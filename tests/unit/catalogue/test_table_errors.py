"""What is wrong in a table, or in what is made of its rows, is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts.model import Basis, Level

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Copy

FILE, TABLE = "requirements.yaml", "result-codes.tsv"


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        ("5\tAPI_DEVICE_ALIAS", "5 API_DEVICE_ALIAS", 7, "has not as many columns as the heading"),
        ("0\tAPI_RECORDING_STARTED\t", "0\tAPI\tx\t", 2, "has not as many columns as the heading"),
        ("code\tlabel\tkind", "code\tcode\tkind", 1, "a column is named twice"),
        (
            "59\tAPI_PARAMETERS_INVALID\tlikely-error",
            "59",
            60,
            "has not as many columns as the heading",
        ),
    ],
)
def test_a_defect_of_the_table_is_named(
    specs: Copy, old: str, new: str, line: int, text: str
) -> None:
    specs.change(TABLE, old, new)
    assert specs.trouble(TABLE) == (line, text)


def test_an_empty_table_is_named(specs: Copy) -> None:
    specs.write(TABLE, "")
    assert specs.trouble(TABLE) == (1, "is empty")


def test_a_table_that_is_not_utf_8_is_named(specs: Copy) -> None:
    specs.write(TABLE, b"code\tlabel\tkind\n0\t\xff\tx\n")
    assert specs.trouble(TABLE) == (0, "is not UTF-8 text")


def test_a_missing_table_is_named(specs: Copy) -> None:
    (specs.folder / TABLE).unlink()
    assert specs.trouble(TABLE) == (0, "cannot be read (No such file or directory)")


@pytest.mark.parametrize(
    ("old", "new", "field", "text"),
    [
        ("{label} is", "{lable} is", "statement", "no column 'lable' for a place in"),
        ("{label} is", "{} is", "statement", "no column '' for a place in"),
        ("{label} is", "{label is", "statement", "'A request whose outcome is {label is"),
        ("{label} is", "{label.x.y} is", "statement", "'A request whose outcome is {label.x.y}"),
        ("{label} is", "{label:d} is", "statement", "'A request whose outcome is {label:d}"),
        (
            "key: code",
            "key: kode",
            "key",
            "result-codes.tsv has no column 'kode' (did you mean 'code'?)",
        ),
        ("UPT-CODE-{code:0>2}", "UPT-CODE-1", "id", "'UPT-CODE-1' stands here twice"),
        (
            "UPT-CODE-{code:0>2}",
            "UPT-CODE {code}",
            "id",
            "'UPT-CODE 0' is not letters and digits behind UPT-",
        ),
        ("UPT-CODE-{code:0>2}", "CODE-{code}", "id", "'CODE-0' does not begin with UPT-"),
        (
            "    feature: result-codes\n    fix: Answer such",
            "    feature: codes\n    fix: Answer such",
            "feature",
            "unknown feature 'codes'",
        ),
        (
            '"18": {ambiguity: UPT-AMB-01}',
            '"18": {ambiguity: UPT-AMB-99}',
            "ambiguity",
            "UPT-CODE-18 names 'UPT-AMB-99'",
        ),
        (
            '"18": {ambiguity: UPT-AMB-01}',
            '"19": {level: may}',
            "overrides.19",
            "result-codes.tsv has no row '19'",
        ),
        (
            '"18": {ambiguity: UPT-AMB-01}',
            '"18": {levl: may}',
            "overrides.18.levl",
            "unknown key 'levl' (did you mean 'level'?)",
        ),
        (
            "file: result-codes.tsv",
            "file: result-codes.csv",
            "file",
            "'result-codes.csv' does not match",
        ),
    ],
)
def test_a_defect_of_what_is_made_of_the_rows_is_named(
    specs: Copy, old: str, new: str, field: str, text: str
) -> None:
    specs.change(FILE, old, new, last=True)
    line, said = specs.trouble(FILE)
    assert said.startswith(f"tables.0.{field}: {text}"), said
    assert line >= specs.text(FILE).splitlines().index("tables:") + 2


def test_an_override_cannot_make_a_must_of_public_docs(specs: Copy) -> None:
    row = "level: must\n    statement: A request whose"
    specs.change(FILE, row, row.replace("must", "should"))
    specs.change(FILE, "    basis: stated\n", "    basis: public-docs\n", last=True)
    assert specs.load().catalogue.requirements["UPT-CODE-20"].basis is Basis.PUBLIC_DOCS
    specs.change(FILE, '"18": {', '"18": {level: must, ')
    text = "tables.0.level: UPT-CODE-18 rests on public-docs and is at most a should"
    assert specs.trouble(FILE)[1] == text


def test_each_row_makes_a_requirement_and_an_override_changes_one(specs: Copy) -> None:
    specs.change(FILE, '"18": {', '"18": {level: may, not_tested: No disk is full., ')
    found = specs.load().catalogue.requirements
    rows = [one for one in found if one.startswith("UPT-CODE-")]
    assert len(rows) == 59
    assert rows[:2] == ["UPT-CODE-00", "UPT-CODE-01"]
    one, other = found["UPT-CODE-18"], found["UPT-CODE-20"]
    assert (one.level, one.not_tested, one.ambiguity) == (
        Level.MAY,
        "No disk is full.",
        "UPT-AMB-01",
    )
    assert (other.level, other.not_tested, other.ambiguity) == (Level.MUST, None, None)
    assert other.statement == "A request whose outcome is API_OK is answered with RESULTCODE 20."
    assert other.fix == "Answer such a request with RESULTCODE 20 (API_OK)."


def test_quotes_in_a_table_are_text(specs: Copy) -> None:
    specs.change(TABLE, "API_OK", '"API_OK')
    assert '"API_OK' in specs.load().catalogue.requirements["UPT-CODE-20"].statement
