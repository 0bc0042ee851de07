"""Removal: what a run makes must be removable, and that is proven before it is relied on."""

from __future__ import annotations

from collections.abc import Callable

from contracts.model import NotTested

_TRIALS = 3
"""How often a trial that made nothing is repeated."""


class Removal:
    """Which kinds of things the target has been seen to remove.

    The first thing of a kind that a run makes is removed at once and seen to be gone. Where that
    fails it stays behind as the only one: nothing more of the kind is made.
    """

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}
        self._in_vain: dict[str, int] = {}

    def hold(self, kind: str, trial: Callable[[], str | None]) -> None:
        """Return where things of `kind` can be removed. Raises NotTested where they cannot.

        `trial` makes one thing and removes it: empty where it is gone, else the reason why it is
        not; None where nothing came to be (the target refused to make it), which proves nothing:
        the caller may go on, and the next call tries again, three times at most.
        """
        if kind not in self._reasons:
            if self._in_vain.get(kind, 0) >= _TRIALS:
                return
            reason = trial()
            if reason is None:
                self._in_vain[kind] = self._in_vain.get(kind, 0) + 1
                return
            self._reasons[kind] = reason
        if reason := self._reasons[kind]:
            text = f"no more of the kind {kind} is made: the first could not be removed ({reason})"
            raise NotTested(text)
