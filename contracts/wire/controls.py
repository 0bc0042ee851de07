"""Controls: requests that the target accepted earlier in the run, sent once more.

They tell what is wrong with one request from what is wrong with the target: where others are
answered, a 503 is this request's own; where what was accepted before is refused now, the
credentials have ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from contracts.wire.retries import TRANSIENT

_KEPT = 24
_TRIED = 3
_LOOKED_LATELY_S = 2.0
_REFUSED = 401


class Control(Protocol):
    """Sends an accepted request again, over a fresh connection and in a fresh session."""

    def __call__(self, *, identified: bool) -> int:
        """The status of the reply, 0 where none came; without credentials if not `identified`."""


class Controls:
    """The last accepted requests of each kind. For one target and one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[str, Control] = {}
        self._open: set[str] = set()
        self._closed: set[str] = set()
        self._looked = float("-inf")

    def accepted(self, key: str, control: Control) -> None:
        """A reading request of the kind `key`, with the target's own credentials, was accepted."""
        self._known.pop(key, None)
        self._known[key] = control
        if len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]

    def others_answer(self, key: str) -> bool:
        """Whether a request of another kind than `key` is answered now."""
        others = [one for one in reversed(list(self._known)) if one != key]
        # Two, since a gateway that fails now and then may fail at one of them.
        for other in others[:2]:
            status = self._known[other](identified=True)
            if status and status not in TRANSIENT:
                return True
        return False

    def refused(self, key: str) -> bool:
        """Whether the credentials are refused now for what they were accepted for.

        What anybody gets says nothing of credentials. A `key` of the same kind is tried first.
        """
        if self._clock() - self._looked < _LOOKED_LATELY_S:
            return False
        kinds = list(self._known)[::-1]
        kinds.sort(key=lambda one: one != key)
        refused, tried = False, 0
        for kind in [one for one in kinds if one not in self._open]:
            status = self._known[kind](identified=True)
            if status // 100 == 2:  # noqa: PLR2004  # success
                if self._needs_credentials(kind):
                    self._looked = self._clock()
                    return False
                continue  # Where most is open to anybody, the rest may be long ago.
            refused = refused or status == _REFUSED
            tried += 1
            if tried == _TRIED:
                break
        if not refused:
            self._looked = self._clock()
        return refused

    def _needs_credentials(self, kind: str) -> bool:
        if kind not in self._closed | self._open:
            status = self._known[kind](identified=False)
            (self._open if status // 100 == 2 else self._closed).add(kind)  # noqa: PLR2004  # success
        return kind in self._closed
