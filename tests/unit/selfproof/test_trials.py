"""Trials say of each server whether it was judged as it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.catalogue.equivalents import Equivalent, Excuse
from contracts.model import SuiteError, Verdict
from contracts.mutate import Mutant, Reply, Request, Selection, Side
from contracts.reference import find
from contracts.selfproof import (
    Case,
    Found,
    Outcome,
    Sort,
    Trial,
    Trials,
    strengths,
    tallies,
    trials,
)
from contracts.selfproof.trace import Seen, Trace

SPEC = load("genesys-ws")
SERVER = find("genesys-ws")
CLEAN = {"GWS-ME-01": Verdict.PASS, "GWS-ME-02": Verdict.PASS}
Judge = Callable[..., dict[str, Found]]


def _found(name: str, verdicts: Mapping[str, Verdict]) -> Found:
    return Found(name, "", dict(verdicts), dict.fromkeys(verdicts, "why"), {}, 1)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, Any]], list[str]]:
    """Have the runs say this of cases by their names; one that is to break says "broke"."""

    def let(by_name: Mapping[str, Any]) -> list[str]:
        judged: list[str] = []

        def judge_all(_api: str, cases: Sequence[Case], **_how: Any) -> dict[str, Found]:
            judged.extend(case.name for case in cases)
            for case in cases:
                if by_name.get(case.name) == "broke":
                    msg = "the run ended\nwith exit code 4"
                    raise SuiteError(msg)
            return {c.name: _found(c.name, by_name.get(c.name, CLEAN)) for c in cases}

        monkeypatch.setattr(trials, "judge_all", judge_all)
        return judged

    return let


def _trials() -> Trials:
    return Trials(SPEC, SERVER.build, "", reference=SERVER, jobs=2)


def test_a_conforming_server_passes(says: Any) -> None:
    says({})
    assert _trials().conforming().outcome is Outcome.AS_IT_SHOULD
    says({"plain": {"GWS-ME-01": Verdict.FAIL, "GWS-ME-02": Verdict.PASS}})
    wrong = _trials().conforming()
    assert (wrong.outcome, wrong.broken) == (Outcome.FALSE_ALARM, ("GWS-ME-01",))
    assert wrong.text == "GWS-ME-01: why"
    says({"plain": {}})
    assert _trials().conforming().outcome is Outcome.FALSE_ALARM, "nothing passed"


def test_what_is_wrong_with_a_server_of_ones_own_is_no_false_alarm(says: Any) -> None:
    says({"plain": {"GWS-ME-01": Verdict.FAIL, "GWS-ME-02": Verdict.PASS}})
    assert Trials(SPEC, SERVER.build, "").conforming().outcome is Outcome.AS_IT_SHOULD


def test_a_null_server_that_passes_a_must_is_a_false_green(says: Any) -> None:
    says({"empty-200": {}, "echo": {}, "html-page": CLEAN})
    found = {one.name: one.outcome for one in _trials().nulls()}
    assert found["empty-200"] is found["echo"] is Outcome.AS_IT_SHOULD
    assert found["html-page"] is Outcome.FALSE_GREEN


@pytest.mark.parametrize(
    ("verdicts", "outcome"),
    [
        ({"GWS-ME-01": Verdict.FAIL}, Outcome.KILLED),
        ({"GWS-ME-01": Verdict.PASS}, Outcome.MISSED),
        ({"GWS-ME-01": Verdict.INCONCLUSIVE}, Outcome.MISSED),
        ({}, Outcome.MISSED),
        ({"GWS-ME-01": Verdict.FAIL, "GWS-URI-01": Verdict.FAIL}, Outcome.UNRELATED),
    ],
)
def test_a_fault_is_found_by_its_requirement_alone(
    says: Any, verdicts: dict[str, Verdict], outcome: Outcome
) -> None:
    says({"me-empty": verdicts})
    (trial,) = _trials().faults(["me-empty"])
    assert trial.outcome is outcome
    assert SERVER.faults["me-empty"].violates == "GWS-ME-01"


def test_one_that_breaks_down_costs_no_other(says: Any) -> None:
    judged = says({"me-empty": "broke", "id-omitted": {"GWS-ME-02": Verdict.FAIL}})
    broken, found = _trials().faults(["me-empty", "id-omitted"])
    assert (broken.outcome, broken.text) == (Outcome.BROKE_DOWN, "with exit code 4")
    assert found.outcome is not Outcome.BROKE_DOWN
    assert judged[-2:] == ["me-empty", "id-omitted"], "each again by itself"


def test_a_mutant_is_killed_or_excused_or_lives(says: Any) -> None:
    made = _trials()
    answer = Reply(200, (("Content-Type", "application/json"),), b'{"a": "a"}')
    seen = Seen(Request("GET", "/api/v2/me"), answer, "getMe", ("test_me",))
    made.known(_found("plain", CLEAN), Trace([seen], ["test_me"], Selection(SPEC.operations)))
    excused = Equivalent(("* case",), Excuse.OPEN, "why", "", "GWS-AMB-01")
    table: list[tuple[str, str, Any, Outcome, str]] = [
        ("/a", "drop", {"GWS-ME-01": Verdict.WARN}, Outcome.KILLED, ""),
        ("/a", "case", {"GWS-ME-01": Verdict.WARN}, Outcome.KILLED, ""),
        ("/a", "drop", {"GWS-ME-01": Verdict.ERROR}, Outcome.BROKE_DOWN, "errors of the suite"),
        ("/a", "drop", "broke", Outcome.BROKE_DOWN, "with exit code 4"),
        ("/a", "drop", CLEAN, Outcome.SURVIVED, "touched 1 times"),
        ("/a", "drop", {"GWS-ME-01": Verdict.INCONCLUSIVE}, Outcome.SURVIVED, "; inconclusive: "),
        ("/a", "case", CLEAN, Outcome.EQUIVALENT, "open (GWS-AMB-01): why"),
        ("/b", "case", CLEAN, Outcome.EQUIVALENT, "open (GWS-AMB-01): why"),
        ("/b", "drop", CLEAN, Outcome.EQUIVALENT, "unobservable: "),
        ("body", "stale", CLEAN, Outcome.UNTOUCHED, "nothing asks for it"),
    ]
    for place, operator, verdicts, outcome, text in table:
        says({"m0": verdicts})
        mutant = Mutant("getMe", Side.RESPONSE, operator, place)
        (found,) = made.mutants([mutant], [excused])
        assert (found.outcome, text in found.text) == (outcome, True), found


def test_without_a_trace_no_mutant_is_judged(says: Any) -> None:
    says({})
    assert list(_trials().mutants([Mutant("getMe", Side.RESPONSE, "drop", "/a")])) == []


def test_the_strength_of_a_requirement_is_what_broke_it(says: Any) -> None:
    says({"me-empty": {"GWS-ME-01": Verdict.FAIL}, "id-omitted": CLEAN})
    made = [*_trials().faults(["me-empty", "id-omitted"])]
    found = {one.id: one for one in strengths(SPEC.catalogue, made)}
    assert (found["GWS-ME-01"].faults, found["GWS-ME-01"].shown) == (1, True)
    assert not found["GWS-ME-01"].strong, "one kind only"
    assert not found["GWS-ME-02"].shown, "its fault was missed"


def test_mutants_are_counted_by_what_they_break() -> None:
    def made(outcome: Outcome, kind: str) -> Trial:
        return Trial(Sort.MUTANT, "m", outcome, kind=kind)

    schema, value = tallies(
        [
            *[made(Outcome.KILLED, "schema")] * 3,
            made(Outcome.SURVIVED, "schema"),
            made(Outcome.EQUIVALENT, "value"),
            Trial(Sort.FAULT, "f", Outcome.MISSED),
        ]
    )
    assert (schema.killed, schema.survived, schema.judged, schema.share) == (3, 1, 4, 0.75)
    assert (value.equivalent, value.judged, value.share) == (1, 0, 1.0)
