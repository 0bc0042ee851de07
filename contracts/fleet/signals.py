"""Ctrl-C and SIGTERM, counted in place of being raised wherever they strike."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from contracts.fleet.coordinate import Interrupts

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def counted_interrupts() -> Iterator[Interrupts]:
    """How often the user, or the system, asked to end; in the main thread only."""
    found = Interrupts()

    def count(_number: int, _frame: FrameType | None) -> None:
        found.count += 1

    before = {one: signal.signal(one, count) for one in _SIGNALS}
    try:
        yield found
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
