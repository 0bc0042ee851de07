"""`uc-contracts report`."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from contracts.catalogue import apis, catalogues, orphans
from contracts.cli.console import Output
from contracts.cli.settings import Command
from contracts.gate import decide, hold, read_baseline
from contracts.model import TOLERABLE, Exit, FailOn
from contracts.report import Trail, collect, one_line, render, write_reports


@click.command("report", cls=Command)
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
@click.option(
    "--tolerate",
    multiple=True,
    type=click.Choice(TOLERABLE),
    help="Let pass what else gives exit code 3: musts of claimed features that are inconclusive.",
)
def command(
    run_dir: Path, har: str, baseline: Path | None, fail_on: str, tolerate: tuple[str, ...]
) -> Exit:
    """Write the report of a recorded run again, also of one that was killed."""
    entries = read_baseline(baseline) if baseline else []
    known = catalogues()
    with Trail(run_dir) as trail:
        results = collect(trail, known)
        if baseline:
            results = hold(results, entries, str(baseline), known)
        found = [
            one for target in results.targets if target.api in apis() for one in orphans(target.api)
        ]
        decision = decide(results, FailOn(fail_on), tolerate=tolerate, orphans=found)
        results = msgspec.structs.replace(results, decision=decision)
        write_reports(trail, results, known, whole_har=har == "all")
    console = Output()
    render(results, console)
    console.print(f"Report: {run_dir / 'conformance.html'}", markup=False, soft_wrap=True)
    console.print(one_line(str(decision)), markup=False, soft_wrap=True)
    return decision.exit
