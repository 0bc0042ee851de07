"""One run: its targets, wires, event log and reports."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contracts import __version__, apis
from contracts.catalogue import load
from contracts.model import (
    ConfigurationError,
    Event,
    Exchange,
    Results,
    RunFinished,
    RunStarted,
    SuiteError,
    Target,
    TargetDescribed,
)
from contracts.oracles import Checked, OperationOracle, RequestForm
from contracts.plugin.options import RunOptions, run_options
from contracts.plugin.targets import DESCRIPTION, resolve
from contracts.report import collect, write_reports
from contracts.wire import Recorder, Wire

RUN = pytest.StashKey["Run"]()
"""On the configuration: the run."""

_WORKER_FACTS = "uc_contracts"


class Run:
    """What a process of a run has: the whole of it, or an xdist worker's part.

    `directory` is the run's folder; `confirmed` pairs of target and requirement whose violation
    was seen twice; `witness` takes every checked exchange of the test at hand.
    """

    def __init__(
        self, options: RunOptions, facts: dict[str, Any], worker: str, share: float
    ) -> None:
        self.options = options
        self.facts = facts
        self.seed: int = facts["seed"]
        self.directory = Path(facts["directory"])
        self.worker = worker
        self.confirmed: set[tuple[str, str]] = set()
        self.witness: Callable[[Exchange, Checked], None] | None = None
        self.results: Results | None = None
        self._share = share
        self._began = time.monotonic()
        self._recorder: Recorder | None = None
        self._apis: dict[str, apis.Api] = {}
        self._leading = worker in {"main", "gw0"}
        self.resolved = resolve(options, facts.get("described"), self._ask)

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
            self._recorder.emit(self._head())
            for target in self.targets:
                self._recorder.emit(_described(target))
        return self._recorder

    def _head(self) -> RunStarted:
        return RunStarted(
            suite=__version__,
            started=self.facts["started"],
            seed=self.seed,
            depth=self.options.depth,
            explore=self.options.explore,
        )

    def emit(self, event: Event) -> None:
        """Write `event` to the log."""
        self.recorder.emit(event)

    def emit_once(self, event: Event) -> None:
        """Write `event`, which every process of the run knows, to one log only."""
        if self._leading:
            self.recorder.emit(event)

    def _ask(self, target: Target) -> Exchange:
        """The exchange in which a target is asked for its description."""
        recorder = Recorder(self.directory, f"setup-{target.key}")
        recorder.emit(self._head())
        recorder.emit(_described(target))
        wire = Wire(target, recorder)
        try:
            return wire.send("GET", DESCRIPTION)
        finally:
            wire.close()
            recorder.emit(RunFinished(time.monotonic() - self._began))
            recorder.close()

    # Targets

    def api(self, target: Target) -> apis.Api:
        """The vocabulary of `target`, on a wire of its own; the same one at every call."""
        if target.key not in self._apis:
            self._apis[target.key] = self._make_api(target)
        return self._apis[target.key]

    def _make_api(self, target: Target) -> apis.Api:
        kind = apis.find(target.api)
        spec = load(target.api)
        oracle, form = _oracles(target.api)
        active = spec.catalogue.requirements
        api: apis.Api

        def inspect(exchange: Exchange) -> None:
            operation = exchange.request.operation
            checked = api.rules(exchange)
            if operation is not None:
                if exchange.request.defect is None:
                    for problem in form(operation).problems(exchange.request):
                        msg = f"a request of our own is not documented ({operation}): {problem}"
                        raise SuiteError(msg)
                by_operation = oracle(operation).check(exchange)
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
            share=self._share,
        )
        api = kind(wire, target, spec)
        return api

    # The end

    def close(self, stopped: str | None) -> None:
        """End wires and log; `stopped` says why the run ended early, if it did."""
        for api in self._apis.values():
            api.wire.close()
        if self._recorder is not None:
            self._recorder.emit(RunFinished(time.monotonic() - self._began, stopped))
            self._recorder.close()

    def report(self) -> None:
        """Write the reports of the whole run. Raises EvidenceError where nothing was recorded."""
        catalogues = {target.api: load(target.api).catalogue for target in self.targets}
        self.results = collect(self.directory, catalogues)
        write_reports(self.directory, self.results, catalogues)


@cache
def _oracles(
    api: str,
) -> tuple[Callable[[str], OperationOracle], Callable[[str], RequestForm]]:
    """The judges of an API's exchanges and of our own requests, by operationId."""
    spec = load(api)
    active = frozenset(spec.catalogue.requirements)

    @cache
    def oracle(operation: str) -> OperationOracle:
        found = spec.operations[operation]
        document = spec.documents[Path(found.file).name]
        identifier = f"{spec.prefix}-{operation}"
        return OperationOracle(found.raw, document, spec.directory, identifier, active)

    @cache
    def form(operation: str) -> RequestForm:
        found = spec.operations[operation]
        return RequestForm(found.raw, spec.documents[Path(found.file).name], spec.directory)

    return oracle, form


