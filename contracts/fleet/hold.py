"""A lease of the store that is kept while its owner works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy import text

from contracts.store import Lease, Store, StoreError, acquire, drop, release, renew

Clock = Callable[[], dt.datetime]
_BEATS = 4
"""How often a lease is renewed in the time for which it is taken."""


def clock_of(store: Store) -> Clock:
    """The clock of a store: the server's, where it has one, so that hosts need not agree."""
    if store.is_file:
        return lambda: dt.datetime.now(dt.UTC)
    with store.reading() as connection:
        theirs: dt.datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    ahead = theirs - dt.datetime.now(dt.UTC)
    return lambda: dt.datetime.now(dt.UTC) + ahead


class Hold:
    """A lease, renewed in time for as long as the store can be reached.

    `lost`: another holds it, or it ended. It is renewed by one thread; others may read.
    """

    def __init__(self, store: Store, lease: Lease, seconds: float, clock: Clock) -> None:
        self.lease = lease
        self.lost = False
        self._store = store
        self._seconds = seconds
        self._clock = clock
        self._next = self.left_s() * (_BEATS - 1) / _BEATS

    def left_s(self) -> float:
        """Seconds until the lease ends by itself."""
        return (self.lease.expires - self._clock()).total_seconds()

    def is_ending(self) -> bool:
        """Whether it is lost, or can hardly be kept: what works under it has to end now."""
        return self.lost or self.left_s() < self._seconds / _BEATS

    def beat(self) -> None:
        """Renew it where that is due; what the store cannot do now is tried at the next call."""
        if self.lost or self.left_s() > self._next:
            return
        here = self._clock()
        if self.lease.expires <= here:
            self.lost = True
            return
        try:
            kept = renew(self._store, self.lease, self._seconds, at=here)
        except StoreError:
            return
        if kept is None:
            self.lost = True
        else:
            self.lease = kept

    def end(self) -> None:
        """Let go of it, if the store can be reached; else it ends by itself."""
        try:
            release(self._store, self.lease, at=self._clock())
        except StoreError:
            self.lost = True

    def drop(self) -> None:
        """Let go of it for good: nobody takes one of its name again."""
        try:
            drop(self._store, self.lease)
        except StoreError:
            self.lost = True


def take(store: Store, name: str, owner: str, seconds: float, clock: Clock) -> Hold | None:
    """The lease `name`; None where another owner holds it."""
    held = acquire(store, name, owner, seconds, at=clock())
    return None if held is None else Hold(store, held, seconds, clock)
