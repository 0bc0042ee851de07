"""Ctrl-C: what was judged so far is reported, and nothing is left running."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.reference import find


def _slowed(app: Any) -> Any:
    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.sleep(0.03)
        await app(scope, receive, send)

    return slow


def _living(group: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = path.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(its_group) == group and state != "Z":
            found.append(int(path.parent.name))
    return found


@pytest.mark.parametrize("keyboard", [True, False], ids=["keyboard", "signal"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_interrupted(
    served: Callable[..., str], tmp_path: Path, jobs: int, *, keyboard: bool
) -> None:
    broken = jobs == 1
    faults = ["request-id-omitted"] if broken else []
    url = served(_slowed(find("uptivity").build(faults=faults)))
    report = tmp_path / "report"
    command = [sys.executable, "-m", "contracts", "run", "--api", "uptivity", "--url", url]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, f"--jobs={jobs}", f"--report-dir={report}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    _wait_for_judgements(report)
    if keyboard:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == (1 if broken else 3), err
    assert err.count("interrupted") == 1
    assert "Traceback" not in err + out
    assert "The run stopped early: the run was interrupted" in out
    assert (report / "results.json").is_file()
    assert (report / "conformance.html").is_file()
    end = time.monotonic() + 5
    while _living(process.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert _living(process.pid) == []


def _wait_for_judgements(report: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for log in report.glob("evidence/events-[gm]*.jsonl"):
            if log.read_bytes().count(b'"event":"finished"') >= 8:
                return
        time.sleep(0.05)
    pytest.fail("nothing was judged")
