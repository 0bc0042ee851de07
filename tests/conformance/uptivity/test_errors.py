"""Error results: ERROR, the code of the error (API Server Command Results, second example)."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity import WAYS, Reply, Uptivity
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested
from contracts.oracles import CodeKind


def _is_an_error(reply: Reply) -> None:
    """Raise Inconclusive where the answer is a success through and through: see UPT-ERR-03."""
    if reply.type != "ERROR" and reply.code == 20:
        reason = "a command that does not exist is answered with a success"
        raise Inconclusive(reason)


@pytest.mark.requirement("UPT-ERR-01")
def test_an_error_has_type_error(uptivity: Uptivity, judge: Judge) -> None:
    """The answer to a command that does not exist has RESULTTYPE ERROR."""
    uptivity.control("61")
    reply = uptivity.unknown_command("61")
    _is_an_error(reply)
    allowed = {"ERROR"}
    if uptivity.reading("UPT-AMB-04") == "label-too":
        # The label of another code is what UPT-TABLE-02 judges.
        allowed |= {reply.type} if uptivity.codes.codes(reply.type) else set()
        allowed.discard("API_OK")
    judge.holds(
        reply.type in allowed,
        "an error result does not say so in RESULTTYPE",
        expected="ERROR",
        observed=reply.type,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-ERR-02")
def test_an_error_has_the_code_of_an_error(uptivity: Uptivity, judge: Judge) -> None:
    """The answer to a command that does not exist does not have the code of the success."""
    uptivity.control("62")
    reply = uptivity.unknown_command("62")
    _is_an_error(reply)
    judge.holds(
        uptivity.codes.kind(reply.code) is not CodeKind.SUCCESS,
        "an error result has the code of a success",
        expected="the code of an error",
        observed=reply.code,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-ERR-03")
@pytest.mark.parametrize("way", WAYS)
def test_unknown_command_is_refused(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """A command that does not exist has one of the codes that mean this."""
    uptivity.takes(way)
    _refused(uptivity, judge, uptivity.unknown_command("63", way=way), "unknown command")


@pytest.mark.requirement("UPT-ERR-04")
@pytest.mark.parametrize("way", WAYS)
def test_missing_command_is_refused(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """A message without a command has one of the codes that mean this."""
    uptivity.takes(way)
    _refused(uptivity, judge, uptivity.no_command("64", way=way), "no command")


def _refused(uptivity: Uptivity, judge: Judge, reply: Reply, case: str) -> None:
    if reply.type == "ERROR" and uptivity.codes.kind(reply.code) is CodeKind.SUCCESS:
        reason = "the error result has the code of a success: see UPT-ERR-02"
        raise Inconclusive(reason)
    if reply.code not in uptivity.codes:
        reason = f"code {reply.code} is outside the table: see UPT-TABLE-01"
        raise Inconclusive(reason)
    judge.holds(
        reply.code in uptivity.allowed(case),
        "the result code does not say what is wrong with the request",
        expected=f"one of {uptivity.shown(case)}",
        observed=reply,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-ERR-05")
@pytest.mark.requirement("UPT-TABLE-01")
@pytest.mark.requirement("UPT-TABLE-02")
@pytest.mark.requirement("UPT-TABLE-03")
def test_code_and_label_agree(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error are held to the table, as every exchange of a run is."""
    uptivity.control("65")
    uptivity.unknown_command("65")
    uptivity.no_command("65")
    for one in judge.requirements:
        with judge.of(one.id):
            if not judge.seen(one.id):
                reason = "TEST and unknown commands have no result that this statement is about"
                raise NotTested(reason)
