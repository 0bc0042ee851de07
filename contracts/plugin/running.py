"""Where pytest begins a run, shares it with workers, and ends it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from contracts.engine import Stop, encoded, hold, interrupt, release
from contracts.model import ConfigurationError
from contracts.plugin.fixtures import vocabularies
from contracts.plugin.life import MEETING, WORKER_INPUT, begin, begin_late, named, options_here
from contracts.plugin.options import handover_of, options_of
from contracts.plugin.rendezvous import Rendezvous
from contracts.plugin.sensing import Sensing, report
from contracts.plugin.sharing import scheduler
from contracts.plugin.state import RUN
from contracts.targets import read_target

_STOPPED = pytest.StashKey[str]()
_NODES = pytest.StashKey[tuple[Any, ...]]()


class _Interrupts:
    """A pytest plugin that notes why a run ends early, and ends its workers."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        worker = hasattr(config, "workerinput")
        self._stop = Stop(worker=worker)
        if worker or handover_of(config):
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
        if RUN in self._config.stash or handover_of(self._config):
            interrupt(self._nodes())

    def _nodes(self) -> tuple[Any, ...]:
        return self._config.stash.get(_NODES, ())

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
    """Register the markers and the vocabularies, also those of the kits that targets name."""
    for marker in (
        "requirement(*ids): the requirements that the test judges",
        "waits: the test waits for the target; it runs after those of its target that do not",
        "budget(exchanges, seconds): what the test may cost, where that is more than usual",
    ):
        config.addinivalue_line("markers", marker)
    for path in options_here(config).targets.files:
        with suppress(ConfigurationError):  # which is said where the file is read as a whole
            read_target(path)
    config.pluginmanager.register(vocabularies(), "contracts-vocabularies")
    config.pluginmanager.register(_Interrupts(config), "contracts-interrupts")
    if options_here(config).sensitivity is not None:
        config.pluginmanager.register(Sensing(), "contracts-sensitivity")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Read what names the targets before anything is collected: what is wrong is said first."""
    targets = options_here(session.config).targets
    if targets.files or targets.urls or targets.apis:
        named(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell an xdist worker what was asked for, and where it meets the first process."""
    stash = node.config.stash
    if MEETING not in stash:
        stash[MEETING] = Rendezvous()
    stash[_NODES] = (*stash.get(_NODES, ()), node)
    node.workerinput[WORKER_INPUT] = {
        "options": encoded(options_of(node.config)),
        "place": str(stash[MEETING].place),
        "by_target": _by_target(node.config),
        "asked": handover_of(node.config) is not None,
    }


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_node_collection_finished(node: Any) -> None:
    """Begin the run where a worker collected a conformance test."""
    if node.config.stash[MEETING].called:
        begin(node.config)


def _by_target(config: pytest.Config) -> bool:
    """Whether workers share the run as the suite thinks best: no --dist asks for else."""
    return bool(config.getoption("dist") == "load")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep a target that may be written to with one worker, unless --dist asks for else."""
    return scheduler(config, log) if _by_target(config) else None


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Close the log and, in the process that the user started, write the reports."""
    config = session.config
    begin_late(config)
    if RUN not in config.stash:
        return
    run = config.stash[RUN]
    stopped = config.stash.get(_STOPPED, None)
    if stopped is None and exitstatus == pytest.ExitCode.INTERNAL_ERROR:
        stopped = "the suite broke down"
    if stopped is None and session.shouldfail:
        stopped = str(session.shouldfail)
    run.close(stopped)
    if run.part.worker == "main" and run.recorded:
        page = str(config.getoption("htmlpath", None) or "")
        here = page and Path(page).absolute().parent == run.facts.directory.absolute()
        report(run, [Path(page).name] if here else [])


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the embedded reference servers."""
    if RUN in config.stash:
        config.stash[RUN].resolved.close()
    if MEETING in config.stash:
        config.stash[MEETING].close()
