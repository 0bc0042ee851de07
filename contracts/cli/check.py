"""`uc-contracts check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.cli.exits import Exit
from contracts.cli.settings import Command

if TYPE_CHECKING:
    from contracts.engine.look import Look
    from contracts.model import Target


@click.command("check", cls=Command)
@click.argument(
    "targets", nargs=-1, required=True, metavar="TARGET.toml...", type=click.Path(path_type=Path)
)
def command(targets: tuple[Path, ...]) -> Exit:
    """Check target files and probe the targets before a run.

    Each file and its secrets are read, and the target is probed with read-only requests, as a run
    does first. Exit code 2: a file cannot be used; 3: a target cannot be judged, because it does
    not answer, rejects the credentials, or does not implement its API.
    """
    # What judging needs takes a second to import; who asks for help does not wait for it.
    from contracts.engine.options import TargetOptions  # noqa: PLC0415
    from contracts.engine.probe import looked_at  # noqa: PLC0415
    from contracts.report import one_line  # noqa: PLC0415
    from contracts.targets import read_target  # noqa: PLC0415

    with looked_at(TargetOptions(files=targets), everywhere=True) as looks:
        for path, (target, look) in zip(targets, looks, strict=True):
            click.echo(one_line(f"{path}: {target.api} at {target.base_url}"))
            for line in _remarks(target, look, reading=read_target(path).allow == "read"):
                click.echo(f"  {one_line(line)}")
    ready = not any(look.barred or look.refusal for _, look in looks)
    click.echo("Ready to run." if ready else "Not ready: a run could judge little or nothing.")
    return Exit.OK if ready else Exit.UNJUDGED


def _remarks(target: Target, look: Look, *, reading: bool) -> Iterator[str]:
    from contracts.catalogue import load  # noqa: PLC0415 - see above
    from contracts.targets.template import data_keys  # noqa: PLC0415

    if look.barred:
        yield f"NOT READY: {look.barred}"
    else:
        yield f"probe: {look.answer}"
    if look.refusal and not look.barred:
        yield f"REJECTED in part, check [target] auth: {look.refusal}"
    if reading:
        yield 'read-only: requirements that need writing will be skipped (allow = "read")'
    unclaimed = [name for name, claimed in target.supports.items() if not claimed]
    if unclaimed:
        yield f"not claimed, so not tested: {', '.join(unclaimed)}"
    if look.barred:
        return
    missing = {
        name: schema
        for name, schema in data_keys(load(target.api)).items()
        if name not in target.data
    }
    for name, schema in missing.items():
        yield f"optional, not set: [data] {name}. {schema.get('description', '')}"
