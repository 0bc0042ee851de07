"""The general success: API_OK, 20, API_OK (API Server Command Results, first example)."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity import Uptivity
from contracts.engine import Judge
from contracts.model import Inconclusive


@pytest.mark.requirement("UPT-OK-01")
def test_success_has_code_20(uptivity: Uptivity, judge: Judge) -> None:
    """TEST is answered with RESULTCODE 20."""
    reply = uptivity.test("51")
    judge.equal(reply.code, 20, "RESULTCODE of the general success", shown=(reply,))


@pytest.mark.requirement("UPT-OK-02")
def test_success_has_type_api_ok(uptivity: Uptivity, judge: Judge) -> None:
    """TEST is answered with RESULTTYPE API_OK."""
    reply = uptivity.test("52")
    _is_success(reply.code)
    if reply.type == "ERROR":
        reason = "the answer to TEST is an error with the code of a success: see UPT-ERR-02"
        raise Inconclusive(reason)
    judge.equal(reply.type, "API_OK", "RESULTTYPE of the general success", shown=(reply,))


@pytest.mark.requirement("UPT-OK-03")
def test_success_has_message_api_ok(uptivity: Uptivity, judge: Judge) -> None:
    """TEST is answered with RESULTMSG API_OK; white space around it does not count."""
    reply = uptivity.test("53")
    _is_success(reply.code)
    judge.equal(reply.message, "API_OK", "RESULTMSG of the general success", shown=(reply,))


def _is_success(code: int) -> None:
    if code != 20:
        reason = f"TEST is answered with code {code}, not with the general success"
        raise Inconclusive(reason)
