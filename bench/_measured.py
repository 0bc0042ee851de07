"""What a command of the suite costs, and what a run sent."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

_READING = frozenset({"GET", "HEAD", "OPTIONS", "SEND"})


class Cost(NamedTuple):
    """Of one command: exit code, wall seconds, CPU seconds of all its processes."""

    code: int
    seconds: float
    cpu_s: float


class Sent(NamedTuple):
    """What a run sent, by its event log, and what it says.

    `writes` are requests whose method may change something; `paths` counts the GETs of a path.
    """

    requests: int
    writes: int
    paths: Counter[str]
    verdict: str
    verdicts: Counter[str]


def cost(arguments: Sequence[str]) -> Cost:
    """Run a Python module (`-m`, then its arguments) to its end."""
    before = _children_s()
    began = time.perf_counter()
    ended = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", *arguments], check=False, stdout=subprocess.DEVNULL
    )
    return Cost(ended.returncode, time.perf_counter() - began, _children_s() - before)


def sent(report: Path) -> Sent:
    """What the run that wrote `report` sent."""
    results = json.loads((report / "results.json").read_text("utf-8"))
    requests = [event["request"] for event in _events(report) if event["event"] == "exchange"]
    return Sent(
        len(requests),
        sum(one["method"] not in _READING for one in requests),
        Counter(urlsplit(one["url"]).path for one in requests if one["method"] == "GET"),
        results["verdict"],
        Counter(one["verdict"] for each in results["targets"] for one in each["requirements"]),
    )


def run(options: Sequence[str], report: Path) -> tuple[Cost, Sent]:
    """Make a run of the suite, which writes to `report`; what it cost and sent."""
    spent = cost(["contracts", "run", "--quiet", f"--report-dir={report}", *options])
    return spent, sent(report)


def line(name: str, spent: Cost, what: Sent) -> str:
    """A row of the tables that benches print."""
    verdicts = ", ".join(f"{count} {name}" for name, count in sorted(what.verdicts.items()))
    return (
        f"{name:22} {spent.seconds:7.1f} s {spent.cpu_s:7.1f} CPU s {what.requests:7,} requests "
        f"{what.writes:6,} writes   {what.verdict} ({verdicts})"
    )


def _events(report: Path) -> Iterator[Any]:
    for path in sorted((report / "evidence").rglob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            yield from map(json.loads, file)


def _children_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
