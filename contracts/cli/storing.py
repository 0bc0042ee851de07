"""A run that a store has to do with: held against what it accepts, put into it at the end."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from contracts.cli.judging import Asked, judge
from contracts.cli.stores import named, opened
from contracts.engine import named_targets
from contracts.model import ConfigurationError, EvidenceError, Exit
from contracts.report import one_line


def judge_and_store(asked: Asked, store_url: str | None, *, against: bool) -> Exit:
    """Make the run, and put it into the store if `store_url` is there, be it empty.

    With `against`, its gate fails at what is worse than in the accepted runs. What is wrong with
    the store is said before anything is sent; where the run cannot be put into it at the end, the
    exit code is 2 unless the run itself has another than 0.
    """
    address = named(store_url)
    with opened(address, create=store_url is not None) as store:
        if against:
            from contracts.store import accepted, held_against  # noqa: PLC0415 - of an extra

            apis = set(named_targets(asked.options.targets).values())
            known = accepted(store, apis)
            asked = msgspec.structs.replace(asked, hold=held_against(store.name, known))
    folders: list[Path] = []
    ended = judge(msgspec.structs.replace(asked, made=folders.append))
    if store_url is None or not folders:
        return ended
    try:
        _put(folders[0], address)
    except (ConfigurationError, EvidenceError) as trouble:
        click.echo(
            one_line(
                f"uc-contracts: the run was made and is not in the store: {trouble}; "
                f"`uc-contracts ingest {folders[0]}` puts it there"
            ),
            err=True,
        )
        return ended or Exit.USAGE
    return ended


def _put(folder: Path, address: str) -> None:
    from contracts.store import ingest  # noqa: PLC0415 - of an extra

    with opened(address, create=True) as store:
        made = ingest(store, folder)
        click.echo(one_line(f"Store: {store.name}, run {made.key}"), err=True)
