"""Proofs of several APIs side by side, each in a process of its own.

Much of what a proof does is wait, so two of them keep a processor busier than one; in a process
of its own each has its reference servers to itself, and knows what it cost.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context
from types import TracebackType
from typing import Any, Self

from contracts.reference import find
from contracts.selfproof.faults import Sample
from contracts.selfproof.proof import Proof, prove


class Lanes:
    """Proofs of `apis`, `lanes` of them at a time, with `jobs` runs each; the longest first."""

    def __init__(
        self, apis: Iterable[str], *, lanes: int, jobs: int, sample: Sample | None = None
    ) -> None:
        # A fresh process: a copy of one that has threads may hang.
        self._others = set(active_children())
        self._pool = ProcessPoolExecutor(lanes, get_context("spawn"), _end_cleanly)
        longest_first = sorted(apis, key=lambda api: -len(find(api).faults))
        self._parts: Mapping[str, Future[dict[str, Any]]] = {
            api: self._pool.submit(_parts, api, jobs, sample) for api in longest_first
        }

    def proof(self, api: str) -> Proof:
        """The proof of `api`, once it is done.

        Raises SuiteError where a run broke down, BrokenProcessPool where its process was killed.
        """
        return Proof(find(api), **self._parts[api].result())

    def __enter__(self) -> Self:
        """Proofs begin at once, before anybody asks for one."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the proofs that are not done, and their runs."""
        for process in set(active_children()) - self._others:
            process.terminate()
        self._pool.shutdown(cancel_futures=True)


def _parts(api: str, jobs: int, sample: Sample | None) -> dict[str, Any]:
    """A proof without its reference server, whose functions do not pass between processes."""
    proof = prove(api, jobs=jobs, sample=sample)
    names = (name for name in proof.__struct_fields__ if name != "reference")
    return {name: getattr(proof, name) for name in names}


def _end_cleanly() -> None:
    """Have the end of a process end the runs that it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started the proofs ends them
