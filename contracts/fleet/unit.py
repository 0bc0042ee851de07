"""The work on one target: its lease, its run, and what came of that in the store."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import msgspec

from contracts.fleet.documents import placed
from contracts.fleet.handing import packed
from contracts.fleet.hold import Clock, Hold, clock_of, take
from contracts.fleet.keeper import Keeper
from contracts.fleet.model import Ending, Outcome, Task
from contracts.fleet.recover import left_in, remove_leftovers
from contracts.fleet.running import Ended, Watched, run_watched
from contracts.fleet.said import outcome_of, stored
from contracts.fleet.toml import dumped
from contracts.model import ConfigurationError, EvidenceError, Exit, listed
from contracts.store import LeaseLost, Store, StoreError, forget, holder, ingest, open_store
from contracts.store.queries import judged_by

STORE = "UC_CONTRACTS_STORE"
FILES = "UC_CONTRACTS_WORKER_FILES"
"""Where a worker has the files that target files name: secrets, certificates, plugins, kits."""
REPORTS = "UC_CONTRACTS_WORKER_REPORTS"
"""Where a worker keeps the folders of its runs."""
_AGAIN_S = 1.0

Flag = Callable[[], bool]


def never() -> bool:
    """Nobody asks for it."""
    return False


def judge(
    task: Task, *, stopping: Flag = never, killing: Flag = never, clock: Clock | None = None
) -> Outcome:
    """Judge one target, if nobody else does, and take the run into the store, once.

    `stopping` asks to end it cleanly, `killing` at once. Whatever goes wrong is in the outcome.
    """
    here = socket.gethostname()
    outcome = Outcome(task.label, Ending.REFUSED, task.attempt, here)
    try:
        with _store(task) as store:
            made = _Unit(task, store, clock or clock_of(store), stopping, killing).judge(outcome)
    except StoreError as trouble:
        return msgspec.structs.replace(outcome, ending=Ending.LOST, reason=str(trouble))
    except (ConfigurationError, EvidenceError, OSError) as trouble:
        reason = f"on {here}: {trouble}"
        return msgspec.structs.replace(outcome, reason=reason, exit=Exit.USAGE)
    return made


def _store(task: Task) -> Store:
    address = os.environ.get(STORE) or task.store
    if not address:
        msg = f"the store's address holds a password, which does not travel; set {STORE} there"
        raise ConfigurationError(msg)
    return open_store(address, create=False)


class _Unit:
    """One attempt at one target."""

    def __init__(
        self, task: Task, store: Store, clock: Clock, stopping: Flag, killing: Flag
    ) -> None:
        self._task = task
        self._store = store
        self._clock = clock
        self._stopping = stopping
        self._killing = killing
        reports = task.reports or os.environ.get(REPORTS) or str(Path("reports") / task.batch)
        self._folder = Path(reports).absolute() / task.label

    def judge(self, nothing: Outcome) -> Outcome:
        task = self._task
        if holder(self._store, task.control, at=self._clock()) is None:
            reason = f"the store {self._store.name} does not know that the fleet runs"
            return msgspec.structs.replace(nothing, ending=Ending.INTERRUPTED, reason=reason)
        owner = f"{task.batch}, attempt {task.attempt} on {nothing.worker} ({secrets.token_hex(3)})"
        hold = take(self._store, task.lease, owner, task.lease_s, self._clock)
        if hold is None:
            other = holder(self._store, task.lease, at=self._clock())
            who = f"held by {other.owner} until {other.expires:%H:%M:%S}" if other else "held"
            return msgspec.structs.replace(nothing, ending=Ending.BUSY, reason=who)
        keeper = Keeper(self._store, hold, task.control, self._clock)
        keeper.start()
        try:
            before = stored(judged_by(self._store, task.batch)).get((task.api, task.name))
            if before is not None:  # an attempt whose worker was given up had come to its end
                return msgspec.structs.replace(before, label=task.label, attempt=task.attempt)
            return self._attempt(nothing, hold, keeper)
        finally:
            keeper.close()
            if not hold.lost:
                hold.end()

    def _attempt(self, nothing: Outcome, hold: Hold, keeper: Keeper) -> Outcome:
        task = self._task
        base = self._base()
        text = dumped(placed(tomllib.loads(task.text), base))
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / f"{task.label}.toml"
        target.write_text(text, "utf-8")
        number = self._number()
        log = self._folder / f"run-{number}.log"
        run = self._folder / f"run-{number}"
        watched = Watched(hold, keeper, self._stopping, self._killing)

        def clean(folder: Path, file: Path) -> None:
            arguments = ["cleanup", str(folder), "--target", str(file)]
            run_watched(arguments, log, watched, folder=base)

        left = remove_leftovers(self._store, hold.lease, text, self._folder, clean)
        if hold.is_ending() or self._stopping() or keeper.ended:
            ending = Ending.LOST if hold.is_ending() else Ending.INTERRUPTED
            return msgspec.structs.replace(nothing, ending=ending, left=left)
        began = time.monotonic()
        ended = run_watched(self._arguments(target, run), log, watched, folder=base, mirrored=True)
        keeper.drain()
        made = msgspec.structs.replace(
            nothing,
            left=(*left, *listed(left_in(run), "it was not removed")),
            seconds=time.monotonic() - began,
            place=str(run),
        )
        return self._close(made, ended, hold, run, log)

    def _close(self, made: Outcome, ended: Ended, hold: Hold, run: Path, log: Path) -> Outcome:
        """What came of a run that is over, after its results are in the store."""
        task = self._task
        if ended.lost:
            reason = "the store could not be reached in time to keep the target's lease"
            return msgspec.structs.replace(made, ending=Ending.LOST, reason=reason)
        if ended.interrupted:
            if not made.left:
                forget(self._store, task.lease, hold.lease.term)
            return msgspec.structs.replace(made, ending=Ending.INTERRUPTED, reason="interrupted")
        if ended.code < 0:
            reason = f"signal {-ended.code} ended the run"
            return msgspec.structs.replace(made, ending=Ending.LOST, reason=reason)
        made = outcome_of(made, ended.code, run, log)
        if made.ending is not Ending.JUDGED:
            return made
        try:
            key = self._ingest(run, hold)
        except LeaseLost as trouble:
            return msgspec.structs.replace(made, ending=Ending.LOST, reason=str(trouble))
        made = msgspec.structs.replace(made, run=key)
        if task.home:
            made = msgspec.structs.replace(made, archive=packed(run), place="")
            shutil.rmtree(run, ignore_errors=True)
        return made

    def _ingest(self, run: Path, hold: Hold) -> str:
        """Take the run into the store, as long as it takes until that can be reached."""
        while True:
            try:
                key = ingest(
                    self._store, run, batch=self._task.batch, held=hold.lease, at=self._clock()
                ).key
                forget(self._store, self._task.lease, hold.lease.term)
            except LeaseLost:
                raise
            except StoreError:
                if hold.lost or hold.left_s() <= 0:
                    raise
                time.sleep(_AGAIN_S)
            else:
                return key

    def _base(self) -> Path:
        """Where relative paths in the target file start on this host."""
        ours = os.environ.get(FILES)
        return (Path(ours) / self._task.beside).absolute() if ours else Path(self._task.folder)

    def _number(self) -> int:
        number = self._task.attempt
        while (self._folder / f"run-{number}").exists():
            number += 1
        return number

    def _arguments(self, target: Path, run: Path) -> list[str]:
        arguments = ["run", str(target), "--jobs", "1", "--quiet", "--report-dir", str(run)]
        arguments += self._task.options
        if self._task.baseline is not None:
            baseline = self._folder / "baseline.yaml"
            baseline.write_text(self._task.baseline, "utf-8")
            arguments += ["--baseline", str(baseline)]
        return arguments
