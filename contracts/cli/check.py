"""`uc-contracts check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.cli.exits import Exit

if TYPE_CHECKING:
    from contracts.engine.probe import Look


@click.command("check")
@click.argument(
    "targets", nargs=-1, required=True, metavar="TARGET.toml...", type=click.Path(path_type=Path)
)
def command(targets: tuple[Path, ...]) -> Exit:
    """Say what is missing before a run.

    Each file is read, its secrets are looked for, and the target is asked one thing, by a request
    that only reads. Exit code 2: a file cannot be used; 3: a target does not answer, or refuses
    the credentials.
    """
    # What judging needs takes a second to import; who asks for help does not wait for it.
    from contracts.engine.options import TargetOptions  # noqa: PLC0415
    from contracts.engine.probe import looked_at  # noqa: PLC0415
    from contracts.report import one_line  # noqa: PLC0415
    from contracts.targets import read_target  # noqa: PLC0415

    with looked_at(TargetOptions(files=targets)) as looks:
        for path, look in zip(targets, looks, strict=True):
            click.echo(one_line(f"{path}: {look.target.api} at {look.target.base_url}"))
            for line in _remarks(look, reading=read_target(path).allow == "read"):
                click.echo(f"  {one_line(line)}")
    ready = all(look.exchange.response is not None and not look.refused for look in looks)
    click.echo("Ready to run." if ready else "Not ready: a run could judge little or nothing.")
    return Exit.OK if ready else Exit.UNJUDGED


def _remarks(look: Look, *, reading: bool) -> Iterator[str]:
    from contracts.catalogue import load  # noqa: PLC0415 - see above
    from contracts.model import NoAuth  # noqa: PLC0415
    from contracts.targets.template import data_keys  # noqa: PLC0415

    target = look.target
    yield f"asked one thing: {look.answer}"
    if look.refused:
        bare = isinstance(target.auth, NoAuth)
        yield (
            "MISSING credentials: it wants some; give them in [target] auth"
            if bare
            else "MISSING credentials that are right: it refuses those of [target] auth"
        )
    if reading:
        yield 'allow is "read": requirements that need writing are not going to be tested'
    unclaimed = [name for name, claimed in target.supports.items() if not claimed]
    if unclaimed:
        yield f"not claimed, so not asked of it: {', '.join(unclaimed)}"
    missing = {
        name: schema
        for name, schema in data_keys(load(target.api)).items()
        if name not in target.data
    }
    for name, schema in missing.items():
        yield f"not given, optional: [data] {name}. {schema.get('description', '')}"
