"""`uc-contracts cleanup`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.exits import Exit
from contracts.cli.settings import Command


@click.command("cleanup", cls=Command)
@click.argument("run_dir", type=click.Path(path_type=Path), metavar="RUN_DIR")
@click.option(
    "--target",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="TARGET.toml",
    help="The target file to use if the run's own has moved; it must name the same address. "
    "Repeatable.",
)
def command(run_dir: Path, files: tuple[Path, ...]) -> Exit:
    """Remove what a run created on its targets and left behind, even after kill -9.

    The run's evidence has a ledger of everything it created. Each entry is looked up, deleted, and
    looked up again. What could not be removed is listed, and the exit code is 3.
    """
    from contracts.cli.cleaning import clean  # noqa: PLC0415 - it takes a second to import

    return clean(run_dir, files)
