"""Faulty servers: each is found by the requirement that it violates, and breaks nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from contracts.model import Verdict
from contracts.reference import Fault, ReferenceApi
from contracts.selfproof.costs import Cost, measured
from contracts.selfproof.judging import Case, Found, judge_all
from contracts.selfproof.narrowing import narrowed, spread


class Sample(msgspec.Struct, frozen=True):
    """A part of the faults: `turn` says which of them it is this time.

    `size` of them are judged by the whole suite, and of every `share` one by its own tests.
    """

    size: int
    turn: int = 0
    share: int = 1

    def of(self, names: Sequence[str]) -> list[str]:
        """The members of this turn, evenly spaced; after enough turns each has had its own."""
        if len(names) <= self.size:
            return list(names)
        at = self.turn % -(-len(names) // self.size)
        return spread([*names[at:], *names[:at]], self.size)

    def narrow(self, names: Sequence[str]) -> list[str]:
        """Those judged by their own tests in this turn; each is once in `share` turns."""
        return list(names[self.turn % self.share :: self.share])


def judged(  # noqa: PLR0913 - one for each thing that can be told
    reference: ReferenceApi,
    clean: Found,
    costs: dict[str, Cost],
    *,
    jobs: int,
    options: Sequence[str],
    sample: Sample | None,
) -> dict[str, Found]:
    """What is found of each faulty server; `clean` is what was found of the conforming one.

    With a `sample`, of those that take their turn.
    """
    faults = reference.faults
    whole = set(faults if sample is None else sample.of(list(faults)))
    narrow = [] if sample is None else sample.narrow(list(faults))
    select = narrowed(reference.api, clean)

    def found_of(names: Iterable[str], *, narrowly: bool) -> dict[str, Found]:
        cases = [
            Case(
                name,
                reference.build(faults=[name]),
                reference.base_path,
                select=select.get(faults[name].violates, ()) if narrowly else (),
            )
            for name in names
        ]
        return judge_all(reference.api, cases, jobs=jobs, options=options)

    found = measured(
        costs,
        "faults by their tests",
        lambda: found_of((name for name in narrow if name not in whole), narrowly=True),
    )
    whole |= {name for name, one in found.items() if not is_found(faults[name], one)}
    found |= measured(
        costs,
        "faults by all tests",
        lambda: found_of((name for name in faults if name in whole), narrowly=False),
    )
    return {name: found[name] for name in faults if name in found}


def is_found(fault: Fault, found: Found) -> bool:
    """Whether the requirement that a fault violates is said not to be kept."""
    return found.verdicts.get(fault.violates) in {Verdict.FAIL, Verdict.WARN}


def related(fault: Fault, needing: Mapping[str, AbstractSet[str]]) -> set[str]:
    """What may break while a fault is there: what it violates or names, and what needs those.

    `needing` are the requirements that need each one.
    """
    named = {fault.violates, *fault.related.split()}
    return named.union(*(needing.get(one, ()) for one in named))
