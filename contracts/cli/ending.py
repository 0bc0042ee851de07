"""Waiting until somebody ends a service."""

from __future__ import annotations

import signal
import threading


def wait_for_end() -> None:
    """Wait for SIGINT or SIGTERM."""
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    while not asked.wait(0.5):
        pass
