"""Judging mutants: by few tests first, by all that would see them next, and last by every test.

What a run asked of the conforming server says which tests a mutant changes anything for. Most
mutants are killed by the first few of them; what survives all of them is judged by the whole suite,
since a test may look at what another one has fetched.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence

import msgspec

from contracts.catalogue.equivalents import Equivalent, Excuse
from contracts.model import Verdict
from contracts.mutate import Mutant
from contracts.selfproof.judging import Found
from contracts.selfproof.trace import Trace, name_of
from contracts.selfproof.trial import Outcome, Sort, Trial

_FIRST = 3
"""How many tests a mutant is judged by at first."""
_AT_ONCE = 60
"""How many mutants are judged in one run of the suite."""
_IDLE = f"{Excuse.UNOBSERVABLE}: what the server gives there is nothing that this changes"
_ALLOWED = f"{Excuse.OPEN}: the schema of the answer allows it"
_BROKEN = (Verdict.FAIL, Verdict.WARN)

_KINDS = 2
"""By how many kinds of mutants a requirement should be broken."""
_TRIED = 6
_ROUNDS = 3
"""How many mutants are tried for a requirement that is broken by fewer, and how often."""

Judge = Callable[[Mapping[Mutant, tuple[str, ...]]], Mapping[Mutant, "Found | str"]]
"""Judges mutants, each by tests of these names (none: by all), in one run."""


class Fate(msgspec.Struct, frozen=True):
    """What became of a mutant: the requirements that it broke, or the trouble that it made.

    `touched` is in how many exchanges of a clean run it would have changed something, for how many
    tests; 0 means that it was not judged at all. `left_open` are requirements that it made
    inconclusive, `errors` those whose tests broke down.
    """

    mutant: Mutant
    touched: int
    broken: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    trouble: str = ""
    idle: bool = False

    @property
    def survived(self) -> bool:
        """Whether nothing was said of it."""
        return not (self.broken or self.errors or self.trouble)


class MutantJudge:
    """Judges many mutants of one server.

    `clean` is what was found of the server itself, and `trace` what was asked of it. `judge` makes
    a run over at most `at_once` mutants. With `wholly` survivors are judged by every test, but for
    those that are `excused`.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that can be chosen
        self,
        clean: Found,
        trace: Trace,
        judge: Judge,
        *,
        at_once: int = _AT_ONCE,
        wholly: bool = True,
        excused: Callable[[Mutant], bool] = lambda _: False,
    ) -> None:
        self._clean = clean
        self._trace = trace
        self._judge = judge
        self._at_once = at_once
        self._excused = excused
        self._stages = (self._few, self._rest, self._all) if wholly else (self._few, self._rest)
        self._kills: Counter[tuple[str, str]] = Counter()

    def fates(self, chosen: Sequence[Mutant]) -> Iterator[Fate]:
        """What becomes of each mutant, as soon as it is known."""
        waiting = []
        for one in chosen:
            if touched := self._trace.touched(one):
                waiting.append(_Candidate(one, touched, ()))
            else:
                yield Fate(one, 0, idle=self._trace.is_idle(one))
        # Neighbours are alike: those that come later profit from what killed the first ones.
        random.Random(0).shuffle(waiting)  # noqa: S311 - it repeats
        for stage in self._stages:
            survivors: list[_Candidate] = []
            for first in range(0, len(waiting), self._at_once):
                batch = waiting[first : first + self._at_once]
                for candidate, fate in self._judged(batch, stage):
                    if fate.survived and stage is not self._stages[-1]:
                        survivors.append(candidate)
                    else:
                        yield fate
            waiting = survivors

    def deepened(
        self, weak: Mapping[str, Collection[str]], chosen: Sequence[Mutant]
    ) -> Iterator[Fate]:
        """What becomes of mutants by the tests of requirements that few kinds of them broke.

        A mutant is judged no further than to its first kill, so that a requirement may seem weaker
        than it is. `weak` are such requirements, with the operators that broke them; for each, a
        few mutants by others are tried that its tests see, until two have broken it.
        """
        known = {name: set(kinds) for name, kinds in weak.items()}
        seeing = self._seeing(chosen)
        for _ in range(_ROUNDS):
            asked: dict[Mutant, tuple[str, ...]] = {}
            for requirement, kinds in known.items():
                tests = {name_of(one) for one in self._clean.tests.get(requirement, ())}
                if len(kinds) < _KINDS:
                    for mutant in self._others(seeing, tests, kinds):
                        asked[mutant] = tuple({*asked.get(mutant, ()), *tests})
            for first in range(0, len(asked), self._at_once):
                part = dict([*asked.items()][first : first + self._at_once])
                found = self._judge(part)
                for mutant in part:
                    fate = self._fate(_Candidate(mutant, {"": 1}, ()), found.get(mutant))
                    for requirement in known.keys() & {*fate.broken}:
                        known[requirement].add(mutant.operator)
                    yield fate

    def _seeing(self, chosen: Sequence[Mutant]) -> dict[str, list[Mutant]]:
        """The mutants that each test sees."""
        found: dict[str, list[Mutant]] = {}
        for one in chosen:
            for test in self._trace.touched(one):
                found.setdefault(test, []).append(one)
        return found

    def _others(
        self, seeing: dict[str, list[Mutant]], tests: Collection[str], kinds: Collection[str]
    ) -> Iterator[Mutant]:
        """A few mutants that tests see, each by an operator of its own that is none of `kinds`."""
        taken = set(kinds)
        for test in sorted(tests):
            for one in list(seeing.get(test, ())):
                if one.operator not in taken and len(taken) < len(kinds) + _TRIED:
                    taken.add(one.operator)
                    seeing[test].remove(one)
                    yield one

    def _judged(
        self, batch: Sequence[_Candidate], stage: Callable[[_Candidate], tuple[str, ...] | None]
    ) -> Iterator[tuple[_Candidate, Fate]]:
        """The candidates after one stage, each with what became of it."""
        chosen = {one.mutant: stage(one) for one in batch}
        asked = {mutant: tests for mutant, tests in chosen.items() if tests is not None}
        found = self._judge(asked) if asked else {}
        for one in batch:
            tests = chosen[one.mutant] or ()
            fate = self._fate(one, found.get(one.mutant))
            yield _Candidate(one.mutant, one.touched, (*one.tried, *tests)), fate

    def _fate(self, one: _Candidate, found: Found | str | None) -> Fate:
        touched = sum(one.touched.values())
        if found is None:
            return Fate(one.mutant, touched)
        if isinstance(found, str):
            return Fate(one.mutant, touched, trouble=found)
        broken = self._beyond_clean(found, *_BROKEN)
        for requirement in broken:
            for test in found.tests.get(requirement, ()):
                self._kills[one.mutant.operation, name_of(test)] += 1
        return Fate(
            one.mutant,
            touched,
            broken,
            self._beyond_clean(found, Verdict.INCONCLUSIVE),
            self._beyond_clean(found, Verdict.ERROR),
        )

    def _beyond_clean(self, found: Found, *verdicts: Verdict) -> tuple[str, ...]:
        return tuple(sorted(found.having(*verdicts) - self._clean.having(*verdicts)))

    # Which tests

    def _few(self, one: _Candidate) -> tuple[str, ...] | None:
        """Those that have killed most mutants of the operation; of others, the cheapest."""

        def rank(test: str) -> tuple[int, int, str]:
            return -self._kills[one.mutant.operation, test], self._trace.cost(test), test

        ranked = sorted(one.touched, key=rank)
        return tuple(ranked[:_FIRST])

    def _rest(self, one: _Candidate) -> tuple[str, ...] | None:
        """All others that see it."""
        return tuple(test for test in one.touched if test not in one.tried) or None

    def _all(self, one: _Candidate) -> tuple[str, ...] | None:
        """Every test; none for what may live."""
        return None if self._excused(one.mutant) else ()


