"""What a Dask worker is asked to do."""

from __future__ import annotations

import threading
from collections import defaultdict

from distributed import get_worker

from contracts.fleet.model import decoded_task, encoded
from contracts.fleet.unit import judge

_ONE: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
"""One target at a time for each worker, whatever number of threads it has and of fleets uses it."""


def work(task: bytes) -> bytes:
    """Judge the target of an encoded task; the encoded outcome."""
    with _ONE[_worker()]:
        return encoded(judge(decoded_task(task)))


def _worker() -> str:
    try:
        return str(get_worker().address)
    except ValueError:  # not in a worker
        return ""
