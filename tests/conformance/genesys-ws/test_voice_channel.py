"""Operations on the voice channel (Sending data)."""

from __future__ import annotations

import json

import pytest

from contracts.apis.genesys_ws import CURL, NOT_READY, READY, UNKNOWN_OPERATION, Answer, GenesysWs
from contracts.kit import Inconclusive, Judge, NotApplicable

pytestmark = pytest.mark.waits

MALFORMED = {
    "cut short": b'{"operationName":"NotReady"',
    "a form": b"operationName=NotReady",
    "a text without end": b'{"operationName":"NotReady}',
}
NAMELESS: tuple[object, ...] = (
    {},
    {"name": "NotReady"},
    {"operation": {"operationName": "NotReady"}},
    {"channel": "voice", "count": 7, "urgent": True, "note": None},
    {"": "NotReady", "Größe": "é 漢字"},
    [{"operationName": "NotReady"}],
)
NAMED_OTHERWISE: tuple[object, ...] = (7, ["NotReady"], {"name": "NotReady"})
SPELLINGS = {
    "white space": b' { "operationName" : "NotReady" } ',
    "line breaks": b'\r\n{\r\n\t"operationName":\n\t"NotReady"\r\n}\r\n',
    "an escaped value": b'{"operationName":"\\u004eot\\u0052eady"}',
    "an escaped name": b'{"\\u006fperation\\u004eame":"NotReady"}',
}
_BREAKDOWN = 500
AS_PRINTED = (("Content-Type", "application/json"), *CURL)


def _confirmed(gws: GenesysWs, judge: Judge, wanted: str) -> None:
    """Judge that the operation `wanted` is confirmed, asked for in the other state."""
    gws.telling()
    leg = gws.change(wanted)
    gws.hold_possible(leg.answer, known=leg.known)
    if not leg.answer.denied:
        leg.answer.enveloped(f"the answer to {wanted}")
    judge.holds(
        leg.answer.accepted,
        f"{wanted} on the voice channel was not confirmed",
        expected="statusCode 0",
        observed=leg.answer,
        shown=(leg.answer,),
    )
    judge.observe(f"{wanted} is confirmed with HTTP {leg.answer.status}")


@pytest.mark.requirement("GWS-VOICE-01")
def test_not_ready_is_confirmed(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is confirmed with statusCode 0."""
    _confirmed(gws, judge, NOT_READY)


@pytest.mark.requirement("GWS-VOICE-02")
def test_ready_is_confirmed(gws: GenesysWs, judge: Judge) -> None:
    """Ready is confirmed with statusCode 0."""
    _confirmed(gws, judge, READY)


@pytest.mark.requirement("GWS-VOICE-08")
def test_the_printed_request_is_confirmed(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is confirmed as the first request of a client that has no cookie and no token."""
    gws.telling()
    control = gws.baseline()
    if gws.protected:
        reason = "the target offers a CSRF token, which the printed request does not have"
        raise NotApplicable(reason)
    control.needed("the control, NotReady within a session,")
    with gws.agent() as start:
        for attempt in range(2):
            gws.wire.refresh()
            answer = gws.operate(NOT_READY, headers=AS_PRINTED)
            if answer.accepted or attempt:
                break
            gws.brought(READY)  # an agent who is not ready may not be allowed to become so again
        if start is None:
            gws.hold_possible(answer, known=answer.denied)
        judge.holds(
            answer.accepted,
            "the request as printed was refused: a new client, HTTP Basic, no cookie, no token",
            expected="statusCode 0",
            observed=answer,
            shown=(control, answer),
        )


def _refused(judge: Judge, answer: Answer, control: Answer, what: str) -> None:
    """Judge that `what` is refused, and not only as NotReady itself is."""
    if not control.accepted and answer.like(control):
        reason = f"NotReady itself is refused, and {what} gets the same answer: {control}"
        raise Inconclusive(reason)
    judge.holds(
        answer.refused,
        f"{what} was not refused",
        expected="a statusCode other than 0, or HTTP 4xx",
        observed=answer,
        shown=(control, answer),
    )


@pytest.mark.requirement("GWS-VOICE-03")
def test_operation_name_is_required(gws: GenesysWs, judge: Judge) -> None:
    """An object without operationName is refused, whatever else is in it."""
    control = gws.baseline()
    for payload in NAMELESS:
        answer = gws.post(json.dumps(payload).encode(), defect="no operationName")
        _refused(judge, answer, control, "a payload without operationName")


@pytest.mark.requirement("GWS-VOICE-04")
def test_unknown_operations_are_refused(gws: GenesysWs, judge: Judge) -> None:
    """An operation that no target has is refused."""
    control = gws.baseline()
    answer = gws.operate(UNKNOWN_OPERATION, defect="an operation that does not exist")
    _refused(judge, answer, control, "an operation that does not exist")
    for value in NAMED_OTHERWISE:
        payload = json.dumps({"operationName": value}).encode()
        answer = gws.post(payload, defect="operationName is not a string", failures="return")
        if answer.status < _BREAKDOWN:
            _refused(judge, answer, control, "an operationName that is not a string")


@pytest.mark.requirement("GWS-VOICE-05")
@pytest.mark.parametrize("what", MALFORMED)
def test_malformed_payloads_are_refused(gws: GenesysWs, judge: Judge, what: str) -> None:
    """A body that is not JSON is refused, though it is said to be JSON."""
    control = gws.baseline()
    answer = gws.post(MALFORMED[what], defect=f"malformed JSON: {what}")
    _refused(judge, answer, control, f"a payload that is not JSON ({what})")


@pytest.mark.requirement("GWS-JSON-01")
def test_any_spelling_of_the_json_is_the_same(gws: GenesysWs, judge: Judge) -> None:
    """White space and escapes make no difference."""
    gws.telling()
    control = gws.baseline()
    if control.accepted:
        _all_accepted(gws, judge, control)
    else:
        _all_refused_alike(gws, judge, control)


def _all_accepted(gws: GenesysWs, judge: Judge, control: Answer) -> None:
    with gws.agent() as start:
        again = gws.operate(NOT_READY).accepted
        for what, payload in SPELLINGS.items():
            if not again:
                _make_ready(gws, shown=start is not None)
            if gws.protected:
                gws.me()
            answer = gws.post(payload)
            gws.coming(answer, NOT_READY)
            if not answer.accepted and start is None:
                plain = gws.operate(NOT_READY)
                plain.needed(f"NotReady itself, sent after JSON with {what} was not accepted,")
            judge.holds(
                answer.accepted,
                f"the same JSON with {what} was not accepted",
                expected=control,
                observed=answer,
                shown=(control, answer),
            )


def _make_ready(gws: GenesysWs, *, shown: bool) -> None:
    """Let the agent be ready, where NotReady is not accepted from one who is not ready."""
    if shown:
        gws.brought(READY)
    else:
        gws.operate(READY)


def _all_refused_alike(gws: GenesysWs, judge: Judge, control: Answer) -> None:
    """Where NotReady itself is refused, every spelling is refused in the same words."""
    unlike = gws.post(MALFORMED["cut short"], defect="malformed JSON: cut short")
    if unlike.like(control):
        reason = f"NotReady itself is refused, and any payload gets the same answer: {control}"
        raise Inconclusive(reason)
    for what, payload in SPELLINGS.items():
        answer = gws.post(payload)
        judge.holds(
            answer.like(control),
            f"the same JSON with {what} was refused for a different reason",
            expected=control,
            observed=answer,
            shown=(control, answer),
        )
