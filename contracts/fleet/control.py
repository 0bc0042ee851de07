"""The lease that stands as long as a fleet runs: without it, its runs end."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from contracts.fleet.hold import Clock, Hold, take
from contracts.store import Store, StoreError

_TURN_S = 0.5


class Control:
    """Holds the lease `name` from `with` on, in a thread of its own, until `end`.

    Where the store was away for longer than the lease lasts it is taken anew. Raises StoreError
    where the store cannot be used at the beginning.
    """

    def __init__(self, store: Store, name: str, seconds: float, clock: Clock) -> None:
        self.name = name
        self._store = store
        self._seconds = seconds
        self._clock = clock
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name=name, daemon=True)
        self._hold: Hold | None = None

    def __enter__(self) -> Self:
        self._hold = take(self._store, self.name, self.name, self._seconds, self._clock)
        self._thread.start()
        return self

    def _keep(self) -> None:
        while not self._over.wait(_TURN_S):
            if self._hold is None or self._hold.lost:
                self._take_again()
            else:
                self._hold.beat()

    def _take_again(self) -> None:
        try:
            self._hold = take(self._store, self.name, self.name, self._seconds, self._clock)
        except StoreError:
            self._over.wait(_TURN_S)

    def end(self) -> None:
        """Let go of the lease: runs that are under way end."""
        self._over.set()
        self._thread.join()
        if self._hold is not None:
            self._hold.drop()
            self._hold = None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()
