"""A system whose readers are served by a replica that lags behind.

Changes go to one server, which answers at once; what reads is answered by another one, which is
sent the same changes a while later. The replica lives that while in the past, by its clock: it is
exactly what the first server was then.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from contracts.reference._surround.layer import Layer, body_of, innermost
from contracts.reference.clock import Clock

_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class Moment(NamedTuple):
    """A time by both ways of telling it."""

    monotonic: float
    now: dt.datetime


class LaggingClock:
    """A clock that is behind another one, never before its own beginning.

    While it is held it stands still.
    """

    def __init__(self, clock: Clock, seconds: float, start: Moment) -> None:
        self._clock = clock
        self._seconds = seconds
        self._start = start
        self._held: Moment | None = None

    def hold(self, moment: Moment | None) -> None:
        """Stand still at a moment, or go on (None)."""
        self._held = moment

    def monotonic(self) -> float:
        """Seconds, behind those of the other clock."""
        if self._held:
            return self._held.monotonic
        return max(self._start.monotonic, self._clock.monotonic() - self._seconds)

    def now(self) -> dt.datetime:
        """The date and time, behind those of the other clock."""
        if self._held:
            return self._held.now
        return max(self._start.now, self._clock.now() - dt.timedelta(seconds=self._seconds))


class _Change(NamedTuple):
    """A request that changed something, for the replica; `at` is when it came."""

    at: Moment
    scope: Any
    body: bytes


class Replicated(Layer):
    """Two servers, one behind the other by `seconds`.

    `lists` are the paths that the replica answers for; without, it answers for all that reads.
    Attributes named in `shared` are copied to the replica after every change.
    """

    def __init__(
        self,
        make: Callable[[Clock], Any],
        clock: Clock,
        seconds: float,
        *,
        lists: re.Pattern[str] | None = None,
        shared: tuple[str, ...] = (),
    ) -> None:
        self._clock = clock
        self._seconds = seconds
        self._lists = lists
        self._shared = shared
        self._changes: deque[_Change] = deque()
        start = self._moment()
        self._ahead_clock = LaggingClock(clock, 0, start)
        self._behind_clock = LaggingClock(clock, seconds, start)
        super().__init__(self._made(make, self._ahead_clock, start))
        self._behind = self._made(make, self._behind_clock, start)

    def _made(self, make: Callable[[Clock], Any], clock: LaggingClock, start: Moment) -> Any:
        clock.hold(start)
        made = make(clock)
        clock.hold(None)
        return made

    def _moment(self) -> Moment:
        return Moment(self._clock.monotonic(), self._clock.now())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on to the server that answers for it."""
        await self._catch_up()
        if scope["method"] not in _READING:
            await self._change(scope, receive, send)
        elif self._lists is None or self._lists.fullmatch(scope["path"]):
            await self._behind(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _change(self, scope: Any, receive: Any, send: Any) -> None:
        change = _Change(self._moment(), scope, await body_of(receive))
        self._changes.append(change)
        for event in await _replies(self.app, self._ahead_clock, change):
            await send(event)
        for name in self._shared:
            setattr(innermost(self._behind), name, getattr(innermost(self.app), name))

    async def _catch_up(self) -> None:
        """Send the replica all changes that it has to know of by now."""
        due = self._clock.monotonic() - self._seconds
        while self._changes and self._changes[0].at.monotonic <= due:
            await _replies(self._behind, self._behind_clock, self._changes.popleft())


async def _replies(app: Any, clock: LaggingClock, change: _Change) -> list[Any]:
    """What a server answers to a change at the moment when it came."""
    events: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": change.body, "more_body": False}

    async def send(event: Any) -> None:
        events.append(event)

    clock.hold(change.at)
    try:
        await app(change.scope, receive, send)
    finally:
        clock.hold(None)
    return events
