"""Judging several targets at the same time: a process for each, forked once tests are collected.

Each of them runs the tests of its target in their order, so that what is sent to a target does
not depend on how many processes there are, and reports to the first process.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Sequence
from multiprocessing import connection
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from contracts.engine import Stop, can_fork, forked, processors
from contracts.plugin.options import handover_of
from contracts.plugin.sensing import examine
from contracts.plugin.state import REQUIREMENTS, RUN, key_of, run_of

INTERRUPTED = "the run was interrupted"


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Run the tests of several targets side by side, where the user left that to the suite."""
    config = session.config
    handover = handover_of(config)
    if handover is None or not handover.side_by_side or RUN not in config.stash:
        return None
    if session.testsfailed or not can_fork():
        return None
    shares = _shares(session.items)
    if len(shares) < 2:  # noqa: PLR2004 - one is the first process's own
        return None
    _Crew(config, shares, handover.at_once or processors()).work()
    return True


def _shares(items: Sequence[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """The tests of each target, the longest share first."""
    shares: dict[str, list[pytest.Item]] = {}
    for item in items:
        if REQUIREMENTS in item.stash:
            shares.setdefault(key_of(item), []).append(item)
    return dict(sorted(shares.items(), key=lambda one: -len(one[1])))


class _Crew:
    """The processes that judge a target each, so many of them at a time.

    All are forked at once, before the first report is shown: what shows it may have a thread.
    """

    def __init__(
        self, config: pytest.Config, shares: dict[str, list[pytest.Item]], most: int
    ) -> None:
        self._config = config
        self._most = most
        self._waiting: dict[Any, int] = {}
        self._running: dict[Any, int] = {}
        for key, items in shares.items():
            self._fork(key, items)

    def _fork(self, key: str, items: list[pytest.Item]) -> None:
        ours, theirs = connection.Pipe()
        # Who holds an end of another's would keep it from noticing that this process is gone.
        foreign = [*self._waiting, ours]
        self._waiting[ours] = forked(lambda: _judge(self._config, key, items, theirs, foreign))
        theirs.close()

    def work(self) -> None:
        """Have all targets judged. Raises what ends the run early, once the processes ended."""
        try:
            while self._waiting or self._running:
                while self._waiting and len(self._running) < self._most:
                    ours = next(iter(self._waiting))
                    self._running[ours] = self._waiting.pop(ours)
                    ours.send("begin")
                self._receive()
        except BaseException:
            self._interrupt()
            raise

    def _receive(self) -> None:
        for ready in connection.wait(list(self._running)):
            ours: Any = ready
            try:
                data = ours.recv()
            except (EOFError, ConnectionError):
                ours.close()
                os.waitpid(self._running.pop(ours), 0)
                continue
            report = self._config.hook.pytest_report_from_serializable(
                config=self._config, data=data
            )
            self._config.hook.pytest_runtest_logreport(report=report)

    def _interrupt(self) -> None:
        """End the processes, which clean up first. What they still report is not waited for."""
        for ours, process in (self._running | self._waiting).items():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGINT)
            while True:
                try:
                    ours.recv()
                except (EOFError, OSError):
                    break
            os.waitpid(process, 0)
        self._running.clear()
        self._waiting.clear()


def _judge(
    config: pytest.Config,
    key: str,
    items: list[pytest.Item],
    theirs: Any,
    foreign: Sequence[Any],
) -> None:
    """Judge one target, in a process of its own, once the first process says so."""
    for one in foreign:
        one.close()
    Stop(worker=True).listen()
    number = 1 + [one.key for one in run_of(config).targets].index(key)
    run = config.stash[RUN] = run_of(config).part_of(f"target-{number}")
    stopped: str | None = "the suite broke down"
    try:
        theirs.recv()
        for item, following in zip(items, [*items[1:], None], strict=True):
            for report in runtestprotocol(item, log=False, nextitem=following):
                theirs.send(config.hook.pytest_report_to_serializable(config=config, report=report))
        examine(config, key, items)
        stopped = None
    except (KeyboardInterrupt, EOFError, ConnectionError):
        stopped = INTERRUPTED
    finally:
        run.close(stopped)
