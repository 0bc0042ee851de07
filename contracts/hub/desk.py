"""What every answer of a hub is made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import Response

from contracts.store import Store

_READERS = 8
"""How many requests read the store at a time; the others wait for their turn."""
_WRITERS = 2


class Accepting(msgspec.Struct, frozen=True):
    """How a hub takes runs: sizes in bytes, of what is sent and of what that unpacks to."""

    max_sent: int = 256 * 1024 * 1024
    max_unpacked: int = 2 * 1024 * 1024 * 1024
    max_files: int = 2_000
    patience_s: float = 600.0


class Desk:
    """The store that a hub shows, and whether it takes runs."""

    def __init__(self, store: Store, accepting: Accepting | None = None) -> None:
        self.store = store
        self.accepting = accepting
        self._readers: CapacityLimiter | None = None
        self._writers: CapacityLimiter | None = None

    async def read(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What `work` comes to, in a thread of its own."""
        # Limiters belong to the event loop that they are made in.
        self._readers = self._readers or CapacityLimiter(_READERS)
        return await to_thread.run_sync(work, *arguments, limiter=self._readers)

    async def write(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """As `read`, for what changes the store."""
        self._writers = self._writers or CapacityLimiter(_WRITERS)
        return await to_thread.run_sync(work, *arguments, limiter=self._writers)


Page = Callable[[Desk, Request], Response]
"""What makes an answer; it may wait for the store."""
