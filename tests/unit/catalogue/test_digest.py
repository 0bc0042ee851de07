"""The digest stands for every name and every byte of a catalogue, and for nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from contracts.catalogue import specs_dir

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Copy

NAMES = sorted(path.name for path in (specs_dir() / "uptivity").iterdir())


def _digest(specs: Copy) -> str:
    return specs.load().catalogue.digest


def test_a_digest_says_how_it_was_made(specs: Copy) -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", _digest(specs))


def test_two_copies_have_one_digest(make_copy: Callable[[], Copy]) -> None:
    assert _digest(make_copy()) == _digest(make_copy())


@pytest.mark.parametrize("name", NAMES)
def test_a_byte_more_in_any_file_changes_it(specs: Copy, name: str) -> None:
    before = _digest(specs)
    specs.write(name, specs.text(name) + "\n")
    assert _digest(specs) != before


@pytest.mark.parametrize("name", ["data.schema.json", "result.xsd", "request.xsd"])
def test_another_byte_in_a_file_that_is_not_read_changes_it(specs: Copy, name: str) -> None:
    before = _digest(specs)
    specs.write(name, specs.text(name).replace("e", "E", 1))
    assert _digest(specs) != before


def test_another_name_changes_it(specs: Copy) -> None:
    before = _digest(specs)
    (specs.folder / "result.xsd").rename(specs.folder / "Result.xsd")
    assert _digest(specs) != before


def test_bytes_that_move_from_one_file_to_the_next_change_it(specs: Copy) -> None:
    specs.write("a.txt", "ab")
    specs.write("b.txt", "c")
    before = _digest(specs)
    specs.write("a.txt", "a")
    specs.write("b.txt", "bc")
    assert _digest(specs) != before


def test_time_and_mode_of_a_file_do_not_change_it(specs: Copy) -> None:
    before = _digest(specs)
    for path in specs.folder.iterdir():
        os.utime(path, (1, 1))
        path.chmod(0o600)
    assert _digest(specs) == before
