"""Running, listing and reporting a fleet."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click
import msgspec

from contracts.cli.console import Output
from contracts.cli.extras import needing
from contracts.cli.stores import opened
from contracts.model import ConfigurationError, Exit
from contracts.report import one_line

_BATCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

with needing("fleet", "uc-contracts fleet"):
    from contracts.fleet.page import summary_of, write_page
    from contracts.fleet.picking import picked
    from contracts.fleet.read import read_fleet
    from contracts.fleet.run import DOCUMENT, PAGE, Asked, batch_name, default_store, run_fleet
    from contracts.fleet.showing import Showing
    from contracts.fleet.summary import Summary, counted, lines_of
    from contracts.fleet.tasks import batch_folder


class Wanted(msgspec.Struct, frozen=True):
    """What the command line of `fleet run` says."""

    groups: tuple[str, ...] = ()
    index: int | None = None
    store: str | None = None
    scheduler: str | None = None
    workers: int | None = None
    batch: str | None = None
    evidence: str | None = None
    reports: Path | None = None
    form: str = "text"
    quiet: bool = False


def run(file: Path, wanted: Wanted) -> Exit:
    """Judge the targets that are wanted, and show what became of them."""
    fleet = read_fleet(file)
    over = {
        name: value
        for name in ("scheduler", "workers", "evidence", "reports")
        if (value := getattr(wanted, name)) is not None
    }
    if wanted.index is not None or (wanted.workers is not None and wanted.scheduler is None):
        over["scheduler"] = None
    fleet = msgspec.structs.replace(fleet, **over)
    batch = wanted.batch or batch_name(fleet, dt.datetime.now(dt.UTC))
    if not _BATCH.fullmatch(batch):
        msg = f"--batch: {batch!r} has characters other than letters, digits, dot, _ and -"
        raise ConfigurationError(msg)
    rows = picked(fleet, wanted.groups, wanted.index)
    asked = Asked(fleet, rows, default_store(wanted.store, fleet), batch)
    showing = Showing(Output(stderr=True), len(rows), quiet=wanted.quiet)
    try:
        summed = run_fleet(asked, showing)
    finally:
        showing.close()
    folder = batch_folder(fleet, batch)
    if wanted.form == "json":
        click.echo((folder / DOCUMENT).read_text("utf-8"))
    else:
        _show(summed)
        click.echo(one_line(f"Index: {folder / PAGE}"))
        _show_gate(summed)
    return Exit(summed.exit)


def _show(summed: Summary) -> None:
    console = Output()
    for line in lines_of(summed):
        console.print(line, markup=False, soft_wrap=True)
    console.print(one_line(counted(summed)), markup=False, soft_wrap=True)


def _show_gate(summed: Summary) -> None:
    word = "passed" if summed.exit == Exit.OK else "not passed"
    click.echo(one_line(f"Gate: {word} (exit code {summed.exit}): {summed.reason}"))


def show_targets(file: Path, groups: tuple[str, ...], form: str) -> Exit:
    """Print the targets of a fleet."""
    rows = picked(read_fleet(file), groups, None)
    if form == "json":
        facts = [
            {
                "index": index,
                "label": row.label,
                "api": row.api,
                "name": row.name,
                "base_url": row.base_url,
                "groups": row.groups,
            }
            for index, row in enumerate(rows)
        ]
        click.echo(msgspec.json.format(msgspec.json.encode(facts)).decode())
        return Exit.OK
    width = max(len(row.label) for row in rows)
    for index, row in enumerate(rows):
        found = f"  ({', '.join(row.groups)})" if row.groups else ""
        line = f"{index:4} {row.label:{width}}  {row.api:12} {row.base_url}{found}"
        click.echo(one_line(line))
    return Exit.OK


def report(batch: str, store_url: str | None, file: Path | None, output: Path) -> Exit:
    """Write the page of a batch from the store."""
    rows = read_fleet(file).rows if file is not None else ()
    with opened(store_url) as store:
        summed = summary_of(store, batch, rows)
        if not summed.targets:
            msg = f"the store {store.name} has no run of a fleet called {batch}"
            raise ConfigurationError(msg)
        write_page(store, batch, output, summed)
    _show(summed)
    click.echo(one_line(f"Page: {output}"))
    _show_gate(summed)
    return Exit(summed.exit)
