"""The general success: API_OK, 20, API_OK (API Server Command Results, first example)."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity import Reply, Uptivity
from contracts.kit import Inconclusive, Judge, NotApplicable

OK = 20


@pytest.mark.requirement("UPT-OK-01")
def test_success_has_code_20(uptivity: Uptivity, judge: Judge) -> None:
    """TEST is answered with RESULTCODE 20."""
    reply = uptivity.test("51")
    judge.holds(
        reply.code == OK,
        f"TEST was answered with code {reply.code}, not 20",
        expected="RESULTCODE 20",
        observed=reply,
        shown=(reply,),
        where="xpath /RESULT/RESULTCODE",
    )


@pytest.mark.requirement("UPT-OK-02")
def test_success_has_type_api_ok(uptivity: Uptivity, judge: Judge) -> None:
    """RESULTTYPE beside code 20 is API_OK."""
    reply = _success(uptivity, "52")
    if reply.type == "ERROR":
        reason = "TEST was answered with an error that has the code of a success (see UPT-ERR-02)"
        raise Inconclusive(reason)
    judge.holds(
        reply.type == "API_OK",
        f"RESULTTYPE is {reply.type!r} beside code 20, not API_OK",
        expected="API_OK",
        observed=reply.type,
        shown=(reply,),
        where="xpath /RESULT/RESULTTYPE",
    )


@pytest.mark.requirement("UPT-OK-03")
def test_success_has_message_api_ok(uptivity: Uptivity, judge: Judge) -> None:
    """RESULTMSG beside code 20 is API_OK; white space around it does not count."""
    reply = _success(uptivity, "53")
    judge.holds(
        reply.message == "API_OK",
        f"RESULTMSG of the general success is {reply.message!r}, not API_OK",
        expected="API_OK",
        observed=reply.message,
        shown=(reply,),
        where="xpath /RESULT/RESULTMSG",
    )


def _success(uptivity: Uptivity, request_id: str) -> Reply:
    """The answer to TEST, where it has code 20. Raises NotApplicable otherwise."""
    reply = uptivity.test(request_id)
    if reply.code != OK:
        reason = f"TEST was answered with code {reply.code}; this requirement is about code 20"
        raise NotApplicable(reason)
    return reply
