"""Workers: who takes the work on a target, and how that is known to have ended."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Collection
from typing import Protocol

import msgspec

from contracts.fleet.model import Ending, Outcome, Task
from contracts.fleet.unit import judge


class Gone(msgspec.Struct, frozen=True):
    """A worker that is no longer there; what it had begun may go on, as the store will say."""

    label: str
    attempt: int
    reason: str


Ended = Outcome | Gone


class Pool(Protocol):
    """Workers, each of which takes one target at a time."""

    where: str

    def free(self) -> Collection[str]:
        """The workers that are there and have nothing to do."""
        ...

    def hopeless(self) -> str:
        """Why none of the workers that are there can judge; nothing where one can, or none is."""
        ...

    def start(self, worker: str, task: Task) -> None:
        """Have a worker begin."""
        ...

    def ended(self, wait_s: float) -> list[Ended]:
        """What ended since it was asked last; waits for it up to this many seconds."""
        ...

    def interrupt(self) -> None:
        """Have all runs end cleanly."""
        ...

    def kill(self) -> None:
        """Have all runs end at once."""
        ...

    def close(self) -> None:
        """Let go of the workers."""
        ...


class LocalPool:
    """Workers on this machine: threads, each of which watches over the process of a run."""

    def __init__(self, count: int, work: Callable[..., Outcome] = judge) -> None:
        self.where = f"{count} here"
        self._names = [f"local-{number}" for number in range(1, count + 1)]
        self._work = work
        self._busy: set[str] = set()
        self._ended: queue.Queue[tuple[str, Outcome]] = queue.Queue()
        self._stop = threading.Event()
        self._kill = threading.Event()

    def free(self) -> list[str]:
        """The workers that have nothing to do."""
        return [one for one in self._names if one not in self._busy]

    def hopeless(self) -> str:
        """Nothing: what runs here can judge."""
        return ""

    def start(self, worker: str, task: Task) -> None:
        """Have a worker begin."""
        self._busy.add(worker)
        # A run ends with the thread that began it, so it has a thread of its own.
        threading.Thread(
            target=self._judge, args=(worker, task), name=f"{worker}: {task.label}", daemon=True
        ).start()

    def _judge(self, worker: str, task: Task) -> None:
        try:
            made = self._work(task, stopping=self._stop.is_set, killing=self._kill.is_set)
            made = msgspec.structs.replace(made, worker=worker)
        except Exception as trouble:  # noqa: BLE001 - the fleet goes on with the others
            reason = f"{type(trouble).__name__}: {trouble}"
            made = Outcome(task.label, Ending.BROKEN, task.attempt, worker, reason)
        self._ended.put((worker, made))

    def ended(self, wait_s: float) -> list[Ended]:
        """What ended since."""
        found: list[Ended] = []
        try:
            while True:
                worker, made = self._ended.get(timeout=wait_s if not found else 0)
                self._busy.discard(worker)
                found.append(made)
        except queue.Empty:
            return found

    def interrupt(self) -> None:
        """Have all runs end cleanly."""
        self._stop.set()

    def kill(self) -> None:
        """Have all runs end at once."""
        self._kill.set()

    def close(self) -> None:
        """Nothing is to be let go of: the threads end with their runs."""
