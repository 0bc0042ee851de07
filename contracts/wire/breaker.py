"""The circuit breaker: a target that does not answer is not asked at every turn."""

from __future__ import annotations

import time
from collections.abc import Callable

from contracts.model import Failure, TargetUnreachable

_PATIENCE = 3
# What was dead is looked at again after this pause, or ten times the time a failure takes.
_SHORTEST_PAUSE_S = 2.0
_TIMES_LONGER = 10
# A reply that is too large is a reply: it shows that the target is there.
_COUNTED = frozenset({"auth", "refused", "unresolved", "timeout", "tls", "reset", "protocol"})


class Breaker:
    """Opens after three failures in a row; any reply closes it.

    While it is open one request is let through after each pause, to look whether the target is
    back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._last = ""
        self._next_look = 0.0

    def check(self) -> None:
        """Raise TargetUnreachable with the last failure where the breaker is open."""
        if self._failures < _PATIENCE or self._clock() >= self._next_look:
            return
        msg = f"{self._last}; not tried again so soon after {self._failures} failures in a row"
        raise TargetUnreachable(msg)

    def note(self, failure: Failure | None, seconds: float, *, counts: bool) -> None:
        """Take in how an exchange ended and how long it took; a failure only if it `counts`."""
        if failure is None or failure.kind not in _COUNTED:
            self._failures = 0
        elif counts:
            self._failures += 1
            self._last = failure.message
            self._next_look = self._clock() + max(_SHORTEST_PAUSE_S, _TIMES_LONGER * seconds)
