"""Live progress of a run, in place of pytest's own terminal output."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar

from contracts.model import ConfigurationError, Verdict, worst
from contracts.report import one_line

_EVERY_S = 5.0
_ENOUGH = 0.1
"""The share of the tests after which the rest can be guessed."""
_LONG_S = 120.0

_FRAME = re.compile(r'File "[^"]+", line (\d+)$|.+\.py:(\d+): in <module>$')


class Progress:
    """A pytest plugin: a bar on a terminal, a line now and then elsewhere.

    `troubles` are texts of errors that are the suite's own, `refused` what the user gave and
    cannot be used; `config` is pytest's.
    """

    def __init__(
        self, console: Console, *, quiet: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
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
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._task: TaskID | None = None
        self._done: set[str] = set()
        self._verdicts: dict[tuple[str, str], Verdict] = {}
        self._total = 0
        self._clock = clock
        self._said = self._began = clock()

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
        self._said = self._began = self._clock()
        if self._live:
            self._task = self._bar.add_task("judging", total=total, counts="")
        elif not self._quiet:
            self._console.print(f"Judging by {total:,} tests")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test that is over."""
        told = dict(report.user_properties)
        verdict = told.get("verdict", "")
        if report.when == "call" or report.failed:
            self._done.add(report.nodeid)
            self._judged(str(told.get("target", "")), str(told.get("requirements", "")))
            self._show()
        if report.when != "call" and report.failed:
            self.troubles.append(f"{report.nodeid} ({report.when}): {report.longreprtext}")
        if report.when == "call" and verdict == Verdict.ERROR:
            self.troubles.append(f"{report.nodeid}: {report.longreprtext}")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what could not be collected."""
        if report.failed:
            self.troubles.append(f"{report.nodeid} could not be collected: {_said(report)}")

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

    def tell(self, text: str) -> None:
        """Say something that is no progress."""
        if not self._quiet:
            self._warn(text)

    def step(self, what: str, done: int, of: int) -> None:
        """Show how far something is that comes after the tests."""
        if self._live:
            if self._task is None or self._bar.tasks[self._task].description != what:
                self._task = self._bar.add_task(what, total=of, counts="")
                self._bar.start()
            self._bar.update(self._task, completed=done)
        elif not self._quiet and (done == of or self._clock() - self._said > _EVERY_S):
            self._said = self._clock()
            self._console.print(f"  {what}: {done:,} of {of:,}", markup=False)

    def _show(self) -> None:
        counts = self.counts()
        if self._live and self._task is not None:
            # Not before: it has a thread, and processes are forked until the first test is over.
            self._bar.start()
            self._bar.update(self._task, completed=len(self._done), counts=counts)
        elif not self._quiet and self._clock() - self._said > _EVERY_S:
            self._said = self._clock()
            so_far = f"; requirements so far: {counts}" if counts else ""
            done = f"{len(self._done):,} of {self._total:,} tests{self._left()}"
            self._console.print(f"  {done}{so_far}", markup=False)

    def _left(self) -> str:
        """About how long the rest takes, where enough is done to say so."""
        done = len(self._done)
        if done < self._total * _ENOUGH or done >= self._total:
            return ""
        left = (self._clock() - self._began) / done * (self._total - done)
        return (
            f", about {left:.0f} s left" if left < _LONG_S else f", about {left / 60:.0f} min left"
        )

    def _judged(self, target: str, requirements: str) -> None:
        """Take in what a test says of requirements, given like `A-1=pass A-2=fail`."""
        for one in requirements.split():
            name, _, verdict = one.partition("=")
            if verdict:
                known = self._verdicts.get((target, name), Verdict(verdict))
                self._verdicts[target, name] = worst((known, Verdict(verdict)))

    def counts(self) -> str:
        """How many requirements have each verdict that is worth a look, by the tests so far."""
        values = list(self._verdicts.values())
        shown = (Verdict.ERROR, Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.WARN)
        return ", ".join(f"{values.count(one):,} {one}" for one in shown if one in values)

    def _warn(self, text: str) -> None:
        self._console.print(one_line(text), markup=False, soft_wrap=True)

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._live:
            self._bar.stop()


def _said(report: pytest.CollectReport) -> str:
    """Why a file could not be collected, in one line: the error, and the line of it."""
    lines = report.longreprtext.splitlines()
    errors = [one[1:].strip() for one in lines if one.startswith("E ")]
    if not errors:
        return report.longreprtext
    places = [found for one in lines if (found := _FRAME.match(one.removeprefix("E").strip()))]
    where = next((f"line {one[1] or one[2]}: " for one in reversed(places)), "")
    return f"{where}{errors[-1]}"
