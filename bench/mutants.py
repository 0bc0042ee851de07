"""Mutants of the reference servers, each judged by a whole quick run.

    python bench/mutants.py [API …] [--sample N] [--seed N] [--jobs N] [--match TEXT] [--out FILE]

Prints how many were killed (a fail; a warn counts apart), and the survivors. A mutant that no
exchange of the run touched is counted as untouched: the suite never asked for it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from contracts import reference
from contracts.catalogue import load
from contracts.model import SuiteError, Verdict
from contracts.mutate import Mutant, Mutated, mutants
from contracts.selfproof import Case, Found, judge_all

_BATCH = 20
_NAMED = 6
_OUTCOMES = {
    Verdict.ERROR: "error",
    Verdict.FAIL: "failed",
    Verdict.WARN: "warned",
    Verdict.INCONCLUSIVE: "inconclusive",
}


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("apis", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--match", default="")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    for api in asked.apis or reference.available():
        chosen = [one for one in mutants(load(api)) if asked.match in one.id]
        if asked.sample and asked.sample < len(chosen):
            chosen = random.Random(asked.seed).sample(chosen, asked.sample)  # noqa: S311
        _judge(api, chosen, asked.jobs, asked.out)


def _judge(api: str, chosen: list[Mutant], jobs: int, out: Path | None) -> None:
    began = time.perf_counter()
    lines: list[str] = []
    for first in range(0, len(chosen), _BATCH):
        batch = list(_judged(api, chosen[first : first + _BATCH], jobs))
        if out:
            with out.open("a", encoding="utf-8") as file:
                file.writelines(f"{api}\t{line}\n" for line in batch)
        lines += batch
    outcomes = Counter(line.partition("\t")[0] for line in lines)
    print(f"{api}: {len(chosen)} mutants, {time.perf_counter() - began:.0f} s: {dict(outcomes)}")
    for line in sorted(lines):
        if not line.startswith("failed"):
            print(f"  {line}")


def _judged(api: str, batch: list[Mutant], jobs: int) -> Iterator[str]:
    """A line for each mutant: outcome, id, exchanges touched, and requirements, by tabs."""
    spec, server = load(api), reference.find(api)
    apps = [Mutated(server.build(), one, spec.operations, server.base_path) for one in batch]
    cases = [Case(f"m{n}", app, server.base_path) for n, app in enumerate(apps)]
    try:
        found = judge_all(api, cases, jobs=jobs, options=("--depth", "quick"))
    except SuiteError as trouble:
        if len(batch) > 1:  # one of them is to blame
            for mutant in batch:
                yield from _judged(api, [mutant], jobs)
        else:
            yield f"error\t{batch[0].id}\t{apps[0].touched}\t{str(trouble)[-300:]}"
        return
    for mutant, app, one in zip(batch, apps, found.values(), strict=True):
        outcome, named = _outcome(app, one)
        yield f"{outcome}\t{mutant.id}\t{app.touched}\t{' '.join(sorted(named)[:_NAMED])}"


def _outcome(app: Mutated, found: Found) -> tuple[str, set[str]]:
    if not app.touched:
        return "untouched", set()
    for verdict, outcome in _OUTCOMES.items():
        if named := found.having(verdict):
            return outcome, named
    return "survived", set()


if __name__ == "__main__":
    main()
