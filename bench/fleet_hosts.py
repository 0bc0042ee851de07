"""A fleet over hosts that fail: one is cut off, a worker is killed, the scheduler starts again.

    python bench/fleet_hosts.py [TARGETS]

Needs root (network namespaces), PostgreSQL and the extra `fleet`. A scheduler, three workers and
the targets (VOSS reference servers that may be written to) have hosts of their own; the store is
PostgreSQL here. In the middle of runs one worker's host loses its network, another worker dies by
kill -9, and the scheduler is killed and started again. Then every target has to be judged exactly
once in the store, no lease held, and nothing of ours left on any target.
"""

from __future__ import annotations

import base64
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from _hosts import HERE, NETWORK, Host, HostsError, hosts
from _postgres import Postgres, PostgresError

from contracts.store import leases, open_store
from contracts.store.queries import judged_by

WORKERS = ("one", "two", "three")
LEASE_S = 15
PATIENCE_S = 600
FIRST_PORT = 9300


def main() -> int:
    """Make the hosts, break them, and say what was seen."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    with tempfile.TemporaryDirectory(prefix="uc-fleet-", dir="/var/tmp") as name:
        folder = Path(name)
        try:
            with (
                hosts(scheduler=2, lab=3, one=11, two=12, three=13) as made,
                Postgres(HERE, NETWORK) as server,
            ):
                server.execute("CREATE DATABASE fleet")
                store = f"postgresql://postgres@{HERE}:{server.port}/fleet"
                return _Shown(made, store, folder, count).run()
        except (HostsError, PostgresError) as trouble:
            print(f"skipped: {trouble}")
            return 0


class _Shown:
    """What is done to the hosts, and what is seen."""

    def __init__(self, made: dict[str, Host], store: str, folder: Path, count: int) -> None:
        self._hosts = made
        self._store = store
        self._folder = folder
        self._began = time.monotonic()
        lab = made["lab"].address
        self._targets = {
            f"lab-{number}": f"http://{lab}:{FIRST_PORT + number}/api" for number in range(count)
        }

    def say(self, text: str) -> None:
        """Print what happens, and when."""
        print(f"{time.monotonic() - self._began:6.1f} s  {text}", flush=True)

    def run(self) -> int:
        """Have it happen; the exit code."""
        open_store(self._store).close()
        self._serve()
        before = {label: self._held(url) for label, url in self._targets.items()}
        scheduler = self._start_scheduler()
        for name in WORKERS:
            self._start_worker(name)
        file = self._write_fleet()
        self.say(f"{len(self._targets)} targets, 3 workers, lease of {LEASE_S} s")
        fleet = self._start_fleet(file)
        self._wait(lambda: self._busy() >= set(WORKERS), "all workers make things on targets")
        self._hosts["one"].cut_off()
        self.say("host one is cut off")
        self._kill_worker("two")
        self.say("worker two is killed by kill -9; its host starts another")
        self._wait(
            lambda: bool(self._judged()) and bool(self._busy() & {"two", "three"}),
            "a target is judged, and another is under way",
        )
        os.killpg(scheduler.pid, 9)
        scheduler.wait()
        self.say("the scheduler is killed")
        time.sleep(3)
        self._start_scheduler()
        self.say("the scheduler is started again")
        code = fleet.wait(PATIENCE_S)
        self.say(f"the fleet ended with exit code {code}")
        print((self._folder / "fleet.out").read_text(), end="")
        print((self._folder / "fleet.err").read_text(), end="")
        return self._verdict(before, code)

    def _verdict(self, before: dict[str, Counter[str]], code: int) -> int:
        judged = self._judged()
        with open_store(self._store) as store:
            held = [one.name for one in leases(store)]
        runs = [name for name in WORKERS if self._hosts[name].runs("contracts.fleet.child")]
        after = {label: self._held(url) for label, url in self._targets.items()}
        once = judged == Counter(dict.fromkeys(self._targets, 1))
        clean = {label for label in before if after[label] == before[label]}
        left = {label: after[label] - before[label] for label in before if label not in clean}
        self.say(f"judged in the store: {dict(judged)}: {'each once' if once else 'NOT each once'}")
        self.say(f"leases held: {held or 'none'}")
        self.say(f"runs under way: {runs or 'none'}")
        self.say(f"left on targets: {left or 'nothing'}")
        good = once and not left and not held and not runs and code == 0
        print("goal: every target judged once, nothing left: " + ("met" if good else "MISSED"))
        return 0 if good else 1

    def _serve(self) -> None:
        lab = self._hosts["lab"]
        for label, url in self._targets.items():
            port = url.rpartition(":")[2].partition("/")[0]
            command = [sys.executable, "-m", "contracts", "serve", "--api", "voss"]
            command += ["--host", "0.0.0.0", "--port", port]  # noqa: S104 - of the namespace
            lab.start(command, str(self._folder / f"{label}.log"))
        for url in self._targets.values():
            self._wait(lambda url=url: self._description(url) is not None, f"{url} answers")  # type: ignore[misc]

    def _start_scheduler(self) -> subprocess.Popen[bytes]:
        host = self._hosts["scheduler"]
        code = "from distributed.cli.dask_scheduler import main; main()"
        options = ["--host", f"tcp://{host.address}:8786", "--no-dashboard", "--no-show"]
        command = [sys.executable, "-c", code, *options]
        return host.start(command, str(self._folder / "scheduler.log"))

    def _start_worker(self, name: str) -> None:
        """A worker that its host starts again when it ends, as a service manager does."""
        host = self._hosts[name]
        code = "from distributed.cli.dask_worker import main; main()"
        scheduler = f"tcp://{self._hosts['scheduler'].address}:8786"
        place = self._folder / name
        place.mkdir()
        options = [scheduler, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        options += ["--name", name, "--host", host.address, "--local-directory", str(place)]
        command = shlex.join([sys.executable, "-c", code, *options])
        more = {"LAB_PASSWORD": "voss-demo", "UC_CONTRACTS_WORKER_REPORTS": str(place / "reports")}
        log = str(self._folder / f"{name}.log")
        host.start(["bash", "-c", f"while :; do {command}; sleep 1; done"], log, more)

    def _kill_worker(self, name: str) -> None:
        """Kill the worker alone: what it started learns of it from the system."""
        loop = self._hosts[name].processes[0].pid
        children = Path(f"/proc/{loop}/task/{loop}/children").read_text().split()
        for child in map(int, children):  # `ip netns exec` is bash by now
            os.kill(child, 9)

    def _write_fleet(self) -> Path:
        said = self._description(next(iter(self._targets.values())))
        defaults = {
            "target": {
                "api": "voss",
                "allow": "write",
                "auth": {"type": "basic", "username": "admin", "password": {"env": "LAB_PASSWORD"}},
                "limits": {"rate": "unlimited"},
            },
            "data": said["data"],
        }
        from contracts.fleet.toml import dumped  # noqa: PLC0415 - of an extra

        text = dumped(
            {
                "fleet": {
                    "scheduler": f"tcp://{self._hosts['scheduler'].address}:8786",
                    "lease_s": LEASE_S,
                    "reports": str(self._folder / "reports"),
                },
                "run": {"depth": "quick"},
                "defaults": defaults,
                "targets": {
                    label: {"target": {"base_url": url, "name": label}}
                    for label, url in self._targets.items()
                },
            }
        )
        path = self._folder / "fleet.toml"
        path.write_text(text, "utf-8")
        return path

    def _start_fleet(self, file: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "contracts", "fleet", "run", str(file)]
        command += ["--store", self._store, "--batch", "shown"]
        with (
            (self._folder / "fleet.out").open("wb") as out,
            (self._folder / "fleet.err").open("wb") as err,
        ):
            return subprocess.Popen(command, stdout=out, stderr=err)  # noqa: S603 - ours

    def _judged(self) -> Counter[str]:
        with open_store(self._store) as store:
            return Counter(row.name for row in judged_by(store, "shown"))

    def _busy(self) -> set[str]:
        """The hosts whose runs have made something, by the journal and the log of workers."""
        return {
            name
            for name in WORKERS
            if any(
                b'"event":"creating"' in path.read_bytes()
                for path in (self._folder / name).rglob("events-main.jsonl")
                if not (path.parent.parent / "results.json").exists()
            )
        }

    def _wait(self, look: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + PATIENCE_S / 2
        while not look():
            if time.monotonic() > until:
                msg = f"waited in vain: {what}"
                raise RuntimeError(msg)
            time.sleep(0.2)

    def _description(self, url: str) -> Any:
        try:
            with urllib.request.urlopen(f"{url}/.well-known/uc-contracts.json", timeout=2) as came:  # noqa: S310 - ours
                return json.load(came)
        except OSError:
            return None

    def _held(self, url: str) -> Counter[str]:
        """How many resources of each model a target has."""
        found: Counter[str] = Counter()
        key = base64.b64encode(b"admin:voss-demo").decode()
        for model in self._description(url)["data"]["models"]:
            request = urllib.request.Request(  # noqa: S310 - ours
                f"{url}/{model}/?hierarchy=sys&limit=1", headers={"Authorization": f"Basic {key}"}
            )
            with urllib.request.urlopen(request, timeout=10) as came:  # noqa: S310 - ours
                found[model] = json.load(came)["pagination"]["total"]
        return found


if __name__ == "__main__":
    sys.exit(main())
