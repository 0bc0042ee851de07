"""A proof that is asked again for what has changed judges nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.catalogue import add_kit
from contracts.selfproof import Outcome, Remembered, Sort, Trial
from tests.unit.kits.conftest import Folder, folder, no_kits

__all__ = ["folder", "no_kits"]

FOUND = Trial(Sort.FAULT, "list-lost", Outcome.KILLED, ("PHB-LIST-01",), operator="omitted")


def _again(folder: Folder, file: Path) -> Trial | None:
    from contracts.catalogue import tests_index  # noqa: PLC0415 - its cache is emptied

    tests_index._marked.cache_clear()
    memory = Remembered(add_kit(folder.home), file)
    memory.load()
    return memory.still(Sort.FAULT, "list-lost", "PHB-LIST-01")


@pytest.fixture
def file(folder: Folder, tmp_path: Path) -> Path:
    """What a proof left."""
    path = tmp_path / "proofs" / "book.json"
    memory = Remembered(add_kit(folder.home), path)
    memory.load()
    memory.keep(FOUND, "PHB-LIST-01")
    memory.save()
    return path


def test_what_was_found_counts_as_long_as_nothing_changes(folder: Folder, file: Path) -> None:
    assert _again(folder, file) == FOUND


@pytest.mark.parametrize("name", ["tests/test_lists.py", "vocabulary.py", "specs/openapi.yaml"])
def test_what_a_change_has_a_part_in_is_judged_again(folder: Folder, file: Path, name: str) -> None:
    folder.write(name, (folder.home / name).read_text("utf-8") + "\n# changed\n")
    assert _again(folder, file) is None


def test_tests_of_other_requirements_have_no_part(folder: Folder, file: Path) -> None:
    folder.write("tests/test_other.py", "import pytest\n")
    assert _again(folder, file) == FOUND


def test_what_was_wrong_is_judged_again(folder: Folder, file: Path) -> None:
    memory = Remembered(add_kit(folder.home), file)
    memory.keep(Trial(Sort.FAULT, "list-lost", Outcome.MISSED), "PHB-LIST-01")
    memory.save()
    assert _again(folder, file) is None


def test_a_file_that_is_broken_is_as_none(folder: Folder, file: Path) -> None:
    file.write_text("{", encoding="utf-8")
    assert _again(folder, file) is None
