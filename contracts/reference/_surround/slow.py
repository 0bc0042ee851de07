"""Answers that take their time."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from contracts.reference._surround.layer import Layer

Sleep = Callable[[float], Awaitable[Any]]


class Delayed(Layer):
    """Every answer begins so many seconds late."""

    def __init__(self, app: Any, seconds: float, sleep: Sleep = asyncio.sleep) -> None:
        super().__init__(app)
        self._seconds = seconds
        self._sleep = sleep

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on after the delay."""
        await self._sleep(self._seconds)
        await self.app(scope, receive, send)


class DelayedLists(Delayed):
    """Every answer of a list begins so many seconds late."""

    def __init__(
        self, app: Any, paths: re.Pattern[str], seconds: float, sleep: Sleep = asyncio.sleep
    ) -> None:
        super().__init__(app, seconds, sleep)
        self._paths = paths

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on, after the delay where it is for a list."""
        is_list = scope["method"] == "GET" and self._paths.fullmatch(scope["path"])
        await (super().__call__ if is_list else self.app)(scope, receive, send)


class DelayedRows(Layer):
    """Every answer begins late by so many seconds for each row that it shows."""

    def __init__(
        self, app: Any, mark: re.Pattern[bytes], seconds: float, sleep: Sleep = asyncio.sleep
    ) -> None:
        super().__init__(app)
        self._mark = mark
        self._seconds = seconds
        self._sleep = sleep

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass one request on, and its answer after the delay."""
        events: list[Any] = []

        async def keep(event: Any) -> None:
            events.append(event)

        await self.app(scope, receive, keep)
        shown = b"".join(event.get("body", b"") for event in events)
        await self._sleep(self._seconds * len(self._mark.findall(shown)))
        for event in events:
            await send(event)
