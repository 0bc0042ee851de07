"""Trials of a kit: servers that keep its document and servers that do not, one result each.

What a whole proof of the five asks of a long night (`prove`), trials answer as they come, for any
kit: a conforming server passes, null servers earn no must, liberties fail nothing, each seeded
fault is found by its requirement, and mutants made from the OpenAPI documents and XSDs are killed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from glob import escape
from pathlib import Path
from typing import Any

import msgspec

from contracts.catalogue import Spec, dependents
from contracts.catalogue.equivalents import Equivalent
from contracts.model import Level, SuiteError, Verdict
from contracts.mutate import Mutant, Mutated, Selection, allowed
from contracts.reference import ReferenceApi
from contracts.selfproof import liberties
from contracts.selfproof.faults import is_found, related
from contracts.selfproof.judging import Case, Found, judge_all
from contracts.selfproof.mutants import MutantJudge, trial_of
from contracts.selfproof.narrowing import narrowed
from contracts.selfproof.nulls import NULLS
from contracts.selfproof.strength import strengths
from contracts.selfproof.trace import Trace, read_trace
from contracts.selfproof.trial import Outcome, Sort, Trial

_OPTIONS = ("--depth", "quick")
_NULL_TIMEOUT_S = 0.4
_BROKEN = (Verdict.FAIL, Verdict.WARN)


class Trials:
    """The trials of one kit.

    `plain` makes a conforming server, `base_path` is the path of its base URL and `case` what a
    target file says of it. `reference` has faults and liberties where the kit has a server of
    its own. `jobs` runs are side by side, over `at_once` servers: as many by default.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that can be told
        self,
        spec: Spec,
        plain: Callable[[], Any],
        base_path: str,
        *,
        reference: ReferenceApi | None = None,
        case: Mapping[str, Any] | None = None,
        jobs: int = 2,
        at_once: int | None = None,
    ) -> None:
        self._spec = spec
        self._plain = plain
        self._base_path = base_path
        self._reference = reference
        self._facts = dict(case or {})
        self._jobs = jobs
        self._at_once = at_once or jobs
        self._clean: Found | None = None
        self._trace: Trace | None = None

    def conforming(self) -> Trial:
        """The server as it is: nothing fails, and something passes."""
        selection = Selection(self._spec.operations, self._base_path)

        def look(folder: Path) -> None:
            self._trace = read_trace(folder, "plain", selection)

        found = self._judged([self._case("plain", self._plain())], look)["plain"]
        self._clean = found
        wrong = found.having(*liberties.WRONG)
        if self._reference is None:
            # Who brings a server of his own may find that it does not conform.
            wrong = found.having(Verdict.ERROR)
        if not found.having(Verdict.PASS):
            text = "nothing passes"
            return Trial(Sort.CONFORMING, "plain", Outcome.FALSE_ALARM, text=text)
        outcome = Outcome.FALSE_ALARM if wrong else Outcome.AS_IT_SHOULD
        return Trial(Sort.CONFORMING, "plain", outcome, _sorted(wrong), _reason(found, wrong))

    def known(self, clean: Found, trace: Trace) -> None:
        """Take what was found of the server before, and what was asked of it."""
        self._clean, self._trace = clean, trace

    def nulls(self) -> Iterator[Trial]:
        """Servers that implement nothing, which pass no must."""
        levels = {one.id: one.level for one in self._spec.catalogue.requirements.values()}
        cases = [
            Case(name, app, self._base_path, timeout_s=_NULL_TIMEOUT_S)
            for name, app in NULLS.items()
        ]
        for name, found in self._each(cases):
            if isinstance(found, str):
                yield Trial(Sort.NULL, name, Outcome.BROKE_DOWN, text=found)
                continue
            passed = {one for one in found.having(Verdict.PASS) if levels[one] is Level.MUST}
            outcome = Outcome.FALSE_GREEN if passed else Outcome.AS_IT_SHOULD
            yield Trial(Sort.NULL, name, outcome, _sorted(passed))

    def liberties(self) -> Iterator[Trial]:
        """Conforming servers in which every two liberties meet."""
        if self._reference is None or not self._reference.liberties:
            return
        rows = liberties.extremes(self._reference) | liberties.pairs(self._reference)
        del rows[liberties.CLEAN]
        for name, row in rows.items():
            found = liberties.judged(
                self._reference, {name: row}, jobs=self._jobs, options=_OPTIONS
            )
            for told, one in found.items():
                wrong = one.having(*liberties.WRONG)
                outcome = Outcome.FALSE_ALARM if wrong else Outcome.AS_IT_SHOULD
                yield Trial(Sort.LIBERTIES, told, outcome, _sorted(wrong), _reason(one, wrong))

    def faults(self, names: Sequence[str], *, narrowly: bool = False) -> Iterator[Trial]:
        """Seeded faults, each found by its requirement and breaking nothing that is unrelated.

        `narrowly` by the tests of that requirement alone, which says nothing of the rest.
        """
        reference = self._reference
        if reference is None or not names:
            return
        if self._clean is None:
            self.conforming()
        select = narrowed(self._spec.catalogue.api, self._clean) if narrowly and self._clean else {}
        needing = dependents(self._spec.catalogue)
        cases = [
            msgspec.structs.replace(
                self._case(name, reference.build(faults=[name])),
                select=select.get(reference.faults[name].violates, ()),
            )
            for name in names
        ]
        for name, found in self._each(cases):
            fault = reference.faults[name]
            if isinstance(found, str):
                yield Trial(Sort.FAULT, name, Outcome.BROKE_DOWN, text=found, operator=fault.kind)
                continue
            broken = found.having(*_BROKEN)
            unrelated = broken - related(fault, needing)
            outcome, text = Outcome.KILLED, ""
            if not is_found(fault, found):
                outcome = Outcome.MISSED
                verdict = found.verdicts.get(fault.violates, "not there")
                text = f"{fault.violates} is {verdict}: {found.reasons.get(fault.violates, '')}"
            elif unrelated:
                outcome = Outcome.UNRELATED
                text = f"{', '.join(sorted(unrelated))}; name them in related=, or mend the tests"
            yield Trial(Sort.FAULT, name, outcome, _sorted(broken), text, fault.kind)

    def mutants(
        self,
        chosen: Sequence[Mutant],
        equivalents: Sequence[Equivalent] = (),
        *,
        wholly: bool = True,
    ) -> Iterator[Trial]:
        """Mutants of the server; `equivalents` are those that no requirement can tell apart.

        `wholly`: what the tests let live that see it is judged by all others as well.
        """
        by_schema = allowed(self._spec)

        def excused(mutant: Mutant) -> bool:
            return mutant in by_schema or any(one.matches(mutant.id) for one in equivalents)

        judge = self._mutant_judge(wholly=wholly, excused=excused)
        if judge is None:
            return
        for fate in judge.fates(chosen):
            yield trial_of(fate, equivalents, by_schema)

    def deepened(self, made: Iterable[Trial], chosen: Sequence[Mutant]) -> Iterator[Trial]:
        """Mutants again, by the tests of musts that fewer than two kinds of them have broken."""
        judge = self._mutant_judge(wholly=False)
        found = strengths(self._spec.catalogue, made)
        weak = {one.id: one.kinds for one in found if one.level is Level.MUST and not one.strong}
        for fate in judge.deepened(weak, chosen) if judge is not None else ():
            yield trial_of(fate, ())

    def _mutant_judge(
        self, *, wholly: bool, excused: Callable[[Mutant], bool] = lambda _: False
    ) -> MutantJudge | None:
        """What judges mutants; None where nothing is known of the server."""
        if self._clean is None or self._trace is None:
            self.conforming()
        if self._clean is None or self._trace is None:
            return None
        return MutantJudge(
            self._clean, self._trace, self._of_mutants, wholly=wholly, excused=excused
        )

    def touched(self, mutant: Mutant) -> Mapping[str, int]:
        """The tests that see a mutant, and how often; none before the server was judged itself."""
        return self._trace.touched(mutant) if self._trace is not None else {}

    def _of_mutants(self, asked: Mapping[Mutant, tuple[str, ...]]) -> dict[Mutant, Found | str]:
        """What is found of mutants, each judged by the tests that are named for it."""
        named = {f"m{number}": one for number, one in enumerate(asked)}
        cases = []
        for name, mutant in named.items():
            app = Mutated(self._plain(), mutant, self._spec.operations, self._base_path)
            case = self._case(name, app)
            cases.append(msgspec.structs.replace(case, select=tuple(map(escape, asked[mutant]))))
        return {named[name]: found for name, found in self._each(cases, len(cases))}

    def _case(self, name: str, app: Any) -> Case:
        return Case(name, app, self._base_path, **self._facts)

    def _each(
        self, cases: Sequence[Case], at_once: int | None = None
    ) -> Iterator[tuple[str, Found | str]]:
        """What is found of each case, or how its run broke down, a few at a time."""
        step = at_once or self._at_once
        for first in range(0, len(cases), step):
            batch = cases[first : first + step]
            try:
                yield from self._judged(batch).items()
            except SuiteError as trouble:
                if len(batch) == 1:
                    yield batch[0].name, _last_line(trouble)
                    continue
                for one in batch:
                    try:
                        yield from self._judged([one]).items()
                    except SuiteError as alone:
                        yield one.name, _last_line(alone)

    def _judged(
        self, cases: Sequence[Case], look: Callable[[Path], None] | None = None
    ) -> dict[str, Found]:
        api = self._spec.catalogue.api
        return judge_all(api, cases, jobs=self._jobs, options=_OPTIONS, look=look)


def _sorted(ids: set[str]) -> tuple[str, ...]:
    return tuple(sorted(ids))


def _reason(found: Found, wrong: set[str]) -> str:
    first = min(wrong, default="")
    return f"{first}: {found.reasons.get(first, '')}" if first else ""


def _last_line(trouble: SuiteError) -> str:
    return str(trouble).strip().splitlines()[-1][:300]
