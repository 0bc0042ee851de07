"""Time that is skipped rather than waited for, where nothing comes from the target meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable


class SkippedTime:
    """A clock that goes on as the real one does, and jumps ahead wherever somebody sleeps."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._skipped = 0.0

    def now(self) -> float:
        """Seconds since any moment."""
        return self._clock() + self._skipped

    def sleep(self, seconds: float) -> None:
        """Let so many seconds have passed."""
        self._skipped += max(0.0, seconds)
