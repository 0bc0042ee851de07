"""The watchdog: ends an exchange whose deadline has passed, however its bytes trickle in.

A timeout on a socket counts from the last byte, so a server that sends one byte a second
would hold the suite forever.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import weakref


class Watchdog:
    """Shuts a socket down when the running exchange is over its time.

    `tick` (seconds) is the shortest time that is ever given: the watching thread sleeps that
    long while nothing is watched and so never has to be woken, which costs the sender nothing.
    """

    def __init__(self, tick: float) -> None:
        self._tick = tick
        self._lock = threading.Lock()
        self._end: float | None = None
        self._lifeline: socket.socket | None = None
        self._fired = False
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        weakref.finalize(self, self._stop.set)

    def watch(self, lifeline: socket.socket, seconds: float) -> None:
        """Give the peer of `lifeline` so many seconds from now (at least a tick)."""
        with self._lock:
            self._lifeline = lifeline
            self._end = time.monotonic() + seconds
            self._fired = False
        if self._thread is None:
            self._thread = threading.Thread(
                target=_patrol,
                args=(weakref.ref(self), self._stop, self._tick),
                name="wire-watchdog",
                daemon=True,
            )
            self._thread.start()

    def extend(self, seconds: float) -> None:
        """Count anew from now, unless time was up already."""
        with self._lock:
            if not self._fired:
                self._end = time.monotonic() + seconds

    def release(self) -> bool:
        """Stop watching; True if the socket was shut down since `watch`."""
        with self._lock:
            self._end = self._lifeline = None
            return self._fired

    def look(self) -> float:
        """Shut down what is over its time; how many seconds until the next look."""
        with self._lock:
            if self._end is None or self._lifeline is None:
                return self._tick
            left = self._end - time.monotonic()
            if left > 0:
                return left
            self._fired = True
            with contextlib.suppress(OSError):
                self._lifeline.shutdown(socket.SHUT_RDWR)
            self._end = self._lifeline = None
            return self._tick

    def close(self) -> None:
        """End the watching thread."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()


def _patrol(dog: weakref.ref[Watchdog], stop: threading.Event, pause: float) -> None:
    while not stop.wait(pause):
        watchdog = dog()
        if watchdog is None:
            return
        pause = watchdog.look()
        del watchdog
