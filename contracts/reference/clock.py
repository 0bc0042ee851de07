"""The time by which a reference server's life cycles move."""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol


class Clock(Protocol):
    """Where a server gets its time from."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""

    def now(self) -> dt.datetime:
        """The date and time, aware, in UTC."""


class SystemClock:
    """The machine's time."""

    def monotonic(self) -> float:
        """Seconds of the machine's monotonic clock."""
        return time.monotonic()

    def now(self) -> dt.datetime:
        """The machine's date and time in UTC."""
        return dt.datetime.now(dt.UTC)


class ManualClock:
    """A time that stands still until a test moves it."""

    def __init__(self, start: dt.datetime | None = None) -> None:
        self._start = start or dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
        self._elapsed = 0.0

    def advance(self, seconds: float) -> None:
        """Move on by `seconds`."""
        self._elapsed += seconds

    def monotonic(self) -> float:
        """Seconds moved so far."""
        return self._elapsed

    def now(self) -> dt.datetime:
        """The start plus the seconds moved so far."""
        return self._start + dt.timedelta(seconds=self._elapsed)
