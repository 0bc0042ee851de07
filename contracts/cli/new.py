"""`uc-contracts new`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.settings import Command
from contracts.model import ConfigurationError

_EXAMPLES = """\b
Examples:
  uc-contracts new phone-book --openapi openapi.yaml
  uc-contracts run --kit phone-book --url http://localhost:8080
"""


@click.command("new", cls=Command, epilog=_EXAMPLES)
@click.argument("name")
@click.option(
    "--openapi",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The OpenAPI 3.0 or 3.1 document of the API, in YAML or JSON, as it is.",
)
@click.option(
    "--prefix", metavar="PREFIX", help="What the ids of requirements begin with, such as PHB."
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The folder to write; NAME by default. It must not exist.",
)
def command(name: str, openapi: Path, prefix: str | None, output: Path | None) -> None:
    """Write a kit for an API of your own, which runs at once.

    The document is copied as it is; what the suite adds to it stands in kit.toml.
    """
    from contracts.catalogue.starting import start_kit  # noqa: PLC0415 - when one is written

    folder = output or Path(name)
    try:
        begun = start_kit(folder, name, openapi, prefix)
    except OSError as trouble:
        msg = f"{trouble.filename or folder} cannot be written ({trouble.strerror})"
        raise ConfigurationError(msg) from trouble
    click.echo(f"Wrote {folder}: {begun.operations} operations, {begun.requirements} requirements.")
    if begun.offered:
        click.echo(
            f"{begun.offered} laws of lists were recognised by their names; confirm those that the "
            f"document states in {folder / 'kit.toml'}."
        )
    click.echo(f"Try it: uc-contracts run --kit {folder} --url URL")
