"""A look at targets without a run: nothing is judged, and nothing is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from contracts.engine.facts import Facts
from contracts.engine.look import Look, look_at
from contracts.engine.options import RunOptions, TargetOptions
from contracts.engine.run import Run
from contracts.model import Target


@contextmanager
def looked_at(named: TargetOptions, *, everywhere: bool) -> Iterator[list[tuple[Target, Look]]]:
    """Each of these targets, with what a look at it shows. Nothing is sent but what only reads.

    The look ends where something belongs to the target, or goes on `everywhere`.

    Raises ConfigurationError for what cannot be meant; then nothing is sent.
    """
    with tempfile.TemporaryDirectory(prefix="uc-contracts-") as folder:
        run = Run(RunOptions(named), Facts(Path(folder), ""))
        try:
            yield [
                (one, look_at(run.session(one).api, everywhere=everywhere)) for one in run.targets
            ]
        finally:
            run.close(None)
            run.resolved.close()
