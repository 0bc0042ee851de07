"""`uc-contracts compare`."""

from __future__ import annotations

import sys

import click

from contracts.cli.exits import Exit
from contracts.cli.run_arguments import all_results
from contracts.cli.settings import Command
from contracts.cli.stores import store_option
from contracts.report import compare, comparison_markdown, comparison_text, one_line

_FORMATS = ("text", "markdown")


@click.command("compare", cls=Command)
@click.argument("before", metavar="RUN_A")
@click.argument("after", metavar="RUN_B")
@store_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="How to print it.",
)
def command(before: str, after: str, store_url: str | None, form: str) -> Exit:
    """Say what changed from RUN_A to RUN_B.

    Each is the folder of a run, its results.json or, of a store, the id of a run, `latest`, or a
    target: `Lab` is its latest run, and `Lab~1` the one before.

    Exit codes: 0 nothing is worse; 1 something is; 3 the runs have no target in common.
    """
    (_, first), (_, second) = all_results((before, after), store_url)
    comparison = compare(first, second)
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
