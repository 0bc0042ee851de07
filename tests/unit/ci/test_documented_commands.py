"""Every command line of the suite that a page shows is one that it takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from contracts.cli.main import cli

_ROOT = Path(__file__).parents[3]
_FENCE = re.compile(r"^```(?:sh|console|text)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_WORDS = re.compile(r"\buc-contracts ([a-z].*)")
_PAGES = [
    *(_ROOT / "docs").rglob("*.md"),
    *(_ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
]


def _shown() -> Iterator[tuple[str, list[str]]]:
    """The pages, each with the words of a command line in it; not what commands print."""
    for page in _PAGES:
        for block in _FENCE.finditer(page.read_text("utf-8")):
            console = block[0].startswith("```console")
            for line in block[1].splitlines():
                found = _WORDS.search(line) if not console or line.startswith("$ ") else None
                if found:
                    words = shlex.split(re.split(r'[)"]*[|;&>]|&&|\)"', found[1])[0], comments=True)
                    yield f"{page.name}: {found[0]}", words


_SHOWN = dict(_shown())


@pytest.mark.parametrize("line", _SHOWN)
def test_a_command_line_that_is_shown_is_taken(line: str) -> None:
    context = click.Context(cli)
    command: click.Command = cli
    words = list(_SHOWN[line])
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found is not None, f"there is no command {name}"
        command = found
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    asked = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
    assert asked - known - {"--help"} == set()


def test_there_are_some() -> None:
    assert len(_SHOWN) > 30
