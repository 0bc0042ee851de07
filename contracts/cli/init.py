"""`uc-contracts init`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from contracts.cli.exits import Exit
from contracts.cli.kits import asked_kits
from contracts.cli.names import API
from contracts.cli.settings import Command
from contracts.model import ConfigurationError

_STANDARD_OUTPUT = Path("-")


@click.command("init", cls=Command)
@click.option(
    "--api",
    type=API,
    metavar="API",
    help="The API that the server implements; that of --kit by default.",
)
@click.option("--url", required=True, metavar="URL", help="The server's base URL.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="The file to write, - for standard output; API.toml by default. No file is overwritten.",
)
def command(api: str | None, url: str, output: Path | None) -> Exit:
    """Write a target file for a server, with every possible setting as a comment.

    The server is probed with read-only requests.
    """
    # What judging needs takes a second to import; who asks for help does not wait for it.
    from contracts.catalogue import load  # noqa: PLC0415
    from contracts.engine.options import TargetOptions  # noqa: PLC0415
    from contracts.engine.probe import looked_at  # noqa: PLC0415
    from contracts.report import one_line  # noqa: PLC0415
    from contracts.targets.template import template  # noqa: PLC0415

    api = api or _only_kit()
    path = output or Path(f"{api}.toml")
    to_file = path != _STANDARD_OUTPUT
    if to_file and path.exists():
        msg = f"{path} already exists; name another file with --output"
        raise ConfigurationError(msg)
    with looked_at(TargetOptions(urls=((api, url),)), everywhere=False) as looks:
        ((target, look),) = looks
        text = template(
            load(api),
            target.base_url,
            look.answer,
            credentials=bool(look.refusal),
            kit=_folder_of(api, path.parent if to_file else Path()),
        )
    click.echo(one_line(f"{url}: {look.barred or look.answer}"), err=not to_file)
    if not to_file:
        click.echo(text, nl=False)
        return Exit.OK
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as trouble:
        msg = f"{path} cannot be written ({trouble.strerror}); name another file with --output"
        raise ConfigurationError(msg) from trouble
    click.echo(f"Wrote {path}. Fill in what you know, then run: uc-contracts check {path}")
    return Exit.OK


def _folder_of(api: str, start: Path) -> Path | None:
    """The folder of a kit that has to be named, as seen from `start`; None for one that is known.

    What ships and what is installed is known by its name.
    """
    from contracts.catalogue import find_kit  # noqa: PLC0415 - see above

    kit = find_kit(api)
    if kit.shipped or kit.package is not None:
        return None
    return Path(os.path.relpath(kit.home, start.resolve()))


def _only_kit() -> str:
    kits = asked_kits()
    if len(kits) != 1:
        msg = "--api is missing: say which API the server implements, such as --api uptivity"
        raise ConfigurationError(msg)
    return kits[0]
