"""What a Dask worker is asked to do."""

from __future__ import annotations

import threading

from contracts.fleet.model import decoded_task, encoded
from contracts.fleet.unit import judge

_ONE = threading.Lock()
"""One target at a time, whatever number of threads a worker has and of fleets uses it."""


def work(task: bytes) -> bytes:
    """Judge the target of an encoded task; the encoded outcome."""
    with _ONE:
        return encoded(judge(decoded_task(task)))
