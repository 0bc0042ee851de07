"""Workers of a Dask cluster.

Dask carries tasks and outcomes; who judges a target, and whether it was judged, the store says.
So each worker is given one task at a time, no task is given to another by Dask itself, and a
scheduler that is restarted loses nothing.
"""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import msgspec
from distributed import Client

from contracts.fleet.model import Ending, Outcome, Task, decoded_outcome, encoded
from contracts.fleet.pool import Ended, Gone
from contracts.fleet.work import work
from contracts.model import ConfigurationError

_CONNECT_S = 10
_SCHEMES = frozenset({"tcp", "tls", "ws", "wss"})
_TURN_S = 0.1
_ASK_S = 1.0
_AGAIN_S = 2.0


class _Given(msgspec.Struct):
    """A task that a worker was given."""

    task: Task
    future: Any


class DaskPool:
    """The workers of the scheduler at `address`. Raises ConfigurationError where none answers."""

    def __init__(self, address: str, connect: Callable[[str], Any] | None = None) -> None:
        for name in ("distributed", "distributed.client", "distributed.core", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is said below
        self.where = address
        self._connect = connect or _connected
        self._given: dict[str, _Given] = {}
        self._gone: list[Ended] = []
        self._unfit: dict[str, str] = {}
        self._there: set[str] = set()
        self._asked = self._tried = -_ASK_S
        try:
            self._client: Any = self._connect(address)
        except (OSError, ValueError, TypeError) as trouble:
            reason = " ".join(str(trouble).split()) or type(trouble).__name__
            msg = (
                f"the scheduler {address} cannot be reached ({reason[:120]}); start it with "
                "`dask scheduler`, or leave out --scheduler to judge from here"
            )
            raise ConfigurationError(msg) from trouble

    def _workers(self) -> set[str]:
        """The workers that are there now; none while the scheduler is away."""
        client = self._reachable()
        if client is None:
            return set()
        if time.monotonic() - self._asked > _ASK_S:
            try:
                self._there = set(client.scheduler_info(n_workers=-1)["workers"])
            except (OSError, RuntimeError, KeyError):
                self._there = set()
            self._asked = time.monotonic()
        return self._there

    def _reachable(self) -> Any:
        """The client, once more connected where its scheduler went away."""
        if self._client is not None and self._client.status == "running":
            return self._client
        self._lose("the scheduler went away")
        if time.monotonic() - self._tried < _AGAIN_S:
            return None
        self._tried = time.monotonic()
        if self._client is not None:
            self._client.close(timeout=1)
            self._client = None
        try:
            self._client = self._connect(self.where)
        except (OSError, ValueError):
            return None
        return self._client

    def _lose(self, reason: str) -> None:
        for given in self._given.values():
            self._gone.append(Gone(given.task.label, given.task.attempt, reason))
        self._given.clear()

    def free(self) -> list[str]:
        """The workers that have nothing of ours to do."""
        return sorted(self._workers() - self._given.keys() - self._unfit.keys())

    def hopeless(self) -> str:
        """Why none of the workers that are there can judge."""
        there = self._workers()
        unfit = there & self._unfit.keys()
        return self._unfit[min(unfit)] if there and unfit == there else ""

    def start(self, worker: str, task: Task) -> None:
        """Have a worker begin."""
        client = self._client
        if client is None:
            self._gone.append(Gone(task.label, task.attempt, "the scheduler went away"))
            return
        future = client.submit(
            work,
            encoded(task),
            key=f"{task.batch}/{task.label}/{task.attempt}/{time.time_ns()}",
            workers=[worker],
            allow_other_workers=False,
            pure=False,
            retries=0,
        )
        self._given[worker] = _Given(task, future)

    def ended(self, wait_s: float) -> list[Ended]:
        """What ended since, and whose worker is no longer there."""
        until = time.monotonic() + wait_s
        while True:
            found = self._ended()
            if found or time.monotonic() >= until:
                return found
            time.sleep(_TURN_S)

    def _ended(self) -> list[Ended]:
        there = self._workers()
        found: list[Ended] = []
        for worker, given in list(self._given.items()):
            task, status = given.task, given.future.status
            if status == "finished":
                found.append(self._outcome(worker, given))
            elif status == "error":
                trouble = given.future.exception()
                reason = (
                    f"the worker {worker} cannot judge: {type(trouble).__name__}: {trouble}; "
                    "install the same uc-contracts[fleet] there"
                )
                self._unfit[worker] = reason
                found.append(Outcome(task.label, Ending.LOST, task.attempt, worker, reason))
            elif status in {"lost", "cancelled"} or worker not in there:
                found.append(Gone(task.label, task.attempt, f"the worker {worker} went away"))
                given.future.cancel()
            else:
                continue
            self._given.pop(worker, None)
        found += self._gone
        self._gone = []
        return found

    def _outcome(self, worker: str, given: _Given) -> Ended:
        try:
            made = decoded_outcome(given.future.result(timeout=_CONNECT_S * 6))
        except (OSError, RuntimeError) as trouble:
            reason = f"the worker {worker} went away ({type(trouble).__name__})"
            return Gone(given.task.label, given.task.attempt, reason)
        return msgspec.structs.replace(made, worker=f"{made.worker} ({worker})")

    def interrupt(self) -> None:
        """Nothing: the runs see in the store that the fleet is over."""

    def kill(self) -> None:
        """Wait for nothing more."""
        self._lose("killed")

    def close(self) -> None:
        """Let go of the cluster."""
        if self._client is not None:
            self._client.close(timeout=2)


def _connected(address: str) -> Any:
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or not parts.hostname or not parts.port:
        msg = f"{address!r} is no address of a Dask scheduler; write it like tcp://scheduler:8786"
        raise ConfigurationError(msg)
    # Dask goes on trying where nobody listens.
    socket.create_connection((parts.hostname, parts.port), _CONNECT_S).close()
    return Client(  # type: ignore[no-untyped-call]
        address, timeout=_CONNECT_S, set_as_default=False, name="uc-contracts-fleet"
    )
