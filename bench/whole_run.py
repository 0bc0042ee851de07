"""A whole run as a user starts it: start-up, embedded servers, all tests, all reports.

    python bench/whole_run.py [RUNS]

Prints wall seconds of `uc-contracts run` for all APIs and for each, by depth and number of jobs,
with the number of exchanges, and of `uc-contracts --help`, which is start-up alone.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from contracts import reference

CASES = {
    "--help": ["--help"],
    "run --depth quick": ["run", "-q", "--depth", "quick"],
    "run": ["run", "-q"],
    "run --jobs 2": ["run", "-q", "--jobs", "2"],
    **{f"run --api {one}": ["run", "-q", "--api", one] for one in reference.available()},
}


def once(arguments: list[str], folder: Path) -> tuple[float, int]:
    """Wall seconds and exchanges of one command."""
    report = folder / "report"
    judging = arguments[0] == "run"
    extra = [f"--report-dir={report}"] if judging else []
    began = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "contracts", *arguments, *extra],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    took = time.perf_counter() - began
    if not judging:
        return took, 0
    results = json.loads((report / "results.json").read_text("utf-8"))
    return took, sum(target["exchanges"] for target in results["targets"])


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"{runs} runs each: wall seconds, least, median and most")
    for name, arguments in CASES.items():
        seconds, exchanges = [], 0
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                took, exchanges = once(arguments, Path(folder))
                seconds.append(took)
        low, middle, high = min(seconds), statistics.median(seconds), max(seconds)
        print(f"{name:24} {low:6.2f} {middle:6.2f} {high:6.2f}   {exchanges} exchanges")


if __name__ == "__main__":
    main()
