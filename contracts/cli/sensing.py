"""What `uc-contracts sensitivity` shows of a run, and how it ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from contracts.model import ConfigurationError, Exit
from contracts.report import json_bytes, read_results, visible
from contracts.sensitivity import text
from contracts.sensitivity.writing import PAGE, read


def sample_of(given: str) -> int | None:
    """How many mutants are tried; None for all. Raises ConfigurationError."""
    if given == "all":
        return None
    if not given.isdecimal() or not int(given):
        msg = f"--sample {given}: give how many mutants are to be tried, or all"
        raise ConfigurationError(msg)
    return int(given)


def shown(ended: Exit, folders: Sequence[Path], form: str, least: float | None) -> Exit:
    """Show what was found; `ended` is how the run ended, `least` what per cent are asked for."""
    if ended in {Exit.USAGE, Exit.SUITE} or not folders:
        return ended if ended is not Exit.OK else Exit.UNJUDGED
    found = read(folders[0])
    if found is None or found.percent is None:
        for target in read_results(folders[0] / "results.json").targets:
            if target.barred:
                click.echo(visible(f"{target.name} could not be judged: {target.barred}"), err=True)
        click.echo(f"No mutant could be judged; the run: {folders[0]}", err=True)
        return Exit.UNJUDGED
    if form == "json":
        click.echo(json_bytes(found), nl=False)
    else:
        for line in text.lines(found):
            click.echo(visible(line))
        click.echo(f"Report: {folders[0] / PAGE}")
    if least is not None and found.percent < least:
        click.echo(f"{found.percent:g} % is less than {least:g} % (--fail-under)", err=True)
        return Exit.NOT_CONFORMING
    return Exit.OK
