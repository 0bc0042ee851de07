"""How judgements fold into verdicts, one rule at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from contracts.model import (
    Catalogue,
    EvidenceError,
    Failure,
    Level,
    Outcome,
    Requirement,
    RunVerdict,
    Verdict,
)
from contracts.report import collect, worst_target

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

P, V, U = Outcome.PASS, Outcome.VIOLATION, Outcome.INCONCLUSIVE
E, T, A = Outcome.ERROR, Outcome.NOT_TESTED, Outcome.NOT_APPLICABLE
MUST, SHOULD, MAY = "D-MUST", "D-SHOULD", "D-MAY"


@pytest.mark.parametrize(
    ("requirement", "outcomes", "verdict"),
    [
        (MUST, [P], Verdict.PASS),
        (MUST, [V], Verdict.FAIL),
        (MUST, [U], Verdict.INCONCLUSIVE),
        (MUST, [E], Verdict.ERROR),
        (MUST, [T], Verdict.NOT_TESTED),
        (MUST, [A], Verdict.NOT_APPLICABLE),
        (SHOULD, [V], Verdict.WARN),
        (MAY, [V], Verdict.PASS),
        (MUST, [P, V], Verdict.FAIL),
        (MUST, [V, P], Verdict.FAIL),
        (MUST, [V, U], Verdict.FAIL),
        (MUST, [V, E], Verdict.ERROR),
        (MUST, [P, U], Verdict.INCONCLUSIVE),
        (SHOULD, [V, U], Verdict.INCONCLUSIVE),
        (SHOULD, [V, P], Verdict.WARN),
        (MUST, [T, P], Verdict.PASS),
        (MUST, [P, A], Verdict.PASS),
        (MUST, [A, T], Verdict.NOT_TESTED),
        (MUST, [A, U, P], Verdict.INCONCLUSIVE),
        (MUST, [U, V, E, P], Verdict.ERROR),
    ],
)
def test_the_worst_judgement_wins(
    log: RunLog, requirement: str, outcomes: list[Outcome], verdict: Verdict
) -> None:
    log.begin()
    for number, outcome in enumerate(outcomes):
        log.judged(requirement, outcome, "because", test=f"test_{number}")
    log.end()
    assert log.result(requirement).verdict is verdict


@pytest.mark.parametrize("doubt_first", [True, False])
def test_a_doubt_does_not_count_beside_what_another_test_saw_twice(
    log: RunLog, *, doubt_first: bool
) -> None:
    log.begin()
    for doubted in (doubt_first, not doubt_first):
        if doubted:
            log.judged(SHOULD, U, "seen once", doubted=True)
        else:
            log.judged(SHOULD, V, "seen twice", test="test_b")
    result = log.result(SHOULD)
    assert (result.verdict, result.reason) == (Verdict.WARN, "seen twice")
    assert set(result.tests) == {"test_a", "test_b"}


def test_a_doubt_alone_is_inconclusive(log: RunLog) -> None:
    log.begin()
    log.judged(SHOULD, U, "seen once", doubted=True)
    log.judged(SHOULD, P, test="test_b")
    result = log.result(SHOULD)
    assert (result.verdict, result.reason) == (Verdict.INCONCLUSIVE, "seen once")


def test_requirements_stand_in_the_order_of_the_catalogue(log: RunLog) -> None:
    log.begin()
    log.judged(MAY, P)
    log.judged(MUST, P)
    assert [one.id for one in log.target().requirements] == [MUST, SHOULD, MAY, "D-NEVER"]


def test_a_pass_counts_checks_and_tests(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, P, checks=3)
    log.judged(MUST, P, checks=1000)
    log.judged(MUST, P, test="test_b")
    result = log.result(MUST)
    assert result.reason == "1,004 checks in 2 tests"
    assert result.checks == 1004
    assert result.tests == ("test_a", "test_b")


def test_the_deciding_judgement_gives_reason_expected_and_observed(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, U, "no list was found", expected="a list", observed="nothing")
    log.judged(MUST, V, "51 items came.", expected="at most 50", observed="51")
    log.judged(MUST, P, observed="fine")
    result = log.result(MUST)
    assert (result.reason, result.expected, result.observed) == (
        "51 items came.",
        "at most 50",
        "51",
    )


def test_the_first_three_distinct_reasons_are_joined(log: RunLog) -> None:
    log.begin()
    for reason in ("One.", "Two.", "One.", "Three.", "Four.", "Five."):
        log.judged(MUST, V, reason)
    assert log.result(MUST).reason == "One; Two; Three; and 2 more"


def test_a_judgement_without_a_reason_says_so(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, E)
    assert log.result(MUST).reason == "no reason was recorded"


def test_evidence_is_of_the_deciding_judgements_and_at_most_five(log: RunLog) -> None:
    log.begin()
    kept = log.exchange()
    broken = tuple(log.exchange() for _ in range(7))
    log.judged(MUST, P, exchanges=(kept,))
    log.judged(MUST, V, "1", exchanges=broken[:2])
    log.judged(MUST, V, "2", exchanges=broken[1:])
    result = log.result(MUST)
    assert result.evidence == broken[:5]
    assert len(result.curl) == 5


def test_a_pass_has_one_curl_line(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, P, exchanges=(log.exchange(), log.exchange()))
    assert len(log.result(MUST).evidence) == 2
    assert len(log.result(MUST).curl) == 1


def test_evidence_that_the_log_lost_has_no_curl_line(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, V, "broken", exchanges=("gone", log.exchange()))
    assert log.result(MUST).evidence[0] == "gone"
    assert len(log.result(MUST).curl) == 1


def test_observations_are_joined_for_a_pass(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, P)
    for observation in ("sorted by code point", "ties by id", "sorted by code point"):
        log.observed(MUST, observation)
    assert log.result(MUST).observed == "sorted by code point; ties by id"


def test_a_fail_shows_what_failed_and_no_observation(log: RunLog) -> None:
    log.begin()
    log.observed(MUST, "sorted")
    log.judged(MUST, V, "broken", observed="51")
    assert log.result(MUST).observed == "51"


def test_a_may_always_shows_what_was_observed(log: RunLog) -> None:
    log.begin()
    log.observed(MAY, "200 for errors")
    log.judged(MAY, U, "no error came")
    assert log.result(MAY).observed == "200 for errors"


def test_a_violated_may_is_an_observation(log: RunLog) -> None:
    log.begin()
    log.judged(MAY, V, "No detail is given.")
    result = log.result(MAY)
    assert (result.verdict, result.observed) == (Verdict.PASS, "No detail is given.")


def test_an_unclaimed_feature_is_not_applicable(log: RunLog) -> None:
    log.begin(supports={"write": False, "list": True})
    result = log.result(MAY)
    assert result.verdict is Verdict.NOT_APPLICABLE
    assert result.reason == "the target does not claim the feature write"


def test_what_was_judged_stands_even_if_the_feature_is_not_claimed(log: RunLog) -> None:
    log.begin(supports={"list": False})
    log.judged(MUST, V, "broken")
    assert log.result(MUST).verdict is Verdict.FAIL


def test_what_no_test_can_reach_keeps_its_reason(log: RunLog) -> None:
    log.begin()
    result = log.result("D-NEVER")
    assert (result.verdict, result.reason) == (Verdict.NOT_TESTED, "No text can be wrong.")


def test_what_was_deselected_keeps_its_reason(log: RunLog) -> None:
    log.begin()
    log.deselected("test_a", MUST, "left out by --select")
    result = log.result(MUST)
    assert (result.verdict, result.reason) == (Verdict.NOT_TESTED, "left out by --select")


def test_what_was_planned_and_never_run_tells_why_the_run_stopped(log: RunLog) -> None:
    log.begin()
    log.planned("test_a", MUST)
    log.end("interrupted by the user")
    result = log.result(MUST)
    assert result.verdict is Verdict.NOT_TESTED
    assert result.reason == "the run stopped before its test was over: interrupted by the user"


def test_a_pass_says_that_another_of_its_tests_never_ran(log: RunLog) -> None:
    log.begin()
    log.planned("test_a", MUST)
    log.planned("test_b", MUST)
    log.judged(MUST, P)
    log.finished("test_a")
    log.end("out of time")
    assert log.result(MUST).reason == (
        "1 check in 1 test; 1 test of it did not come to an end: out of time"
    )


def test_what_was_run_and_not_judged_is_not_tested(log: RunLog) -> None:
    log.begin()
    log.planned("test_a", MUST)
    log.finished("test_a")
    log.end()
    assert log.result(MUST).reason == "not exercised in this run, which may only read"


def test_a_log_without_an_end_is_a_run_that_stopped(log: RunLog) -> None:
    log.begin()
    assert "events-gw0.jsonl has no end" in (log.results().stopped or "")
    log.end()
    assert log.results().stopped is None


def test_workers_add_up(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, P, exchanges=(log.exchange(started=1.0),))
    log.end()
    log.worker = "gw1"
    log.begin()
    log.judged(MUST, V, "broken", exchanges=(log.exchange(started=4.0),))
    log.end()
    results = log.results()
    assert len(results.targets) == 1
    assert (results.targets[0].exchanges, results.targets[0].seconds) == (2, 4.25)
    assert results.targets[0].requirements[0].verdict is Verdict.FAIL
    assert results.seconds == 9.5


def test_a_target_described_in_a_later_log_is_known(log: RunLog) -> None:
    log.worker = "main"
    log.begin()
    log.worker = "gw0"
    log.judged(MUST, P)
    assert log.result(MUST).verdict is Verdict.PASS


def test_a_target_that_never_answers_is_unreached(log: RunLog) -> None:
    log.begin()
    refused = Failure("refused", "connection refused by demo.test:80")
    for failure in (Failure("timeout", "no reply in 10 s"), refused, refused):
        log.exchange(failure=failure)
    assert log.target().unreached == "connection refused by demo.test:80"
    log.exchange()
    assert log.target().unreached is None


def test_a_target_that_nothing_was_sent_to_is_unreached(log: RunLog) -> None:
    log.begin()
    assert log.target().unreached == "nothing was sent to it"


def test_the_verdict_of_a_target(log: RunLog) -> None:
    log.begin()
    assert log.results().verdict is RunVerdict.NOT_VERIFIED
    log.judged(MUST, P)
    assert log.results().verdict is RunVerdict.CONFORMING
    log.judged(MUST, V, "broken")
    assert log.results().verdict is RunVerdict.NOT_CONFORMING


def test_a_must_that_no_test_can_reach_does_not_weigh_in_the_verdict(
    make_log: Callable[[Catalogue], RunLog],
    make_catalogue: Callable[..., Catalogue],
    make_requirement: Callable[..., Requirement],
) -> None:
    beyond = make_requirement("D-BEYOND", not_tested="Nothing on the wire shows it.")
    log = make_log(make_catalogue(make_requirement(MUST), beyond))
    log.begin()
    log.judged(MUST, P)
    assert log.result("D-BEYOND").verdict is Verdict.NOT_TESTED
    assert log.results().verdict is RunVerdict.CONFORMING
    log.judged("D-BEYOND", V, "broken all the same")
    assert log.results().verdict is RunVerdict.NOT_CONFORMING


def test_the_verdict_of_a_run_is_its_worst_target(log: RunLog) -> None:
    log.begin()
    log.judged(MUST, P)
    log.begin(target="t2", name="Other")
    assert [one.verdict for one in log.results().targets] == [
        RunVerdict.CONFORMING,
        RunVerdict.NOT_VERIFIED,
    ]
    assert log.results().verdict is RunVerdict.NOT_VERIFIED
    assert worst_target(()) is RunVerdict.NOT_VERIFIED


def test_another_catalogue_is_noted(log: RunLog) -> None:
    log.begin(digest="sha256:0")
    log.judged("D-GONE", V, "broken")
    target = log.target()
    assert target.catalogue == "sha256:0"
    assert "sha256:1" in target.notes[0]
    assert target.notes[1].endswith("does not hold: D-GONE.")


def test_an_api_without_a_catalogue_is_named(log: RunLog) -> None:
    log.begin()
    with pytest.raises(EvidenceError, match="the API demo, of which no catalogue"):
        collect(log.folder, {})


def test_a_log_without_a_beginning_is_no_run(log: RunLog) -> None:
    log.path.touch()
    with pytest.raises(EvidenceError, match="a run's beginning"):
        log.results()


def test_an_event_of_an_unknown_target_is_an_error(log: RunLog) -> None:
    log.judged(MUST, P)
    with pytest.raises(EvidenceError, match="no log describes the target t1"):
        log.results()


def test_the_earliest_log_tells_of_the_run(log: RunLog) -> None:
    log.begin()
    suite = log.results().suite
    assert (suite.version, suite.seed, suite.depth) == ("0.1.0", 7, "standard")


def test_a_thousand_requirements_and_five_thousand_exchanges(
    make_log: Callable[[Catalogue], RunLog],
    make_catalogue: Callable[..., Catalogue],
    make_requirement: Callable[..., Requirement],
) -> None:
    levels = (Level.MUST, Level.SHOULD, Level.MAY)
    log = make_log(
        make_catalogue(*(make_requirement(f"D-{n:04}", levels[n % 3]) for n in range(1000)))
    )
    log.begin()
    for number in range(1000):
        shown = tuple(log.exchange(url=f"http://demo.test/{number}/{n}") for n in range(5))
        outcome = V if number % 9 == 0 else P
        log.judged(f"D-{number:04}", outcome, "broken", exchanges=shown)
    log.end()
    target = log.target()
    assert target.exchanges == 5000
    assert target.counts()[Verdict.FAIL] == 112
    assert sum(len(one.curl) for one in target.requirements) == 112 * 5 + 888
