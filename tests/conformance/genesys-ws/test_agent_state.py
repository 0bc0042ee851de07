"""The state that follows an operation (A simple request; Sending data).

statusCode 0 says that an operation has been passed on. The state is awaited, and never asked for
only once.
"""

from __future__ import annotations

import time

import pytest

from contracts.apis.genesys_ws import NOT_READY, READY, UNKNOWN_OPERATION, GenesysWs, same_state
from contracts.engine import Judge
from contracts.model import BasicAuth, Inconclusive, NoAuth, NotTested

pytestmark = pytest.mark.waits

_WATCHED_S = 0.05
_WATCHED_AT_MOST_S = 2.0


def _judge_arrival(gws: GenesysWs, judge: Judge, wanted: str) -> None:
    gws.shown_state()
    leg = gws.change(wanted)
    if not leg.known:
        reason = f"the agent could not be brought into another state than {wanted} first"
        raise Inconclusive(reason)
    leg.answer.needed(f"{wanted} on the voice channel")
    if not leg.arrived and not gws.arrivals.came and "settle_s" not in gws.target.data:
        reason = (
            f"no state of the agent changed within {gws.arrivals.most_s:g} s; [data] settle_s of "
            "the target file can say how long it may take"
        )
        raise Inconclusive(reason)
    judge.holds(
        leg.arrived,
        f"{wanted} was confirmed, but the agent did not become {wanted}",
        expected=wanted,
        observed=gws.state(),
        shown=(leg.answer,),
    )


@pytest.mark.requirement("GWS-ASYNC-02")
def test_agent_becomes_not_ready(gws: GenesysWs, judge: Judge) -> None:
    """After NotReady a ready agent becomes not ready."""
    _judge_arrival(gws, judge, NOT_READY)


@pytest.mark.requirement("GWS-ASYNC-03")
def test_agent_becomes_ready(gws: GenesysWs, judge: Judge) -> None:
    """After Ready an agent who is not ready becomes ready."""
    _judge_arrival(gws, judge, READY)


def _is_own(gws: GenesysWs, auth: BasicAuth) -> bool:
    """Whether other credentials are those of the own user, too."""
    own = gws.own_user().user["id"]
    return bool(gws.as_another(auth, "/me", "another user").user.get("id") == own)


@pytest.mark.requirement("GWS-VOICE-07")
def test_an_operation_is_for_the_current_user(gws: GenesysWs, judge: Judge) -> None:
    """While the state of the own user changes, another user keeps the state of before."""
    gws.shown_state()
    second = gws.second_user()
    if second is None or _is_own(gws, second):
        reason = "only one user is known; [data] passwordless of the target file can name another"
        raise NotTested(reason)
    legs = [gws.change(wanted) for wanted in (READY, NOT_READY)]
    if not any(leg.other_before or leg.other_after for leg in legs):
        reason = "the target does not show the state of the second user"
        raise NotTested(reason)
    telling = [
        leg
        for leg in legs
        if leg.arrived and not (leg.other_before and same_state(leg.other_before, leg.wanted))
    ]
    if not telling:
        reason = "no change of state was seen that would show in the state of the second user"
        raise Inconclusive(reason)
    for leg in telling:
        judge.holds(
            leg.other_after is None or not same_state(leg.other_after, leg.wanted),
            f"{leg.wanted} for the own user made another user {leg.wanted}, too",
            expected=f"the second user stays {leg.other_before or 'without a state'}",
            observed=f"the second user is {leg.other_after}",
            shown=(leg.answer,),
        )


@pytest.mark.requirement("GWS-VOICE-06")
def test_refused_requests_change_nothing(gws: GenesysWs, judge: Judge) -> None:
    """While refused requests ask for it, an agent who is not ready does not become ready."""
    gws.shown_state()
    came = gws.change(READY)
    if not came.arrived:
        reason = "the agent never became ready, so nothing can be seen to have changed"
        raise Inconclusive(reason)
    with gws.agent():
        if not gws.brought(NOT_READY):
            reason = "the agent does not become NotReady"
            raise Inconclusive(reason)
        answers = [
            gws.operate(UNKNOWN_OPERATION, defect="an operation that does not exist"),
            gws.post(b'{"operationName":"Ready"', defect="malformed JSON: cut short"),
            # A target that breaks down on it has still not changed anything.
            gws.post(b'{"operationName":["Ready"]}', defect="a list", failures="return"),
        ]
        gws.wire.refresh()
        answers.append(gws.operate(READY, auth=NoAuth(), defect="no credentials"))
        gws.wire.refresh()
        if any(one.accepted for one in answers):
            reason = "requests were accepted that should be refused"
            raise Inconclusive(reason)
        ends = time.monotonic() + min(2 * gws.arrivals.longest_s + _WATCHED_S, _WATCHED_AT_MOST_S)
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
