"""`uc-contracts hub`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click

from contracts.cli.ending import wait_for_end
from contracts.cli.exits import Exit
from contracts.cli.settings import Command, Group
from contracts.cli.stores import opened, store_option
from contracts.model import ConfigurationError
from contracts.report.text import one_line

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_MIB = 1024 * 1024
_ROOT = re.compile(r"(?:/[A-Za-z0-9._~-]+)*/?")


@click.group("hub", cls=Group, invoke_without_command=True)
@store_option()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8060,
    show_default=True,
    help="The port; 0 is any free one.",
)
@click.option(
    "--accept-runs",
    is_flag=True,
    help="Take runs by POST /runs from those who have a token. Otherwise nothing can be changed.",
)
@click.option(
    "--max-upload",
    type=click.IntRange(1, 64 * 1024),
    default=256,
    show_default=True,
    metavar="MIB",
    help="The largest archive of a run that is taken; unpacked, it may be eight times as large.",
)
@click.option(
    "--root-path",
    default="",
    metavar="PATH",
    help="The path that a proxy serves the hub at, and takes off, such as /contracts.",
)
@click.option("--certificate", type=_FILE, metavar="PEM", help="Serve HTTPS with it.")
@click.option("--private-key", type=_FILE, metavar="PEM", help="The key of the certificate.")
@click.pass_context
def command(  # noqa: PLR0913 - one for each option
    ctx: click.Context,
    store_url: str | None,
    host: str,
    port: int,
    max_upload: int,
    root_path: str,
    certificate: Path | None,
    private_key: Path | None,
    *,
    accept_runs: bool,
) -> Exit | None:
    """Serve pages and a JSON API over a store of runs, until interrupted.

    Whoever can reach the address may read; put it behind a proxy that asks who they are, if that
    is too much. Nothing can be written, unless --accept-runs lets those with a token hand in runs.
    """
    if ctx.invoked_subcommand is not None:
        return None
    if (certificate is None) != (private_key is None):
        msg = "--certificate and --private-key go together; give both"
        raise ConfigurationError(msg)
    if not _ROOT.fullmatch(root_path):
        msg = f"--root-path: {root_path!r} is no path; give one such as /contracts"
        raise ConfigurationError(msg)
    with opened(store_url, create=accept_runs) as store:
        from contracts.hub import Accepting, Desk, hub_app  # noqa: PLC0415 - of an extra
        from contracts.reference import Serving  # noqa: PLC0415 - takes a moment to import

        limits = Accepting(max_sent=max_upload * _MIB, max_unpacked=8 * max_upload * _MIB)
        app = hub_app(Desk(store, limits if accept_runs else None), root_path)
        with Serving(
            [app], [port], host=host, certificate=certificate, private_key=private_key
        ) as serving:
            click.echo(one_line(f"Hub: {serving.origins[0]}{root_path.rstrip('/')}/"))
            click.echo(one_line(f"  store: {store.name}"))
            how = "POST /runs, with a token" if accept_runs else "none; --accept-runs takes them"
            click.echo(f"  runs: {how}")
            click.echo("Serving; Ctrl-C ends it.", nl=True)
            wait_for_end()
    click.echo("Ended.")
    return Exit.OK


@click.command("hub-token", cls=Command)
@click.argument("name")
@click.option(
    "--days",
    type=click.IntRange(1, 3650),
    metavar="N",
    help="For how many days it is good; without, until it is revoked.",
)
@store_option()
@click.pass_context
def token(ctx: click.Context, name: str, days: int | None, store_url: str | None) -> Exit:
    """Make a token with which a program may hand in runs, and print it this once.

    The store holds a digest of it alone. NAME is what it is called in lists and in the runs.
    """
    if not name.strip() or len(name) > 100:  # noqa: PLR2004 - a name, no text
        msg = "NAME has 1 to 100 characters"
        raise ConfigurationError(msg)
    with opened(_store(ctx, store_url), create=True) as store:
        from contracts.store import make_token  # noqa: PLC0415 - of an extra
        from contracts.store.clock import now  # noqa: PLC0415 - of an extra

        expires = now() + dt.timedelta(days=days) if days else None
        click.echo(make_token(store, name.strip(), expires=expires))
    return Exit.OK


@click.command("hub-tokens", cls=Command)
@store_option()
@click.pass_context
def tokens(ctx: click.Context, store_url: str | None) -> Exit:
    """List the tokens of a store: their names, and when they were made, used and revoked."""
    with opened(_store(ctx, store_url)) as store:
        from contracts.store import tokens as known  # noqa: PLC0415 - of an extra

        found = known(store)
    for one in found:
        parts = [f"made {one.created:%F}"]
        parts += [f"last used {one.used:%F %R} UTC" if one.used else "never used"]
        parts += [f"good until {one.expires:%F}"] if one.expires else []
        parts += [f"revoked {one.revoked:%F}"] if one.revoked else []
        click.echo(one_line(f"{one.name}: {', '.join(parts)}"))
    if not found:
        click.echo("No token; `uc-contracts hub token NAME` makes one.", err=True)
    return Exit.OK


@click.command("hub-revoke", cls=Command)
@click.argument("name")
@store_option()
@click.pass_context
def revoke(ctx: click.Context, name: str, store_url: str | None) -> Exit:
    """Revoke a token: it is good for nothing from now on."""
    with opened(_store(ctx, store_url)) as store:
        from contracts.store import revoke_token  # noqa: PLC0415 - of an extra

        if not revoke_token(store, name):
            msg = f"the store {store.name} has no token {name!r}; `uc-contracts hub tokens` lists"
            raise ConfigurationError(msg)
    click.echo(one_line(f"{name} is revoked."))
    return Exit.OK


def _store(ctx: click.Context, given: str | None) -> str | None:
    """The store of the command, or that of `hub` before it."""
    before: str | None = ctx.parent.params.get("store_url") if ctx.parent else None
    return before if ctx.parent and before and not _is_given(ctx) else given


def _is_given(ctx: click.Context) -> bool:
    source = ctx.get_parameter_source("store_url")
    return source is not None and source.name == "COMMANDLINE"


command.add_command(token, "token")
command.add_command(tokens, "tokens")
command.add_command(revoke, "revoke")
