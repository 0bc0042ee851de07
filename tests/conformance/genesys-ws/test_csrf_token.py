"""The token against forged requests, where the target offers one (Sending data)."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_ws import NOT_READY, Answer, GenesysWs
from contracts.kit import Inconclusive, Judge, NotApplicable

pytestmark = pytest.mark.waits

_FORBIDDEN = 403


def _token_header(gws: GenesysWs) -> str:
    """The header that the target names for its token. Raises NotApplicable where it has none."""
    response = gws.own_user().exchange.response
    name = response.header("X-CSRF-HEADER") if response else None
    if not name:
        reason = "the target offers no CSRF token"
        raise NotApplicable(reason)
    return name


def _is_refused(judge: Judge, answer: Answer, what: str) -> None:
    judge.holds(
        answer.refused,
        f"an operation {what} was not refused",
        expected="403",
        observed=answer,
        shown=(answer,),
    )
    judge.observe(f"an operation {what}: {answer.status}")


@pytest.mark.requirement("GWS-CSRF-01")
def test_operations_need_the_token(gws: GenesysWs, judge: Judge) -> None:
    """Without the token, and with a wrong one, an operation is refused."""
    name = _token_header(gws)
    gws.baseline().needed("the control, NotReady with the token,")
    with gws.agent():
        gws.me()
        wrong = gws.operate(
            NOT_READY,
            headers=(("Content-Type", "application/json"), (name, "ucc-wrong-token")),
            defect="a wrong CSRF token",
        )
        _is_refused(judge, wrong, "with a wrong token")
        gws.wire.refresh()
        without = gws.operate(NOT_READY, defect="no CSRF token")
        _is_refused(judge, without, "without a token")


@pytest.mark.requirement("GWS-CSRF-02")
def test_operations_with_the_token_are_accepted(gws: GenesysWs, judge: Judge) -> None:
    """With token and cookies operations are accepted, more than one in a session."""
    _token_header(gws)
    with gws.agent():
        for _ in range(2):
            answer = gws.toggle()
            judge.holds(
                not (answer.denied and answer.status == _FORBIDDEN),
                "an operation with the offered token was refused",
                expected="statusCode 0",
                observed=answer,
                shown=(answer,),
            )
            if answer.status >= 500 or answer.status == 0:
                reason = f"an operation with the token got no answer: {answer}"
                raise Inconclusive(reason)
