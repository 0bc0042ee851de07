"""Patience: how long an event on a target is waited for, measured on the target itself.

A target may be slow, and a fast one must not be waited for in vain. The first event of a kind
that comes sets how long later ones are waited for; every wait in vain halves the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from contracts.model import Inconclusive

Found = TypeVar("Found")

_FACTOR = 8.0
"""How many times the longest wait seen so far a later event is given."""
_AT_LEAST_S = 2.0
_AFTER_MISSES_S = 0.5
_FIRST_PAUSE_S = 0.02
_LONGEST_PAUSE_S = 1.0


class Patience:
    """Waits for events of one kind, such as "a new job is listed".

    `most_s` is how long the first one is waited for, in seconds. Once some came, the cap is eight
    times the longest wait, at least 2 s and at most `most_s`. Each wait in vain halves the cap
    until an event comes again, down to half a second.
    """

    def __init__(
        self,
        kind: str,
        most_s: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.kind = kind
        self.most_s = most_s
        self.came = 0
        self.missed = 0
        self.longest_s = 0.0
        self._missed_in_a_row = 0
        self._clock = clock
        self._sleep = sleep

    @property
    def cap_s(self) -> float:
        """How long the next event is waited for, in seconds."""
        cap = self.most_s
        if self.came:
            cap = min(cap, max(_AT_LEAST_S, _FACTOR * self.longest_s))
        halved = cap / 2**self._missed_in_a_row
        return float(min(cap, max(halved, _AFTER_MISSES_S)))

    def until(self, look: Callable[[], Found | None]) -> Found | None:
        """The first result of `look` that is not None; None where none comes within the cap.

        `look` is called at once, then after pauses that grow to 1 s, and a last time when the cap
        is over. The first pause is 20 ms, or an eighth of the longest wait so far.
        """
        began = self._clock()
        ends = began + self.cap_s
        pauses = _pauses(self.longest_s / _FACTOR)
        while True:
            found = look()
            now = self._clock()
            if found is not None:
                self.note(now - began)
                return found
            left = ends - now
            if left <= 0:
                self.missed += 1
                self._missed_in_a_row += 1
                return None
            self._sleep(min(next(pauses), left))

    def wait(self, look: Callable[[], Found | None], event: str) -> Found:
        """As `until`; raises Inconclusive, naming `event`, where none comes within the cap."""
        cap = self.cap_s
        found = self.until(look)
        if found is None:
            reason = f"{event}: not seen within {cap:.1f} s{self._measured()}"
            raise Inconclusive(reason)
        return found

    def note(self, seconds: float) -> None:
        """Take in that an event came after so many seconds, though nobody waited for it here."""
        self.came += 1
        self._missed_in_a_row = 0
        self.longest_s = max(self.longest_s, seconds)

    def _measured(self) -> str:
        return f" ({self.longest_s:.1f} s at most so far)" if self.came else ""

    def __str__(self) -> str:
        parts = [f"{self.kind}: "]
        times = "once" if self.came == 1 else f"{self.came} times"
        parts.append(
            f"seen {times}, after {self.longest_s:.1f} s at most"
            if self.came
            else "not seen in time"
        )
        if self.missed:
            missed = "once" if self.missed == 1 else f"{self.missed} times"
            parts.append(f"; waited in vain {missed} (now waited for {self.cap_s:.1f} s at most)")
        return "".join(parts)


def _pauses(first: float) -> Iterator[float]:
    pause = max(first, _FIRST_PAUSE_S)
    while True:
        pause = min(pause, _LONGEST_PAUSE_S)
        yield pause
        pause *= 1.5
