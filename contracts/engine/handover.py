"""What `uc-contracts run` gives the pytest session that it starts, and what it gets back."""

from __future__ import annotations

from collections.abc import Callable

from contracts.engine.options import RunOptions
from contracts.engine.run import Hold, Run

HANDOVER = "uc-contracts-handover"
"""The name under which a handover is registered with pytest."""


class Handover:
    """A pytest plugin without hooks: the options, and the run once it has begun.

    `side_by_side`: several targets are judged at the same time, where that can be, at most
    `at_once` (None: as many as there are processors). `hold` holds the results of the run against
    what is known of its targets, in place of a baseline. `tell` is given lines for the user,
    `progress` what goes on after the tests: what, how much of it, of how much.
    """

    def __init__(
        self, options: RunOptions, *, side_by_side: bool = False, hold: Hold | None = None
    ) -> None:
        self.__name__ = HANDOVER
        self.options = options
        self.side_by_side = side_by_side
        self.hold = hold
        self.run: Run | None = None
        self.at_once: int | None = None
        self.tell: Callable[[str], None] = lambda _text: None
        self.progress: Callable[[str, int, int], None] = lambda _what, _done, _of: None
