"""Conforming servers over ten seeds: none of them may fail.

    python bench/seeds.py [--seeds N] [--alone] [API …]

For each API and seed, judges the conforming reference server, one with all its liberties, one
with all of them in the opposite order and, with --alone, one for each liberty; prints verdicts,
exchanges and seconds.
"""

from __future__ import annotations

import argparse
import sys
import time

from contracts import reference
from contracts.model import Verdict
from contracts.reference import ReferenceApi
from contracts.selfproof import Case, judge_all

_WRONG = (Verdict.FAIL, Verdict.WARN, Verdict.ERROR, Verdict.INCONCLUSIVE)


def main() -> None:
    """Judge and print; the exit code is 1 where anything was not as it must be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("apis", nargs="*", default=reference.available(), metavar="API")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--alone", action="store_true")
    given = parser.parse_args()
    failed = False
    for api in given.apis:
        for seed in range(given.seeds):
            cases = _cases(reference.find(api), alone=given.alone)
            began = time.perf_counter()
            found = judge_all(api, cases, options=("--seed", str(seed)))
            took = time.perf_counter() - began
            wrong = {name: sorted(one.having(*_WRONG)) for name, one in found.items()}
            for name, ids in wrong.items():
                if ids:
                    failed = True
                    print(f"{api} seed {seed} {name}: {', '.join(ids)}")
            sent = sum(one.exchanges for one in found.values())
            kept = sum(not ids for ids in wrong.values())
            print(
                f"{api} seed {seed}: {kept} of {len(found)} clean, {sent} exchanges, {took:.1f} s"
            )
    sys.exit(failed)


def _cases(server: ReferenceApi, *, alone: bool) -> list[Case]:
    sets = {
        "none": (),
        "all": tuple(server.liberties),
        "all-reversed": tuple(server.liberties)[::-1],
    }
    if alone:
        sets |= {one: (one,) for one in server.liberties}
    return [
        Case(name, server.build(liberties=chosen), server.base_path)
        for name, chosen in sets.items()
    ]


if __name__ == "__main__":
    main()
