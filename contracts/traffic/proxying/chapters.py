"""The reports of a proxy: one at its end, and one for each signal before it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from contracts.model import Exchange, Outcome, Results
from contracts.traffic.client import ClientJudge
from contracts.traffic.recording import Gating, Recording


class Chapters:
    """Recordings of what passes, of one side or both. `begin` makes fresh ones.

    `on_report` gets the results of each recording when it is over.
    """

    def __init__(
        self,
        begin: Callable[[], Sequence[Recording]],
        needs: Callable[[Recording], dict[str, str]],
        gating: Gating,
        on_report: Callable[[Recording, Results], None],
    ) -> None:
        self._begin = begin
        self._needs = needs
        self._gating = gating
        self._on_report = on_report
        self._lock = threading.Lock()
        self.recordings = list(begin())
        self.failed: dict[str, str] = {}

    def take(self, exchange: Exchange, whole: bool) -> str:  # noqa: FBT001 - as a judge takes it
        """Judge an exchange; the requirements that it breaks for the first time, or `ok`."""
        said: list[str] = []
        with self._lock:
            for recording in self.recordings:
                accounts = recording.judge.accounts
                recording.take(exchange, whole=whole)
                for requirement in sorted(accounts.decided() - self.failed.keys()):
                    if accounts.outcome(requirement) is Outcome.VIOLATION:
                        self.failed[requirement] = recording.target.api
                        said.append(requirement)
        return ", ".join(said) or "ok"

    def counts(self) -> list[tuple[str, dict[Outcome, int]]]:
        """How many requirements of each side have which outcome so far."""
        found = []
        with self._lock:
            for recording in self.recordings:
                accounts = recording.judge.accounts
                outcomes = [accounts.outcome(one) for one in accounts.decided()]
                counted = {one: outcomes.count(one) for one in Outcome}
                found.append((recording.target.api, counted))
        return found

    def turn(self) -> None:
        """Write the reports of what was taken, and begin anew."""
        with self._lock:
            over, self.recordings = self.recordings, list(self._begin())
            self.failed = {}
        self._close(over)

    def end(self, note: str = "") -> None:
        """Write the reports of what was taken last; `note` is a sentence for them."""
        with self._lock:
            over, self.recordings = self.recordings, []
        for recording in over:
            if note:
                recording.note(note)
        self._close(over)

    def _close(self, recordings: Sequence[Recording]) -> None:
        for recording in recordings:
            judge = recording.judge
            needs = judge.needs() if isinstance(judge, ClientJudge) else self._needs(recording)
            recording.close(needs)
            self._on_report(recording, recording.report(self._gating))
