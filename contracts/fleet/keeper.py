"""The keeper of a run under way: renews its lease, and keeps what it makes in the store."""

from __future__ import annotations

import re
import select
import socket
import threading
import time

from contracts.fleet.hold import Clock, Hold
from contracts.store import LeaseLost, Store, StoreError, holder, note

_TURN_S = 0.5
_LOOK_S = 2.0
_DRAIN_S = 0.01
_MAKING = re.compile(rb'\{"event":"creating"')
_KEPT = b"\n"


class Keeper(threading.Thread):
    """A thread that does all that a run needs of the store while it goes on.

    `channel` is our end of the run's mirror (see `contracts.engine.mirror`). `ended`: the fleet
    that the run belongs to, whose lease is `control`, is over. Where the store cannot be reached
    nothing is answered, and nothing is made.
    """

    def __init__(self, store: Store, hold: Hold, control: str, clock: Clock) -> None:
        super().__init__(name=f"keeper of {hold.lease.name}", daemon=True)
        self.ended = False
        self._store = store
        self._hold = hold
        self._control = control
        self._clock = clock
        self._channel: socket.socket | None = None
        self._rest = b""
        self._lines: list[bytes] = []
        self._over = threading.Event()
        self._looked = 0.0

    def listen(self) -> socket.socket:
        """The end of a new channel that is the run's."""
        ours, theirs = socket.socketpair()
        self._channel = ours
        return theirs

    def run(self) -> None:
        """Work until `close`."""
        while not self._over.is_set():
            self.turn()
        if self._channel is not None:
            self._channel.close()

    def turn(self, wait_s: float = _TURN_S) -> None:
        """Take what the run says, keep it, answer; renew the lease; look whether the fleet runs."""
        channel = self._channel
        if channel is None or self._lines:  # which the store did not take
            self._over.wait(wait_s)
        elif select.select([channel], [], [], wait_s)[0]:
            self._take(channel)
        self._keep()
        self._hold.beat()
        if time.monotonic() - self._looked > _LOOK_S:
            self._looked = time.monotonic()
            self._look()

    def _take(self, channel: socket.socket) -> None:
        try:
            came = channel.recv(1 << 16)
        except OSError:
            came = b""
        if not came:
            self._drop()
            return
        *lines, self._rest = (self._rest + came).split(b"\n")
        self._lines += lines

    def _keep(self) -> None:
        if not self._lines:
            return
        try:
            texts = [one.decode("utf-8", "replace") for one in self._lines]
            note(self._store, self._hold.lease, texts, at=self._clock())
        except LeaseLost:
            self._hold.lost = True
            self._lines = []
            self._drop()
            return
        except StoreError:
            return
        asked = sum(1 for one in self._lines if _MAKING.match(one))
        self._lines = []
        if self._channel is not None and asked:
            try:
                self._channel.sendall(_KEPT * asked)
            except OSError:
                self._drop()

    def _drop(self) -> None:
        if self._channel is not None:
            self._channel.close()
            self._channel = None

    def _look(self) -> None:
        try:
            self.ended = holder(self._store, self._control, at=self._clock()) is None
        except StoreError:
            return  # whether it can be kept up, the run's own lease says

    def drain(self) -> None:
        """Wait until all that a run said, which is over, is kept, or can no longer be."""
        while (self._channel or self._lines) and not self._hold.lost and self._hold.left_s() > 0:
            self._over.wait(_DRAIN_S)

    def close(self) -> None:
        """End the thread, with what the run said kept as far as that can be."""
        self._over.set()
        self.join()
        if not self._hold.lost:
            self._keep()
