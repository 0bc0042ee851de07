"""One run: its targets, sessions, log and reports."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack

import msgspec

from contracts.catalogue import load, orphans
from contracts.engine.budget import Clock
from contracts.engine.cutoff import forget_cut_off
from contracts.engine.facts import Facts
from contracts.engine.log import Log
from contracts.engine.options import RunOptions
from contracts.engine.select import selected, selectors_of
from contracts.engine.session import Session
from contracts.engine.targets import Described, ask, resolve
from contracts.engine.way import STRAIGHT, Way
from contracts.gate import decide, hold, read_baseline
from contracts.model import Allow, Catalogue, Event, Exchange, Results, Target, TargetUnreachable
from contracts.report import Trail, collect, write_reports

Hold = Callable[[Results, Mapping[str, Catalogue]], Results]
"""Holds the results of a run against what is known of its targets."""


class Part(msgspec.Struct, frozen=True):
    """The part of a run that one process has.

    `worker` is main, or an xdist worker's name; `share` its part of the rate of a target that
    several ask; with `by_target` a target that may be written to is one worker's alone.
    """

    worker: str = "main"
    share: float = 1.0
    by_target: bool = False

    @property
    def leading(self) -> bool:
        """Whether this process writes down what all processes know."""
        return self.worker in {"main", "gw0"}


class Run:
    """What a process of a run has: the whole of it, or a worker's part.

    `described` is what the run's first process found out of the targets. With `recording` False
    nothing is sent and nothing written. Raises ConfigurationError for what cannot be used.
    """

    def __init__(
        self,
        options: RunOptions,
        facts: Facts,
        part: Part | None = None,
        *,
        described: Described | None = None,
        recording: bool = True,
    ) -> None:
        self.options = options
        self.facts = facts
        self.part = part or Part()
        self.results: Results | None = None
        self.hold: Hold | None = None
        self.way: Callable[[Target], Way] = lambda _: STRAIGHT
        self.clock = Clock(options.budget)
        self.log = Log(facts, self.part.worker, options.targets)
        self._recording = recording
        self._sessions: dict[str, Session] = {}
        existed = facts.directory.exists()
        try:
            self.resolved = resolve(options.targets, described, self._ask)
        except BaseException:
            if not existed:
                shutil.rmtree(facts.directory, ignore_errors=True)
            raise
        self.log.describe(self.targets)

    @property
    def targets(self) -> tuple[Target, ...]:
        """The targets, in the order in which they were given."""
        return self.resolved.targets

    def target(self, key: str) -> Target:
        """The target of that key."""
        return next(one for one in self.targets if one.key == key)

    @property
    def recorded(self) -> bool:
        """Whether any process of the run has begun a log."""
        return (self.facts.directory / "evidence").is_dir()

    def emit_once(self, event: Event) -> None:
        """Write `event`, which every process of the run knows, to one log only."""
        if self.part.leading and self._recording:
            self.log.emit(event)

    def _ask(self, target: Target) -> Exchange:
        """The exchange in which a target is asked for its description."""
        if not self._recording:
            reason = "nothing is sent while tests are only collected"
            raise TargetUnreachable(reason)
        return ask(target, self.facts.directory, self.log.frame)

    def session(self, target: Target) -> Session:
        """The session of `target` in this process; the same one at every call."""
        if target.key not in self._sessions:
            self._sessions[target.key] = Session(
                target,
                self.log,
                share=self._share_of(target),
                clock=self.clock,
                vouched=self.vouched(target),
                way=self.way(target),
            )
        return self._sessions[target.key]

    def vouched(self, target: Target) -> bool:
        """Whether the target itself named its credentials."""
        return "auth" in self.resolved.described["descriptions"].get(target.key, {})

    def with_session(self, session: Session) -> Run:
        """The run as tests see it while `session` takes the place of its target's own."""
        other = copy.copy(self)
        other.log = session.log
        other._sessions = {session.target.key: session}  # noqa: SLF001 - of its own kind
        return other

    def _share_of(self, target: Target) -> float:
        """Part of a target's rate that is this process's: all where no other asks the target."""
        alone = self.part.by_target and target.allow is Allow.WRITE
        return 1.0 if alone else self.part.share

    def part_of(self, worker: str) -> Run:
        """The part of the process `worker`, which alone judges a target: with a log of its own."""
        part = copy.copy(self)
        part.part = Part(worker, by_target=True)
        part.log = Log(self.facts, worker, self.options.targets)
        part.log.describe(self.targets)
        part._sessions = {}  # noqa: SLF001 - of its own kind
        return part

    # The end

    def done_with(self, key: str) -> None:
        """Remove what was made on a target of which nothing more is judged, and forget it.

        Where that is interrupted, the end of the run goes on with it.
        """
        session = self._sessions.get(key)
        if session is not None:
            session.clean_up()
            session.close()
            del self._sessions[key]

    def close(self, stopped: str | None) -> None:
        """Remove what was made, end sessions and log; `stopped` says why the run ended early."""
        with ExitStack() as ending:  # which goes on to the next where one breaks down
            ending.callback(self.log.close, stopped)
            for session in self._sessions.values():
                ending.callback(session.close)
            for session in self._sessions.values():
                ending.callback(session.clean_up)

    def _orphans(self) -> list[str]:
        """The musts that nothing judges, of those that the run was to judge."""
        return [
            one
            for target in self.targets
            for one in orphans(target.api)
            if not (chosen := selectors_of(target.key, self.options.select))
            or selected(target.api, (one,), chosen)
        ]

    def report(self, beside: Sequence[str] = ()) -> None:
        """Write the reports of the whole run. Raises EvidenceError where nothing was recorded.

        `beside` names files that others write into the folder, for the page to link to.
        """
        directory = self.facts.directory
        catalogues = {target.api: load(target.api).catalogue for target in self.targets}
        with Trail(directory) as trail:
            self._report(trail, catalogues, beside)

    def _report(
        self, trail: Trail, catalogues: Mapping[str, Catalogue], beside: Sequence[str]
    ) -> None:
        directory, baseline = self.facts.directory, self.options.baseline
        self.results = collect(trail, catalogues)
        forget_cut_off(directory)
        if baseline is not None:
            entries = read_baseline(baseline)
            self.results = hold(self.results, entries, str(baseline), catalogues)
        if self.hold is not None:
            self.results = self.hold(self.results, catalogues)
        decision = decide(
            self.results,
            self.options.fail_on,
            tolerate=self.options.tolerate,
            orphans=self._orphans(),
        )
        self.results = msgspec.structs.replace(self.results, decision=decision)
        only = ("results.json",) if self.options.only_results else ()
        write_reports(trail, self.results, catalogues, only=only, beside=beside)
