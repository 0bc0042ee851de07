"""Processes of a run that are forked: they share what was read and collected before."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence

from contracts.reference import ReferenceApi, Serving

_LOOK_S = 0.25


def can_fork() -> bool:
    """Whether this process can be forked: another thread may hold what a copy would wait for."""
    return sys.platform == "linux" and threading.active_count() == 1


def processors() -> int:
    """How many processes can work at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def forked(work: Callable[[], object]) -> int:
    """The id of a copy of this process that does `work` and ends."""
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        work()
        code = 0
    except Exception:  # noqa: BLE001 - nothing above would say it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)  # what the first process has begun is its own to end


@contextlib.contextmanager
def embedded(servers: Sequence[ReferenceApi]) -> Iterator[list[str]]:
    """Serve reference servers, each in a process of its own where that can be; their origins."""
    if not can_fork():
        with Serving([one.build() for one in servers]) as serving:
            yield serving.origins
        return
    first = os.getpid()
    origins: list[str] = []
    processes: list[int] = []
    try:
        for server in servers:
            serving = Serving([server.build()])
            processes.append(forked(lambda one=serving: _serve(one, first)))  # type: ignore[misc]
            serving.forget()
            origins += serving.origins
        yield origins
    finally:
        for process in processes:
            os.kill(process, signal.SIGTERM)
        for process in processes:
            os.waitpid(process, 0)


def _serve(serving: Serving, first: int) -> None:
    """Serve as long as the process `first` lives, whatever becomes of it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with serving:
        while os.getppid() == first:
            time.sleep(_LOOK_S)
