"""A must that nothing judges is a mistake of its kit, which a run does not pass over."""

from __future__ import annotations

import pytest

from contracts.catalogue import is_judged_in_passing, load, orphans
from contracts.catalogue.kits import add_kit
from tests.unit.kits.conftest import Folder

SECOND = """\
  - id: PHB-LIST-02
    level: must
    statement: It is short.
    section: Lists
    basis: stated
    feature: contacts
"""


def _orphans(folder: Folder) -> tuple[str, ...]:
    return orphans(add_kit(folder.home).name)


def test_a_kit_whose_musts_are_all_judged_has_none(folder: Folder) -> None:
    assert _orphans(folder) == ()
    assert orphans("voss") == ()


def test_a_must_without_a_test_is_one(folder: Folder) -> None:
    folder.change("specs/requirements.yaml", "requirements:\n", f"requirements:\n{SECOND}")
    assert _orphans(folder) == ("PHB-LIST-02",)
    requirement = load("phone-book").catalogue.requirements["PHB-LIST-02"]
    assert not is_judged_in_passing("phone-book", requirement)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (
            "specs/requirements.yaml",
            "level: must\n    statement: It",
            "level: may\n    statement: It",
        ),
        (
            "specs/requirements.yaml",
            "statement: It is short.",
            "statement: It is short.\n    not_tested: Nobody can look.",
        ),
        ("specs/openapi.yaml", "type: array", "type: array, x-requirement: PHB-LIST-02"),
        ("vocabulary.py", "phone book.", "phone book (PHB-LIST-02)."),
        ("tests/test_lists.py", '"PHB-LIST-01"', '"PHB-LIST-*"'),
    ],
)
def test_what_judges_it_in_another_way_counts(
    folder: Folder, name: str, old: str, new: str
) -> None:
    folder.change("specs/requirements.yaml", "requirements:\n", f"requirements:\n{SECOND}")
    folder.change(name, old, new)
    assert _orphans(folder) == ()
