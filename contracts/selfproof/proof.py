"""The proof for one API: faults found, liberties passed, nothing earned by nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from contracts.catalogue import dependents, load
from contracts.model import Level, Verdict
from contracts.reference import ReferenceApi
from contracts.reference import find as find_reference
from contracts.selfproof import conditions, faults, liberties
from contracts.selfproof.costs import Cost, measured
from contracts.selfproof.faults import Sample, is_found, related
from contracts.selfproof.judging import Case, Found, judge_all
from contracts.selfproof.nulls import NULLS, STREAM_NULLS
from contracts.selfproof.sampling import Traced
from contracts.selfproof.trial import Trial

_LEAST = ("--depth", "quick")
_BROKEN = (Verdict.FAIL, Verdict.WARN, Verdict.ERROR)
_NULL_TIMEOUT_S = 0.4
_JOBS = 2 * (os.cpu_count() or 1)
"""Runs side by side: half of what they do is wait."""
_MOST_BLIND = 10
"""Requirements that one fault may leave inconclusive where nothing fails."""
_TURNS = 10
"""In so many turns all rows of liberties are judged."""
_CONDITIONS = 4
"""Surroundings, and features that are not claimed, that take their turn in a shorter proof."""


class Proof(msgspec.Struct, frozen=True):
    """What was found of each server, by the id of its fault, liberties or null implementation.

    `surrounded` are conforming servers by the id of the layer around them, `unclaimed` those by
    the feature that they do not claim; `costs` is what the parts of the proof cost. `needing` are
    the requirements that need each one; `mutants` are trials of those whose turn it was.
    """

    reference: ReferenceApi
    faults: dict[str, Found]
    liberties: dict[str, Found]
    nulls: dict[str, Found]
    surrounded: dict[str, Found] = msgspec.field(default_factory=dict)
    unclaimed: dict[str, Found] = msgspec.field(default_factory=dict)
    costs: dict[str, Cost] = msgspec.field(default_factory=dict)
    needing: Mapping[str, frozenset[str]] = {}
    mutants: list[Trial] = msgspec.field(default_factory=list)

    def missed(self) -> dict[str, str]:
        """Faults whose requirement does not fail (a should: warn), with what is said of it."""
        found = {}
        for name, one in self.faults.items():
            fault = self.reference.faults[name]
            if not is_found(fault, one):
                verdict = one.verdicts.get(fault.violates)
                reason = one.reasons.get(fault.violates, "no such requirement")
                found[name] = f"{fault.violates} is {verdict}: {reason}"
        return found

    def unrelated(self) -> dict[str, set[str]]:
        """Faults that break requirements which they neither violate nor are related to.

        What needs the requirement that a fault violates, or is related to, is related as well.
        """
        found = {}
        for name, one in self.faults.items():
            fault = self.reference.faults[name]
            expected = related(fault, self.needing)
            extra = one.having(*_BROKEN) - expected
            if extra:
                found[name] = extra
        return found

    def blinding(self) -> dict[str, int]:
        """Faults without a single fail that leave many requirements inconclusive, and how many.

        One broken prerequisite has to be a violation of the requirement that says so; a run that
        only says what it could not see is no help to who has to find it. What a few tests were
        selected for counts as well: too few of them are left inconclusive to be listed.
        """
        counts = {
            name: len(one.having(Verdict.INCONCLUSIVE))
            for name, one in self.faults.items()
            if not one.having(Verdict.FAIL)
        }
        return {name: count for name, count in counts.items() if count > _MOST_BLIND}

    def false_alarms(self) -> dict[str, set[str]]:
        """Conforming servers with requirements that are not kept, or that could not be judged.

        A server on which nothing passes was not judged at all.
        """
        plain = self.liberties | self.unclaimed
        wrong = {
            name: found.having(*liberties.WRONG) if found.having(Verdict.PASS) else {"(no pass)"}
            for name, found in plain.items()
        }
        wrong |= {name: conditions.wrong_in(name, found) for name, found in self.surrounded.items()}
        return {name: ids for name, ids in wrong.items() if ids}

    def false_greens(self, levels: dict[str, Level]) -> dict[str, set[str]]:
        """Null implementations that passed a must."""
        found = {}
        for name, null in self.nulls.items():
            passed = {one for one in null.having(Verdict.PASS) if levels[one] is Level.MUST}
            if passed:
                found[name] = passed
        return found


def prove(api: str, *, jobs: int = _JOBS, sample: Sample | None = None) -> Proof:
    """Judge every faulty, every liberal and every null server of `api`.

    Faults must be found even by the run that generates least; conforming servers must pass the
    run that is the default. With a `sample` it is a shorter proof: a part of the faults is judged
    by the tests of the requirements that they violate, and by the whole suite what those miss and
    a few more, which show that nothing unrelated breaks; liberties are judged by the
    run that generates least, in a tenth of the rows where every two of them meet; and of the
    surroundings, of the features that are not claimed and of the mutants a few take their turn.
    Without a sample
    each liberty is judged alone as well, and every condition. Raises SuiteError where a run breaks
    down.
    """
    reference = find_reference(api)
    turn = None if sample is None else Sample(_CONDITIONS, sample.turn)
    layers, features = list(reference.surroundings), list(load(api).catalogue.features)
    if turn is not None:
        layers, features = turn.of(layers), turn.of(features)
    costs: dict[str, Cost] = {}
    traced = Traced(reference)
    found = measured(
        costs,
        "conforming, with all liberties",
        lambda: liberties.judged(
            reference, liberties.extremes(reference), jobs=jobs, look=traced.look
        ),
    )
    clean = found[liberties.CLEAN]
    found |= measured(
        costs,
        "liberties in pairs",
        lambda: liberties.judged(reference, _pairs(reference, sample), jobs=jobs, options=_LEAST),
    )
    if sample is None:
        found |= measured(
            costs,
            "liberties alone",
            lambda: liberties.judged(reference, liberties.alone(reference), jobs=jobs),
        )
    return Proof(
        reference,
        faults.judged(reference, clean, costs, jobs=jobs, options=_LEAST, sample=sample),
        found,
        measured(costs, "null implementations", lambda: _nulls(reference, jobs)),
        measured(costs, "surroundings", lambda: conditions.surrounded(reference, _LEAST, layers)),
        measured(
            costs, "features not claimed", lambda: conditions.unclaimed(reference, _LEAST, features)
        ),
        costs,
        dependents(load(api).catalogue),
        [] if sample is None else traced.mutants(clean, costs, sample.turn),
    )


def _pairs(reference: ReferenceApi, sample: Sample | None) -> liberties.Rows:
    """The rows in which liberties meet; in a shorter proof every tenth one, by turns."""
    rows = liberties.pairs(reference)
    if sample is None:
        return rows
    return {name: rows[name] for name in list(rows)[sample.turn % _TURNS :: _TURNS]}


def _nulls(reference: ReferenceApi, jobs: int) -> dict[str, Found]:
    """What is found of each server that implements nothing."""
    base = reference.base_path
    cases = [Case(name, app, base, timeout_s=_NULL_TIMEOUT_S) for name, app in NULLS.items()]
    if reference.port_key is not None:
        cases += [
            Case(name, app, timeout_s=_NULL_TIMEOUT_S, raw=True)
            for name, app in STREAM_NULLS.items()
        ]
    return judge_all(reference.api, cases, jobs=jobs, options=_LEAST)
