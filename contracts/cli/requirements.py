"""`uc-contracts requirements`."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import textwrap

import click

from contracts.catalogue import apis, catalogue_of
from contracts.cli.kits import asked_kits
from contracts.cli.names import API
from contracts.cli.settings import Command
from contracts.model import CLIENT_SIDE, Requirement

_COLUMNS = ("api", "id", "level", "basis", "feature", "statement", "source", "not_tested")
_NARROWEST = 30


@click.command("requirements", cls=Command)
@click.option(
    "--api", "names", multiple=True, type=API, metavar="API", help="Only this API; repeatable."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "markdown"]),
    default="table",
    show_default=True,
    help="The output format.",
)
@click.option(
    "--side",
    type=click.Choice(["server", "client"]),
    default="server",
    show_default=True,
    help="The requirements of servers, or those of their clients.",
)
def command(names: tuple[str, ...], form: str, side: str) -> None:
    """List the requirements: id, level, basis, statement and source."""
    behind = CLIENT_SIDE if side == "client" else ""
    rows = [
        _row(api, one)
        for api in dict.fromkeys(names or asked_kits()) or apis()
        for one in catalogue_of(f"{api}{behind}").requirements.values()
    ]
    written = {"table": _table, "json": _json, "csv": _csv, "markdown": _markdown}[form](rows)
    click.echo(written, nl=False)


def _row(api: str, one: Requirement) -> dict[str, str]:
    return {
        "api": api,
        "id": one.id,
        "level": one.level,
        "basis": one.basis,
        "feature": one.feature,
        "statement": one.statement,
        "source": str(one.source),
        "not_tested": one.not_tested or "",
    }


def _table(rows: list[dict[str, str]]) -> str:
    """Columns; wrapped on a terminal, one line each elsewhere, for whatever searches them."""
    names = ("id", "level", "basis")
    widths = [max(len(name), *(len(row[name]) for row in rows)) for name in names]
    room = shutil.get_terminal_size().columns - sum(widths) - 2 * len(widths)
    wrapped = sys.stdout.isatty() and room >= _NARROWEST
    lines = []
    for row in [dict(zip(_COLUMNS, _COLUMNS, strict=True)), *rows]:
        heading = row["id"] == "id"
        note = f" (not tested: {row['not_tested']})" if row["not_tested"] and not heading else ""
        text = row["statement"] + note
        first = [f"{row[name]:<{width}}" for name, width in zip(names, widths, strict=True)]
        pieces = textwrap.wrap(text, room) if wrapped else [text]
        lines.append("  ".join([*first, pieces[0]]))
        lines += [" " * (sum(widths) + 2 * len(widths)) + piece for piece in pieces[1:]]
    return "\n".join([*lines, f"{len(rows)} requirements"]) + "\n"


def _json(rows: list[dict[str, str]]) -> str:
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _csv(rows: list[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _markdown(rows: list[dict[str, str]]) -> str:
    lines = ["| id | level | basis | statement | source |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        cells = (
            " ".join(row[name].replace("|", "\\|").split())
            for name in ("id", "level", "basis", "statement", "source")
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
