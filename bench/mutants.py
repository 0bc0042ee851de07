"""Mutants of the reference servers: how many the suite kills, and which survive.

    python bench/mutants.py [API …] [--sample N] [--seed N] [--jobs N] [--match TEXT]
                            [--narrow] [--out FOLDER]

Prints for each API what became of the mutants that break the form of an answer and of those that
break what it says, by how few kinds of change musts are broken, rows of equivalents.yaml that no
mutant needs any more, and what it cost. Survivors go to `survivors-API.tsv` in the folder: name,
how it survived, tests that see it. Without a sample all are judged, which takes half an hour of
two processors. For one kit `uc-contracts prove` does the same.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Sequence
from pathlib import Path

from contracts import reference
from contracts.catalogue import Spec, load
from contracts.catalogue.equivalents import read_equivalents, stale
from contracts.model import Level
from contracts.mutate import Mutant, mutants
from contracts.selfproof import Outcome, Trial, Trials, strengths, tallies

_LIVES = (Outcome.EQUIVALENT, Outcome.SURVIVED, Outcome.UNTOUCHED)
_SEEN_BY = 6
"""How many of the tests that see a survivor are named."""


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("apis", nargs="*")
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--match", default="")
    parser.add_argument("--narrow", action="store_true", help="only by tests that see a mutant")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    for api in asked.apis or reference.available():
        chosen = [one for one in mutants(load(api)) if asked.match in one.id]
        whole = not asked.match
        if asked.sample and asked.sample < len(chosen):
            chosen = random.Random(asked.seed).sample(chosen, asked.sample)  # noqa: S311
            whole = False
        _judge(api, chosen, asked, whole=whole)


def _judge(api: str, chosen: list[Mutant], asked: argparse.Namespace, *, whole: bool) -> None:
    began, cpu = time.perf_counter(), sum(os.times()[:4])
    spec, server = load(api), reference.find(api)
    trials = Trials(spec, server.build, server.base_path, reference=server, jobs=asked.jobs)
    trials.conforming()
    rows = read_equivalents(spec.directory / "equivalents.yaml", spec.catalogue.ambiguities)
    made = list(trials.mutants(chosen, rows, wholly=not asked.narrow))
    cpu = sum(os.times()[:4]) - cpu
    print(f"{api}: {len(chosen)} mutants, {time.perf_counter() - began:.0f} s, CPU {cpu:.0f} s")
    for one in tallies(made):
        print(
            f"  {one.kind:6} killed {one.killed} ({one.share:.1%}), equivalent {one.equivalent}, "
            f"survived {one.survived}, untouched {one.untouched}, broke down {one.broke_down}"
        )
    if asked.out is not None:
        _write(asked.out / f"survivors-{api}.tsv", made, chosen, trials)
    if whole:
        for line in stale(rows, [one.name for one in made if one.outcome in _LIVES]):
            print(f"  stale: {line}")
        _print_musts(spec, [*made, *trials.deepened(made, chosen)])


def _print_musts(spec: Spec, made: Sequence[Trial]) -> None:
    """How many kinds of change break each must, where these are few."""
    musts = [one for one in strengths(spec.catalogue, made) if one.level is Level.MUST]
    weak = [one for one in musts if not one.strong]
    print(f"  musts: {len(musts)}, broken by one kind of mutant or none: {len(weak)}")
    for one in weak:
        print(f"    {one.id}: {', '.join(one.kinds) or 'none'}")


def _write(path: Path, made: Sequence[Trial], chosen: Sequence[Mutant], trials: Trials) -> None:
    known = {one.id: one for one in chosen}
    lines = []
    for one in sorted(made, key=lambda one: (one.outcome, one.name)):
        if one.outcome not in {Outcome.KILLED, Outcome.EQUIVALENT}:
            seen = list(trials.touched(known[one.name]))[:_SEEN_BY]
            lines.append(f"{one.outcome}\t{one.name}\t{one.text}\t{' '.join(seen)}\n")
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
