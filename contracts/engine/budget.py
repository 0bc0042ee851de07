"""The budget of a test and of a run: what they may cost."""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

import msgspec

from contracts.model import NotTested, OutOfBudget

_GRACE_S = 30.0
"""How long a test may go on without sending or waiting once its time is over."""


class Allowance(msgspec.Struct, frozen=True):
    """What one attempt of a test, or another piece of `work`, may cost: requests, and seconds."""

    exchanges: int = 2_000
    seconds: float = 120.0
    work: str = "the test"


class Clock:
    """The time that is left of a run of `minutes`, or for ever."""

    def __init__(
        self, minutes: float | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._minutes = minutes
        self._now = now
        self._ends = float("inf") if minutes is None else now() + 60 * minutes

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self._ends - self._now()

    @property
    def over(self) -> str:
        """Why nothing more is judged; empty while there is time."""
        if self.left > 0:
            return ""
        return f"the budget of the run, {self._minutes:g} min, was used up before it was judged"


class Budget:
    """What is left to one attempt of a test, or to other work. For one thread."""

    def __init__(
        self,
        allowance: Allowance,
        run: Clock,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._allowance = allowance
        self._run = run
        self._now = now
        self._sleep = sleep
        self._began = now()
        self._sent = 0

    def spend(self) -> None:
        """Count a request that is going to be sent.

        Raises OutOfBudget where the test may send no more, NotTested where the run is over.
        """
        self._hold()
        self._sent += 1
        if self._sent > self._allowance.exchanges:
            allowed = self._allowance
            msg = f"{allowed.work} did not end: it sent {allowed.exchanges:,} requests"
            raise OutOfBudget(msg)

    def sleep(self, seconds: float) -> None:
        """Wait, but not beyond the end of the budget. Raises as `spend` there."""
        left = min(self._left, self._run.left)
        self._sleep(max(0.0, min(seconds, left)))
        if seconds >= left:
            self._hold()

    @property
    def _left(self) -> float:
        return self._began + self._allowance.seconds - self._now()

    def _hold(self) -> None:
        if reason := self._run.over:
            raise NotTested(reason)
        if self._left <= 0:
            raise OutOfBudget(self._overtime())

    def _overtime(self) -> str:
        return f"{self._allowance.work} did not end: it took {self._allowance.seconds:g} s"

    @contextlib.contextmanager
    def enforced(self) -> Iterator[None]:
        """Raise OutOfBudget wherever the attempt is when its time, and a grace, are over.

        For what neither sends nor waits. Without effect where there are no signals for it.
        """
        usable = hasattr(signal, "setitimer")
        if not usable or threading.current_thread() is not threading.main_thread():
            yield
            return

        def end(_number: int, _frame: FrameType | None) -> None:
            raise OutOfBudget(self._overtime())

        before = signal.signal(signal.SIGALRM, end)
        signal.setitimer(signal.ITIMER_REAL, max(0.0, self._left) + _GRACE_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
