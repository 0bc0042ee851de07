"""What the proxy adds to the latency of a request, beside mitmproxy alone.

    python bench/proxy.py [--requests N]

A reference server, mitmproxy and our proxy each run in a process of their own; one client asks each
of the three in turn over one connection. Prints the medians in milliseconds.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import requests

_ROUNDS = 400
_GOAL_MS = 5.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--requests", type=int, default=_ROUNDS)
    rounds = parser.parse_args().requests
    with ExitStack() as stack, tempfile.TemporaryDirectory() as scratch:
        ours = [sys.executable, "-u", "-m", "contracts"]
        server = _started(
            stack, [*ours, "serve", "--api", "genesys-ws", "--port", "0"], r"API: (http://\S+)"
        )
        folder = str(Path(scratch) / "report")
        proxy = _started(
            stack,
            [
                *ours,
                "proxy",
                "--api",
                "genesys-ws",
                "--upstream",
                server,
                "--port",
                "0",
                "--report-dir",
                folder,
            ],
            r"genesys-ws: (http://\S+) ->",
        )
        alone = _started(
            stack,
            [
                str(Path(sys.executable).with_name("mitmdump")),
                "--mode",
                f"reverse:{server}@127.0.0.1:0",
            ],
            r"listening at (\S+?)\.?\s",
        )
        if "://" not in alone:
            alone = f"http://{alone}"
        took: dict[str, list[float]] = {"server": [], "mitmproxy": [], "proxy": []}
        sessions = {name: requests.Session() for name in took}
        origins = {"server": server, "mitmproxy": alone, "proxy": proxy}
        for _ in range(rounds):
            for name, session in sessions.items():
                began = time.perf_counter()
                session.get(f"{origins[name]}/api/v2/me", auth=("ksippo", ""), timeout=10)
                took[name].append((time.perf_counter() - began) * 1000)
        medians = {name: statistics.median(values) for name, values in took.items()}
    for name, value in medians.items():
        print(f"{name:10} {value:6.2f} ms at the median of {rounds} requests")
    added = medians["proxy"] - medians["mitmproxy"]
    print(f"added by the judge: {added:.2f} ms (goal: at most {_GOAL_MS:g} ms)")


def _started(stack: ExitStack, command: list[str], pattern: str) -> str:
    """What a process that was started says of its address."""
    process = subprocess.Popen(  # noqa: S603 - our own commands, and mitmproxy's
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    stack.callback(process.stdout.close)
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(pattern, line):
            return found[1]
    raise SystemExit(said)


if __name__ == "__main__":
    main()
