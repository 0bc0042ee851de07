"""The raw TCP service: one request a line, on connections that stay (public documentation)."""

from __future__ import annotations

from contextlib import suppress

import pytest

from contracts.apis.uptivity import (
    BY_SOCKET,
    CRLF,
    Reply,
    Uptivity,
    left_open,
    replies_in,
    xml_request,
)
from contracts.kit import (
    Inconclusive,
    Judge,
    NotApplicable,
    NotTested,
    Piece,
    TargetUnreachable,
)

LF = b"\n"
_SILENT = "the socket does not answer TEST (see UPT-SOCK-01): {}"
SOON_S = 0.3
"""How long one message is waited for before the next goes after it, which does no harm."""


def _elements(request_id: str, command: str = "TEST") -> tuple[tuple[str, str], ...]:
    return (("TYPE", command), ("REQUESTID", request_id))


def _line(request_id: str, end: bytes = CRLF, command: str = "TEST") -> bytes:
    return xml_request(_elements(request_id, command)).encode() + end


def _pairs(request_id: str) -> tuple[tuple[str, str], ...]:
    return (("type", "test"), ("requestid", request_id))


def _succeeded(reply: Reply) -> bool:
    said = reply.text_or_none("RESULTTYPE")
    return said is not None and said != "ERROR"


def _answered(replies: list[Reply]) -> list[str | None]:
    """The REQUESTIDs of what came, in order; None for what is no RESULT or has none."""
    return [reply.request_id if reply.is_result else None for reply in replies]


def _said(replies: list[Reply]) -> str:
    return " | ".join(str(reply) for reply in replies) or "nothing came back"


def _works(uptivity: Uptivity, *request_ids: str) -> None:
    """Make sure that single TESTs with these ids come back with them.

    Raises NotTested where the socket does not answer TEST, which is one defect of its own
    (UPT-SOCK-01); Inconclusive where it is the only way to the target, or another id comes back.
    """
    for one in request_ids or ("4713",):
        try:
            reply = uptivity.by(BY_SOCKET, _pairs(one), operation=None)
        except TargetUnreachable as trouble:
            if uptivity.by_http:
                raise NotTested(_SILENT.format(trouble.reason)) from trouble
            raise
        if reply.is_result and not uptivity.succeeded(reply):
            _hold_test_taken(uptivity)
        if uptivity.by_http and not uptivity.succeeded(reply):
            raise NotTested(_SILENT.format(reply))
        uptivity.accepted(reply, "TEST over the socket")
        if reply.request_id != one:
            reason = f"REQUESTID is {reply.request_id!r}; the request sent {one!r} (see UPT-ID-01)"
            raise Inconclusive(reason)


def _hold_test_taken(uptivity: Uptivity) -> None:
    """Raise NotTested where TEST is refused in the way in which the target is judged, too."""
    reply = uptivity.test("4713", failures="return")
    if not uptivity.succeeded(reply):
        reason = f"the target does not accept TEST, with which the socket is tested: {reply}"
        raise NotTested(reason)


def _stays(uptivity: Uptivity, *request_ids: str) -> None:
    """Raise Inconclusive where a connection does not take two requests one after the other."""
    _works(uptivity, *request_ids)
    pieces = (Piece(_line("4714"), 1), Piece(_line("4715"), 2))
    replies = uptivity.converse(*pieces, failures="return")
    if _answered(replies) != ["4714", "4715"]:
        reason = (
            f"two requests sent one after the other were not answered in turn: {_said(replies)}"
        )
        raise Inconclusive(reason)


@pytest.mark.requirement("UPT-SOCK-01")
def test_a_line_is_answered(uptivity: Uptivity, judge: Judge) -> None:
    """TEST as a line that ends with CR LF is answered as it is answered in other ways."""
    shown: tuple[Reply, ...] = ()
    try:
        reply = uptivity.by(BY_SOCKET, _pairs("81"))
        taken, said, shown = _succeeded(reply), str(reply), (reply,)
    except TargetUnreachable as trouble:
        taken, said = False, trouble.reason
    if not taken:
        if shown and shown[0].is_result:
            _hold_test_taken(uptivity)
        _succeeds_otherwise(uptivity, said)
    judge.holds(
        taken,
        "TEST as a line ending in CR LF was not answered with its result, but in other ways it was",
        expected="a success",
        observed=said,
        shown=shown,
    )


def _succeeds_otherwise(uptivity: Uptivity, said: str) -> None:
    """Raise Inconclusive where the socket is not there, or TEST succeeds in no other way."""
    if any(words in said for words in ("connection refused", "no connection", "not resolve")):
        reason = f"the socket was not reached: {said}"
        raise Inconclusive(reason)
    others: list[Reply] = []
    with suppress(TargetUnreachable):
        others += uptivity.converse(Piece(_line("81", LF), 1))
    if uptivity.by_http:
        others.append(uptivity.by(uptivity.way, _pairs("81"), failures="return"))
    if not any(_succeeded(other) for other in others):
        reason = f"TEST with only a line feed, or by HTTP, does not succeed either: {said}"
        raise Inconclusive(reason)


