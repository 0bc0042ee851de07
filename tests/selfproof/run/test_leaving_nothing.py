"""What a run makes on its target is removed: at its end, after Ctrl-C, and after kill -9."""

from __future__ import annotations

import asyncio
import os
import re
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


class Scene(NamedTuple):
    """A run that is held in the middle of a test.

    `shown` says what is on a server, `makes` is the request that makes or changes something, and
    `then` the one after whose answer all others are held; `kind` is what the ledger calls it.
    """

    api: str
    select: str
    shown: Callable[[Any], set[str]]
    makes: tuple[str, str]
    then: tuple[str, str]
    kind: str


def _contacts(app: Any) -> set[str]:
    found = app.store.table(MODELS["data/Contact"]).values()
    return {str(one.data.get("name", "")) for one in found}


def _of_devices(app: Any) -> set[str]:
    devices = [device for of_one in app.cluster.devices.values() for device in of_one.values()]
    return {
        f"{device.id} {one}"
        for device in devices
        for one in (*device.dials.values(), *device.services)
    }


def _forwarding(app: Any) -> set[str]:
    return {
        f"{one.name} {one.forward_to_voice_mail} {one.forward_to}"
        for one in app.cluster.people.values()
    }


def _exports(app: Any) -> set[str]:
    jobs = {f"job {one.id}" for one in app.store.jobs.values()}
    records = {f"record {one.id}" for one in app.store.history.values()}
    return jobs | records | {f"file {one}" for one in app.store.files}


def _agents(app: Any) -> set[str]:
    states = (one.state for one in app.centre.agents.values())
    names = [f"{at} {state.name}" for at, state in enumerate(states)]
    return set(names) | {f"{one.state.name} is coming" for one in app.centre.pending}


SCENES = {
    "tag": Scene("voss", "VOSS-TAG-01", _contacts, ("POST", ""), ("POST", ""), "data/Contact ucc-"),
    # The PUT has taken away the label by which the speed dial could be told.
    "speed dial": Scene(
        "cisco-uds", "UDS-PUT-03", _of_devices, ("POST", ""), ("PUT", ""), "speed dial ucc-"
    ),
    "service": Scene(
        "cisco-uds",
        "UDS-SVC-01",
        _of_devices,
        ("POST", ""),
        ("POST", ""),
        "subscribed service ucc-",
    ),
    "forwarding": Scene(
        "cisco-uds", "UDS-PUT-05", _forwarding, ("PUT", ""), ("PUT", ""), "call forwarding "
    ),
    # Nine jobs have run; some of their files and records are gone.
    "exports": Scene(
        "genesys-udm",
        "UDM-HISTORY-03",
        _exports,
        ("POST", "/export/jobs"),
        ("DELETE", "/files"),
        "job ucc-",
    ),
    "running": Scene(
        "genesys-udm",
        "UDM-JOBS-17",
        _exports,
        ("POST", "/export/jobs"),
        ("POST", "/cancel/"),
        "job ucc-",
    ),
    "agent": Scene(
        "genesys-ws", "GWS-ASYNC-02", _agents, ("POST", ""), ("POST", ""), "state of the agent "
    ),
}
REMOVED = ("tag", "speed dial", "service", "exports")
"""What a DELETE takes away."""


def _removes(method: str, path: str) -> bool:
    """Whether a request removes something: DELETE, or PUT of a list of UDS without it."""
    lists = ("/speedDials", "/subscribedServices")
    return method == "DELETE" or (method == "PUT" and path.endswith(lists))


