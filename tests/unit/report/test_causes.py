"""What requirements have in common: one cause, however many there are of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.model import Outcome, Verdict
from contracts.report.causes import causes, common

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog


def test_values_numbers_and_addresses_do_not_part_reasons() -> None:
    one = "the control, TEST, was not accepted: REQUESTID '21' (GET http://a.test/x?y=1)"
    other = "the control, TEST, was not accepted: REQUESTID '4711' (POST http://b.test/)"
    assert common(one) == common(other)
    assert common("no total") != common("no list")


def test_musts_come_first_and_what_fails_is_named_as_the_reason(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "51 items; /me was answered with 500")
    log.judged("D-SHOULD", Outcome.INCONCLUSIVE, "no user: /me was answered with 500")
    log.judged("D-MAY", Outcome.INCONCLUSIVE, "see D-MUST")
    found = causes(log.target(), (Verdict.INCONCLUSIVE,))
    assert [(one.requirements[0].id, one.rests_on) for one in found] == [
        ("D-SHOULD", "D-MUST"),
        ("D-MAY", "D-MUST"),
    ]
    [failed] = causes(log.target(), (Verdict.FAIL,))
    assert failed.rests_on is None
