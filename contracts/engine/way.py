"""The way to a target: what stands before its transports, and the time by which is waited."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from contracts.wire.carrier import DIRECT, Route


class Way(NamedTuple):
    """How a session reaches its target.

    `now` is seconds since any moment, `sleep` lets so many pass. Not `lasting`: nothing that is
    made over this way is on the target, so that nothing is to be removed from it.
    """

    route: Route = DIRECT
    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    lasting: bool = True


STRAIGHT = Way()
"""Straight to the target, in real time."""
