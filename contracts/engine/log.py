"""The event log of one process of a run."""

from __future__ import annotations

import time
from collections.abc import Sequence

from contracts.engine.description import described
from contracts.engine.facts import Facts
from contracts.engine.mirror import mirror
from contracts.engine.options import TargetOptions
from contracts.model import Created, Creating, Event, RunFinished, Target
from contracts.wire import Recorder


class Log:
    """The log that the process `worker` writes, begun when it is first needed."""

    def __init__(self, facts: Facts, worker: str, named: TargetOptions) -> None:
        self.facts = facts
        self.worker = worker
        self._named = named
        self._targets: Sequence[Target] = ()
        self._began = time.monotonic()
        self._recorder: Recorder | None = None

    def describe(self, targets: Sequence[Target]) -> None:
        """Say of which targets the log is going to tell."""
        self._targets = targets

    @property
    def recorder(self) -> Recorder:
        """The recorder, with the head of the log written."""
        if self._recorder is None:
            self._recorder = Recorder(self.facts.directory, self.worker)
            for target in self._targets:
                self._recorder.redactor.learn(target.auth)
            self._begin(self._recorder, self._targets)
        return self._recorder

    def _begin(self, recorder: Recorder, targets: Sequence[Target]) -> None:
        events: list[Event] = [self.facts.head()]
        events += [described(one, self._named) for one in targets]
        for event in events:
            mirror().tell(event, recorder.emit(event))

    def emit(self, event: Event) -> None:
        """Write `event`; of one of the ledger, also tell who keeps it beside the log."""
        line = self.recorder.emit(event)
        if isinstance(event, Creating | Created):
            mirror().tell(event, line)

    def frame(self, target: Target, recorder: Recorder, *, first: bool) -> None:
        """Write the head (`first`) or the foot of a log that is about `target` alone."""
        if first:
            self._begin(recorder, (target,))
        else:
            recorder.emit(RunFinished(time.monotonic() - self._began))

    def close(self, stopped: str | None) -> None:
        """Write the foot; `stopped` says why the run ended early."""
        if self._recorder is not None:
            self._recorder.emit(RunFinished(time.monotonic() - self._began, stopped))
            self._recorder.close()
