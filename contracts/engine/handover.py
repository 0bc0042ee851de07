"""What `uc-contracts run` gives the pytest session that it starts, and what it gets back."""

from __future__ import annotations

from contracts.engine.options import RunOptions
from contracts.engine.run import Hold, Run

HANDOVER = "uc-contracts-handover"
"""The name under which a handover is registered with pytest."""


class Handover:
    """A pytest plugin without hooks: the options, and the run once it has begun.

    `side_by_side`: several targets are judged at the same time, where that can be. `hold` holds the
    results of the run against what is known of its targets, in place of a baseline.
    """

    def __init__(
        self, options: RunOptions, *, side_by_side: bool = False, hold: Hold | None = None
    ) -> None:
        self.__name__ = HANDOVER
        self.options = options
        self.side_by_side = side_by_side
        self.hold = hold
        self.run: Run | None = None
