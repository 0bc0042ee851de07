"""What a run makes on its target is removed: at its end, after Ctrl-C, and after kill -9."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contracts.reference import Serving, find
from contracts.reference.voss.model_list import MODELS
from tests.selfproof.run.conftest import Ended, call

SELECTED = "--select=VOSS-TAG-01"


class Held:
    """The VOSS server; it answers no PATCH after `hold` and before `release`.

    With `deaf` it accepts every DELETE and does nothing. `made` counts the resources that were
    asked for, `announced` what then stood in the ledger of the run in `report`.
    """

    def __init__(self, report: Path) -> None:
        self._app = find("voss").build()
        self._log = report / "evidence" / "events-main.jsonl"
        self.deaf = False
        self.held = threading.Event()
        self._free = threading.Event()
        self.release = self._free.set
        self.hold = self._free.clear
        self.release()
        self.made: list[int] = []
        self.announced: list[int] = []

    def own(self) -> list[str]:
        """The names of the resources that runs of the suite have made and that are there."""
        found = self._app.app.store.table(MODELS["data/Contact"]).values()
        names = [str(one.data.get("name", "")) for one in found]
        return [one for one in names if one.startswith("ucc-")]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] == "POST":
            self.made.append(len(self.made) + 1)
            self.announced.append(self._log.read_bytes().count(b'{"event":"creating"'))
        if scope["type"] == "http" and scope["method"] == "PATCH":
            self.held.set()
            await asyncio.to_thread(self._free.wait, 60)
        if scope["type"] == "http" and scope["method"] == "DELETE" and self.deaf:
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, send)


class Place(NamedTuple):
    """A server, its address, and where a run over it reports to."""

    server: Held
    url: str
    report: Path

    def start(self) -> subprocess.Popen[str]:
        """Start a run that is held in the middle of a test when this returns."""
        self.server.hold()
        options = ["--api=voss", f"--url={self.url}", SELECTED, f"--report-dir={self.report}"]
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "contracts", "run", "-q", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        end = time.monotonic() + 30
        while not self.server.held.wait(0.05):
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < end
        return process


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A VOSS server of its own."""
    report = tmp_path / "report"
    server = Held(report)
    with Serving([server]) as serving:
        yield Place(server, serving.origins[0] + "/api", report)
        server.release()


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line in this process."""

    def run(*arguments: object) -> Ended:
        capfd.readouterr()
        return Ended(call([str(one) for one in arguments]), *capfd.readouterr())

    return run


def test_after_ctrl_c_nothing_is_left(place: Place) -> None:
    process = place.start()
    assert place.server.own()
    assert place.server.announced == place.server.made
    assert len(place.server.made) == len(place.server.own())
    process.send_signal(signal.SIGINT)
    place.server.release()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 3, err
    assert place.server.own() == []
    assert "left behind" not in out


def test_after_kill_9_the_ledger_tells_and_cleanup_removes(
    place: Place, command: Callable[..., Ended]
) -> None:
    process = place.start()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    place.server.release()
    names = place.server.own()
    assert names

    report = command("report", place.report)
    assert report.code == 3, report.err
    for name in names:
        assert f"left behind   {place.url}: data/Contact {name} (" in report.out
    assert "uc-contracts cleanup" in report.out
    assert "was killed" in report.out
    assert (place.report / "conformance.html").is_file()

    cleaned = command("cleanup", place.report)
    assert (cleaned.code, cleaned.err) == (0, "")
    assert cleaned.out == f"{len(names)} of {len(names)} are gone.\n"
    assert place.server.own() == []
    again = command("cleanup", place.report)
    assert (again.code, again.out[:15]) == (0, "Nothing is left")
    assert "left behind" not in command("report", place.report).out


def test_a_deletion_that_does_nothing_is_seen_through(
    place: Place, command: Callable[..., Ended]
) -> None:
    place.server.deaf = True
    options = ("--api=voss", f"--url={place.url}", SELECTED, f"--report-dir={place.report}")
    run = command("run", "-q", *options)
    names = place.server.own()
    assert names
    assert all(f"data/Contact {name}" in run.out for name in names), run.err
    assert "it is still there after a DELETE, which was answered: 204" in run.out
    refused = command("cleanup", place.report)
    assert refused.code == 3
    assert all(f"Left behind: data/Contact {name}" in refused.out for name in names)
    place.server.deaf = False
    assert command("cleanup", place.report).code == 0
    assert place.server.own() == []
