"""A log that writes nothing: of what is judged from recorded answers nothing new is evidence."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from contracts.engine.facts import Facts
from contracts.engine.log import Log
from contracts.engine.options import TargetOptions
from contracts.model import Created, Creating, Event, Exchange, Judged
from contracts.wire import Recorder, Redactor


class SilentRecorder(Recorder):
    """A recorder that only numbers exchanges; secrets are learnt by `redactor`."""

    def __init__(self, redactor: Redactor) -> None:  # pylint: disable=super-init-not-called
        self.test = ""
        self.worker = "sensitivity"
        self.redactor = redactor
        self._count = 0
        self._lock = threading.RLock()
        self._began = time.monotonic()

    def exchange(
        self, exchange: Exchange, credentials: tuple[str, ...] = (), purpose: str = ""
    ) -> None:
        """Write nothing."""

    def emit(self, event: Event) -> bytes:  # noqa: ARG002 - nothing is written
        """Write nothing."""
        return b""

    def close(self) -> None:
        """Nothing is open."""


class SilentLog(Log):
    """The log of one attempt, which keeps what was judged.

    `ledger` is told what is made on the target, for those that do make something there.
    """

    def __init__(
        self,
        facts: Facts,
        redactor: Redactor,
        worker: str,
        ledger: Callable[[Event], None] | None = None,
    ) -> None:
        super().__init__(facts, worker, TargetOptions())
        self.judged: list[Judged] = []
        self._silent = SilentRecorder(redactor)
        self._ledger = ledger

    @property
    def recorder(self) -> Recorder:
        """The recorder, which writes nothing."""
        return self._silent

    def emit(self, event: Event) -> None:
        """Keep what was judged; pass on what was made."""
        if isinstance(event, Judged):
            self.judged.append(event)
        elif self._ledger is not None and isinstance(event, Creating | Created):
            self._ledger(event)
