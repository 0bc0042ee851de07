"""Updating items, and errors in parameters (The client receives a 415 response …)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Answer, Dial, OwnDial, Uds
from contracts.engine import Judge
from contracts.model import Inconclusive

_IN_ERROR = 415
_ALSO = {400, 422}
_WRONG: dict[str, dict[str, str | None]] = {
    "an index that is no number": {"index": "seven"},
    "no index": {"index": None},
}


def _accepted(answer: Answer) -> None:
    if not answer.accepted:
        reason = f"a change without an error is not accepted: {answer}"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDS-PUT-01")
def test_put_updates_what_exists(uds: Uds, judge: Judge) -> None:
    """A speed dial that exists is changed by PUT, and is listed as changed."""
    with uds.own_dial(judge.observe) as own:
        own.needed()
        answer = own.put(own.changed(number="5556666"))
        shown = own.shown()
        judge.holds(
            answer.accepted and shown is not None and shown.number == "5556666",
            "PUT does not update a speed dial that exists",
            expected="a success, and number 5556666",
            observed=f"{answer}, and {shown}",
            shown=(own.answer, answer),
        )


@pytest.mark.requirement("UDS-PARAM-01")
@pytest.mark.parametrize("what", _WRONG)
def test_an_error_in_a_parameter_is_415(uds: Uds, judge: Judge, what: str) -> None:
    """A PUT with a missing or impossible index is refused with 415, one without error is not."""
    with uds.own_dial(judge.observe) as own:
        _accepted(own.put(own.changed(number="5556667")))
        answer = own.put(own.changed(**_WRONG[what]), defect=what)
        allowed = {_IN_ERROR}
        if uds.reading("UDS-AMB-06") == "client-error":
            allowed |= _ALSO
        judge.holds(
            answer.status in allowed,
            f"a change with {what} is not refused with 415",
            expected=", ".join(map(str, sorted(allowed))),
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-PARAM-02")
def test_the_corrected_change_is_accepted(uds: Uds, judge: Judge) -> None:
    """After a refusal for a parameter the corrected change is accepted, and seen."""
    with uds.own_dial(judge.observe) as own:
        own.needed()
        wrong = own.put(own.changed(index="seven", number="5557777"), defect="index is no number")
        if wrong.accepted:
            reason = f"the change with an error is accepted: {wrong}"
            raise Inconclusive(reason)
        answer = own.put(own.changed(number="5557777"))
        shown = own.shown()
        if not answer.accepted or shown is None or shown.number != "5557777":
            _works_without(uds, judge)
        judge.holds(
            answer.accepted and shown is not None and shown.number == "5557777",
            "the corrected change is not accepted",
            expected="a success, and number 5557777",
            observed=f"{answer}, and {shown}",
            shown=(wrong, answer),
        )


def _works_without(uds: Uds, judge: Judge) -> None:
    """Raise Inconclusive where such a change is not carried out without an error before either."""
    with uds.own_dial(judge.observe) as own:
        _accepted(own.put(own.changed(number="5557778")))
        shown = own.shown()
        if shown is None or shown.number != "5557778":
            reason = "a change without an error before is not carried out either: see UDS-PUT-01"
            raise Inconclusive(reason)


@pytest.mark.requirement("UDS-PARAM-03")
def test_a_refused_change_changes_nothing(uds: Uds, judge: Judge) -> None:
    """A PUT with a good label and no number, which is required, leaves the speed dial as it was."""
    with uds.own_dial(judge.observe) as own:
        before = own.needed()
        answer = own.put(own.changed(label="ucc half", number=None), defect="no number")
        if answer.accepted:
            reason = f"the change with an error is accepted: {answer}"
            raise Inconclusive(reason)
        after = own.shown()
        judge.holds(
            after == before,
            "a change that was refused has changed something",
            expected=before,
            observed=after,
            shown=(answer,),
        )


# The three rules


def _after(own: OwnDial, fields: dict[str, str | None]) -> tuple[Dial, Answer]:
    """The speed dial after a change that has to be carried out but for the label."""
    answer = own.put(fields)
    _accepted(answer)
    shown = own.needed()
    if shown.number != fields["number"]:
        reason = f"the number, which has a value, is not updated: {shown}"
        raise Inconclusive(reason)
    return shown, answer


@pytest.mark.requirement("UDS-PUT-03")
def test_an_empty_field_is_reset(uds: Uds, judge: Judge) -> None:
    """A label that is there and empty clears the label."""
    with uds.own_dial(judge.observe) as own:
        if not own.needed().label:
            reason = "a speed dial has no label after it was added with one"
            raise Inconclusive(reason)
        shown, answer = _after(own, own.changed(label="", number="5558881"))
        judge.equal(shown.label, "", "the label after an empty one was sent", shown=(answer,))


@pytest.mark.requirement("UDS-PUT-04")
def test_an_absent_field_is_left(uds: Uds, judge: Judge) -> None:
    """A change without a label leaves the label as it was."""
    with uds.own_dial(judge.observe) as own:
        before = own.needed().label
        if not before:
            reason = "a speed dial has no label after it was added with one"
            raise Inconclusive(reason)
        shown, answer = _after(own, own.changed(label=None, number="5558882"))
        judge.equal(shown.label, before, "the label after none was sent", shown=(answer,))
