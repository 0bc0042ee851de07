"""What the pages show is what happens."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

_KITS = Path(__file__).parents[3] / "docs" / "kits"


def test_a_phone_book_in_an_hour(play: Callable[[Path], int], tmp_path: Path) -> None:
    for name in ("openapi.yaml", "server.py"):
        shutil.copy(_KITS / "phonebook" / name, tmp_path)
    assert play(_KITS / "phonebook.md") > 6


def test_a_page_that_shows_something_else_is_found(
    play: Callable[[Path], int], tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        '```text title="a/b.txt"\none\n```\n\n```text title="add to a/b.txt"\ntwo 3 s\n```\n\n'
        "```console\n$ cat a/b.txt\none\ntwo … s\n$ false\n$ echo $?\n1\n```\n"
    )
    assert play(page) == 3
    page.write_text("```console\n$ echo one; echo two; echo three\none\n…\nthree\n```\n")
    assert play(page) == 1
    page.write_text("```console\n$ echo one\ntwo\n```\n")
    with pytest.raises(AssertionError, match=r"echo one\s+one\s+is not what the page"):
        play(page)
