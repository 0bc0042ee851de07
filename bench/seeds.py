"""Conforming servers over ten seeds: none of them may fail.

    python bench/seeds.py [SEEDS]

For each API and seed, judges the conforming reference server, one with all its liberties, and
one with all of them in the opposite order, and prints verdicts, exchanges and seconds.
"""

from __future__ import annotations

import sys
import time

from contracts import reference
from contracts.model import Verdict
from contracts.selfproof import Case, judge_all


def main() -> None:
    """Judge and print; the exit code is 1 where anything failed."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    failed = False
    for api in reference.available():
        server = reference.find(api)
        for seed in range(seeds):
            cases = [
                Case("none", server.build(), server.base_path),
                Case("all", server.build(liberties=server.liberties), server.base_path),
                Case(
                    "all-reversed",
                    server.build(liberties=list(server.liberties)[::-1]),
                    server.base_path,
                ),
            ]
            began = time.perf_counter()
            found = judge_all(api, cases, options=("--seed", str(seed)))
            took = time.perf_counter() - began
            for one in found.values():
                broken = sorted(one.having(Verdict.FAIL, Verdict.WARN, Verdict.ERROR))
                failed |= bool(broken)
                shown = ", ".join(broken) or "nothing broken"
                print(f"{api} seed {seed} {one.name:13} {one.verdict}: {shown}")
            sent = sum(one.exchanges for one in found.values())
            print(f"{api} seed {seed}: {sent} exchanges, {took:.1f} s")
    sys.exit(failed)


if __name__ == "__main__":
    main()
