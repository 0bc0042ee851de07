"""`uc-contracts ingest`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.exits import Exit
from contracts.cli.settings import Command
from contracts.cli.stores import opened, store_option
from contracts.model import ConfigurationError, EvidenceError
from contracts.report.text import one_line, plural


@click.command("ingest", cls=Command)
@click.argument(
    "folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN_DIR..."
)
@store_option()
@click.option(
    "--exchanges",
    type=click.Choice(["none", "evidence", "all"]),
    default="evidence",
    show_default=True,
    help="Which exchanges the store keeps: none, the evidence of what did not pass, or every one.",
)
@click.option(
    "--bodies/--no-bodies",
    default=True,
    show_default=True,
    help="Whether it keeps the bodies of these exchanges.",
)
@click.option("--batch", metavar="NAME", help="The run of a fleet that these runs are part of.")
@click.option(
    "--migrate",
    is_flag=True,
    help="Bring a store of an older uc-contracts up to date, which those cannot use afterwards.",
)
def command(  # noqa: PLR0913 - one for each option
    folders: tuple[Path, ...],
    store_url: str | None,
    exchanges: str,
    batch: str | None,
    *,
    bodies: bool,
    migrate: bool,
) -> Exit:
    """Put recorded runs into a store, each once, also those that were killed.

    RUN_DIR is the folder of a run. A run that is in the store already is left as it is, or brought
    up to date where its folder holds more.
    """
    with opened(store_url, create=True, migrate=migrate) as store:
        from contracts.store import Keep, Which, ingest  # noqa: PLC0415 - of an extra

        ended = Exit.OK
        for folder in folders:
            try:
                made = ingest(
                    store, folder, keep=Keep(Which(exchanges), bodies=bodies), batch=batch
                )
            except (ConfigurationError, EvidenceError) as trouble:
                if len(folders) == 1:
                    raise
                click.echo(f"uc-contracts: {one_line(str(trouble))}", err=True)
                ended = Exit.USAGE
            else:
                counts = f"{plural(made.targets, 'target')}, {plural(made.verdicts, 'verdict')}"
                click.echo(f"{made.key}: {made.state.value} ({counts})")
        click.echo(one_line(f"Store: {store.name}"))
    return ended
