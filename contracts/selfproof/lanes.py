"""Proofs of several APIs side by side, each in a process of its own.

Much of what a proof does is wait, so two of them keep a processor busier than one; in a process
of its own each has its reference servers to itself, and knows what it cost.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Mapping
from multiprocessing import get_context
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from contracts.reference import find
from contracts.selfproof.faults import Sample
from contracts.selfproof.proof import Proof, prove

if TYPE_CHECKING:
    from multiprocessing.pool import AsyncResult


class Lanes:
    """Proofs of `apis`, `lanes` of them at a time, with `jobs` runs each; the longest first."""

    def __init__(
        self, apis: Iterable[str], *, lanes: int, jobs: int, sample: Sample | None = None
    ) -> None:
        # A fresh process: a copy of one that has threads may hang.
        self._pool = get_context("spawn").Pool(lanes, _end_cleanly)
        longest_first = sorted(apis, key=lambda api: -len(find(api).faults))
        self._parts: Mapping[str, AsyncResult[dict[str, Any]]] = {
            api: self._pool.apply_async(_parts, (api, jobs, sample)) for api in longest_first
        }

    def proof(self, api: str) -> Proof:
        """The proof of `api`, once it is done. Raises SuiteError where a run broke down."""
        return Proof(find(api), **self._parts[api].get())

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
        self._pool.terminate()
        self._pool.join()


def _parts(api: str, jobs: int, sample: Sample | None) -> dict[str, Any]:
    """A proof without its reference server, whose functions do not pass between processes."""
    proof = prove(api, jobs=jobs, sample=sample)
    names = (name for name in proof.__struct_fields__ if name != "reference")
    return {name: getattr(proof, name) for name in names}


def _end_cleanly() -> None:
    """Have the end of a process end the runs that it started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started the proofs ends them
