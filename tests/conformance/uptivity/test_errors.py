"""Error results: ERROR, the code of the error (API Server Command Results, second example)."""

from __future__ import annotations

from contextlib import suppress

import pytest

from contracts.apis.uptivity import WAYS, Reply, Uptivity
from contracts.kit import CodeKind, Inconclusive, Judge, NotTested

_SUCCESSES = frozenset({CodeKind.SUCCESS, CodeKind.LIKELY_SUCCESS})
_ERRORS = frozenset({CodeKind.ERROR, CodeKind.LIKELY_ERROR})


def _refused(uptivity: Uptivity, reply: Reply) -> Reply:
    """The answer to a command that does not exist, where it is an error in some respect.

    Raises Inconclusive where it is a success through and through: see UPT-ERR-03.
    """
    if reply.type != "ERROR" and uptivity.codes.kind(reply.code) in _SUCCESSES:
        reason = f"a command that does not exist was answered with a success: {reply}"
        raise Inconclusive(reason)
    return reply


def _refusals(uptivity: Uptivity, request_id: str, way: str) -> list[Reply]:
    """The answers to a command that does not exist and to none, as far as they are errors."""
    found = [_refused(uptivity, uptivity.unknown_command(request_id, way=way))]
    with suppress(Inconclusive):
        found.append(_refused(uptivity, uptivity.no_command(request_id, way)))
    return found


@pytest.mark.requirement("UPT-ERR-01")
@pytest.mark.parametrize("way", WAYS)
def test_an_error_says_so_in_its_type(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """The answer to no command, or to one that does not exist, has RESULTTYPE ERROR or a label."""
    uptivity.takes(way)
    for reply in _refusals(uptivity, "61", way):
        # The label of another code is what UPT-TABLE-02 judges.
        label = bool(uptivity.codes.codes(reply.type)) and reply.type != "API_OK"
        judge.holds(
            reply.type == "ERROR" or (label and uptivity.reading("UPT-AMB-04") != "strict"),
            f"RESULTTYPE of an error is {reply.type!r}",
            expected="ERROR",
            observed=reply.type,
            shown=(reply,),
            where="xpath /RESULT/RESULTTYPE",
        )


@pytest.mark.requirement("UPT-ERR-02")
@pytest.mark.parametrize("way", WAYS)
def test_an_error_has_the_code_of_an_error(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """The answer to no command, or to one that does not exist, has not the code of a success."""
    uptivity.takes(way)
    wrong = {CodeKind.SUCCESS}
    if uptivity.reading("UPT-AMB-18") == "any-success":
        wrong.add(CodeKind.LIKELY_SUCCESS)
    for reply in _refusals(uptivity, "62", way):
        judge.holds(
            uptivity.codes.kind(reply.code) not in wrong,
            f"an error has code {reply.code}, which names a success",
            expected="the code of an error",
            observed=reply.code,
            shown=(reply,),
            where="xpath /RESULT/RESULTCODE",
        )


def _judge_error(uptivity: Uptivity, judge: Judge, reply: Reply, what: str) -> None:
    """Judge that a request comes to an error; what is wrong with the error is judged elsewhere."""
    kind = uptivity.codes.kind(reply.code)
    if reply.type == "ERROR" and kind in _SUCCESSES:
        reason = f"the error has the code of a success (see UPT-ERR-02): {reply}"
        raise Inconclusive(reason)
    if reply.type == "API_OK" and kind in _ERRORS:
        reason = f"the error has RESULTTYPE API_OK (see UPT-ERR-01): {reply}"
        raise Inconclusive(reason)
    judge.holds(
        uptivity.is_error(reply),
        f"{what} was answered with {reply.type}, code {reply.code}",
        expected="RESULTTYPE ERROR and the code of an error",
        observed=reply,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-ERR-03")
@pytest.mark.parametrize("way", WAYS)
def test_unknown_command_is_an_error(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """A command that does not exist comes to an error."""
    uptivity.takes(way)
    reply = uptivity.unknown_command("63", way=way)
    _judge_error(uptivity, judge, reply, "a command that does not exist")


@pytest.mark.requirement("UPT-ERR-04")
@pytest.mark.parametrize("way", WAYS)
def test_missing_command_is_an_error(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """A message without a command comes to an error."""
    uptivity.takes(way)
    reply = uptivity.no_command("64", way=way)
    _judge_error(uptivity, judge, reply, "a message without a command")


@pytest.mark.requirement("UPT-ERR-07")
@pytest.mark.parametrize("case", ["unknown command", "no command"])
def test_the_code_says_what_is_wrong(uptivity: Uptivity, judge: Judge, case: str) -> None:
    """A command that does not exist, and none, have one of the codes that mean this."""
    uptivity.control("66")
    ask = uptivity.unknown_command if case == "unknown command" else uptivity.no_command
    reply = ask("66")
    if not uptivity.is_error(reply) or uptivity.codes.kind(reply.code) in _SUCCESSES:
        reason = f"the answer is not consistently an error (see UPT-ERR-02, -03 and -04): {reply}"
        raise Inconclusive(reason)
    if reply.code not in uptivity.codes:
        reason = f"code {reply.code} is not in the table (see UPT-TABLE-01)"
        raise Inconclusive(reason)
    judge.holds(
        reply.code in uptivity.allowed(case),
        f"code {reply.code} ({uptivity.codes.label(reply.code)}) does not mean: {case}",
        expected=f"one of {uptivity.shown(case)}",
        observed=reply,
        shown=(reply,),
        where="xpath /RESULT/RESULTCODE",
    )


@pytest.mark.requirement("UPT-ERR-05", "UPT-ERR-06", "UPT-TABLE-01", "UPT-TABLE-02", "UPT-TABLE-03")
def test_code_and_label_agree(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error are held to the table, as every exchange of a run is."""
    uptivity.control("65")
    uptivity.unknown_command("65")
    uptivity.no_command("65")
    for one in judge.requirements:
        with judge.of(one.id):
            if not judge.seen(one.id):
                reason = "no result of TEST or of an unknown command is covered by this requirement"
                raise NotTested(reason)
