"""What requirements have in common: one cause, however many there are of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.model import Outcome, Verdict
from contracts.report.causes import causes, common

if TYPE_CHECKING:
    from collections.abc import Callable

    from contracts.model import Catalogue, Requirement
    from tests.unit.report.conftest import RunLog


def test_values_numbers_and_addresses_do_not_part_reasons() -> None:
    one = "the control, TEST, was not accepted: REQUESTID '21' (GET http://a.test/x?y=1)"
    other = "the control, TEST, was not accepted: REQUESTID '4711' (POST http://b.test/)"
    assert common(one) == common(other)
    assert common("no total") != common("no list")


def test_what_rests_on_one_violation_has_it_for_its_cause(
    make_requirement: Callable[..., Requirement],
    make_catalogue: Callable[..., Catalogue],
    make_log: Callable[[Catalogue], RunLog],
) -> None:
    log = make_log(
        make_catalogue(
            make_requirement("D-JOIN", needs=("D-SKIP",)),
            make_requirement("D-SKIP"),
            make_requirement("D-SUM", needs=("D-JOIN",)),
            make_requirement("D-END", needs=("D-JOIN", "D-SKIP")),
            make_requirement("D-ELSE"),
        )
    )
    log.begin()
    log.judged("D-SKIP", Outcome.VIOLATION, "the first two items are the same")
    log.judged("D-JOIN", Outcome.VIOLATION, "an item is missing")
    log.judged("D-SUM", Outcome.INCONCLUSIVE, "no whole list")
    log.judged("D-END", Outcome.INCONCLUSIVE, "no last page")
    log.judged("D-ELSE", Outcome.INCONCLUSIVE, "no last page")
    blocked, apart = causes(log.target(), (Verdict.INCONCLUSIVE,))
    assert [one.id for one in blocked.rests_on] == ["D-SKIP"]
    assert [one.id for one in blocked.requirements] == ["D-JOIN", "D-SUM", "D-END"]
    join, end = blocked.tree
    assert (join.requirement.id, end.requirement.id) == ("D-JOIN", "D-END")
    assert [one.requirement.id for one in join.branches] == ["D-SUM"]
    assert ([one.id for one in apart.requirements], apart.rests_on) == (["D-ELSE"], ())
    [failed] = causes(log.target(), (Verdict.FAIL,))
    assert failed.requirements[0].id == "D-SKIP"
