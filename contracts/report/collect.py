"""From the event log of a run to its results."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from contracts.model import (
    BodyStored,
    Catalogue,
    Event,
    EvidenceError,
    ExchangeRecorded,
    RequirementResult,
    Results,
    RunFinished,
    RunStarted,
    RunVerdict,
    SuiteFacts,
    TargetDescribed,
    TargetResult,
    Verdict,
)
from contracts.report.curl import MAX_INLINE, curl_line
from contracts.report.fold import TargetEvent, TargetFold
from contracts.report.netcat import netcat_line
from contracts.report.safety import Verifier
from contracts.report.trail import Trail, trail_of

_SEVERITY = (RunVerdict.CONFORMING, RunVerdict.NOT_VERIFIED, RunVerdict.NOT_CONFORMING)
_ACCUSED = frozenset({Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN})


def collect(run: Path | Trail, catalogues: Mapping[str, Catalogue]) -> Results:
    """The results of a run, given by its folder or its trail, from one pass over its logs.

    `catalogues` maps each API of the run to its catalogue. EvidenceError where the folder is
    not a run's, a log is broken, or an API has no catalogue.
    """
    with trail_of(run) as trail:
        fold = _Run(trail.folder, catalogues)
        for log, event in trail.events():
            fold.take(log, event)
        results = fold.results()
        targets = _with_curl(trail, results.targets)
    return msgspec.structs.replace(results, targets=targets)


class _Run:
    """The fold over all logs."""

    def __init__(self, run_dir: Path, catalogues: Mapping[str, Catalogue]) -> None:
        self._run_dir = run_dir
        self._catalogues = catalogues
        self._started: RunStarted | None = None
        self._open: dict[str, None] = {}
        self._stopped: str | None = None
        self._seconds = 0.0
        self._folds: dict[str, TargetFold] = {}
        self._verifier = Verifier()
        self._early: list[TargetEvent] = []

    def take(self, log: str, event: Event) -> None:
        self._verifier.take(log, event)
        match event:
            case RunStarted():
                self.begin(log, event)
            case RunFinished():
                self.end(log, event)
            case TargetDescribed():
                self.describe(event)
            case BodyStored():
                pass
            case _ if event.target in self._folds:
                self._folds[event.target].add(event)
            case _:
                # A target may be described in one log alone, and its events stand in logs
                # read before.
                self._early.append(event)

    def begin(self, log: str, event: RunStarted) -> None:
        self._open.setdefault(log)
        first = self._started
        if first is None or event.started < first.started:
            self._started = event
        if first is not None and self._started is not None and not self._started.command:
            command = first.command or event.command
            self._started = msgspec.structs.replace(self._started, command=command)

    def end(self, log: str, event: RunFinished) -> None:
        self._open.pop(log, None)
        self._seconds = max(self._seconds, event.seconds)
        self._stopped = self._stopped or event.stopped

    def describe(self, event: TargetDescribed) -> None:
        if event.target in self._folds:
            return
        catalogue = self._catalogues.get(event.api)
        if catalogue is None:
            known = ", ".join(sorted(self._catalogues)) or "none"
            msg = (
                f"{self._run_dir}: the run judged the API {event.api}, of which no catalogue is "
                f"at hand (there is: {known}); name its kit with --kit, or read it with the suite "
                "that made the run"
            )
            raise EvidenceError(msg)
        self._folds[event.target] = TargetFold(event, catalogue)

    def add(self, event: TargetEvent) -> None:
        fold = self._folds.get(event.target)
        if fold is None:
            msg = f"{self._run_dir}: no log describes the target {event.target}; make the run again"
            raise EvidenceError(msg)
        fold.add(event)

    def results(self) -> Results:
        for event in self._early:
            self.add(event)
        if self._started is None:
            msg = f"{self._run_dir}: no log of it tells of a run's beginning; make the run again"
            raise EvidenceError(msg)
        stopped = self._stopped
        if stopped is None and self._open:
            names = ", ".join(self._open)
            stopped = f"{names} has no end: the process was killed, or is still running"
        targets = tuple(fold.result(stopped) for fold in self._folds.values())
        started = self._started
        return Results(
            suite=SuiteFacts(
                version=started.suite,
                started=started.started,
                seed=started.seed,
                depth=started.depth,
                explore=started.explore,
                command=started.command,
                docs_url=started.docs_url,
            ),
            verdict=worst_target(targets),
            targets=targets,
            seconds=max([self._seconds, *(fold.end for fold in self._folds.values())]),
            stopped=stopped,
            safety=self._verifier.safety(),
        )


def worst_target(targets: tuple[TargetResult, ...]) -> RunVerdict:
    """The verdict of a run: the worst of its targets; not verified where there is none."""
    worst = max((_SEVERITY.index(target.verdict) for target in targets), default=1)
    return _SEVERITY[worst]


def reproduced(requirement: RequirementResult) -> tuple[str, ...]:
    """The exchanges of a requirement that get a curl line: of a pass only the first."""
    if requirement.verdict in _ACCUSED:
        return requirement.evidence
    return requirement.evidence[:1]


def _with_curl(trail: Trail, targets: tuple[TargetResult, ...]) -> tuple[TargetResult, ...]:
    """The same results with the curl lines of their evidence, looked up in the log."""
    wanted = {
        exchange
        for target in targets
        for requirement in target.requirements
        for exchange in reproduced(requirement)
    }
    found = {one.id: one for one in trail.exchanges(wanted)}
    lines = _curl_lines(trail, found)
    return tuple(
        msgspec.structs.replace(
            target,
            requirements=tuple(
                msgspec.structs.replace(
                    one, curl=tuple(lines[key] for key in reproduced(one) if key in lines)
                )
                for one in target.requirements
            ),
        )
        for target in targets
    )


def _curl_lines(trail: Trail, found: Mapping[str, ExchangeRecorded]) -> dict[str, str]:
    digests = {one.request.body for one in found.values() if one.request.body is not None}
    # A larger body is named as a file: its text need not be kept.
    texts = {body.digest: body for body in trail.bodies(digests) if body.size <= MAX_INLINE}
    return {key: _again(one, texts.get(one.request.body or "")) for key, one in found.items()}


def _again(exchange: ExchangeRecorded, body: BodyStored | None) -> str:
    """The command line that repeats an exchange."""
    request = exchange.request
    return netcat_line(request, body) if request.raw else curl_line(exchange, body)
