"""REQUESTID: the result carries the one that was sent (API Server Command Results)."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.apis.uptivity import BY_SOCKET, CRLF, WAYS, XML_WAYS, Reply, Uptivity, xml_request
from contracts.kit import Inconclusive, Judge, NotApplicable, Piece

_RANDOM = 3
"""Numbers in each way beside the two at the ends of the range."""

TEXTS = (
    "AbC",
    "a b",
    "1+2;3",
    "50%41",
    "ä漢",
    "9<8&7>6\"5'4",
    "No " + "0123456789" * 40,
    "{e\u0301😀}",
)
NUMERALS = ("1.50", "+5")
"""Numbers in forms that they lose once they are kept as numbers, which UPT-AMB-16 may allow."""
BLANKS = (" 7 ", "a  b")
"""Sent in queries alone: in XML a server may take such white space for indentation."""

unusual_ids = st.one_of(
    st.from_regex(r"0{1,4}[0-9]{1,9}", fullmatch=True),
    st.integers(min_value=-(2**31), max_value=-1).map(str),
    st.integers(min_value=2**31, max_value=10**38).map(str),
)


def _plain_ids(judge: Judge) -> list[str]:
    """Positive numbers of up to 31 bits; which ones depends on the run's seed."""
    chosen = random.Random(judge.seed)  # noqa: S311 - no secret
    return ["1", "2147483647", *(str(chosen.randrange(2, 2**31)) for _ in range(_RANDOM))]