class Held:
    """A server that is held after an answer, between `hold` and `release`.

    With `deaf` it accepts whatever removes something and does nothing. `made` counts the requests
    that make something, `announced` what then stood in the ledger of the run in `report`.
    """

    def __init__(self, scene: Scene, report: Path) -> None:
        self._scene = scene
        self._app = find(scene.api).build()
        self._log = report / "evidence" / "events-main.jsonl"
        self._found = self._shown
        self.deaf = False
        self.held = threading.Event()
        self._reached = False
        self._free = threading.Event()
        self.release = self._free.set
        self.hold = self._free.clear
        self.release()
        self.made: list[int] = []
        self.announced: list[int] = []

    @property
    def _shown(self) -> set[str]:
        return self._scene.shown(self._app.app)

    def own(self) -> list[str]:
        """What runs of the suite have made, changed or taken away."""
        return sorted(self._shown ^ self._found)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        method, path = scope["method"], scope["path"]
        if self._reached and not self._free.is_set():
            self.held.set()
            await asyncio.to_thread(self._free.wait, 60)
        if method == self._scene.makes[0] and path.endswith(self._scene.makes[1]):
            self.made.append(len(self.made) + 1)
            self.announced.append(self._log.read_bytes().count(b'{"event":"creating"'))
        if self.deaf and _removes(method, path):
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        await self._app(scope, receive, send)
        self._reached |= method == self._scene.then[0] and self._scene.then[1] in path


class Place(NamedTuple):
    """A server, its address, and where a run over it reports to."""

    scene: Scene
    server: Held
    url: str
    report: Path

    @property
    def options(self) -> list[str]:
        """What a run is told."""
        scene = self.scene
        where = [f"--api={scene.api}", f"--url={self.url}", f"--report-dir={self.report}"]
        return [*where, f"--select={scene.select}"]

    def start(self) -> subprocess.Popen[str]:
        """Start a run that is held in the middle of a test when this returns."""
        self.server.hold()
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "contracts", "run", "-q", *self.options],
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
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A server of its own for a scene."""
    scene = SCENES[request.param]
    report = tmp_path / "report"
    server = Held(scene, report)
    with Serving([server]) as serving:
        yield Place(scene, server, serving.origins[0] + find(scene.api).base_path, report)
        server.release()


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line in this process."""

    def run(*arguments: object) -> Ended:
        capfd.readouterr()
        return Ended(call([str(one) for one in arguments]), *capfd.readouterr())

    return run


@pytest.mark.parametrize("place", SCENES, indirect=True)
def test_after_ctrl_c_nothing_is_left(place: Place) -> None:
    process = place.start()
    assert place.server.own()
    assert place.server.announced == place.server.made
    process.send_signal(signal.SIGINT)
    place.server.release()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 3, err
    assert place.server.own() == []
    assert "left behind" not in out


@pytest.mark.parametrize("place", SCENES, indirect=True)
def test_after_kill_9_the_ledger_tells_and_cleanup_removes(
    place: Place, command: Callable[..., Ended]
) -> None:
    process = place.start()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    place.server.release()
    assert place.server.own()

    report = command("report", place.report)
    assert report.code == 3, report.err
    kind = re.escape(place.scene.kind)
    several = re.escape(place.scene.kind.partition(" ")[0])
    said = rf"left behind   {re.escape(place.url)}: ({kind}|\d+ . {several} \()"
    assert re.search(said, report.out), report.out
    assert "uc-contracts cleanup" in report.out
    assert "was killed" in report.out
    assert (place.report / "conformance.html").is_file()

    cleaned = command("cleanup", place.report)
    assert (cleaned.code, cleaned.err) == (0, "")
    assert re.fullmatch(r"Removed (\d+) of \1\.\n", cleaned.out)
    assert place.server.own() == []
    again = command("cleanup", place.report)
    assert (again.code, again.out[:17]) == (0, "Nothing to remove")
    assert "left behind" not in command("report", place.report).out


@pytest.mark.parametrize("place", REMOVED, indirect=True)
def test_a_deletion_that_does_nothing_is_seen_through(
    place: Place, command: Callable[..., Ended]
) -> None:
    place.server.deaf = True
    run = command("run", "-q", *place.options)
    assert place.server.own()
    assert f"left behind   {place.url}: {place.scene.kind}" in run.out, run.err
    refused = command("cleanup", place.report)
    assert refused.code == 3
    assert f"  {place.scene.kind}" in refused.out
    place.server.deaf = False
    assert command("cleanup", place.report).code == 0
    assert place.server.own() == []