class _Candidate(msgspec.Struct, frozen=True):
    """A mutant that lives: how often tests see it, and by which of them it has been judged."""

    mutant: Mutant
    touched: Mapping[str, int]
    tried: tuple[str, ...]


def trial_of(
    fate: Fate, equivalents: Sequence[Equivalent], allowed: Container[Mutant] = ()
) -> Trial:
    """The trial of a mutant; `equivalents` are those that no requirement can tell apart.

    The answers of those that are `allowed` are as the schema of the operation says.
    """
    mutant = fate.mutant
    outcome, text = _outcome(fate, equivalents, allowed)
    return Trial(Sort.MUTANT, mutant.id, outcome, fate.broken, text, mutant.operator, mutant.kind)


def _outcome(
    fate: Fate, equivalents: Sequence[Equivalent], allowed: Container[Mutant]
) -> tuple[Outcome, str]:
    if fate.trouble:
        return Outcome.BROKE_DOWN, fate.trouble
    if fate.errors:
        return Outcome.BROKE_DOWN, f"errors of the suite: {', '.join(fate.errors)}"
    if fate.broken:
        return Outcome.KILLED, ""
    excused = next((one.text for one in equivalents if one.matches(fate.mutant.id)), "")
    if not excused and fate.idle:
        excused = _IDLE
    if not excused and fate.mutant in allowed:
        excused = _ALLOWED
    if excused:
        return Outcome.EQUIVALENT, excused
    if not fate.touched:
        return Outcome.UNTOUCHED, "nothing asks for it"
    text = f"touched {fate.touched} times"
    if fate.left_open:
        text += f"; inconclusive: {', '.join(fate.left_open)}"
    return Outcome.SURVIVED, text
