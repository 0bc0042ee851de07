"""`uc-contracts index`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.settings import Command
from contracts.model import ConfigurationError


@click.command("index", cls=Command)
@click.argument(
    "folder",
    default="reports",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="[FOLDER]",
)
def command(folder: Path) -> None:
    """Write index.html, a page that lists all runs in a folder (`reports` by default).

    A run without --report-dir updates it automatically.
    """
    from contracts.report import write_index  # noqa: PLC0415 - it takes a second to import

    try:
        click.echo(f"Runs: {write_index(folder)}")
    except OSError as trouble:
        msg = f"{folder / 'index.html'} cannot be written ({trouble.strerror})"
        raise ConfigurationError(msg) from trouble
