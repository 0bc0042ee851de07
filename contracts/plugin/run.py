"""One run: its targets, wires, event log and reports."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from contracts import __version__, apis
from contracts.apis import UNNAMED, Ledger
from contracts.catalogue import load
from contracts.gate import hold, read_baseline
from contracts.model import (
    Allow,
    Entry,
    Event,
    Exchange,
    Results,
    RunFinished,
    RunStarted,
    SuiteError,
    Target,
    TargetUnreachable,
)
from contracts.oracles import Checked
from contracts.plugin.describing import described
from contracts.plugin.held import oracles
from contracts.plugin.options import RunOptions
from contracts.plugin.targets import ask, resolve
from contracts.report import collect, write_reports
from contracts.wire import Recorder, Wire

CLEANING = "cleaning up"
"""What stands in the place of a test's id in the exchanges that remove what tests made."""


class Run:
    """What a process of a run has: the whole of it, or an xdist worker's part.

    `directory` is the run's folder; `confirmed` pairs of target and requirement whose violation
    was seen twice; `witness` takes every checked exchange of the test at hand; `nodes` are
    xdist's handles on workers. With `recording` False nothing is sent and nothing written.
    """

    def __init__(
        self,
        options: RunOptions,
        facts: dict[str, Any],
        worker: str = "main",
        *,
        share: float = 1.0,
        recording: bool = True,
    ) -> None:
        self.options = options
        self.facts = facts
        self.seed: int = facts["seed"]
        self.directory = Path(facts["directory"])
        self.worker = worker
        self.confirmed: set[tuple[str, str]] = set()
        self.witness: Callable[[Exchange, Checked], None] | None = None
        self.results: Results | None = None
        self.nodes: list[Any] = []
        self._recording = recording
        self._share = share
        self._began = time.monotonic()
        self._recorder: Recorder | None = None
        self._apis: dict[str, apis.Api] = {}
        self._leading = worker in {"main", "gw0"}
        existed = self.directory.exists()
        try:
            self.resolved = resolve(options, facts.get("described"), self._ask)
        except BaseException:
            if not existed:
                shutil.rmtree(self.directory, ignore_errors=True)
            raise

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets, in the order in which they were given."""
        return self.resolved.targets

    @property
    def recorded(self) -> bool:
        """Whether any process of the run has begun a log."""
        return (self.directory / "evidence").is_dir()

    # The event log

    @property
    def recorder(self) -> Recorder:
        """The log of this process, begun when it is first needed."""
        if self._recorder is None:
            self._recorder = Recorder(self.directory, self.worker)
            for target in self.targets:
                self._recorder.redactor.learn(target.auth)
            self._recorder.emit(self._head())
            for target in self.targets:
                self._recorder.emit(described(target, self.options))
        return self._recorder

    def _head(self) -> RunStarted:
        return RunStarted(
            suite=__version__,
            started=self.facts["started"],
            seed=self.seed,
            depth=self.options.depth,
            explore=self.options.explore,
            command=self.facts["command"],
            prefix=self.facts.get("prefix", UNNAMED),
        )

    def emit(self, event: Event) -> None:
        """Write `event` to the log."""
        self.recorder.emit(event)

    def emit_once(self, event: Event) -> None:
        """Write `event`, which every process of the run knows, to one log only."""
        if self._leading and self._recording:
            self.recorder.emit(event)

    def _ask(self, target: Target) -> Exchange:
        """The exchange in which a target is asked for its description."""
        if not self._recording:
            reason = "nothing is sent while tests are only collected"
            raise TargetUnreachable(reason)
        began = time.monotonic()

        def frame(recorder: Recorder, *, first: bool) -> None:
            if first:
                recorder.emit(self._head())
                recorder.emit(described(target, self.options))
            else:
                recorder.emit(RunFinished(time.monotonic() - began))

        return ask(target, self.directory, frame)

    # Targets

    def api(self, target: Target) -> apis.Api:
        """The vocabulary of `target`, on a wire of its own; the same one at every call."""
        if target.key not in self._apis:
            self._apis[target.key] = self._make_api(target)
        return self._apis[target.key]

    def _make_api(self, target: Target) -> apis.Api:
        kind = apis.find(target.api)
        spec = load(target.api)
        oracle, form = oracles(target.api)
        active = spec.catalogue.requirements
        api: apis.Api

        def inspect(exchange: Exchange) -> None:
            operation = exchange.request.operation
            checked = api.rules(exchange)
            # What goes over a raw connection is held to the API's own rules alone.
            if operation is not None and not exchange.request.raw:
                if exchange.request.defect is None:
                    for problem in form(operation).problems(exchange.request):
                        msg = f"a request of our own is not documented ({operation}): {problem}"
                        raise SuiteError(msg)
                by_operation = oracle(operation).check(api.understood(exchange))
                checked = Checked(
                    by_operation.upheld + checked.upheld, by_operation.findings + checked.findings
                )
            claimed = Checked(
                tuple(one for one in checked.upheld if target.claims(active[one].feature)),
                tuple(f for f in checked.findings if target.claims(active[f.requirement].feature)),
            )
            if self.witness is not None:
                self.witness(exchange, claimed)

        wire = Wire(
            target,
            self.recorder,
            inspect=inspect,
            safe=lambda request: kind.reads(request, target),
            service=kind.service(target),
            share=self._share_of(target),
        )
        api = kind(wire, target, spec)
        api.ledger = Ledger(target.key, self.emit, self.worker, self._prefix)
        return api

    @property
    def _prefix(self) -> str:
        """What this process names what it makes by: two workers never choose the same name."""
        number = self.worker.removeprefix("gw")
        own = f"{number}-" if number.isdecimal() else ""
        return f"{self.facts.get('prefix', UNNAMED)}{own}"

    def _share_of(self, target: Target) -> float:
        """Part of a target's rate that is this process's: all where no other asks the target."""
        alone = self.facts.get("by_target", False) and target.allow is Allow.WRITE
        return 1.0 if alone else self._share

    # The end

    def close(self, stopped: str | None) -> None:
        """Remove what was made, end wires and log; `stopped` says why the run ended early."""
        try:
            for api in self._apis.values():
                self.clean_up(api)
        finally:
            self._end(stopped)

    def clean_up(self, api: apis.Api) -> list[Entry]:
        """Remove what was made on a target and has not been removed yet; what is left of it."""
        if not any(True for _ in api.ledger):
            return []
        self.recorder.test = CLEANING
        api.refresh()
        return api.clean_up()

    def _end(self, stopped: str | None) -> None:
        for api in self._apis.values():
            api.close()
        if self._recorder is not None:
            self._recorder.emit(RunFinished(time.monotonic() - self._began, stopped))
            self._recorder.close()

    def report(self) -> None:
        """Write the reports of the whole run. Raises EvidenceError where nothing was recorded."""
        catalogues = {target.api: load(target.api).catalogue for target in self.targets}
        self.results = collect(self.directory, catalogues)
        if self.options.baseline is not None:
            entries = read_baseline(self.options.baseline)
            self.results = hold(self.results, entries, str(self.options.baseline), catalogues)
        write_reports(self.directory, self.results, catalogues)
