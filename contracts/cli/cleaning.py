"""Removing what an earlier run made: by its ledger, with its target files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import msgspec

from contracts.cli.exits import Exit
from contracts.engine import Facts, Part, Run, RunOptions, TargetOptions, now
from contracts.model import (
    EMBEDDED,
    Allow,
    ConfigurationError,
    Created,
    Creating,
    Entry,
    Inventory,
    TargetDescribed,
    listed,
)
from contracts.report import events, one_line


class _Leftover(msgspec.Struct):
    """A target of the run, and what may still be there of what was made on it."""

    described: TargetDescribed
    entries: list[Entry]


def clean(run_dir: Path, files: Sequence[Path]) -> Exit:
    """Remove what the run in `run_dir` left on its targets.

    Raises EvidenceError where it is no run's folder, ConfigurationError where a target of it is
    not to be had; then nothing is sent.
    """
    owed = _owed(run_dir)
    if not owed:
        click.echo(f"Nothing to remove: the run in {run_dir} left nothing behind.")
        return Exit.OK
    run = Run(RunOptions(_targets(owed, files)), Facts(run_dir, now()), Part(_worker(run_dir)))
    try:
        left = _undo_all(run, owed)
    finally:
        run.close(None)
        run.resolved.close()
    total = sum(len(one.entries) for one in owed.values())
    click.echo(f"Removed {total - len(left)} of {total}.")
    if left:
        click.echo(f"Could not remove {len(left)}:")
    for line in listed(left):
        click.echo(one_line(f"  {line}"))
    return Exit.UNJUDGED if left else Exit.OK


def _owed(run_dir: Path) -> dict[str, _Leftover]:
    described: dict[str, TargetDescribed] = {}
    inventory = Inventory()
    for event in events(run_dir, ("target", "creating", "ledger")):
        match event:
            case TargetDescribed():
                described.setdefault(event.target, event)
            case Creating() | Created():
                inventory.take(event)
            case _:
                pass
    owed: dict[str, _Leftover] = {}
    for entry in inventory.unsure():
        target = described[entry.target]
        if target.origin != EMBEDDED:  # those servers ended with the run, and all that was in them
            owed.setdefault(entry.target, _Leftover(target, [])).entries.append(entry)
    return owed


def _targets(owed: Mapping[str, _Leftover], files: Sequence[Path]) -> TargetOptions:
    given = {path.stem: path for path in files}
    targets: list[Path] = []
    urls: list[tuple[str, str]] = []
    for key, one in owed.items():
        path = given.pop(key, None) or (
            Path(one.described.origin) if one.described.origin else None
        )
        if path is None:
            urls.append((one.described.api, one.described.base_url))
        else:
            targets.append(path)
    if given:
        msg = f"--target: the run left nothing on {', '.join(given)}, only on {', '.join(owed)}"
        raise ConfigurationError(msg)
    # The run had it so: it made something.
    return TargetOptions(files=tuple(targets), urls=tuple(urls), allow=Allow.WRITE)


def _worker(run_dir: Path) -> str:
    number = 1
    while (run_dir / "evidence" / f"events-cleanup-{number}.jsonl").exists():
        number += 1
    return f"cleanup-{number}"


def _undo_all(run: Run, owed: Mapping[str, _Leftover]) -> list[Entry]:
    for target in run.targets:
        expected = owed[target.key].described.base_url
        if target.base_url != expected:
            msg = f"{target.key}: the run wrote to {expected}, and the file names {target.base_url}"
            raise ConfigurationError(msg)
    left = []
    for target in run.targets:
        session = run.session(target)
        session.api.ledger.adopt(owed[target.key].entries)
        left += session.clean_up()
    return left