def _described(target: Target) -> TargetDescribed:
    return TargetDescribed(
        target=target.key,
        api=target.api,
        name=target.name,
        base_url=target.base_url,
        allow=target.allow,
        catalogue=load(target.api).catalogue.digest,
        supports=target.supports,
        readings=target.readings,
    )


def run_of(config: pytest.Config) -> Run:
    """The run that `config` belongs to."""
    if RUN not in config.stash:
        config.stash[RUN] = _begin(config)
    return config.stash[RUN]


def _begin(config: pytest.Config) -> Run:
    options = run_options(config)
    worker_input = getattr(config, "workerinput", None)
    try:
        if worker_input is not None:
            count = float(worker_input["workercount"])
            return Run(options, worker_input[_WORKER_FACTS], worker_input["workerid"], 1 / count)
        return Run(options, _facts(options), "main", 1.0)
    except ConfigurationError as trouble:
        raise pytest.UsageError(str(trouble)) from trouble


def _facts(options: RunOptions) -> dict[str, Any]:
    """What all processes of a run must agree on."""
    now = dt.datetime.now(dt.UTC)
    seed = options.seed
    if seed is None:
        seed = secrets.randbelow(2**31) if options.explore else 0
    names = [path.stem for path in options.targets] or [api for api, _ in options.urls]
    return {
        "started": now.isoformat(timespec="seconds"),
        "seed": seed,
        "directory": str(run_folder(options.report_dir, names or list(options.apis))),
    }


def run_folder(given: Path | None, labels: Sequence[str]) -> Path:
    """The folder of a new run: the one `given`, or one named by time and `labels`.

    Raises ConfigurationError where it holds a run already or cannot be made.
    """
    if given is not None:
        return _fresh(given, given=True)
    now = dt.datetime.now(dt.UTC)
    label = "-".join(dict.fromkeys(labels))[:60] or "embedded"
    return _fresh(Path("reports") / f"{now:%Y%m%dT%H%M%S}Z-{label}", given=False)


def _fresh(folder: Path, *, given: bool) -> Path:
    """A folder for a new run. Raises ConfigurationError where it holds one or cannot be made."""
    number = 1
    found = folder.absolute()
    while (found / "evidence").exists():
        if given:
            msg = f"{folder} holds a run already; name another folder with --report-dir"
            raise ConfigurationError(msg)
        number += 1
        found = folder.absolute().with_name(f"{folder.name}-{number}")
    existing = next(path for path in (found, *found.parents) if path.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        msg = f"{existing} is not a folder that can be written; name another with --report-dir"
        raise ConfigurationError(msg)
    return found


# Hooks


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker and the vocabularies."""
    from contracts.plugin.fixtures import Vocabularies  # noqa: PLC0415 - it needs this module

    config.addinivalue_line("markers", "requirement(*ids): the requirements that the test judges")
    config.pluginmanager.register(Vocabularies(), "contracts-vocabularies")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give an xdist worker the facts of the run."""
    run = run_of(node.config)
    node.workerinput[_WORKER_FACTS] = run.facts | {"described": run.resolved.described}


def pytest_sessionstart(session: pytest.Session) -> None:
    """Resolve targets before anything is collected, so that what is wrong is said first."""
    if session.config.getoption("--target") or session.config.getoption("--target-url"):
        run_of(session.config)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Close the log and, in the process that the user started, write the reports."""
    config = session.config
    if RUN not in config.stash:
        return
    run = config.stash[RUN]
    stopped = {2: "the run was interrupted", 3: "the suite broke down"}.get(int(exitstatus))
    if stopped is None and session.shouldfail:
        stopped = str(session.shouldfail)
    run.close(stopped)
    if run.worker != "main":
        return
    if run.recorded:
        run.report()


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the embedded reference servers."""
    if RUN in config.stash:
        config.stash[RUN].resolved.close()
