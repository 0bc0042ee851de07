"""Where pytest begins a run, shares it with workers, and ends it."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

import pytest

from contracts.apis import UNNAMED
from contracts.catalogue import conformance_dir
from contracts.model import (
    ConfigurationError,
)
from contracts.plugin.folder import run_folder
from contracts.plugin.options import RunOptions, run_options
from contracts.plugin.run import Run
from contracts.plugin.sharing import scheduler
from contracts.plugin.stopping import Stop, hold, interrupt, release

__all__ = ["RUN", "Run", "run_of"]

RUN = pytest.StashKey["Run"]()
"""On the configuration: the run."""

_STOPPED = pytest.StashKey[str]()

_WORKER_FACTS = "uc_contracts"


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
            share = 1 / float(worker_input["workercount"])
            facts = worker_input[_WORKER_FACTS]
            return Run(options, facts, worker_input["workerid"], share=share)
        recording = not config.getoption("collectonly")
        return Run(options, _facts(options), recording=recording)
    except ConfigurationError as trouble:
        if config.getoption("--command-line"):
            raise  # `uc-contracts run` says it in its own way
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
        "command": options.command,
        # The one thing in which the requests of two equal runs differ: who cleans up after one of
        # them must not take away what the other made.
        "prefix": f"{UNNAMED}{secrets.token_hex(3)}-",
        "directory": str(run_folder(options.report_dir, names or list(options.apis))),
    }


class _Interrupts:
    """A pytest plugin that notes why a run ends early, and ends its workers."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        worker = hasattr(config, "workerinput")
        self._stop = Stop(worker=worker)
        if worker or config.getoption("--command-line"):
            self._stop.listen()

    def pytest_runtest_logreport(self) -> None:
        """A test is over, in this process or in a worker."""
        self._stop.check()

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Pytest stops, by the user's wish or for a reason of its own."""
        self._stop.heard()
        by_user = excinfo.type is KeyboardInterrupt
        text = "the run was interrupted" if by_user else str(excinfo.value)
        self._config.stash[_STOPPED] = text
        if RUN in self._config.stash:
            interrupt(self._config.stash[RUN].nodes)

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_setupnodes(self) -> None:
        """Workers are going to be started; they take a Ctrl-C once they can."""
        hold()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """All workers are started."""
        release()

    def pytest_unconfigure(self) -> None:
        """Leave the signal as it was."""
        release()
        self._stop.end()


# Hooks


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker and the vocabularies."""
    from contracts.plugin.fixtures import Vocabularies  # noqa: PLC0415 - it needs this module

    config.addinivalue_line("markers", "requirement(*ids): the requirements that the test judges")
    config.pluginmanager.register(Vocabularies(), "contracts-vocabularies")
    config.pluginmanager.register(_Interrupts(config), "contracts-interrupts")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give an xdist worker the facts of the run."""
    if not _may_judge(node.config):
        return
    run = run_of(node.config)
    run.nodes.append(node)
    facts = {"described": run.resolved.described, "by_target": _by_target(node.config)}
    node.workerinput[_WORKER_FACTS] = run.facts | facts


def _may_judge(config: pytest.Config) -> bool:
    """Whether conformance tests may be among what workers are going to collect."""
    if RUN in config.stash or config.getoption("--target") or config.getoption("--target-url"):
        return True
    home = conformance_dir()
    paths = [Path(config.invocation_params.dir, arg.partition("::")[0]) for arg in config.args]
    aside = [
        path.is_relative_to(home.parent)
        and not path.is_relative_to(home)
        and not home.is_relative_to(path)
        for path in paths
    ]
    return not all(aside)


def _by_target(config: pytest.Config) -> bool:
    """Whether workers share the run as the suite thinks best: no --dist asks for else."""
    return bool(config.getoption("dist") == "load")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep a target that may be written to with one worker, unless --dist asks for else."""
    if not (_may_judge(config) and _by_target(config)):
        return None
    return scheduler(config, run_of(config), log)


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
    stopped = config.stash.get(_STOPPED, None)
    if stopped is None and exitstatus == pytest.ExitCode.INTERNAL_ERROR:
        stopped = "the suite broke down"
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
