"""Several targets are judged at the same time, each as it is judged alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.model import Results

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")

BOTH = ("--api", "genesys-ws", "--api", "uptivity", "--depth", "quick")
SELECTED = ("UPT-ID-*", "GWS-AUTH-*", "GWS-ME-*", "GWS-VOICE-01")
QUICK = tuple(f"--select={one}" for one in SELECTED)


def _command(folder: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "contracts", "run", "-q", f"--report-dir={folder}", *options]


def _run(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own suite
        _command(folder, *options), capture_output=True, text=True, check=False
    )


def _results(folder: Path) -> Results:
    return msgspec.json.decode((folder / "results.json").read_bytes(), type=Results)


def _events(folder: Path, kind: str) -> list[dict[str, Any]]:
    lines = [
        line
        for path in sorted((folder / "evidence").glob("events-*.jsonl"))
        for line in path.read_bytes().splitlines()
    ]
    return [one for one in map(msgspec.json.decode, lines) if one["event"] == kind]


def _sent(folder: Path, target: str) -> list[tuple[str, str]]:
    """What was sent to a target, in order, without what differs from run to run."""
    mine = [one for one in _events(folder, "exchange") if one["target"] == target and one["test"]]
    return [
        (one["request"]["method"], "".join(one["request"]["url"].split("/", 3)[3:])) for one in mine
    ]


def test_each_target_is_judged_as_alone(tmp_path: Path) -> None:
    together = _run(tmp_path / "together", *BOTH, *QUICK)
    in_turn = _run(tmp_path / "in-turn", *BOTH, *QUICK, "--jobs", "1")
    assert (together.returncode, in_turn.returncode) == (0, 0), together.stderr + in_turn.stderr
    logs = {path.name for path in (tmp_path / "together" / "evidence").iterdir()}
    assert {"events-main.jsonl", "events-target-1.jsonl", "events-target-2.jsonl"} <= logs
    for one, other in zip(
        _results(tmp_path / "together").targets, _results(tmp_path / "in-turn").targets, strict=True
    ):
        assert {r.id: r.verdict for r in one.requirements} == {
            r.id: r.verdict for r in other.requirements
        }
    assert _sent(tmp_path / "together", "uptivity") == _sent(tmp_path / "in-turn", "uptivity")
    assert (tmp_path / "together" / "tests.html").stat().st_size > 10_000
    asked = [(one["target"], one["test"]) for one in _events(tmp_path / "in-turn", "exchange")]
    cleaned = [at for at, one in enumerate(asked) if one == ("genesys-ws", "cleaning up")]
    others = [at for at, (target, test) in enumerate(asked) if target == "uptivity" and test]
    assert cleaned, "the state of the agent was not put back"
    assert max(cleaned) < min(others), "a target is cleaned up before the next one is judged"


def _begin(folder: Path, options: Sequence[str]) -> subprocess.Popen[str]:
    """A run over both targets that has begun to judge them."""
    process = subprocess.Popen(  # noqa: S603 - our own suite
        _command(folder, *options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    logs = [folder / "evidence" / f"events-target-{number}.jsonl" for number in (1, 2)]
    end = time.monotonic() + 60
    while not all(path.exists() and b'"finished"' in path.read_bytes() for path in logs):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
    return process


def _children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in path.read_text("utf-8").split()]


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="they are judged in turn")
def test_ctrl_c_ends_them_all_and_is_reported(tmp_path: Path) -> None:
    process = _begin(tmp_path / "run", BOTH)
    children = _children(process.pid)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 3, said
    results = _results(tmp_path / "run")
    assert results.stopped == "the run was interrupted"
    assert len(results.targets) == 2
    assert not [one for one in children if Path(f"/proc/{one}").exists()]


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="they are judged in turn")
def test_a_process_that_is_killed_loses_its_own_target_alone(tmp_path: Path) -> None:
    process = _begin(tmp_path / "run", BOTH)
    # Two servers were forked first, then a process for each target, the longer share first.
    os.kill(_children(process.pid)[2], signal.SIGKILL)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 3, said
    results = _results(tmp_path / "run")
    assert "has no end: the process was killed" in (results.stopped or "")
    finished = {
        path.name
        for path in (tmp_path / "run" / "evidence").glob("events-target-*.jsonl")
        if b'"run-finished"' in path.read_bytes()
    }
    assert len(finished) == 1


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="they are judged in turn")
def test_nobody_outlives_the_first_process(tmp_path: Path) -> None:
    process = _begin(tmp_path / "run", BOTH)
    children = _children(process.pid)
    process.kill()
    process.communicate()
    end = time.monotonic() + 60
    while any(_lives(one) for one in children):
        assert time.monotonic() < end
        time.sleep(0.05)


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
