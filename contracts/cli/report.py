"""`uc-contracts report`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.catalogue import apis, load
from contracts.cli.console import Output
from contracts.cli.exits import Exit, FailOn, exit_code
from contracts.gate import hold, read_baseline
from contracts.report import collect, render, write_reports


@click.command("report")
@click.argument("run_dir", type=click.Path(path_type=Path), metavar="RUN_DIR")
@click.option(
    "--har",
    type=click.Choice(["evidence", "all"]),
    default="evidence",
    show_default=True,
    help="What evidence.har holds: the exchanges that requirements name, or every one.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Hold the run against this baseline, as `uc-contracts run --baseline` does.",
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in FailOn]),
    default=FailOn.MUST.value,
    show_default=True,
    help="What gives an exit code other than 0.",
)
def command(run_dir: Path, har: str, baseline: Path | None, fail_on: str) -> Exit:
    """Write the report of a recorded run again, also of one that was killed."""
    entries = read_baseline(baseline) if baseline else []
    catalogues = {api: load(api).catalogue for api in apis()}
    results = collect(run_dir, catalogues)
    if baseline:
        results = hold(results, entries, str(baseline), catalogues)
    write_reports(run_dir, results, catalogues, whole_har=har == "all")
    console = Output()
    render(results, console)
    console.print(f"Report: {run_dir / 'conformance.html'}", markup=False, soft_wrap=True)
    return exit_code(results, FailOn(fail_on))
