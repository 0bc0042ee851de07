"""Errors in parameters (The client receives a 415 response …)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import (
    PLACES,
    SERVICE_PLACES,
    Answer,
    Dial,
    OwnDial,
    OwnService,
    Uds,
    text_of,
)
from contracts.apis.cisco_uds.users import digits
from contracts.kit import MALFORMED, Inconclusive, Judge, NotTested, refusal

_IN_ERROR = 415
_DEFECTS: dict[str, dict[str, str | None]] = {
    "no index": {"index": None},
    "no number": {"number": None},
    "a number that is a sentence": {"number": "this is not a number at all!"},
    "an index that is not a number": {"index": "seven"},
}
_NO_SERVICE = "00000000-dead-beef-0000-000000000000"


def _allowed(uds: Uds, what: str) -> set[int]:
    """The statuses that refuse a parameter: an index that is none may also be not found."""
    allowed = {_IN_ERROR}
    if uds.reading("UDS-AMB-06") == "client-error":
        allowed |= {400, 422}
    return allowed | {404} if "index" in what else allowed


def _carried_out(
    uds: Uds, own: OwnDial, sent: dict[str, str | None], before: Dial, after: Dial | None
) -> bool:
    """Whether a change was carried out as it was sent: then the server saw no error in it."""
    if sent["index"] is not None and sent["index"] != str(before.index):
        return _is_listed(uds, own, sent["index"], sent["number"] or "")
    if sent["index"] is None:
        return _index_given(uds, own, sent["number"] or "")
    if after is None:
        return sent["number"] is None  # What has no number is no speed dial.
    # A number that is absent may be left, or be none then.
    numbers = {before.number, ""} if sent["number"] is None else {sent["number"]}
    is_stored = _plain(after.number) in {_plain(one) for one in numbers}
    # A label may be stored in another form, such as capitals.
    kept = before.label if sent["label"] is None or not after.label else None
    return after != before and is_stored and (kept is None or after.label == kept)


def _index_given(uds: Uds, own: OwnDial, number: str) -> bool:
    """Whether the server has added a change without an index under one of its own.

    What was added so is removed.
    """
    listed = uds.dials_at(own.place, own.device)
    given = [at for at, one in listed.items() if _plain(one.number) == _plain(number)]
    for index in given:
        if index != own.dial.index:
            # There is no DELETE of an index 0.
            (uds.remove_dial if index else uds.put_without)(index)
    return bool(given)


def _plain(text: str) -> str:
    """A text without what a server may leave out of numbers: all but letters and digits."""
    return "".join(one for one in text if one.isalnum())


def _is_listed(uds: Uds, own: OwnDial, index: str, number: str) -> bool:
    """Whether a speed dial is listed with an index that is no number."""
    operation = "getSpeedDials" if own.place.of_user else "getDeviceSpeedDials"
    root = uds.read(operation, uds.address(operation, own.device))
    return any(
        text_of(one, "index") == index and digits(text_of(one, "number")) == digits(number)
        for one in root.iter("speedDial")
    )


def _shows_nothing(sent: dict[str, str | None], before: Dial, after: Dial | None) -> bool:
    """Whether all that was sent is a label, on a server that shows none."""
    labels = before.label or (after is not None and after.label)
    return sent["number"] is None and after == before and not labels


def _judge_refusal(  # noqa: PLR0913 - what was there, sent, answered and found
    uds: Uds,
    own: OwnDial,
    judge: Judge,
    what: str,
    sent: dict[str, str | None],
    answer: Answer,
    before: Dial,
    after: Dial | None,
) -> bool:
    """Check the status of a change with an error; whether it shows that errors are refused."""
    if answer.accepted and _shows_nothing(sent, before, after):
        return False
    if answer.accepted and _carried_out(uds, own, sent, before, after):
        judge.observe(f"a change with {what} is carried out as it was sent")
        return False
    allowed = _allowed(uds, what)
    judge.holds(
        answer.status in allowed,
        f"a change with {what} is not refused with 415",
        expected=", ".join(map(str, sorted(allowed))),
        observed=answer,
        shown=(answer,),
    )
    return answer.status != 404


def _sent(uds: Uds, own: OwnDial, what: str) -> dict[str, str | None]:
    """The fields of a change with an error, the others of which are new."""
    number = uds.new_number()
    return {**own.needed().fields, "number": number, "label": f"ucc {number}", **_DEFECTS[what]}


def _refuses_two_numbers(uds: Uds, own: OwnDial) -> bool:
    """Whether a change with its number twice is refused as an error in a parameter.

    Sent where the other defects show nothing: a server may store any text as a number, leave a
    number that is absent as it is, and answer 404 for an index (UDS-AMB-25).
    """
    what = "its number twice"
    before, number = own.needed(), uds.new_number()
    element = f"<number>{number}</number>".encode()
    body = own.body(before.changed(number=number)).replace(element, element * 2)
    answer = own.put_body(body, defect=what)
    _after(uds, own, answer, before)
    return answer.status in _allowed(uds, what)


@pytest.mark.requirement("UDS-PARAM-01", "UDS-PARAM-02", "UDS-PARAM-03")
def test_an_error_in_a_parameter_is_415(uds: Uds, judge: Judge) -> None:
    """A PUT with an error in a parameter is refused with 415, and once corrected accepted.

    What is refused changes nothing.
    """
    own = uds.own_dial()
    own.control()
    refused: list[Answer] = []
    with judge.of("UDS-PARAM-01"):
        shows = False
        for what in _DEFECTS:
            before = own.needed()
            sent = _sent(uds, own, what)
            answer = own.put(sent, defect=what)
            after = _after(uds, own, answer, before)
            if not answer.accepted:
                refused.append(answer)
                with judge.of("UDS-PARAM-03"):
                    _unchanged(judge, answer, before, after)
            shows |= _judge_refusal(uds, own, judge, what, sent, answer, before, after)
        if not shows and not _refuses_two_numbers(uds, own):
            reason = "no error in a parameter is refused as such"
            raise Inconclusive(reason)
    with judge.of("UDS-PARAM-03"):
        _needs(refused)
    with judge.of("UDS-PARAM-02"):
        _needs(refused)
        change = own.change()
        judge.holds(
            change.done,
            "the corrected change is not carried out",
            expected="a success, and the new number",
            observed=f"{change.answer}, and {change.after}",
            shown=(refused[-1], change.answer),
        )


def _after(uds: Uds, own: OwnDial, answer: Answer, before: Dial) -> Dial | None:
    """The speed dial after a change; if that was accepted, as soon as it is another one."""
    return uds.seen(answer, own.shown, lambda one: one != before)


def _needs(refused: list[Answer]) -> None:
    if not refused:
        reason = "no change with an error is refused"
        raise Inconclusive(reason)


def _unchanged(judge: Judge, answer: Answer, before: Dial, after: Dial | None) -> None:
    judge.holds(
        after == before,
        "a refused change has changed something",
        expected=before,
        observed=after,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-PARAM-01")
@pytest.mark.parametrize("place", ["device-list", "user-list"])
@pytest.mark.parametrize("what", ["no number", "an index that is not a number"])
def test_an_error_in_a_list_is_415(uds: Uds, judge: Judge, place: str, what: str) -> None:
    """A PUT of a list with an entry without a number, or with a wrong index, is 415."""
    own = uds.own_dial(PLACES[place])
    own.control()
    before = own.needed()
    sent = {**_sent(uds, own, what), "number": None if what == "no number" else uds.new_number()}
    answer = own.put(sent, defect=f"{what} in a list")
    after = _after(uds, own, answer, before)
    if not _judge_refusal(uds, own, judge, what, sent, answer, before, after):
        reason = f"this target accepts an entry with {what}"
        raise NotTested(reason)


@pytest.mark.requirement("UDS-PARAM-01", "UDS-SVC-01")
def test_an_unknown_service_is_an_error(uds: Uds, judge: Judge) -> None:
    """A service with a phoneServiceId that does not exist is neither added nor put."""
    own = uds.own_service(SERVICE_PLACES["device"])
    fields = {"name": uds.new_name(), "phoneServiceId": _NO_SERVICE}
    answer = own.post(fields)
    with judge.of("UDS-SVC-01"):
        judge.refused(
            refusal("subscribing to an unknown phone service", 415, 404, 400, 409, cause=MALFORMED),
            answer,
        )
    with judge.of("UDS-PARAM-01"):
        _service_in_error(uds, judge, own, answer)


def _service_in_error(uds: Uds, judge: Judge, own: OwnService, posted: Answer) -> None:
    """Check a PUT of a service whose phone service does not exist.

    Without a name it would show nothing: a server may keep the name, or choose another one by
    which it would not be found again. Raises NotTested where the change is carried out without
    the phone service, or that is no error in the answer to a POST either (`posted`), or the
    target has no such PUT.
    """
    what = "an unknown phoneServiceId"
    names = own.own()
    fields = {**own.fields, "name": f"{own.name}u", "phoneServiceId": _NO_SERVICE}
    answer = own.put(fields, defect=what)
    if answer.accepted and uds.seen(answer, own.own, lambda now: now != names) != names:
        shown = uds.phone_services_of(own)
        judge.holds(
            not posted.refused or _NO_SERVICE not in shown,
            f"PUT of a service with {what}, which a POST is refused for, is carried out",
            expected=", ".join(map(str, sorted(_allowed(uds, what)))),
            observed=f"{answer}, and the phone service {', '.join(shown)}",
            shown=(posted, answer),
        )
        reason = f"a service with {what} is no error here"
        raise NotTested(reason)
    if answer.status in {405, 501}:
        reason = f"the target does not accept PUT of a service: {answer}"
        raise NotTested(reason)
    allowed = _allowed(uds, what)
    judge.holds(
        answer.status in allowed,
        f"PUT of a service with {what} is not refused with 415",
        expected=", ".join(map(str, sorted(allowed))),
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-PARAM-01")
@pytest.mark.parametrize("place", [one.id for one in SERVICE_PLACES.values() if one.listed])
def test_an_unknown_service_in_a_list_is_an_error(uds: Uds, judge: Judge, place: str) -> None:
    """A PUT of a list whose service is changed to a phone service that does not exist is 415.

    Another refusal counts where the same PUT without the error is accepted.
    """
    own = uds.own_service(SERVICE_PLACES[place])
    what = "an unknown phoneServiceId"
    right = {**own.fields, "name": next(iter(own.own()), own.name)}
    answer = own.put({**right, "phoneServiceId": _NO_SERVICE}, defect=what)
    allowed = _allowed(uds, what)
    control = answer if answer.status in allowed else own.put(right)
    if answer.accepted:
        reason = f"{what} is no error in a list here: {answer}"
        raise NotTested(reason)
    if answer.status not in allowed and not control.accepted:
        reason = f"the target does not accept PUT of {own.place.name}: {control}"
        raise NotTested(reason)
    judge.holds(
        answer.status in allowed,
        f"PUT of {own.place.name} with {what} is not refused with 415",
        expected=", ".join(map(str, sorted(allowed))),
        observed=answer,
        shown=(answer, control),
    )


@pytest.mark.requirement("UDS-PARAM-05")
def test_another_root_is_refused(uds: Uds, judge: Judge) -> None:
    """A body with another root element is refused; one without is not."""
    own = uds.own_dial()
    own.control()
    body = own.body(own.needed().changed(number=uds.new_number()))
    answer = own.put_body(b"<ucc>" + body + b"</ucc>", defect="another root element")
    what = "a change with another root element"
    judge.refused(refusal(what, *MALFORMED, cause=MALFORMED), answer)
