"""Ctrl-C, so that it ends a run wherever it strikes, and in every process of it."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Collection
from types import FrameType
from typing import Any

_MASK = getattr(signal, "pthread_sigmask", lambda *_: None)


class Stop:
    """Takes SIGINT while it listens.

    It is remembered, since the KeyboardInterrupt that it raises may be lost: in a `__del__`, in
    a callback of the garbage collector, in an import that catches all. `check` raises it again.
    """

    def __init__(self, *, worker: bool) -> None:
        self._worker = worker
        self._asked = False
        self._before: Any = None

    def listen(self) -> None:
        """Begin; without effect in a thread that gets no signals."""
        with contextlib.suppress(ValueError):
            self._before = signal.signal(signal.SIGINT, self._take)
        release()

    def _take(self, _number: int, _frame: FrameType | None) -> None:
        # A worker is told twice, from the keyboard and by the run's first process. In that one
        # the second time means: at once.
        signal.signal(signal.SIGINT, signal.SIG_IGN if self._worker else signal.default_int_handler)
        self._asked = True
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raise KeyboardInterrupt where it was asked for and is not yet on its way."""
        if self._asked:
            raise KeyboardInterrupt

    def heard(self) -> None:
        """The run is ending: nothing is to be raised again."""
        self._asked = False

    def end(self) -> None:
        """Put back who took the signal before."""
        if self._before is not None and not self._worker:
            signal.signal(signal.SIGINT, self._before)


class _Held:
    """Who took SIGINT before it was held, and whether one came meanwhile."""

    before: Any = None
    came = False


def hold() -> None:
    """Keep SIGINT waiting, here and in processes that are started meanwhile.

    Processes inherit the mask. Here it is not enough: where another thread runs, the system gives
    the signal to that one, so who takes it only notes it.
    """
    if _Held.before is None:
        with contextlib.suppress(ValueError):
            _Held.before = signal.signal(signal.SIGINT, _note)
    _MASK(getattr(signal, "SIG_BLOCK", 0), {signal.SIGINT})


def release() -> None:
    """Let SIGINT through, also one that waits; without effect where nothing is held."""
    _MASK(getattr(signal, "SIG_UNBLOCK", 0), {signal.SIGINT})
    if _Held.before is None:
        return
    signal.signal(signal.SIGINT, _Held.before)
    _Held.before, came, _Held.came = None, _Held.came, False
    if came:
        signal.raise_signal(signal.SIGINT)


def _note(_number: int, _frame: FrameType | None) -> None:
    _Held.came = True


def interrupt(nodes: Collection[Any]) -> None:
    """Interrupt the workers on this machine, which would else go on with what they were given."""
    for node in nodes:
        if node.gateway.spec.popen:
            with contextlib.suppress(OSError):
                os.kill(node.gateway._rinfo().pid, signal.SIGINT)  # noqa: SLF001 - known only there
