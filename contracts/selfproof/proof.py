"""The proof for one API: faults found, liberties passed, nothing earned by nothing."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from contracts.model import Level, Verdict
from contracts.reference import Fault, ReferenceApi
from contracts.reference import find as find_reference
from contracts.selfproof.judging import Case, Found, judge_all
from contracts.selfproof.narrowing import narrowed, spread
from contracts.selfproof.nulls import NULLS, STREAM_NULLS

_LEAST = ("--depth", "quick")
_CLEAN = "none"
_BROKEN = (Verdict.FAIL, Verdict.WARN, Verdict.ERROR)


class Proof(msgspec.Struct, frozen=True):
    """What was found of each server, by the id of its fault, liberty or null implementation."""

    reference: ReferenceApi
    faults: dict[str, Found]
    liberties: dict[str, Found]
    nulls: dict[str, Found]

    def missed(self) -> dict[str, str]:
        """Faults whose requirement does not fail (a should: warn), with what is said of it."""
        found = {}
        for name, fault in self.reference.faults.items():
            if not _is_found(fault, self.faults[name]):
                verdict = self.faults[name].verdicts.get(fault.violates)
                reason = self.faults[name].reasons.get(fault.violates, "no such requirement")
                found[name] = f"{fault.violates} is {verdict}: {reason}"
        return found

    def unrelated(self) -> dict[str, set[str]]:
        """Faults that break requirements which they neither violate nor are related to."""
        found = {}
        for name, fault in self.reference.faults.items():
            expected = {fault.violates, *fault.related.split()}
            extra = self.faults[name].having(*_BROKEN) - expected
            if extra:
                found[name] = extra
        return found

    def false_alarms(self) -> dict[str, set[str]]:
        """Conforming servers with requirements that are not kept, or that could not be judged."""
        wrong = (*_BROKEN, Verdict.INCONCLUSIVE)
        return {
            name: found.having(*wrong)
            for name, found in self.liberties.items()
            if found.having(*wrong)
        }

    def false_greens(self, levels: dict[str, Level]) -> dict[str, set[str]]:
        """Null implementations that passed a must."""
        found = {}
        for name, null in self.nulls.items():
            passed = {one for one in null.having(Verdict.PASS) if levels[one] is Level.MUST}
            if passed:
                found[name] = passed
        return found


def prove(api: str, *, jobs: int = 2, sample: int | None = None) -> Proof:
    """Judge every faulty, every liberal and every null server of `api`.

    Faults must be found even by the run that generates least; conforming servers must pass the
    run that is the default. With a `sample` it is a shorter proof: each fault is judged by the
    tests of the requirement that it violates, and by the whole suite only if those miss it or
    it is one of that many, evenly spaced, which show that nothing unrelated breaks; and
    liberties switched on alone are judged by the run that generates least. Raises SuiteError
    where a run breaks down.
    """
    reference = find_reference(api)
    base = reference.base_path
    together = [
        Case(_CLEAN, reference.build(), base),
        Case("all", reference.build(liberties=reference.liberties), base),
        Case("all-reversed", reference.build(liberties=list(reference.liberties)[::-1]), base),
    ]
    alone = [Case(one, reference.build(liberties=[one]), base) for one in reference.liberties]
    nulls = [Case(name, app, base, timeout_s=0.4) for name, app in NULLS.items()]
    if reference.port_key is not None:
        nulls += [Case(name, app, timeout_s=0.4, raw=True) for name, app in STREAM_NULLS.items()]
    conforming = judge_all(api, together, jobs=jobs)
    return Proof(
        reference,
        _faults(reference, conforming[_CLEAN], jobs=jobs, sample=sample),
        conforming | judge_all(api, alone, jobs=jobs, options=() if sample is None else _LEAST),
        judge_all(api, nulls, jobs=jobs, options=_LEAST),
    )


def _faults(
    reference: ReferenceApi, clean: Found, *, jobs: int, sample: int | None
) -> dict[str, Found]:
    """What is found of each faulty server."""
    api, faults = reference.api, reference.faults
    whole = set(faults if sample is None else spread(list(faults), sample))
    select = narrowed(api, clean)

    def judged(names: Iterable[str], *, narrowly: bool) -> dict[str, Found]:
        cases = [
            Case(
                name,
                reference.build(faults=[name]),
                reference.base_path,
                select=select.get(faults[name].violates, ()) if narrowly else (),
            )
            for name in names
        ]
        return judge_all(api, cases, jobs=jobs, options=_LEAST)

    found = judged((name for name in faults if name not in whole), narrowly=True)
    whole |= {name for name, one in found.items() if not _is_found(faults[name], one)}
    found |= judged((name for name in faults if name in whole), narrowly=False)
    return {name: found[name] for name in faults}


def _is_found(fault: Fault, found: Found) -> bool:
    return found.verdicts.get(fault.violates) in {Verdict.FAIL, Verdict.WARN}
