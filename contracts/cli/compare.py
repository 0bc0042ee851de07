"""`uc-contracts compare`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from contracts.cli.exits import Exit
from contracts.cli.run_arguments import results_of
from contracts.cli.settings import Command
from contracts.report import compare, comparison_markdown, comparison_text, one_line

_FORMATS = ("text", "markdown")


@click.command("compare", cls=Command)
@click.argument("before", type=click.Path(path_type=Path), metavar="RUN_A")
@click.argument("after", type=click.Path(path_type=Path), metavar="RUN_B")
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to print it.",
)
def command(before: Path, after: Path, form: str) -> Exit:
    """Say what changed from RUN_A to RUN_B, two folders of runs or their results.json.

    Exit codes: 0 nothing is worse; 1 something is; 3 the runs have no target in common.
    """
    comparison = compare(results_of(before)[1], results_of(after)[1])
    if not comparison.targets:
        why = "; ".join(comparison.unmatched) or "neither holds any"
        text = f"nothing can be compared: the runs have no target in common ({why})"
        click.echo(one_line(text), err=True)
        return Exit.UNJUDGED
    if form == "markdown":
        lines = comparison_markdown(comparison)
    else:
        lines = comparison_text(comparison, cut=sys.stdout.isatty())
    for line in lines:
        click.echo(line)
    return Exit.NOT_CONFORMING if comparison.worse else Exit.OK
