"""A whole run as a user starts it: start-up, embedded servers, all tests, all reports.

    python bench/whole_run.py [RUNS]

Prints wall seconds (least, median, most), CPU seconds, requests and writes of `uc-contracts run`
for all APIs and for each, by depth and number of jobs, and of `uc-contracts --help`, which is
start-up alone.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from _measured import Cost, cost, run

from contracts import reference

CASES = {
    "run": [],
    "run --jobs 2": ["--jobs", "2"],
    "run --depth quick": ["--depth", "quick"],
    **{f"run --api {one}": ["--api", one] for one in reference.available()},
}


def _spread(spent: list[Cost]) -> str:
    seconds = [one.seconds for one in spent]
    cpu = statistics.median(one.cpu_s for one in spent)
    return (
        f"{min(seconds):6.2f} {statistics.median(seconds):6.2f} {max(seconds):6.2f} s "
        f"{cpu:7.2f} CPU s"
    )


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"{runs} runs each: wall seconds, least, median and most; CPU seconds, median")
    print(f"{'--help':24} {_spread([cost(['contracts', '--help']) for _ in range(runs)])}")
    for name, options in CASES.items():
        spent = []
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                took, what = run(options, Path(folder) / "report")
                spent.append(took)
        print(
            f"{name:24} {_spread(spent)} {what.requests:7,} requests {what.writes:6,} writes   "
            f"{what.verdict}",
            flush=True,
        )


if __name__ == "__main__":
    main()
