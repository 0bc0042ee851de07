"""The state that follows an operation (A simple request; Sending data).

statusCode 0 says that an operation has been passed on. The state is awaited, and never asked for
only once.
"""

from __future__ import annotations

import time

import pytest

from contracts.apis.genesys_ws import NOT_READY, READY, UNKNOWN_OPERATION, GenesysWs, same_state
from contracts.engine import Judge
from contracts.model import Inconclusive, NoAuth

_WATCHED_S = 0.05
_WATCHED_AT_MOST_S = 2.0


def _bring(gws: GenesysWs, state: str) -> None:
    gws.shown_state()
    if not gws.brought(state):
        reason = f"the agent does not come to be {state}"
        raise Inconclusive(reason)


def _judge_arrival(gws: GenesysWs, judge: Judge, wanted: str, other: str) -> None:
    with gws.agent(judge.observe):
        _bring(gws, other)
        answer = gws.operate(wanted).needed(f"{wanted} on the voice channel")
        judge.holds(
            gws.awaited(wanted),
            f"{wanted} is confirmed, but the agent does not come to be {wanted}",
            expected=wanted,
            observed=gws.state(),
            shown=(answer,),
        )


@pytest.mark.requirement("GWS-ASYNC-02")
def test_agent_comes_to_be_not_ready(gws: GenesysWs, judge: Judge) -> None:
    """After NotReady a ready agent comes to be not ready."""
    _judge_arrival(gws, judge, NOT_READY, READY)


@pytest.mark.requirement("GWS-ASYNC-03")
def test_agent_comes_to_be_ready(gws: GenesysWs, judge: Judge) -> None:
    """After Ready an agent who is not ready comes to be ready."""
    _judge_arrival(gws, judge, READY, NOT_READY)


@pytest.mark.requirement("GWS-VOICE-06")
def test_refused_requests_change_nothing(gws: GenesysWs, judge: Judge) -> None:
    """While refused requests ask for it, an agent who is not ready does not come to be ready."""
    with gws.agent(judge.observe):
        _bring(gws, READY)
        began = time.monotonic()
        _bring(gws, NOT_READY)
        seconds = time.monotonic() - began
        answers = [
            gws.operate(UNKNOWN_OPERATION, defect="an operation that does not exist"),
            gws.post(b'{"operationName":"Ready"', defect="malformed JSON: cut short"),
            gws.post(b'{"operationName":["Ready"]}', defect="operationName is a list"),
        ]
        gws.wire.refresh()
        answers.append(gws.operate(READY, auth=NoAuth(), defect="no credentials"))
        gws.wire.refresh()
        if not all(one.turned_away for one in answers):
            reason = "requests are accepted that should be refused"
            raise Inconclusive(reason)
        ends = time.monotonic() + min(2 * seconds + _WATCHED_S, _WATCHED_AT_MOST_S)
        while True:
            over = time.monotonic() > ends
            state = gws.shown_state()
            judge.holds(
                same_state(state, NOT_READY),
                "a request that was refused has changed the state",
                expected=NOT_READY,
                observed=state,
                shown=tuple(answers),
            )
            if over:
                break
            time.sleep(_WATCHED_S / 2)
