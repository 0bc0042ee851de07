"""Adding items, and what exists already (The client receives a 409 response …)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Dial, OwnDial, Uds
from contracts.engine import Judge
from contracts.model import Inconclusive

_CONFLICT = 409
_WRONG: dict[str, dict[str, str | None]] = {
    "no number": {"number": None},
    "no index": {"index": None},
    "an index that is no number": {"index": "seven"},
}


@pytest.mark.requirement("UDS-ADD-01")
def test_post_adds_a_speed_dial(uds: Uds, judge: Judge) -> None:
    """A new speed dial is listed with what was sent."""
    with uds.own_dial(judge.observe) as own:
        shown = own.shown()
        judge.holds(
            shown == own.dial,
            "what was added is not listed, or not as it was sent",
            expected=own.dial,
            observed=shown,
            shown=(own.answer,),
        )


def _is_conflict(uds: Uds, status: int) -> bool:
    if uds.reading("UDS-AMB-08") == "any-refusal":
        return status in range(400, 500)
    return status == _CONFLICT


@pytest.mark.requirement("UDS-DUP-01")
@pytest.mark.parametrize("number", [None, "5554445"], ids=["same", "other-number"])
def test_adding_a_speed_dial_again_is_a_conflict(
    uds: Uds, judge: Judge, number: str | None
) -> None:
    """The same POST a second time, or one with the same index, is refused with 409."""
    with uds.own_dial(judge.observe) as own:
        own.needed()
        again = own.post(own.dial.fields if number is None else own.changed(number=number))
        judge.holds(
            _is_conflict(uds, again.status),
            "adding a speed dial that exists is not refused with 409",
            expected=_CONFLICT,
            observed=again,
            shown=(own.answer, again),
        )


@pytest.mark.requirement("UDS-DUP-02")
def test_adding_a_service_again_is_a_conflict(uds: Uds, judge: Judge) -> None:
    """The same POST of a service a second time is refused with 409."""
    with uds.own_service(judge.observe) as own:
        if own.fields["name"] not in own.names():
            reason = "the service that was added is not listed"
            raise Inconclusive(reason)
        again = own.post(own.fields)
        judge.holds(
            _is_conflict(uds, again.status),
            "adding a service that exists is not refused with 409",
            expected=_CONFLICT,
            observed=again,
            shown=(again,),
        )


@pytest.mark.requirement("UDS-DUP-04")
def test_a_conflict_changes_nothing(uds: Uds, judge: Judge) -> None:
    """A POST that is refused because the index is taken leaves the speed dial as it was."""
    with uds.own_dial(judge.observe) as own:
        before = own.needed()
        again = own.post(own.changed(number="5554444", label=uds.new_name()))
        if again.accepted:
            reason = f"adding what exists is accepted: {again}"
            raise Inconclusive(reason)
        _unchanged(own, judge, before)


def _unchanged(own: OwnDial, judge: Judge, before: Dial) -> None:
    after = own.shown()
    judge.holds(
        after == before,
        "a request that was refused has changed the speed dial",
        expected=before,
        observed=after,
    )


@pytest.mark.requirement("UDS-PARAM-04")
@pytest.mark.parametrize("what", _WRONG)
def test_an_addition_with_an_error_is_refused(uds: Uds, judge: Judge, what: str) -> None:
    """A speed dial with a missing or impossible parameter is not added."""
    with uds.own_dial(judge.observe) as own:
        index = str(uds.free_index())
    number = own.dial.number
    fields: dict[str, str | None] = {"index": index, "number": number, "label": uds.new_name()}
    fields |= _WRONG[what]
    answer = uds.add_dial(own.device, fields, defect=what)
    if answer.accepted and fields["index"] == index:
        uds.remove_dial(int(index))
    judge.holds(
        answer.refused,
        f"a speed dial with {what} is accepted",
        expected="415, or another refusal",
        observed=answer,
        shown=(own.answer, answer),
    )
