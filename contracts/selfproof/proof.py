"""The proof for one API: faults found, liberties passed, nothing earned by nothing."""

from __future__ import annotations

import msgspec

from contracts.model import Level, Verdict
from contracts.reference import ReferenceApi
from contracts.reference import find as find_reference
from contracts.selfproof.nulls import NULLS, STREAM_NULLS
from contracts.selfproof.prove import Case, Found, judge_all

_LEAST = ("--depth", "quick")
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
            verdict = self.faults[name].verdicts.get(fault.violates)
            if verdict not in {Verdict.FAIL, Verdict.WARN}:
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


def prove(api: str, *, jobs: int = 2) -> Proof:
    """Judge every faulty, every liberal and every null server of `api`.

    Faults must be found even by the run that generates least; conforming servers must pass the
    run that is the default. Raises SuiteError where a run breaks down.
    """
    reference = find_reference(api)
    base = reference.base_path
    faults = [Case(name, reference.build(faults=[name]), base) for name in reference.faults]
    liberties = [
        Case("none", reference.build(), base),
        *(Case(name, reference.build(liberties=[name]), base) for name in reference.liberties),
        Case("all", reference.build(liberties=reference.liberties), base),
        Case("all-reversed", reference.build(liberties=list(reference.liberties)[::-1]), base),
    ]
    nulls = [Case(name, app, base, timeout_s=0.4) for name, app in NULLS.items()]
    if reference.port_key is not None:
        nulls += [Case(name, app, timeout_s=0.4, raw=True) for name, app in STREAM_NULLS.items()]
    return Proof(
        reference,
        judge_all(api, faults, jobs=jobs, options=_LEAST),
        judge_all(api, liberties, jobs=jobs),
        judge_all(api, nulls, jobs=jobs, options=_LEAST),
    )