@pytest.mark.requirement("UPT-SOCK-02")
def test_a_line_feed_alone_ends_a_request(uptivity: Uptivity, judge: Judge) -> None:
    """TEST that ends with LF alone is answered; another that ends with CR LF goes after it."""
    _works(uptivity, "82")
    pieces = (Piece(_line("82", LF), 1, SOON_S), Piece(_line("83"), 2))
    replies = uptivity.converse(*pieces, failures="return")
    taken = "82" in _answered(replies)
    if uptivity.reading("UPT-AMB-19") == "crlf":
        judge.observe(f"a line feed alone {'ends' if taken else 'does not end'} a request")
        reason = "the chosen reading of UPT-AMB-19 requires CR LF"
        raise NotApplicable(reason)
    judge.holds(
        taken,
        "a request ending in a line feed alone was not answered",
        expected="a RESULT with REQUESTID 82",
        observed=_said(replies),
    )


@pytest.mark.requirement("UPT-SOCK-03", "UPT-RESULT-01")
def test_a_connection_takes_further_requests(uptivity: Uptivity, judge: Judge) -> None:
    """TEST, a command that does not exist, and TEST again are answered on one connection.

    A connection may end after a result; one that stays has a result for every message.
    """
    _works(uptivity)
    alone = uptivity.unknown_command("85", way=BY_SOCKET, failures="return")
    if not alone.is_result:
        reason = f"the answer to a command that does not exist is not a RESULT: {alone}"
        raise Inconclusive(reason)
    unknown = _line("85", command=f"{uptivity.UNKNOWN}A")
    pieces = (Piece(_line("84"), 1), Piece(unknown, 2), Piece(_line("86"), 3))
    exchange = uptivity.conversation(*pieces, failures="return")
    replies = replies_in(exchange)
    with judge.of("UPT-SOCK-03"):
        judge.holds(
            len(replies) >= 3,
            "a further request on the same connection was not answered",
            expected="3 results",
            observed=f"{len(replies)}: {_said(replies)}",
        )
    with judge.of("UPT-RESULT-01"):
        judge.holds(
            len(replies) >= 3 or not left_open(exchange),
            "a message over the socket was never answered, and its connection was left open",
            expected="a RESULT for every message, or the end of the connection",
            observed=f"{len(replies)}: {_said(replies)}",
        )


@pytest.mark.requirement("UPT-SOCK-04")
def test_each_result_has_its_request_id(uptivity: Uptivity, judge: Judge) -> None:
    """Four requests, each sent after the result of the one before, have one result each."""
    sent = ["871", "12", "87", "5"]
    _works(uptivity, *sent)
    pieces = [Piece(_line(one), number) for number, one in enumerate(sent, 1)]
    replies = uptivity.converse(*pieces, failures="return")
    if len(replies) < len(sent):
        reason = f"not every request on the connection was answered: {_said(replies)}"
        raise Inconclusive(reason)
    judge.equal(_answered(replies), sent, "REQUESTID in the results of one connection")


@pytest.mark.requirement("UPT-SOCK-05")
@pytest.mark.parametrize("where", ["in a tag", "in the REQUESTID", "before the line end"])
def test_a_request_may_come_in_packets(uptivity: Uptivity, judge: Judge, where: str) -> None:
    """TEST is answered when it comes in two packets; another request goes after it."""
    _works(uptivity, "9191")
    line = _line("9191")
    at = {
        "in a tag": line.index(b"YPE>"),
        "in the REQUESTID": line.index(b"91<"),
        "before the line end": line.index(CRLF),
    }[where]
    replies = uptivity.converse(
        Piece(line[:at]), Piece(line[at:], 1, SOON_S), Piece(_line("92"), 2), failures="return"
    )
    whole = [reply for reply in replies if _succeeded(reply)]
    judge.holds(
        "9191" in _answered(whole),
        f"a request sent in two packets, split {where}, was not answered",
        expected="a RESULT with REQUESTID 9191 and a success",
        observed=_said(replies),
    )


@pytest.mark.requirement("UPT-SOCK-06", "UPT-RESULT-01")
def test_two_requests_may_share_a_packet(uptivity: Uptivity, judge: Judge) -> None:
    """Two requests in one packet are both answered; another goes after them.

    Where one of them is answered, and the one that goes after them, all messages were received.
    """
    replies: list[Reply] = []
    with judge.of("UPT-SOCK-06"):
        _stays(uptivity, "93", "94")
        pieces = (Piece(_line("93") + _line("94"), 2, SOON_S), Piece(_line("95"), 3))
        replies = uptivity.converse(*pieces, failures="return")
        judge.holds(
            {"93", "94"} <= set(_answered(replies)),
            "two requests in one packet were not both answered",
            expected="results with REQUESTID 93 and 94",
            observed=_said(replies),
        )
    with judge.of("UPT-RESULT-01"):
        if "95" not in _answered(replies):
            reason = "nothing was answered behind two requests in one packet"
            raise NotApplicable(reason)
        judge.holds(
            _answered(replies) not in (["93", "95"], ["94", "95"]),
            "one of two messages in one packet was never answered, though a later one was",
            expected="a RESULT for every message",
            observed=_said(replies),
        )


