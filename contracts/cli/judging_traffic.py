"""Judging captures: from files to a report."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click
import msgspec

from contracts import apis
from contracts.cli.console import Output
from contracts.engine import Facts, command_line, now, run_folder
from contracts.gate import read_baseline
from contracts.model import Exit, Results, Target
from contracts.report import one_line, render, results_json, write_index
from contracts.targets import from_address, read_target
from contracts.traffic import (
    Captured,
    ClientJudge,
    Gating,
    Recording,
    TrafficJudge,
    base_url_of,
    laws_of,
    needs_of,
    read_captures,
)


def judge_captures(  # noqa: PLR0913 - one for each thing that the command line says
    captures: Sequence[Path],
    api: str | None,
    base_url: str | None,
    target_file: Path | None,
    side: str,
    gating: Gating,
    report_dir: Path | None,
    form: str,
) -> Exit:
    """Judge captures, and say how it ends.

    Raises ConfigurationError for what cannot be used; then nothing is written.
    """
    if gating.baseline is not None:
        read_baseline(gating.baseline)  # what is wrong with it is said first
    target = _target(captures, api, base_url, target_file)
    folder = run_folder(report_dir, [path.stem for path in captures])
    facts = Facts(folder, now(), command=command_line("uc-contracts", sys.argv[1:]))
    existed = folder.exists()
    names = ", ".join(path.name for path in captures)
    try:
        judge = ClientJudge(target) if side == "client" else TrafficJudge(target, laws_of(target))
        recording = Recording(judge, facts, names)
        for one in read_captures(captures):
            if isinstance(one, Captured):
                recording.take(one.exchange, whole=one.whole)
            else:
                recording.note(f"{one.text}.")
        recording.close(judge.needs() if isinstance(judge, ClientJudge) else needs_of(target))
        results = recording.report(gating)
    except BaseException:
        if not existed:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    _show(results, folder, form)
    if report_dir is None:
        with suppress(OSError):  # it lists reports; this one is written
            write_index(Path("reports"))
    assert results.decision is not None  # noqa: S101 - `report` decides
    return results.decision.exit


def _target(
    captures: Sequence[Path], api: str | None, base_url: str | None, target_file: Path | None
) -> Target:
    """The target whose traffic is judged."""
    if target_file is not None:
        target = read_target(target_file)
        if base_url is not None:
            target = msgspec.structs.replace(
                target, base_url=from_address(target.api, base_url).base_url
            )
    else:
        assert api is not None  # noqa: S101 - the command asks for one of them
        if base_url is None:
            found = (one for one in read_captures(captures) if isinstance(one, Captured))
            base_url = base_url_of(api, found)
        target = from_address(api, base_url)
        target = msgspec.structs.replace(target, name=f"{api} at {base_url}")
    excluded = apis.find(target.api).excluded(target)
    return msgspec.structs.replace(target, excluded=excluded)


def _show(results: Results, folder: Path, form: str) -> None:
    """Print what came of it; the last line says what the gate decided, and why."""
    if form == "json":
        click.echo(b"".join(results_json(results)), nl=False)
        return
    console = Output()
    render(results, console)
    console.print(f"Report: {folder / 'conformance.html'}", markup=False, soft_wrap=True)
    console.print(one_line(str(results.decision)), markup=False, soft_wrap=True)
