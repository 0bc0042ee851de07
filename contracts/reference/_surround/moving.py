"""Other people at work: records come and go while the server is in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from contracts.reference._surround.layer import Layer, innermost
from contracts.reference.clock import Clock

Event = Callable[[Any, int], None]
_MOST_AT_ONCE = 20


class Moving(Layer):
    """A server of whose records one comes or goes every so many seconds.

    `events` happen in turn, each to the server and with a number of its own. What would have
    happened while nobody asked is made up for, but for what is more than a few seconds' worth.
    """

    def __init__(self, app: Any, clock: Clock, seconds: float, events: Sequence[Event]) -> None:
        super().__init__(app)
        self._clock = clock
        self._seconds = seconds
        self._events = [(event, count(1)) for event in events]
        self._turn = 0
        self._next: float | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Let happen what is due, then pass one request on."""
        now = self._clock.monotonic()
        if self._next is None:
            self._next = now + self._seconds
        for _ in range(_MOST_AT_ONCE):
            if now < self._next:
                break
            event, numbers = self._events[self._turn % len(self._events)]
            event(innermost(self.app), next(numbers))
            self._turn += 1
            self._next += self._seconds
        else:
            self._next = now + self._seconds
        await self.app(scope, receive, send)
