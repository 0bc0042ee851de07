"""`uc-contracts matrix`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.exits import Exit
from contracts.cli.run_arguments import all_results
from contracts.cli.settings import Command
from contracts.cli.stores import store_option
from contracts.model import ConfigurationError
from contracts.report import matrices, matrix_html, visible, write_file
from contracts.report.text import plural


@click.command("matrix", cls=Command)
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@store_option()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("matrix.html"),
    show_default=True,
    metavar="FILE",
    help="The page to write; one that is there is not touched without --force.",
)
@click.option("--force", is_flag=True, help="Write over a page that is there.")
def command(runs: tuple[str, ...], store_url: str | None, output: Path, *, force: bool) -> Exit:
    """Put runs side by side on one page: targets by requirements.

    RUN is the folder of a run, its results.json or, of a store, the id of a run, `latest`, or a
    target: `Lab` is its latest run, and `Lab~1` the one before.
    """
    if output.exists() and not force:
        msg = f"{output} is there already; name another file with -o, or give --force"
        raise ConfigurationError(msg)
    found = matrices(all_results(runs, store_url), output.absolute().parent)
    write_file(output, matrix_html(found))
    for matrix in found:
        differing = sum(row.differs for row in matrix.rows)
        click.echo(
            f"{matrix.api}: {plural(len(matrix.columns), 'target')}, "
            f"{plural(len(matrix.rows), 'requirement')}, {differing:,} with different verdicts"
        )
        if len(matrix.digests) > 1:
            click.echo(f"  note: judged by {len(matrix.digests)} different catalogues")
    click.echo(visible(f"Matrix: {output}"))
    return Exit.OK
