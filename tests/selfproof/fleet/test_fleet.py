"""Fleets for real: processes, a store, a Dask cluster, and workers that die."""

from __future__ import annotations

import asyncio
import json
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
from distributed import LocalCluster

from contracts.reference import Serving, find
from contracts.reference.voss.model_list import MODELS
from contracts.store import leases, open_store
from contracts.store.queries import judged_by
from contracts.store.schema import journal

SELECT = "VOSS-TAG-01"
FLEET = """
[fleet]
name = "lab"
store = "store.sqlite"
lease_s = 30
[run]
select = ["{select}"]
[targets]
"""


class Held:
    """A VOSS server that is held once a run has made something on it, until it is released."""

    def __init__(self) -> None:
        self._app = find("voss").build()
        self._found = self._contacts
        self._made = False
        self.holds = False
        self.held = threading.Event()
        self._free = threading.Event()
        self.release = self._free.set

    @property
    def _contacts(self) -> set[str]:
        rows = self._app.app.store.table(MODELS["data/Contact"]).values()
        return {str(one.data.get("name", "")) for one in rows}

    def own(self) -> list[str]:
        """What runs of the suite have made and not removed."""
        return sorted(self._contacts ^ self._found)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        if self.holds and self._made and not self._free.is_set():
            self.held.set()
            await asyncio.to_thread(self._free.wait, 60)
        await self._app(scope, receive, send)
        self._made = self._made or scope.get("method") == "POST"


class Lab(NamedTuple):
    """Servers, their fleet file, and its folder."""

    servers: list[Held]
    file: Path

    @property
    def folder(self) -> Path:
        """Where the fleet runs."""
        return self.file.parent

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start `uc-contracts fleet run`."""
        environment = {name: one for name, one in os.environ.items() if "UC_CONTRACTS" not in name}
        return subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "contracts", "fleet", "run", "fleet.toml", *options],
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *options: str) -> Any:
        """Run it to its end: exit code, what it printed, and to where."""
        with self.start(*options) as process:
            out, err = process.communicate(timeout=100)
            return process.returncode, out, err

    def judged(self, batch: str) -> list[str]:
        """Who was judged, by the store, in which nobody holds anything any more."""
        with open_store(str(self.folder / "store.sqlite")) as store:
            assert leases(store) == []
            with store.reading() as connection:
                assert connection.execute(journal.select()).all() == []
            return [row.name for row in judged_by(store, batch)]


@pytest.fixture
def lab(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """As many servers as the test asks for."""
    servers = [Held() for _ in range(getattr(request, "param", 1))]
    with Serving(servers) as serving:
        text = FLEET.format(select=SELECT) + "".join(
            f'lab-{at}.target = {{api = "voss", base_url = "{origin}/api", name = "Lab {at}"}}\n'
            for at, origin in enumerate(serving.origins)
        )
        (tmp_path / "fleet.toml").write_text(text)
        yield Lab(servers, tmp_path / "fleet.toml")
        for one in servers:
            one.release()


def children_of(parent: int) -> list[int]:
    """The runs that a fleet has started."""
    found = Path(f"/proc/{parent}/task").glob("*/children")
    return [int(one) for path in found for one in path.read_text().split()]


def wait(look: Callable[[], object]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + 60
    while not look():
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("lab", [2], indirect=True)
def test_each_target_is_judged_once_here(lab: Lab) -> None:
    code, out, err = lab.run("--workers", "2", "--batch", "here", "--format", "json")
    assert code == 0, err
    assert {one["verdict"] for one in json.loads(out)["targets"]} == {"not-verified"}
    assert sorted(lab.judged("here")) == ["Lab 0", "Lab 1"]
    assert (lab.folder / "reports" / "here" / "lab-1" / "run-1" / "conformance.html").is_file()
    assert "lab-1" in (lab.folder / "reports" / "here" / "index.html").read_text()
    assert [one.own() for one in lab.servers] == [[], []]


def test_a_run_that_dies_is_cleaned_up_after_and_made_again(lab: Lab) -> None:
    (server,) = lab.servers
    server.holds = True
    with lab.start("--batch", "dies") as process:
        wait(server.held.is_set)
        (child,) = children_of(process.pid)
        os.kill(child, signal.SIGKILL)
        assert server.own()
        server.release()
        out, err = process.communicate(timeout=100)
    assert process.returncode == 0, err
    assert "lab-0: signal 9 ended the run; it is judged again" in err
    assert lab.judged("dies") == ["Lab 0"]
    assert server.own() == []
    assert (lab.folder / "reports" / "dies" / "lab-0" / "run-2").is_dir(), out


def test_a_run_ends_with_its_worker_and_the_next_fleet_takes_over(lab: Lab) -> None:
    (server,) = lab.servers
    server.holds = True
    lab.file.write_text(lab.file.read_text().replace("lease_s = 30", "lease_s = 5"))
    with lab.start("--batch", "goes-on") as process:
        wait(server.held.is_set)
        (child,) = children_of(process.pid)
        process.kill()
        server.release()
    wait(lambda: not Path(f"/proc/{child}").exists())
    assert server.own() == []
    code, _, err = lab.run("--batch", "goes-on")
    assert code == 0, err
    assert lab.judged("goes-on") == ["Lab 0"]
    assert server.own() == []


def test_ctrl_c_ends_runs_and_removes_what_they_made(lab: Lab) -> None:
    (server,) = lab.servers
    server.holds = True
    with lab.start("--batch", "stopped") as process:
        wait(server.held.is_set)
        assert server.own()
        (child,) = children_of(process.pid)
        process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        while "interrupted" not in (line := process.stderr.readline()):
            assert line, "the fleet ended without a word"
        time.sleep(1)  # the run is told within a turn; what holds it is to hold it until then
        server.release()
        out, err = process.communicate(timeout=100)
    assert process.returncode == 3, err
    assert "not judged (interrupted)" in out
    assert not Path(f"/proc/{child}").exists()
    assert lab.judged("stopped") == []
    assert server.own() == []


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A Dask cluster of two workers in this process."""
    monkeypatch.setenv("UC_CONTRACTS_WORKER_REPORTS", str(tmp_path / "worker"))
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2,
        threads_per_worker=2,
        processes=False,
        dashboard_address=None,
        protocol="tcp",
        host="127.0.0.1",
    ) as made:
        yield made.scheduler_address


@pytest.mark.parametrize("lab", [2], indirect=True)
@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_judges_and_hands_in_what_it_wrote(lab: Lab, cluster: str) -> None:
    code, out, err = lab.run("--scheduler", cluster, "--batch", "dask")
    assert code == 0, err
    assert sorted(lab.judged("dask")) == ["Lab 0", "Lab 1"]
    for label in ("lab-0", "lab-1"):
        assert (lab.folder / "reports" / "dask" / label / "run-1" / "conformance.html").is_file()
        assert not (lab.folder / "worker" / label / "run-1").exists()
    assert f"Index: {lab.folder}/reports/dask/index.html" in out


def test_a_scheduler_that_is_not_there_is_one_line(lab: Lab) -> None:
    code, _, err = lab.run("--scheduler", "tcp://127.0.0.1:9", "--batch", "off")
    assert code == 2
    line = err.splitlines()[-1]
    assert line.startswith("uc-contracts: the scheduler tcp://127.0.0.1:9 cannot be reached")
    assert "Traceback" not in err
