"""`uc-contracts history`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
import msgspec

from contracts.cli.exits import Exit
from contracts.cli.settings import Command
from contracts.cli.stores import opened, store_option
from contracts.model import ConfigurationError
from contracts.report.text import one_line

if TYPE_CHECKING:
    from contracts.store import Store


@click.command("history", cls=Command)
@click.argument("subject", metavar="REQUIREMENT|TARGET")
@store_option()
@click.option("--target", metavar="TARGET", help="Of a requirement, only its past at this target.")
@click.option(
    "--runs",
    type=click.IntRange(1, 1000),
    default=20,
    show_default=True,
    metavar="N",
    help="How many of the latest runs of a target are shown.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="The output format.",
)
def command(subject: str, store_url: str | None, target: str | None, runs: int, form: str) -> Exit:
    """Show how a requirement, or a target, fared over the runs of a store.

    For a requirement: who breaks it, since which run, and how often it went to and fro, which
    makes it a candidate for `flaky` in a baseline. For a target: its runs, what changed about the
    judging (the catalogue's digest, the version of the target), and what is broken or flipped.
    """
    with opened(store_url) as store:
        told = _of(store, subject, target, runs)
    if form == "json":
        click.echo(json.dumps(msgspec.to_builtins(told), indent=2, ensure_ascii=False))
    else:
        from contracts.cli.past import lines  # noqa: PLC0415 - for a table alone

        for line in lines(told):
            click.echo(one_line(line))
    return Exit.OK


def _of(store: Store, subject: str, target: str | None, runs: int) -> Any:
    from contracts.store.histories import (  # noqa: PLC0415 - of an extra
        history_of_requirement,
        history_of_target,
    )
    from contracts.store.queries import find_target, known_requirements  # noqa: PLC0415 - as above
    from contracts.store.queries import targets as known_targets  # noqa: PLC0415 - as above

    names = {name for _, name in known_requirements(store)}
    if subject.upper() in names:
        place = find_target(store, target) if target else None
        return history_of_requirement(store, subject.upper(), place, runs)
    places = [name for one in known_targets(store) for name in _names(one.api, one.name)]
    if subject not in places:
        from contracts.catalogue import nearest  # noqa: PLC0415 - where there is a mistake

        hint = nearest(subject, {*names, *places})
        hint = hint if "did you mean" in hint else ""
        msg = f"the store {store.name} knows no requirement and no target {subject!r}{hint}"
        raise ConfigurationError(msg)
    return history_of_target(store, find_target(store, subject), runs)


def _names(api: str, name: str) -> Iterator[str]:
    yield name
    yield f"{api}:{name}"
