"""What lists take: how many resources come within the time-out, and whether lists are slow."""

from __future__ import annotations

from contracts.apis.voss.listing import LONGEST

_FIRST = 200
_SHARE = 0.5
"""The part of the time-out that a list may take."""
_LEAST_ROWS = 20
"""Lists of fewer resources say nothing of what one of them takes."""
_SHRINKS_BY = 16
_QUICK = 5
_SLOW_S = 1.0
"""What a slow list takes, in seconds."""
_FEWEST = 3
"""How many lists tell whether they are slow."""


class Reach:
    """The greatest limit that is worth asking for, from what lists took so far.

    `timeout_s` is the target's time-out, in seconds.
    """

    def __init__(self, timeout_s: float) -> None:
        self._allowed_s = _SHARE * timeout_s
        self.limit = _FIRST
        self._lists = 0
        self._slow = 0

    @property
    def slow(self) -> bool:
        """Whether most lists took over a second: then samples are smaller."""
        return self._lists >= _FEWEST and 2 * self._slow > self._lists

    def note(self, rows: int, seconds: float) -> None:
        """Take into account a list of `rows` resources that came within `seconds`."""
        self._lists += 1
        self._slow += seconds > _SLOW_S
        if rows < min(_LEAST_ROWS, self.limit):
            return
        # A quick target is asked for the same whatever it took: its requests repeat.
        quick = seconds < self._allowed_s / _QUICK
        fitting = LONGEST if quick else int(rows * self._allowed_s / seconds)
        self.limit = max(1, min(LONGEST, fitting))

    def shrink(self, limit: int) -> bool:
        """Take into account that a list of `limit` did not come: whether a shorter one may."""
        self.limit = max(1, limit // _SHRINKS_BY)
        return limit > 1
