"""`uc-contracts fleet`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.settings import Command, Group
from contracts.cli.stores import store_option
from contracts.model import Exit

_PLACE = click.Path(path_type=Path)
_FILE = click.argument("file", type=_PLACE, metavar="FLEET.toml")
_GROUPS = click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="NAME",
    help="Only the targets of this group. Repeatable: those of any of them.",
)
_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)


@click.group("fleet", cls=Group)
def command() -> None:
    """Judge many targets over many workers, from one file.

    The extra `fleet` has what it needs: pip install 'uc-contracts[fleet]'.
    """


@click.command("fleet-run", cls=Command)
@_FILE
@_GROUPS
@click.option(
    "--index",
    type=click.IntRange(0),
    metavar="N",
    help="Only the target of this number, from 0, in the order of `fleet list`: one of the jobs of "
    "Kubernetes or of a CI matrix. Such jobs share a --batch.",
)
@store_option()
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Judge on the workers of this Dask scheduler, such as tcp://scheduler:8786.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many targets are judged at a time from here, without a scheduler; as many as there "
    "are processors by default.",
)
@click.option(
    "--batch",
    metavar="NAME",
    help="The name of this run of the fleet; that of the fleet and the time by default. What was "
    "judged under a name is not judged under it again, so that an interrupted run goes on.",
)
@click.option(
    "--evidence",
    type=click.Choice(["home", "worker"]),
    help="Whether the folders of runs are brought home or stay with Dask's workers; home by "
    "default.",
)
@click.option("--reports", type=_PLACE, metavar="DIR", help="The folder for reports.")
@_FORM
@click.option("--quiet", "-q", is_flag=True, help="Print no progress, only the outcome.")
def run_command(  # noqa: PLR0913 - one for each option
    file: Path,
    groups: tuple[str, ...],
    index: int | None,
    store_url: str | None,
    scheduler: str | None,
    workers: int | None,
    batch: str | None,
    evidence: str | None,
    reports: Path | None,
    form: str,
    *,
    quiet: bool,
) -> Exit:
    """Judge the targets of a fleet, each once, and take their runs into the store.

    Each target is judged by one process on one worker, while nobody else judges it. What a worker
    that died made on its target is removed before the target is judged again.
    """
    from contracts.cli.fleet_running import Wanted, run  # noqa: PLC0415 - of an extra

    return run(
        file,
        Wanted(groups, index, store_url, scheduler, workers, batch, evidence, reports, form, quiet),
    )


@click.command("fleet-list", cls=Command)
@_FILE
@_GROUPS
@_FORM
def list_command(file: Path, groups: tuple[str, ...], form: str) -> Exit:
    """List the targets of a fleet, with the numbers that `fleet run --index` takes.

    Nothing is sent; mistakes in the fleet file and in all target files are listed with their lines.
    """
    from contracts.cli.fleet_running import show_targets  # noqa: PLC0415 - of an extra

    return show_targets(file, groups, form)


@click.command("fleet-report", cls=Command)
@click.argument("batch", metavar="BATCH")
@store_option()
@click.option(
    "--fleet",
    "file",
    type=_PLACE,
    metavar="FLEET.toml",
    help="The file of the fleet: targets without a run are counted as not judged.",
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("fleet.html"),
    show_default=True,
    metavar="FILE",
    help="The page to write.",
)
def report_command(batch: str, store_url: str | None, file: Path | None, output: Path) -> Exit:
    """Write the page of a run of a fleet from the store: targets by features, worst first.

    With jobs of Kubernetes or a CI matrix, each of which judges one target, this is what all of
    them came to; the exit code is that of the worst.
    """
    from contracts.cli.fleet_running import report  # noqa: PLC0415 - of an extra

    return report(batch, store_url, file, output)


command.add_command(run_command, "run")
command.add_command(list_command, "list")
command.add_command(report_command, "report")
