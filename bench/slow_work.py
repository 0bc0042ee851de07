"""A run against a server whose work takes its time: UDM with exports of 1, 6 and 180 s.

    python bench/slow_work.py [--api API] [SECONDS …]

The goals for UDM: exports of 6 s at most 20 s, exports of 180 s at most 180 s more than of 1 s.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from _measured import line, run
from _server import served


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", default="genesys-udm")
    parser.add_argument("seconds", nargs="*", type=float, default=[1.0, 6.0, 180.0])
    asked = parser.parse_args()
    for seconds in asked.seconds:
        with (
            served(asked.api, "--surround", f"work-takes={seconds:g}") as url,
            tempfile.TemporaryDirectory() as folder,
        ):
            options = ["--api", asked.api, "--url", url, "--allow", "write"]
            spent, what = run(options, Path(folder) / "report")
        print(line(f"work takes {seconds:g} s", spent, what), flush=True)


if __name__ == "__main__":
    main()
