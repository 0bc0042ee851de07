"""A run held against a baseline: new, stale, tolerated, waived, expired, ending soon."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from contracts.gate import decide, hold, updated
from contracts.model import (
    BaselineEntry,
    Blocked,
    Exit,
    FailOn,
    Results,
    RunVerdict,
    Tolerance,
    Verdict,
)

MUST, SHOULD, UNVERIFIED = FailOn.MUST, FailOn.SHOULD, FailOn.UNVERIFIED
WAIVED, FLAKY = Tolerance.WAIVED, Tolerance.FLAKY
LATER, SOON, PAST = "2026-08-01", "2026-06-11", "2026-05-31"


def entry(requirement: str, **how: Any) -> BaselineEntry:
    """An entry with reason and owner."""
    return BaselineEntry(requirement, "broken pump", "ann", **how)


KNOWN = [entry("A")]


@pytest.mark.parametrize(
    ("entries", "verdicts", "fail_on", "code"),
    [
        (KNOWN, {"A": "fail", "B": "pass"}, MUST, 0),
        (KNOWN, {"A": "inconclusive", "B": "pass"}, UNVERIFIED, 0),
        (KNOWN, {"A": "not-tested", "B": "pass"}, UNVERIFIED, 0),
        (KNOWN, {"A": "fail", "B": "fail"}, MUST, 1),
        (KNOWN, {"A": "pass", "B": "pass"}, MUST, 1),
        (KNOWN, {"A": "not-tested", "B": "pass"}, MUST, 0),
        (KNOWN, {"A": "not-applicable", "B": "pass"}, MUST, 0),
        (KNOWN, {"A": "error", "B": "pass"}, MUST, 4),
        (KNOWN, {"A": "fail", "B": "inconclusive"}, MUST, 3),
        (KNOWN, {"A": "fail", "B": "inconclusive"}, UNVERIFIED, 3),
        (KNOWN, {"A": "fail", "B": "not-tested"}, UNVERIFIED, 3),
        (KNOWN, {"A": "fail", "SHOULD": "warn"}, MUST, 0),
        (KNOWN, {"A": "fail", "SHOULD": "warn"}, SHOULD, 1),
        (KNOWN, {"A": "fail", "SHOULD": "inconclusive"}, UNVERIFIED, 0),
        ([entry("SHOULD", verdict=Verdict.WARN)], {"SHOULD": "warn", "B": "pass"}, SHOULD, 0),
        ([entry("A", verdict=Verdict.INCONCLUSIVE)], {"A": "fail", "B": "pass"}, MUST, 1),
        ([entry("A", target="other")], {"A": "fail", "B": "pass"}, MUST, 1),
        ([entry("A", target="lab"), entry("A", expires=PAST)], {"A": "fail"}, MUST, 0),
        ([entry("A", kind=WAIVED, expires=LATER)], {"A": "fail", "B": "pass"}, MUST, 0),
        ([entry("A", kind=WAIVED, expires=LATER)], {"A": "fail", "B": "pass"}, UNVERIFIED, 0),
        ([entry("A", kind=WAIVED, expires=PAST)], {"A": "fail", "B": "pass"}, MUST, 1),
        ([entry("A", kind=WAIVED, expires=LATER)], {"A": "pass", "B": "pass"}, MUST, 1),
        ([entry("A", kind=FLAKY, expires=LATER)], {"A": "pass", "B": "pass"}, MUST, 0),
        ([entry("A", kind=FLAKY, expires=LATER)], {"A": "fail", "B": "pass"}, MUST, 0),
        ([entry("A", kind=FLAKY, expires=PAST)], {"A": "fail", "B": "pass"}, MUST, 1),
        ([entry("A", kind=FLAKY, expires=PAST)], {"A": "pass", "B": "pass"}, MUST, 1),
    ],
)
def test_exit_code(  # noqa: PLR0913 - fixtures and parameters
    results: Any,
    catalogues: Any,
    entries: list[BaselineEntry],
    verdicts: dict[str, str],
    fail_on: FailOn,
    code: int,
) -> None:
    held = hold(results(lab=verdicts), entries, "b.yaml", catalogues)
    assert decide(held, fail_on).exit is Exit(code)


def test_a_known_failure_stays_a_failure(results: Any, catalogues: Any) -> None:
    held: Results = hold(results(lab={"A": "fail"}), KNOWN, "b.yaml", catalogues)
    assert held.targets[0].requirements[0].verdict is Verdict.FAIL
    assert held.verdict is RunVerdict.NOT_CONFORMING
    assert held.gate is not None
    (one,) = held.gate.tolerated
    assert (one.requirement, one.reason, one.owner) == ("A", "broken pump", "ann")


def test_a_waiver_gives_a_verdict_of_its_own(results: Any, catalogues: Any) -> None:
    entries = [entry("A", kind=WAIVED, expires=LATER)]
    held = hold(results(lab={"A": "fail", "B": "pass"}), entries, "b.yaml", catalogues)
    (one, _) = held.targets[0].requirements
    assert one.verdict is Verdict.WAIVED
    assert one.reason == f"waived until {LATER} by ann: broken pump (judged fail: why)"
    assert held.verdict is RunVerdict.NOT_VERIFIED


@pytest.mark.parametrize(
    ("expires", "words"),
    [
        (LATER, None),
        (SOON, "in 10 days, on 2026-06-11"),
        ("2026-06-15", "in 14 days, on 2026-06-15"),
        ("2026-06-16", None),
        ("2026-06-01", "today"),
    ],
)
def test_what_ends_soon_is_warned_of(
    results: Any, catalogues: Any, expires: str, words: str | None
) -> None:
    entries = [entry("A", kind=WAIVED, expires=expires)]
    gate = hold(results(lab={"A": "fail"}), entries, "b.yaml", catalogues).gate
    assert gate is not None
    assert gate.warnings == ((f"A: its entry (waived, ann) ends {words}",) if words else ())


def test_what_is_new_says_why_its_entry_does_not_count(results: Any, catalogues: Any) -> None:
    entries = [entry("A", expires=PAST), entry("B", verdict=Verdict.WARN)]
    held = hold(results(lab={"A": "fail", "B": "fail", "C": "fail"}), entries, "b.yaml", catalogues)
    assert held.gate is not None
    notes = {one.requirement: one.note for one in held.gate.new(Verdict.FAIL)}
    assert notes == {
        "A": "its entry expired on 2026-05-31",
        "B": "its entry accepts warn at worst",
        "C": "",
    }


def test_what_no_test_can_reach_is_not_missed(results: Any, catalogues: Any) -> None:
    unreachable = next(one.id for one in catalogues["demo"].requirements.values() if one.not_tested)
    held = hold(results(lab={"B": "pass", unreachable: "not-tested"}), [], "b.yaml", catalogues)
    assert held.verdict is RunVerdict.CONFORMING
    assert held.gate is not None
    assert held.gate.uncovered == ()


def test_updating_keeps_reasons_and_drops_what_passes(results: Any) -> None:
    before = [entry("A"), entry("B"), entry("C"), entry("D", kind=FLAKY, expires=LATER)]
    run = results(lab={"A": "fail", "B": "pass", "D": "pass", "E": "fail", "SHOULD": "warn"})
    after = updated(before, run)
    assert [one.requirement for one in after] == ["A", "C", "D", "E", "SHOULD"]
    assert after[:3] == [before[0], before[2], before[3]]
    assert [(one.reason, one.owner, one.verdict) for one in after[3:]] == [
        ("", "", Verdict.FAIL),
        ("", "", Verdict.WARN),
    ]


def test_updating_names_targets_where_there_are_several(results: Any) -> None:
    run = results(one={"A": "fail", "B": "pass"}, two={"A": "pass", "B": "fail"})
    after = updated([entry("B")], run)
    assert [(one.requirement, one.target) for one in after] == [("B", None), ("A", "one")]


def test_updating_takes_a_known_failure_for_what_it_has_become(results: Any) -> None:
    (one,) = updated([entry("A", verdict=Verdict.WARN)], results(lab={"A": "fail"}))
    assert (one.verdict, one.reason) == (Verdict.FAIL, "broken pump")


def test_the_gate_stops_at_a_must_that_no_test_judges(results: Any) -> None:
    decision = decide(results(lab={"DEMO-01": "pass"}), orphans=["PHB-LIST-02"])
    assert decision.exit is Exit.SUITE
    assert str(decision).endswith("why there can be none (not_tested in requirements.yaml)")
    assert "no test of the kit judges PHB-LIST-02; write one, or say" in str(decision)


def resting(results: Any, verdicts: dict[str, str]) -> Results:
    """A run in which B, seen to fail, is inconclusive because A fails."""
    run: Results = results(lab=verdicts)
    (lab,) = run.targets
    blocked = Blocked(("A",), Verdict.FAIL, "no whole list")
    found = tuple(
        msgspec.structs.replace(one, blocked=blocked) if one.id == "B" else one
        for one in lab.requirements
    )
    return msgspec.structs.replace(run, targets=(msgspec.structs.replace(lab, requirements=found),))


def test_what_rests_on_an_accepted_failure_is_not_accepted_with_it(
    results: Any, catalogues: Any
) -> None:
    waived = entry("A", kind=WAIVED, expires=LATER)
    for entries, code in (
        ([], 1),
        (KNOWN, 1),
        ([waived], 1),
        ([*KNOWN, entry("B")], 0),
        ([*KNOWN, entry("B", verdict=Verdict.INCONCLUSIVE)], 0),
        ([waived, entry("B")], 0),
        ([waived, entry("B", verdict=Verdict.INCONCLUSIVE)], 1),
    ):
        run = resting(results, {"B": "inconclusive", "A": "fail", "C": "pass"})
        held = hold(run, entries, "b.yaml", catalogues)
        assert decide(held, MUST, tolerate=["inconclusive"]).exit is Exit(code), entries
    held = hold(
        resting(results, {"B": "inconclusive", "A": "fail"}), [waived], "b.yaml", catalogues
    )
    assert held.verdict is RunVerdict.NOT_CONFORMING
    b, a = held.targets[0].requirements
    assert (b.verdict, b.reason, b.blocked) == (Verdict.FAIL, "no whole list", None)
    assert a.verdict is Verdict.WAIVED


def test_a_baseline_that_is_updated_accepts_what_rests_on_a_failure(
    results: Any, catalogues: Any
) -> None:
    run = resting(results, {"A": "fail", "B": "inconclusive"})
    made = updated([], hold(run, [], "b.yaml", catalogues))
    assert [(one.requirement, one.verdict) for one in made] == [
        ("A", Verdict.FAIL),
        ("B", Verdict.INCONCLUSIVE),
    ]
    assert decide(hold(run, made, "b.yaml", catalogues), MUST).exit is Exit.OK
