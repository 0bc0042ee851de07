"""Faults, liberties and layers of the reference servers, grouped by what they have to do with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import click

from contracts.reference import SURROUNDINGS, Fault, Liberty, ReferenceApi


class _Row(NamedTuple):
    id: str
    about: str
    summary: str

    def __str__(self) -> str:
        return f"    {self.id:34} {self.about:16} {self.summary}"


def show_seeds(servers: Iterable[ReferenceApi], search: str) -> None:
    """Print what the servers can be told to do otherwise; with `search`, only what contains it."""
    count = 0
    for server in servers:
        groups = [(name, _found(rows, name, search)) for name, rows in _groups(server)]
        shown = [(name, rows) for name, rows in groups if rows]
        if not shown:
            continue
        click.echo(f"{server.title} ({server.api})")
        for name, rows in shown:
            click.echo(f"\n  {name}: {len(rows)}")
            for row in rows:
                click.echo(str(row).rstrip())
            count += len(rows)
        click.echo()
    if search and not count:
        click.echo(f"Nothing contains {search!r}.")
    elif search:
        click.echo(f"{count:,} contain {search!r}.")
    else:
        click.echo(f"{count:,} in all. `--list TEXT` shows those that contain a text, such as an ")
        click.echo("area, a requirement or a word; `--api API` those of one server.")


def _groups(server: ReferenceApi) -> Iterator[tuple[str, list[_Row]]]:
    yield from _by_area("liberties", server.liberties)
    yield from _by_area("faults", server.faults)
    layers = [SURROUNDINGS[name] for name in server.surroundings]
    yield (
        "layers (--surround NAME[=VALUE])",
        [_Row(f"{one.id}={one.default:g} {one.unit}".rstrip(), "", one.summary) for one in layers],
    )


def _by_area(
    noun: str, table: Mapping[str, Fault] | Mapping[str, Liberty]
) -> Iterator[tuple[str, list[_Row]]]:
    areas: dict[str, list[_Row]] = {}
    for one in table.values():
        area = one.mixin.__module__.rpartition(".")[2].replace("_", " ")
        about = one.violates if isinstance(one, Fault) else one.ambiguity or ""
        areas.setdefault(area, []).append(_Row(one.id, about, one.summary))
    for area, rows in areas.items():
        yield f"{noun}, {area}", rows


def _found(rows: list[_Row], group: str, search: str) -> list[_Row]:
    wanted = search.casefold()
    if wanted in group.casefold():
        return rows
    return [row for row in rows if wanted in " ".join(row).casefold()]
