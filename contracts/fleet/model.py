"""What a fleet is made of: its targets, the work on one of them, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from contracts.model import Exit, RunVerdict


class Row(msgspec.Struct, frozen=True):
    """A target of a fleet.

    `label` names it on the command line and in folders, `name` in reports and, with the API, in
    the store. `document` is its target file with the fleet's defaults, `folder` where relative
    paths in it start.
    """

    label: str
    api: str
    name: str
    base_url: str
    groups: tuple[str, ...]
    document: Mapping[str, Any]
    folder: Path


class Fleet(msgspec.Struct, frozen=True):
    """What a fleet file says.

    `options` are those of each run, as on the command line. Without `store` or `scheduler` the
    command line, the environment or the defaults say. `lease_s` is how long a target stays with a
    worker that gives no sign of life, `attempts` how often one is tried whose workers die,
    `patience_s` how long one is waited for that another fleet judges.
    """

    path: Path
    name: str
    rows: tuple[Row, ...]
    options: tuple[str, ...] = ()
    baseline: Path | None = None
    store: str | None = None
    scheduler: str | None = None
    workers: int | None = None
    reports: Path = Path("reports")
    evidence: str = "home"
    lease_s: float = 60.0
    attempts: int = 3
    patience_s: float = 3600.0


class Task(msgspec.Struct, frozen=True):
    """The work on one target, as it travels to a worker. It holds no secret.

    `text` is the target file. Relative paths in it start at `folder`, or at `beside` below the
    folder that the worker says it has the fleet's files in. `store` is an address without a
    password; a worker may have another one in its environment. `control` is the lease that stands
    as long as the fleet runs. `reports` is where the worker writes to, else a folder of its own;
    with `home` it hands in what it wrote there.
    """

    label: str
    api: str
    name: str
    batch: str
    text: str
    folder: str
    beside: str
    store: str
    control: str
    attempt: int = 1
    options: tuple[str, ...] = ()
    baseline: str | None = None
    reports: str | None = None
    home: bool = False
    lease_s: float = 60.0

    @property
    def lease(self) -> str:
        """The lease of the target, whoever judges it."""
        return lease_of(self.api, self.name)


def lease_of(api: str, name: str) -> str:
    """The name of the lease of a target."""
    return f"target/{api}/{name}"


class Ending(StrEnum):
    """How the work on a target ended, for now or for good."""

    JUDGED = "judged"
    REFUSED = "refused"
    """The worker cannot use what it was given, such as a secret that it does not have."""
    BROKEN = "broken"
    """The suite itself broke down."""
    INTERRUPTED = "interrupted"
    BUSY = "busy"
    """Another fleet, or a worker that died a moment ago, holds the target."""
    LOST = "lost"
    """The run, or the lease of the target, was lost; it can be judged again."""
    MISSING = "missing"
    """The store has no run of it."""
    DIED = "died"
    """As often as it was tried, the worker died."""


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a target.

    `reason` says why it was not judged, or what the gate decided; `place` is the folder of the run
    on `worker`; `left` is what could not be removed from the target. `archive` is the folder as
    it is handed in.
    """

    label: str
    ending: Ending
    attempt: int = 1
    worker: str = ""
    reason: str = ""
    run: str = ""
    verdict: RunVerdict | None = None
    exit: Exit = Exit.UNJUDGED
    counts: Mapping[str, int] = msgspec.field(default_factory=dict)
    seconds: float = 0.0
    place: str = ""
    left: tuple[str, ...] = ()
    archive: bytes | None = None


def encoded(value: msgspec.Struct) -> bytes:
    """A task or an outcome as it travels."""
    return msgspec.msgpack.encode(value)


def decoded_task(given: bytes) -> Task:
    """The task that `encoded` made."""
    return msgspec.msgpack.decode(given, type=Task)


def decoded_outcome(given: bytes) -> Outcome:
    """The outcome that `encoded` made."""
    return msgspec.msgpack.decode(given, type=Outcome)
