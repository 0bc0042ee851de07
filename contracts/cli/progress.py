"""Live progress of a run, in place of pytest's own terminal output."""

from __future__ import annotations

import time
from typing import Any

import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from contracts.model import ConfigurationError, Verdict
from contracts.report import one_line

_EVERY_S = 5.0


class Progress:
    """A pytest plugin: a bar on a terminal, a line now and then elsewhere.

    `troubles` are texts of errors that are the suite's own, `refused` what the user gave and
    cannot be used; `config` is pytest's.
    """

    def __init__(self, console: Console, *, quiet: bool) -> None:
        self.troubles: list[str] = []
        self.refused: ConfigurationError | None = None
        self.config: pytest.Config | None = None
        self._console = console
        self._quiet = quiet
        self._live = console.is_terminal and not quiet
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[counts]}"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._done: dict[str, str] = {}
        self._total = 0
        self._said = time.monotonic()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Take the place of pytest's reporter."""
        self.config = config
        reporter = config.pluginmanager.getplugin("terminalreporter")
        if reporter is not None:
            config.pluginmanager.unregister(reporter)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Learn how many tests there are."""
        self._begin(len(session.items))

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: list[str]) -> None:  # noqa: ARG002
        """Learn how many tests there are from a worker."""
        self._begin(len(ids))

    def _begin(self, total: int) -> None:
        if not total or self._total:
            return
        self._total = total
        if self._live:
            self._task = self._bar.add_task("judging", total=total, counts="")
        elif not self._quiet:
            self._console.print(f"judging: {total} tests")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that is over."""
        verdict = dict(report.user_properties).get("verdict", "")
        if report.when == "call":
            self._done[report.nodeid] = str(verdict or report.outcome)
            self._show()
        elif report.failed:
            self._done[report.nodeid] = Verdict.ERROR
            self.troubles.append(f"{report.nodeid} ({report.when}): {report.longreprtext}")
            self._show()
        if report.when == "call" and verdict == Verdict.ERROR:
            self.troubles.append(f"{report.nodeid}: {report.longreprtext}")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed:
            self.troubles.append(f"{report.nodeid} could not be collected: {report.longreprtext}")

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        """Keep what broke pytest itself; what the user gave is no fault of the suite."""
        if isinstance(excinfo.value, ConfigurationError):
            self.refused = excinfo.value
        else:
            self.troubles.append(str(excinfo.getrepr(style="short")))
        return True

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Say that what was judged so far is going to be reported."""
        if excinfo.type is KeyboardInterrupt:
            self._warn("interrupted: reporting what was judged so far")

    def _show(self) -> None:
        counts = self._counts()
        if self._live and self._task is not None:
            # Not before: it has a thread, and processes are forked until the first test is over.
            self._bar.start()
            self._bar.update(self._task, completed=len(self._done), counts=counts)
        elif not self._quiet and time.monotonic() - self._said > _EVERY_S:
            self._said = time.monotonic()
            self._console.print(f"  {len(self._done)}/{self._total} {counts}", markup=False)

    def _counts(self) -> str:
        values = list(self._done.values())
        shown = (Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE, Verdict.WARN)
        return ", ".join(f"{values.count(one)} {one}" for one in shown if one in values)

    def _warn(self, text: str) -> None:
        self._console.print(one_line(text), markup=False, soft_wrap=True)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._live:
            self._bar.stop()
