"""A run as its folder holds it, read for a store."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contracts.catalogue import catalogues
from contracts.model import (
    Created,
    Creating,
    EvidenceError,
    Inventory,
    Observed,
    Results,
    RunStarted,
    TargetDescribed,
    TargetResult,
)
from contracts.report import collect, evidence, read_results
from contracts.store.clock import parsed

_RESULTS = "results.json"
_READ = ("run-started", "target", "observed", "creating", "ledger")
_BLOCK = 1 << 20
_RANDOM = re.compile("-([0-9a-f]{6,})-$")


class LogFile(msgspec.Struct, frozen=True):
    """A log of a run as it was read: `digest` is that of its first `size` bytes."""

    name: str
    size: int
    digest: str


class Place(msgspec.Struct, frozen=True):
    """What a log and the results both say of a target, and what tells it from the others."""

    api: str
    name: str
    base_url: str


class Recording(msgspec.Struct, frozen=True):
    """A run, read from `folder`.

    `key` is its id: the time at which it began, and the random part of the names that it gave.
    `places` are its targets by the keys of the log.
    """

    folder: Path
    key: str
    started: dt.datetime
    results: Results
    logs: tuple[LogFile, ...]
    places: dict[str, Place]
    observed: tuple[Observed, ...]
    inventory: Inventory

    def digest(self) -> str:
        """A digest of what came of the run."""
        return hashlib.sha256(msgspec.json.encode(msgspec.to_builtins(self.results))).hexdigest()


def read_run(folder: Path) -> Recording:
    """The run in `folder`, also one that was killed. Raises EvidenceError for what is none."""
    logs = tuple(_log_files(folder))  # first, so that what a run writes meanwhile is found later
    heads: list[RunStarted] = []
    places: dict[str, Place] = {}
    apis_judged: set[str] = set()
    observed: list[Observed] = []
    inventory = Inventory()
    for _, event in evidence.read(folder, *_READ):
        match event:
            case RunStarted():
                heads.append(event)
            case TargetDescribed():
                places.setdefault(event.target, Place(event.api, event.name, event.base_url))
                apis_judged.add(event.api)
            case Observed():
                observed.append(event)
            case Creating() | Created():
                inventory.take(event)
            case _:
                pass
    if not heads:
        msg = f"{folder}: no log of it tells of a run's beginning; make the run again"
        raise EvidenceError(msg)
    head = min(heads, key=lambda one: one.started)
    return Recording(
        folder=folder,
        key=run_key(head),
        started=parsed(head.started),
        results=_results(folder, apis_judged),
        logs=logs,
        places=places,
        observed=tuple(observed),
        inventory=inventory,
    )


def run_key(head: RunStarted) -> str:
    """The id of a run: `20261127T195204Z-2a9f18`."""
    found = _RANDOM.search(head.prefix)
    # The logs of the first versions name nothing that is random.
    random = found[1] if found else hashlib.sha256(msgspec.json.encode(head)).hexdigest()[:6]
    return f"{parsed(head.started):%Y%m%dT%H%M%SZ}-{random}"


def _results(folder: Path, judged: set[str]) -> Results:
    if (folder / _RESULTS).is_file():
        return read_results(folder / _RESULTS)
    known = catalogues()
    return collect(folder, {api: known[api] for api in sorted(judged & known.keys())})


def _log_files(folder: Path) -> Iterator[LogFile]:
    for path in evidence.logs(folder):
        yield LogFile(path.name, *digest_of(path))


def digest_of(path: Path, size: int | None = None) -> tuple[int, str]:
    """How long a file is, and the digest of it; of its first `size` bytes, where that is given."""
    found, left, total = hashlib.sha256(), size, 0
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK if left is None else min(_BLOCK, left)):
                found.update(block)
                total += len(block)
                left = None if left is None else left - len(block)
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); make it readable"
        raise EvidenceError(msg) from error
    return total, found.hexdigest()


def place_of(result: TargetResult) -> Place:
    """The place that a result is of."""
    return Place(result.api, result.name, result.base_url)
