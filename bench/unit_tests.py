"""The unit tests, with a worker for each core: wall and CPU seconds.

    python bench/unit_tests.py [RUNS]

The goal: 20 s on two idle cores.
"""

from __future__ import annotations

import sys

from _measured import cost


def main() -> None:
    """Measure and print; the exit code is that of the last run."""
    code = 0
    for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
        spent = cost(["pytest", "-q", "-n", "auto", "-p", "no:cacheprovider", "tests/unit"])
        code = spent.code
        print(f"{spent.seconds:6.1f} s {spent.cpu_s:6.1f} CPU s, exit code {code}", flush=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
