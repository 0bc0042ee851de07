"""Reading equivalents.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.catalogue import load
from contracts.catalogue.equivalents import read_equivalents, stale
from contracts.catalogue.kits import kits
from contracts.model import SpecError

GOOD = """\
equivalents:
  - mutants: ["getMe * /name case", "getUser * /name case"]
    kind: open
    ambiguity: GWS-AMB-01
    reason: The document says nothing on letter case.
  - {mutants: "* effect body twice", kind: unobservable, reason: Doing it again changes nothing.}
"""


def test_rows_match_mutants_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.yaml"
    assert read_equivalents(path) == ()
    path.write_text(GOOD, encoding="utf-8")
    first, second = read_equivalents(path, ["GWS-AMB-01"])
    assert first.matches("getUser response /name case")
    assert not first.matches("getUser response /name cut")
    assert first.text == "open (GWS-AMB-01): The document says nothing on letter case."
    assert second.where == f"{path}:6"
    alive = ["getMe response /name case", "putMe effect body twice"]
    assert [*stale((first, second), alive)] == [
        f"{path}:2: 'getUser * /name case' matches no mutant that lives; remove it"
    ]


def test_mistakes_are_named_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "equivalents.yaml"
    row = "equivalents:\n  - {{mutants: a, kind: {kind}, reason: Long enough.{more}}}\n"
    for kind, more, said in (
        ("open", ", ambiguity: GWS-AMB-99", ":2: equivalents.0.ambiguity: 'GWS-AMB-99' is not"),
        ("open", "", ":2: "),
        ("unobservable", ", ambiguity: GWS-AMB-01", ":2: "),
        ("boring", "", ":2: equivalents.0.kind"),
    ):
        path.write_text(row.format(kind=kind, more=more), encoding="utf-8")
        with pytest.raises(SpecError) as trouble:
            read_equivalents(path, ["GWS-AMB-01"])
        assert said in str(trouble.value)


def test_those_of_all_kits_can_be_read() -> None:
    for name in kits():
        spec = load(name)
        read_equivalents(spec.directory / "equivalents.yaml", spec.catalogue.ambiguities)
