"""A run in read mode against long and slow lists: VOSS with 100,000 rows and 2 s a list.

    python bench/large_lists.py [--api API] [--rows N] [--list-delay MS]

The goals for VOSS: 15 minutes, 400 requests of lists, and every must judged that can be.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from _measured import line, run
from _server import served

from contracts.reference import find


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", default="voss")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--list-delay", type=float, default=2000.0, metavar="MS")
    asked = parser.parse_args()
    switches = ["--rows", str(asked.rows), "--surround", f"list-delay={asked.list_delay:g}"]
    with served(asked.api, *switches) as url, tempfile.TemporaryDirectory() as folder:
        options = ["--api", asked.api, "--url", url, "--allow", "read"]
        spent, what = run(options, Path(folder) / "report")
    rows = find(asked.api).rows
    lists = sum(count for path, count in what.paths.items() if rows and rows.paths.fullmatch(path))
    print(line(f"{asked.rows:,} rows, {asked.list_delay:g} ms", spent, what))
    print(f"{lists:,} requests of lists")


if __name__ == "__main__":
    main()
