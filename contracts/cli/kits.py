"""`--kit DIR`, which every command has: the kits that the command line names."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from contracts.model import KITS

KITS_ASKED = "kits"
"""The name of the parameter of `--kit`."""
_ASKED = "uc-contracts-kits"
_MODULE = "contracts.catalogue.kits.registry"


def kit_option() -> click.Option:
    """The option; it has its effect before others are read."""
    return click.Option(
        ["--kit", KITS_ASKED],
        multiple=True,
        is_eager=True,
        expose_value=False,
        callback=_add,
        type=click.Path(path_type=Path, file_okay=False),
        metavar="DIR",
        help="The folder of a kit: an API of your own, or requirements added to one. Repeatable.",
    )


def asked_kits() -> tuple[str, ...]:
    """The names of the kits that the command line names."""
    return tuple(click.get_current_context().meta.get(_ASKED, ()))


def option_of(api: str) -> str:
    """The option by which a command is told of an API: `--kit DIR` for one in a folder."""
    from contracts.catalogue import kits  # noqa: PLC0415 - where one is named

    kit = kits().get(api)
    if kit is None or kit.shipped or kit.package is not None:
        return f"--api {api}"
    below = kit.home.is_relative_to(Path.cwd())
    return shlex.join(["--kit", str(kit.home.relative_to(Path.cwd()) if below else kit.home)])


def _add(ctx: click.Context, _parameter: click.Parameter, folders: tuple[Path, ...]) -> None:
    if ctx.resilient_parsing:
        return
    before = os.environ.get(KITS)
    ctx.call_on_close(lambda: _put_back(before))  # a target file may name kits as well
    if not folders:
        return
    from contracts.catalogue import add_kit, load  # noqa: PLC0415 - where there is one

    names = [add_kit(folder).name for folder in folders]
    for name in names:
        load(name)  # what is wrong with a kit that was asked for is said at once
    ctx.meta[_ASKED] = names


def _put_back(before: str | None) -> None:
    if before is None:
        os.environ.pop(KITS, None)
    else:
        os.environ[KITS] = before


@contextmanager
def warned_of_broken_kits() -> Iterator[None]:
    """Say at the end what is wrong with kits that nobody asked for, if kits were looked up."""
    try:
        yield
    finally:
        registry: Any = sys.modules.get(_MODULE)
        for trouble in registry.troubles().values() if registry else ():
            for line in trouble.lines:
                click.echo(f"uc-contracts: a kit is left out: {line}", err=True)
