"""What all processes of a run agree on."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path

import msgspec

from contracts import __version__
from contracts.apis import UNNAMED
from contracts.engine.folder import run_folder
from contracts.engine.options import Depth, RunOptions
from contracts.model import RunStarted


class Facts(msgspec.Struct, frozen=True):
    """The facts of a run.

    `started` is ISO 8601 UTC, `seed` drives all generation, `prefix` begins the names of all that
    the run makes on a target: who cleans up after one run must not take away what another made.
    """

    directory: Path
    started: str
    seed: int = 0
    depth: Depth = Depth.QUICK
    explore: bool = False
    command: str = ""
    prefix: str = UNNAMED
    docs_url: str = ""

    def head(self) -> RunStarted:
        """The head of every log of the run."""
        return RunStarted(
            suite=__version__,
            started=self.started,
            seed=self.seed,
            depth=self.depth,
            explore=self.explore,
            command=self.command,
            prefix=self.prefix,
            docs_url=self.docs_url,
        )


def now() -> str:
    """The time in ISO 8601 UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def facts_of(options: RunOptions) -> Facts:
    """The facts of a new run. Raises ConfigurationError for a folder that cannot be used."""
    seed = options.seed
    if seed is None:
        seed = secrets.randbelow(2**31) if options.explore else 0
    return Facts(
        directory=run_folder(options.report_dir, options.targets.labels),
        started=now(),
        seed=seed,
        depth=options.depth,
        explore=options.explore,
        command=options.command,
        prefix=f"{UNNAMED}{secrets.token_hex(3)}-",
        docs_url=options.docs_url,
    )
