"""The circuit breaker: a target that does not answer is not asked forever."""

from __future__ import annotations

from contracts.model import Failure, TargetUnreachable

_PATIENCE = 3
# A reply that is too large is a reply: it shows that the target is there.
_COUNTED = frozenset({"refused", "unresolved", "timeout", "tls", "reset", "protocol"})


class Breaker:
    """Opens after three failures in a row and stays open; any reply resets the count."""

    def __init__(self) -> None:
        self._failures = 0
        self._last = ""

    def check(self) -> None:
        """Raise TargetUnreachable with the last failure where the breaker is open."""
        if self._failures >= _PATIENCE:
            msg = f"{self._last}; not tried again after {_PATIENCE} failures in a row"
            raise TargetUnreachable(msg)

    def note(self, failure: Failure | None, *, counts: bool) -> None:
        """Take in how an exchange ended; a failure is counted only where it `counts`."""
        if failure is None or failure.kind not in _COUNTED:
            self._failures = 0
        elif counts:
            self._failures += 1
            self._last = failure.message
