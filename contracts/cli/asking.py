"""The options that say which targets a command judges, and which of their requirements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from contracts.cli.names import API, REQUIREMENT


def targets_asked(verb: str) -> Callable[[Any], Any]:
    """A command that takes target files, `--api`, `--url` and `--select`; `verb` says what for."""
    options = (
        click.argument(
            "targets", nargs=-1, metavar="[TARGET.toml]...", type=click.Path(path_type=Path)
        ),
        click.option(
            "--api",
            "apis",
            multiple=True,
            type=API,
            metavar="API",
            help="The API of --url or, without a target, which embedded servers to "
            f"{verb}. Repeatable.",
        ),
        click.option(
            "--url", metavar="URL", help="The base URL of a target, instead of a target file."
        ),
        click.option(
            "--select",
            multiple=True,
            type=REQUIREMENT,
            metavar="[TARGET:]PATTERN",
            help="Judge only requirements whose id matches, such as 'UPT-ID-*', or run only tests "
            "whose name does, such as 'test_paging_*'; with the name of a target in front, only "
            "for that target. Repeatable.",
        ),
    )

    def added(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return added