@pytest.mark.requirement("UPT-SOCK-07")
def test_results_come_in_order(uptivity: Uptivity, judge: Judge) -> None:
    """Four requests that are sent at once are answered in their order."""
    sent = ["104", "101", "103", "102"]
    _stays(uptivity, *sent)
    pieces = Piece(b"".join(_line(one) for one in sent), len(sent))
    replies = uptivity.converse(pieces, failures="return")
    came = _answered(replies)
    if sorted(map(str, came)) != sorted(sent):
        reason = f"requests in one packet were not all answered: {_said(replies)}"
        raise Inconclusive(reason)
    if uptivity.reading("UPT-AMB-22") == "by-requestid":
        judge.observe(f"requests sent at once are answered {'in order' if came == sent else came}")
        reason = "the chosen reading of UPT-AMB-22 allows any order"
        raise NotApplicable(reason)
    judge.equal(came, sent, "the order of the results, by their REQUESTID,")


@pytest.mark.requirement("UPT-SOCK-08")
def test_a_dropped_connection_disturbs_no_other(uptivity: Uptivity, judge: Judge) -> None:
    """After half a request, whose connection is dropped, the next connection is served."""
    if not uptivity.deaf:
        _works(uptivity, "96", "97")
    for request_id in ("96", "97"):
        whole = _line(request_id)
        uptivity.converse(Piece(whole[: whole.index(b"<REQUESTID")]), failures="return")
        # A busy server may see the next connection before the end of the one that was dropped.
        for _ in range(2):
            _served(uptivity, judge, request_id)


def _served(uptivity: Uptivity, judge: Judge, request_id: str) -> None:
    reply = uptivity.by(BY_SOCKET, _pairs(request_id), operation=None, failures="return")
    # Seen again on a server that never recovers, this is the same finding.
    uptivity.deaf = not _succeeded(reply)
    judge.holds(
        _succeeded(reply) and reply.request_id == request_id,
        "dropping a connection in the middle of a request disturbed the next one",
        expected=f"a RESULT with REQUESTID {request_id} and a success",
        observed=reply,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-SOCK-09")
@pytest.mark.parametrize("what", ["TEST", "a command that does not exist"])
def test_both_transports_agree(uptivity: Uptivity, judge: Judge, what: str) -> None:
    """TEST, and a command that does not exist, have the same result in both ways."""
    if not uptivity.by_http:
        reason = "the target file gives only the socket, not an HTTP address"
        raise NotApplicable(reason)
    _works(uptivity)
    uptivity.control("98")
    if what == "TEST":
        replies = [uptivity.by(way, _pairs("99")) for way in (uptivity.way, BY_SOCKET)]
    else:
        replies = [uptivity.unknown_command("99", way=way) for way in (uptivity.way, BY_SOCKET)]
    by_http, over_socket = replies
    for reply in replies:
        if not reply.is_result:
            reason = f"an answer is not a RESULT: {reply}"
            raise Inconclusive(reason)
        if what != "TEST" and reply.code not in uptivity.allowed("unknown command"):
            reason = f"an answer does not have the code of an unknown command: {reply}"
            raise Inconclusive(reason)
    judge.holds(
        over_socket.same_result(by_http),
        f"{what} has a different result over the socket than by HTTP",
        expected=by_http,
        observed=over_socket,
        shown=(by_http, over_socket),
    )


@pytest.mark.requirement("UPT-SOCK-10")
def test_a_result_has_its_form(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error are held to the schema, as every single result over the socket is."""
    _works(uptivity)
    uptivity.by(BY_SOCKET, _pairs("111"))
    uptivity.unknown_command("112", way=BY_SOCKET)
    for one in judge.requirements:
        if not judge.seen(one.id):
            reason = "the answers are not RESULTs, or violate another requirement"
            raise Inconclusive(reason)


@pytest.mark.requirement("UPT-SOCK-11")
def test_what_is_open_is_observed(uptivity: Uptivity, judge: Judge) -> None:
    """The end of a result, and other forms of a request, are tried and reported."""
    _works(uptivity)
    response = uptivity.by(BY_SOCKET, _pairs("121"), operation=None).exchange.response
    body = response.body if response else b""
    ends = {b"\r\n": "CR LF", b"\n": "LF", b"\r": "CR", b"\0": "NUL"}
    ending = next((name for end, name in ends.items() if body.endswith(end)), "nothing more")
    judge.observe(f"a result is followed by {ending}")
    whole = _line("122")
    tried = {
        "a request on several lines": whole.replace(b"><", b">\r\n\t<"),
        "a request without a line end": whole.removesuffix(CRLF),
        "a command as the root": b"<TEST><REQUESTID>122</REQUESTID></TEST>" + CRLF,
    }
    for what, request in tried.items():
        pieces = (Piece(request, 1, SOON_S), Piece(CRLF, 1, SOON_S))
        replies = uptivity.converse(*pieces, defect="an open form", failures="return")
        taken = bool(replies) and _succeeded(replies[0])
        judge.observe(f"{what}: {'accepted' if taken else 'not accepted'}")
