"""The store that a command line names."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts.cli.extras import needing
from contracts.model.places import STORE

if TYPE_CHECKING:
    from contracts.store import Store

VARIABLE = "UC_CONTRACTS_STORE"
"""The environment variable that names the store of every command."""
_HELP = (
    "The store of runs: a SQLite file, or postgresql://USER:PASSWORD@HOST/DATABASE. "
    f"By default what {VARIABLE} says, otherwise {STORE}."
)


def store_option() -> Callable[[Any], Any]:
    """The option `--store`; it gives None where nothing names a store."""
    return click.option(
        "--store", "store_url", type=click.Path(), metavar="URL", envvar=VARIABLE, help=_HELP
    )


def named(given: str | None) -> str:
    """The address of the store that is meant, whether there is one or not."""
    return given or os.environ.get(VARIABLE) or STORE


def is_there(given: str | None) -> bool:
    """Whether a store is named, or the default one was made."""
    return bool(given or os.environ.get(VARIABLE) or Path(STORE).exists())


def opened(given: str | None, *, create: bool = False, migrate: bool = False) -> Store:
    """The store that is meant, open. Raises ConfigurationError for one that cannot be used."""
    with needing("store", "the store of runs"):
        from contracts.store import open_store  # noqa: PLC0415 - of an extra, and slow to import

        return open_store(named(given), create=create, migrate=migrate)
