"""`uc-contracts accept`."""

from __future__ import annotations

import getpass

import click

from contracts.cli.exits import Exit
from contracts.cli.settings import Command
from contracts.cli.stores import opened, store_option
from contracts.report.text import one_line


@click.command("accept", cls=Command)
@click.argument("run_id", metavar="RUN_ID")
@store_option()
@click.option("--owner", metavar="NAME", help="Who accepts it; the user who is logged in.")
@click.option("--reason", metavar="TEXT", default="", help="Why, for the reports of later runs.")
@click.option("--withdraw", is_flag=True, help="Accept it no longer.")
def command(
    run_id: str, store_url: str | None, owner: str | None, reason: str, *, withdraw: bool
) -> Exit:
    """Accept what a run of the store found: `run --against-store` fails at what is worse.

    RUN_ID is the id of a run, its beginning, or `latest`. For each target the accepted run that
    began last counts.
    """
    with opened(store_url) as store:
        from contracts.store import accept  # noqa: PLC0415 - of an extra
        from contracts.store import withdraw as take_back  # noqa: PLC0415 - of an extra

        if withdraw:
            row = take_back(store, run_id)
            click.echo(f"{row.key} is accepted no longer.")
            return Exit.OK
        row = accept(store, run_id, owner=owner or _user(), reason=reason)
        click.echo(
            one_line(f"{row.key} is accepted: {row.verdict}, begun {row.started:%F %R} UTC.")
        )
    return Exit.OK


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container whose user has no name
        return "unknown"
