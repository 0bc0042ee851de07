"""Mutants of the reference servers, each judged by a whole quick run.

    python bench/mutants.py [API …] [--sample N] [--seed N] [--jobs N] [--match TEXT] [--out FILE]

Prints how many were killed, and the survivors. A mutant that no exchange of the run touched is
counted as untouched: the suite never asked for it. For one kit `uc-contracts prove` does the same.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from pathlib import Path

from contracts import reference
from contracts.catalogue import load
from contracts.catalogue.equivalents import read_equivalents
from contracts.mutate import Mutant, mutants
from contracts.selfproof import Outcome, Trials

_NAMED = 6


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
    spec, server = load(api), reference.find(api)
    trials = Trials(spec, server.build, server.base_path, reference=server, jobs=jobs)
    trials.conforming()
    ledger = spec.catalogue.ambiguities
    equivalents = read_equivalents(spec.directory / "equivalents.yaml", ledger)
    made = []
    for trial in trials.mutants(chosen, equivalents):
        made.append(trial)
        if out:
            broken = " ".join(trial.broken[:_NAMED])
            with out.open("a", encoding="utf-8") as file:
                file.write(f"{api}\t{trial.outcome}\t{trial.name}\t{broken}\t{trial.text}\n")
    outcomes = dict(Counter(str(one.outcome) for one in made))
    print(f"{api}: {len(chosen)} mutants, {time.perf_counter() - began:.0f} s: {outcomes}")
    for one in sorted(made, key=lambda one: (one.outcome, one.name)):
        if one.outcome is not Outcome.KILLED:
            print(f"  {one.outcome}\t{one.name}\t{one.text}")


if __name__ == "__main__":
    main()
