"""The work of a fleet, one task a target, as it travels to workers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from contracts.catalogue import load
from contracts.fleet.model import Fleet, Row, Task
from contracts.fleet.toml import dumped
from contracts.model import ConfigurationError

_SELECT = "--select="


def tasks_of(  # noqa: PLR0913 - each says one thing of the tasks
    fleet: Fleet, rows: Sequence[Row], *, batch: str, store: str, control: str, remote: bool
) -> list[Task]:
    """The tasks for `rows`.

    `store` is the address that workers are told. Those that are `remote` write to folders of their
    own, and hand in what they wrote if evidence is brought home. Raises ConfigurationError where
    `[run] select` leaves nothing of a target to be judged.
    """
    baseline = fleet.baseline.read_text("utf-8") if fleet.baseline is not None else None
    home = fleet.path.absolute().parent
    made: list[Task] = []
    lines: list[str] = []
    for row in rows:
        try:
            options = _options(fleet.options, row)
        except ConfigurationError as trouble:
            lines.extend(trouble.lines)
            continue
        made.append(
            Task(
                label=row.label,
                api=row.api,
                name=row.name,
                batch=batch,
                text=dumped(row.document),
                folder=str(row.folder),
                beside=os.path.relpath(row.folder, home),
                store=store,
                control=control,
                options=options,
                baseline=baseline,
                reports=None if remote else str((fleet.reports / batch).absolute()),
                home=remote and fleet.evidence == "home",
                lease_s=fleet.lease_s,
            )
        )
    if lines:
        raise ConfigurationError(*lines)
    return made


def _options(options: Sequence[str], row: Row) -> tuple[str, ...]:
    """The options, of `--select` those that mean something of the target's API."""
    known = load(row.api).catalogue.requirements
    asked = [one for one in options if one.startswith(_SELECT)]
    meant = [
        one
        for one in asked
        if any(fnmatchcase(id_, one.removeprefix(_SELECT).rpartition(":")[2]) for id_ in known)
        and one.removeprefix(_SELECT).rpartition(":")[0] in {"", row.label}
    ]
    if asked and not meant:
        msg = f"run.select selects nothing of {row.label} ({row.api}); leave it out with --group"
        raise ConfigurationError(msg)
    return tuple(one for one in options if one not in asked or one in meant)


def batch_folder(fleet: Fleet, batch: str) -> Path:
    """The folder of everything that the fleet writes here in one run."""
    return (fleet.reports / batch).absolute()
