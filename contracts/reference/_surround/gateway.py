"""What a gateway in front of a system does: limit the rate, be busy, fail once, forget callers."""

from __future__ import annotations

from collections import deque
from typing import Any

from contracts.reference._surround.layer import Layer, answer
from contracts.reference.clock import Clock

RETRY_AFTER_S = 1
_RETRY = (b"retry-after", str(RETRY_AFTER_S).encode())
_CREDENTIALS = frozenset({b"authorization", b"cookie"})


class RateLimited(Layer):
    """At most `most` requests in any second; more are answered 429 with Retry-After."""

    def __init__(self, app: Any, clock: Clock, most: float) -> None:
        super().__init__(app)
        self._clock = clock
        self._most = most
        self._passed: deque[float] = deque()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on, or refuse it."""
        now = self._clock.monotonic()
        while self._passed and self._passed[0] <= now - 1:
            self._passed.popleft()
        if len(self._passed) >= self._most:
            await answer(receive, send, 429, "too many requests", _RETRY)
            return
        self._passed.append(now)
        await self.app(scope, receive, send)


class Counting(Layer):
    """A layer that counts requests; each is given its number, from 1."""

    def __init__(self, app: Any, every: float) -> None:
        super().__init__(app)
        self.every = max(2, int(every))
        self._count = 0

    def is_refused(self) -> bool:
        """Whether the request that is counted now is refused."""
        self._count += 1
        return self.refuses(self._count)

    def refuses(self, number: int) -> bool:
        """Whether the request of this number is refused: every so many, one is."""
        return number % self.every == 0


class Busy(Counting):
    """Every so many requests one is answered 503 with Retry-After."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on, or refuse it."""
        if self.is_refused():
            await answer(receive, send, 503, "busy, come back soon", _RETRY)
            return
        await self.app(scope, receive, send)


class BadGateway(Counting):
    """One request alone is answered 502: that of the given number."""

    def refuses(self, number: int) -> bool:
        """Whether the request of this number is the one."""
        return number == self.every

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on, or refuse it."""
        if self.is_refused():
            await answer(receive, send, 502, "the server behind this gateway did not answer")
            return
        await self.app(scope, receive, send)


class Expiring(Layer):
    """Credentials that count for some seconds from the first request that carries any.

    Afterwards requests are passed on without them, so that they are refused in the server's way.
    """

    def __init__(self, app: Any, clock: Clock, seconds: float) -> None:
        super().__init__(app)
        self._clock = clock
        self._seconds = seconds
        self._end: float | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on, with its credentials or without."""
        headers = scope.get("headers", ())
        others = [(name, value) for name, value in headers if name.lower() not in _CREDENTIALS]
        if len(others) < len(headers):
            now = self._clock.monotonic()
            if self._end is None:
                self._end = now + self._seconds
            if now >= self._end:
                scope = {**scope, "headers": others}
        await self.app(scope, receive, send)
