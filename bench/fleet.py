"""Throughput of a fleet: from one worker to two, with the cost of the servers taken out.

    python bench/fleet.py [TARGETS] [SELECT …]

TARGETS (200) reference servers of Genesys Web Services are the targets, all in one process; a
fleet judges them with one worker, then with two, each into an empty SQLite store. SELECT are
patterns of requirements, all by default. With one worker a target's time is that of the suite and
of its server in turn; with two on two cores, the servers' share is spread over both. So what two
are worth is (wall1 - servers1) / (2 * (wall2 - servers2 / 2)): 1 is linear. That says something
on an idle machine only; beside it stands what the fleet's CPU seconds alone say, and the load.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from contracts.store import open_store
from contracts.store.queries import judged_by

GOAL = 0.85
_API = "genesys-ws"
_SERVERS = """
import sys, time
from contracts.reference import Serving, find
api = find({api!r})
with Serving([api.build() for _ in range({count})]) as serving:
    print(*(one + api.base_path for one in serving.origins), flush=True)
    sys.stdin.read()
"""


class Took(NamedTuple):
    """What a fleet took, in seconds: wall, CPU of all its processes, CPU of the servers."""

    wall: float
    cpu: float
    servers: float
    judged: int


def main() -> int:
    """Measure and print; 1 where the goal was missed on an idle machine."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    select = sys.argv[2:]
    idle = os.getloadavg()[0] < 0.5  # noqa: PLR2004 - little else is going on
    code = _SERVERS.format(api=_API, count=count)
    with subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as servers:
        urls = (servers.stdout.readline() if servers.stdout else "").split()
        print(f"{count} targets, load {_load()}", flush=True)
        one, two = (_measured(workers, urls, servers.pid, select) for workers in (1, 2))
        if servers.stdin:
            servers.stdin.close()
    wall = (one.wall - one.servers) / (2 * (two.wall - two.servers / 2))
    cpu = one.cpu / two.cpu
    print(f"two workers are worth {2 * wall:.2f} of one: {wall:.2f} of linear by the clock")
    each = f"{one.cpu / count:.2f} and {two.cpu / count:.2f}"
    print(f"CPU seconds a target: {each}, {cpu:.2f} of linear")
    said = wall if idle else cpu
    how = "by the clock" if idle else "by CPU seconds, as the machine was not idle"
    print(f"goal: {GOAL} of linear; measured: {said:.2f} {how}")
    return 0 if said >= GOAL or not idle else 1


def _measured(workers: int, urls: list[str], server: int, select: list[str]) -> Took:
    with tempfile.TemporaryDirectory(prefix="uc-fleet-") as place:
        folder = Path(place)
        rows = (
            f'lab-{at}.target = {{api = "{_API}", base_url = "{url}", name = "Lab {at}"}}\n'
            for at, url in enumerate(urls)
        )
        chosen = f"select = {select}\n" if select else ""
        run = f'[run]\ndepth = "quick"\n{chosen}[targets]\n'
        (folder / "fleet.toml").write_text(run + "".join(rows))
        store = str(folder / "store.sqlite")
        open_store(store).close()
        command = [sys.executable, "-m", "contracts", "fleet", "run", "fleet.toml", "--quiet"]
        command += ["--workers", str(workers), "--batch", "bench", "--store", store]
        served, before = _cpu_of(server), resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        ended = subprocess.run(command, check=False, cwd=folder, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
        wall = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        with open_store(store) as opened:
            judged = len(judged_by(opened, "bench"))
        took = Took(wall, cpu, _cpu_of(server) - served, judged)
    said = re.search(r"^\d[\d,]* targets?: .*$", ended.stdout, re.MULTILINE)
    name = f"{workers} worker{'s' if workers > 1 else ' '}"
    print(
        f"{name}: {took.wall:7.1f} s, {took.cpu:7.1f} CPU s, servers {took.servers:6.1f} CPU s; "
        f"{took.judged} in the store ({said[0] if said else ended.returncode}); load {_load()}",
        flush=True,
    )
    return took


def _cpu_of(pid: int) -> float:
    """The CPU seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
