"""Operations on the voice channel (Sending data)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.genesys_ws import NOT_READY, READY, UNKNOWN_OPERATION, Answer, GenesysWs
from contracts.engine import Judge
from contracts.model import Inconclusive

MALFORMED = {
    "cut short": b'{"operationName":"NotReady"',
    "a form": b"operationName=NotReady",
    "a text without end": b'{"operationName":"NotReady}',
}
SPELLINGS = {
    "white space": b' { "operationName" : "NotReady" } ',
    "line breaks": b'\r\n{\r\n\t"operationName":\n\t"NotReady"\r\n}\r\n',
    "an escaped value": b'{"operationName":"\\u004eot\\u0052eady"}',
    "an escaped name": b'{"\\u006fperation\\u004eame":"NotReady"}',
}


def _confirmed(gws: GenesysWs, judge: Judge, wanted: str, other: str) -> None:
    """Judge that the operation `wanted` is confirmed, asked for in the state `other`."""
    gws.telling()
    with gws.agent(judge.observe) as start:
        known = start is not None and gws.brought(other)
        answer = gws.operate(wanted)
        if not known and answer.refused and not answer.denied:
            # The agent may be in that state already, where a target does not show it.
            gws.operate(other)
            answer = gws.operate(wanted)
        gws.hold_possible(answer, known=known)
        if not answer.denied:
            answer.enveloped(f"the answer to {wanted}")
        judge.holds(
            answer.accepted,
            f"{wanted} on the voice channel is not confirmed",
            expected="statusCode 0",
            observed=answer,
            shown=(answer,),
        )
        judge.observe(f"{wanted} is confirmed with HTTP {answer.status}")


@pytest.mark.requirement("GWS-VOICE-01")
def test_not_ready_is_confirmed(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is confirmed with statusCode 0."""
    _confirmed(gws, judge, NOT_READY, READY)


@pytest.mark.requirement("GWS-VOICE-02")
def test_ready_is_confirmed(gws: GenesysWs, judge: Judge) -> None:
    """Ready is confirmed with statusCode 0."""
    _confirmed(gws, judge, READY, NOT_READY)


def _refused(judge: Judge, answer: Answer, what: str) -> None:
    judge.holds(
        answer.refused,
        f"{what} is not refused",
        expected="another statusCode than 0, or a 4xx",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-VOICE-03")
def test_operation_name_is_required(gws: GenesysWs, judge: Judge) -> None:
    """An object without operationName is refused, beside one that has it and is accepted."""
    gws.controlled(judge.observe)
    with gws.agent(judge.observe):
        for payload in (b"{}", b'{"name":"NotReady"}'):
            answer = gws.post(payload, defect="no operationName")
            _refused(judge, answer, "a payload without operationName")


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=20)
OTHERS = st.dictionaries(
    NAMES.filter(lambda name: name.casefold() != "operationname"),
    st.none() | st.booleans() | st.integers(-(2**31), 2**31) | NAMES,
    max_size=4,
)


@pytest.mark.requirement("GWS-VOICE-03")
@given(payload=OTHERS)
def test_payloads_without_an_operation_are_refused(
    gws: GenesysWs, judge: Judge, payload: dict[str, object]
) -> None:
    """Whatever else an object has, without operationName it is refused."""
    gws.controlled(judge.observe)
    with gws.agent(judge.observe):
        text = json.dumps(payload, ensure_ascii=False)
        answer = gws.post(text.encode(), defect="generated, without operationName")
        _refused(judge, answer, "a payload without operationName")


@pytest.mark.requirement("GWS-VOICE-04")
def test_unknown_operations_are_refused(gws: GenesysWs, judge: Judge) -> None:
    """An operation that no target has is refused."""
    gws.controlled(judge.observe)
    with gws.agent(judge.observe):
        answer = gws.operate(UNKNOWN_OPERATION, defect="an operation that does not exist")
        _refused(judge, answer, "an operation that does not exist")


@pytest.mark.requirement("GWS-VOICE-05")
@pytest.mark.parametrize("what", MALFORMED)
def test_malformed_payloads_are_refused(gws: GenesysWs, judge: Judge, what: str) -> None:
    """What is no JSON is refused, though it is said to be JSON."""
    gws.controlled(judge.observe)
    with gws.agent(judge.observe):
        answer = gws.post(MALFORMED[what], defect=f"malformed JSON: {what}")
        _refused(judge, answer, f"a payload that is no JSON ({what})")


@pytest.mark.requirement("GWS-JSON-01")
def test_any_spelling_of_the_json_is_taken(gws: GenesysWs, judge: Judge) -> None:
    """White space and escapes make no difference."""
    gws.telling()
    with gws.agent(judge.observe) as start:
        plain = gws.control()
        again = gws.operate(NOT_READY).accepted
        for what, payload in SPELLINGS.items():
            if not again and start is not None:
                gws.brought(READY)
            answer = gws.post(payload)
            gws.coming(answer, NOT_READY)
            judge.holds(
                answer.accepted or not (again or start),
                f"the same JSON with {what} is not taken alike",
                expected=plain,
                observed=answer,
                shown=(plain, answer),
            )
        if not again and start is None:
            reason = "NotReady is not accepted twice, and the target does not show the state"
            raise Inconclusive(reason)
