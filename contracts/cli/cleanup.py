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
    help="The target file to use, where the run's own has moved; it has to name the same address. "
    "Repeatable.",
)
def command(run_dir: Path, files: tuple[Path, ...]) -> Exit:
    """Remove what a run made on its targets and could not remove, also after a kill -9.

    The ledger in the run's evidence says what was made. Each entry is looked for, deleted, and
    looked for again; what is still there is listed, and the exit code is 3.
    """
    from contracts.cli.cleaning import clean  # noqa: PLC0415 - it takes a second to import

    return clean(run_dir, files)