@pytest.mark.requirement("UPT-ID-01")
@pytest.mark.parametrize("way", WAYS)
def test_plain_id_comes_back(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """A positive number comes back as it was sent, in whatever way it was."""
    uptivity.takes(way)
    for request_id in _plain_ids(judge):
        reply = uptivity.by(way, (("type", "test"), ("requestid", request_id)))
        _came_back(judge, reply, request_id)


def _came_back(judge: Judge, reply: Reply, sent: str) -> None:
    if reply.request_id is None:
        reason = "the RESULT has no REQUESTID (see UPT-RESULT-05)"
        raise Inconclusive(reason)
    judge.holds(
        reply.request_id == sent,
        f"REQUESTID is {reply.request_id!r}; the request sent {sent!r}",
        expected=sent,
        observed=reply.request_id,
        shown=(reply,),
        where="xpath /RESULT/REQUESTID",
    )


@pytest.mark.requirement("UPT-ID-01")
def test_no_result_has_the_id_of_another_request(uptivity: Uptivity, judge: Judge) -> None:
    """Of messages sent one after the other on one connection, each has its own REQUESTID."""
    uptivity.takes(BY_SOCKET)
    sent = ("43", "7", "1043", "44")
    lines = (xml_request((("TYPE", "TEST"), ("REQUESTID", one))).encode() + CRLF for one in sent)
    pieces = [Piece(line, number) for number, line in enumerate(lines, 1)]
    replies = uptivity.converse(*pieces, failures="return")
    said = [reply.text_or_none("REQUESTID") for reply in replies]
    if len(said) != len(sent) or not set(said) <= set(sent):
        reason = "not every message on the connection was answered (see UPT-SOCK-04)"
        raise NotApplicable(reason)
    judge.equal(said, list(sent), "REQUESTID in the results of one connection")


@pytest.mark.requirement("UPT-ID-01")
def test_messages_sent_at_once_have_their_own_ids(uptivity: Uptivity, judge: Judge) -> None:
    """Of TEST and a command that does not exist, sent at once, each result has its own REQUESTID.

    Results may come in any order: which one is whose shows in whether it is an error.
    """
    uptivity.takes(BY_SOCKET)
    alone = uptivity.unknown_command("46", way=BY_SOCKET, failures="return")
    commands = {"45": "TEST", "46": uptivity.UNKNOWN}
    lines = (
        xml_request((("TYPE", name), ("REQUESTID", one))).encode() + CRLF
        for one, name in commands.items()
    )
    replies = uptivity.converse(Piece(b"".join(lines), len(commands)), failures="return")
    _not_one_for_both(uptivity, judge, replies)
    by_id = {reply.request_id: reply for reply in replies if reply.is_result}
    if len(replies) != len(commands) or set(by_id) != set(commands) or uptivity.succeeded(alone):
        reason = "messages sent at once were not both answered, or both with a success"
        raise NotApplicable(reason)
    judge.holds(
        not uptivity.succeeded(by_id["46"]) or uptivity.succeeded(by_id["45"]),
        "two messages sent at once were answered with the REQUESTID of each other",
        expected="a success with REQUESTID 45, an error with REQUESTID 46",
        observed=" | ".join(str(reply) for reply in replies),
        shown=tuple(replies),
    )


def _not_one_for_both(uptivity: Uptivity, judge: Judge, replies: list[Reply]) -> None:
    """Judge that not both of two answers have the REQUESTID of one, where both were read."""
    unread = uptivity.allowed("malformed")
    if len(replies) != 2 or not all(
        reply.is_result and reply.count("RESULTCODE") for reply in replies
    ):
        return
    said = [reply.request_id for reply in replies]
    if any(reply.code in unread for reply in replies):
        return
    judge.holds(
        said not in (["45", "45"], ["46", "46"]),
        f"two messages sent at once were both answered with REQUESTID {said[0]}",
        expected="one result with REQUESTID 45, one with 46",
        observed=" | ".join(str(reply) for reply in replies),
        shown=tuple(replies),
    )


@pytest.mark.requirement("UPT-ID-02")
@given(request_id=unusual_ids)
@example(request_id="0")
@example(request_id="0017")
@example(request_id="-5")
@example(request_id="4294967297")
@example(request_id="123456789012345678901234567890")
def test_unusual_id_comes_back_or_is_refused(
    uptivity: Uptivity, judge: Judge, request_id: str
) -> None:
    """Leading zeros, a sign and many digits come back as they are, unless refused."""
    uptivity.echo_works()
    reply = uptivity.test(request_id)
    refused = uptivity.is_error(reply)
    if refused:
        judge.observe(f"REQUESTID {request_id} is refused with code {reply.code}")
    judge.holds(
        refused or _same(reply, request_id, exact=uptivity.reading("UPT-AMB-16") == "text"),
        f"REQUESTID is {reply.request_id!r}; the request sent {request_id!r}",
        expected=request_id,
        observed=reply.request_id,
        shown=(reply,),
        where="xpath /RESULT/REQUESTID",
    )


def _same(reply: Reply, sent: str, *, exact: bool) -> bool:
    said = reply.request_id or ""
    if exact or not re.fullmatch(r"-?[0-9]+", said):
        return said == sent
    return int(said) == int(sent)


@pytest.mark.requirement("UPT-ID-02")
@pytest.mark.parametrize("way", WAYS)
def test_a_text_comes_back_or_is_refused(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """Letters, white space, punctuation and markup characters come back, unless refused."""
    uptivity.echo_works()
    uptivity.takes(way)
    texts = TEXTS if way in XML_WAYS else (*TEXTS, *BLANKS)
    if uptivity.reading("UPT-AMB-16") == "text":
        texts = (*texts, *NUMERALS)
    replies = {
        text: uptivity.by(
            way, (("type", "test"), ("requestid", text)), operation=None, failures="return"
        )
        for text in texts
    }
    # A gateway may refuse some of them; a RESULT that is broken is what UPT-XML-02 judges.
    results = {text: reply for text, reply in replies.items() if reply.is_result}
    if not results:
        reason = f"no non-numeric REQUESTID was answered with a RESULT: {replies[texts[0]]}"
        raise Inconclusive(reason)
    for text, reply in results.items():
        said = reply.text("REQUESTID") or ""
        judge.holds(
            uptivity.is_error(reply) or text in said or said.strip() in _misread(text, way),
            f"REQUESTID {text!r} was accepted but returned as {said!r}",
            expected=text,
            observed=said,
            shown=(reply,),
            where="xpath /RESULT/REQUESTID",
        )


def _misread(text: str, way: str) -> set[str]:
    """`text` in a query whose percent-encoded bytes are read in another encoding than UTF-8.

    The document does not say in which encoding a query is.
    """
    if way in XML_WAYS or text.isascii():
        return set()
    encodings = ("latin-1", "cp1252", "cp437", "utf-16-le")
    return {text.encode().decode(encoding, "replace").strip() for encoding in encodings}


@pytest.mark.requirement("UPT-ID-03")
@pytest.mark.parametrize("way", WAYS)
def test_an_error_carries_the_id(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """The answer to a command that does not exist has the REQUESTID, as that to TEST has it."""
    uptivity.echo_works()
    uptivity.takes(way)
    *ids, last = _plain_ids(judge)
    for request_id in (*ids, _taken_text(uptivity, way) or last):
        reply = uptivity.unknown_command(request_id, way=way)
        if not uptivity.is_error(reply):
            reason = f"a command that does not exist is not an error (see UPT-ERR-03): {reply}"
            raise Inconclusive(reason)
        said = reply.request_id
        judge.holds(
            said == request_id,
            "an error has no REQUESTID"
            if said is None
            else f"REQUESTID of an error is {said!r}; the request sent {request_id!r}",
            expected=request_id,
            observed=said or "none",
            shown=(reply,),
            where="xpath /RESULT/REQUESTID",
        )


def _taken_text(uptivity: Uptivity, way: str) -> str | None:
    """A REQUESTID with letters, where TEST is answered with it; they need not be taken."""
    text = TEXTS[0]
    pairs = (("type", "test"), ("requestid", text))
    reply = uptivity.by(way, pairs, operation=None, failures="return")
    return text if uptivity.succeeded(reply) and reply.request_id == text else None


@pytest.mark.requirement("UPT-ID-04")
@pytest.mark.parametrize("what", ["missing", "empty"])
@pytest.mark.parametrize("way", WAYS)
def test_missing_id_is_refused(uptivity: Uptivity, judge: Judge, way: str, what: str) -> None:
    """TEST without a REQUESTID comes to an error."""
    uptivity.takes(way)
    pairs = (("type", "test"),) if what == "missing" else (("type", "test"), ("requestid", ""))
    reply = uptivity.by(way, pairs, defect=f"requestid {what}")
    judge.holds(
        uptivity.is_error(reply) and reply.code in uptivity.allowed("request id"),
        f"TEST with a REQUESTID that is {what} was answered with code {reply.code}",
        expected=f"an error with one of the codes {uptivity.shown('request id')}",
        observed=reply,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-ID-05")
def test_an_id_that_is_no_number_is_observed(uptivity: Uptivity, judge: Judge) -> None:
    """What comes of a REQUESTID that is not a number is reported."""
    uptivity.control("42")
    for text in ("abc", "1x"):
        pairs = (("type", "test"), ("requestid", text))
        reply = uptivity.ask(pairs, defect="requestid is not a number", failures="return")
        said = f"code {reply.code}, REQUESTID {reply.request_id}" if reply.is_result else reply
        judge.observe(f"REQUESTID {text}: {said}")
