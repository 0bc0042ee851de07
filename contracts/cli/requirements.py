"""`uc-contracts requirements`."""

from __future__ import annotations

import csv
import io
import json

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from contracts.catalogue import apis, load
from contracts.model import Requirement

_COLUMNS = ("api", "id", "level", "basis", "feature", "statement", "source", "not_tested")


@click.command("requirements")
@click.option("--api", "names", multiple=True, metavar="API", help="Only this API; repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "markdown"]),
    default="table",
    show_default=True,
    help="How to print them.",
)
def command(names: tuple[str, ...], form: str) -> None:
    """List the requirements: id, level, basis, statement and source."""
    rows = [
        _row(api, one)
        for api in names or apis()
        for one in load(api).catalogue.requirements.values()
    ]
    if form == "table":
        _table(rows)
    else:
        click.echo({"json": _json, "csv": _csv, "markdown": _markdown}[form](rows), nl=False)


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


def _table(rows: list[dict[str, str]]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in ("id", "level", "basis", "statement"):
        table.add_column(column, no_wrap=column == "id")
    for row in rows:
        note = f" (not tested: {row['not_tested']})" if row["not_tested"] else ""
        table.add_row(row["id"], row["level"], row["basis"], Text(row["statement"] + note))
    console = Console(highlight=False)
    console.print(table)
    console.print(f"{len(rows)} requirements", markup=False)


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
            row[name].replace("|", "\\|")
            for name in ("id", "level", "basis", "statement", "source")
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"
