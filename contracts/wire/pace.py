"""The rate limit: evenly spaced sends."""

from __future__ import annotations

import time
from collections.abc import Callable

_SLOWED_S = 0.05
_SLOWEST_S = 1.0


class Pace:
    """At most `rate` sends a second (None: no limit), one every `1 / rate` seconds.

    Time that went by unused is not saved up: no burst follows a pause.
    """

    def __init__(
        self,
        rate: float | None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._interval = 1 / rate if rate else 0.0
        self._clock = clock
        self._sleep = sleep
        self._next = float("-inf")

    def slower(self) -> None:
        """Leave twice as much time between sends from now on, at most a second."""
        longer = max(_SLOWED_S, 2 * self._interval)
        self._interval = max(self._interval, min(longer, _SLOWEST_S))

    def wait(self) -> None:
        """Sleep until the next send is due."""
        if not self._interval:
            return
        now = self._clock()
        if now < self._next:
            self._sleep(self._next - now)
            now = self._next
        self._next = now + self._interval
