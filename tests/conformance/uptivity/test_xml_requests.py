"""Commands as XML, in the body of a POST and over the socket."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity import (
    BY_SOCKET,
    BY_XML,
    CRLF,
    XML_WAYS,
    Reply,
    Uptivity,
    left_open,
    replies_in,
    xml_request,
)
from contracts.kit import Judge, NotApplicable, Piece

MALFORMED = {
    "cut short": "<REQUEST><TYPE>TEST</TYPE><REQUESTID>71</REQUESTID>",
    "tags crossed": "<REQUEST><TYPE>TEST</REQUESTID><REQUESTID>71</TYPE></REQUEST>",
    "no markup": "TYPE=TEST REQUESTID=71",
    "bare ampersand": "<REQUEST><TYPE>TEST</TYPE><REQUESTID>71 & 72</REQUESTID></REQUEST>",
    "two roots": "<REQUEST><TYPE>TEST</TYPE><REQUESTID>71</REQUESTID></REQUEST><REQUEST/>",
}
SOON_S = 0.3
"""How long one message is waited for before the next goes after it, which does no harm."""
NOT_OVER_THE_SOCKET = {
    "cut short": "over the socket the server may wait for the rest of a message",
    "two roots": "over the socket these are two messages",
}


def _control(uptivity: Uptivity, way: str, request_id: str) -> None:
    """Raise NotApplicable or Inconclusive where the target takes no XML in this way."""
    if way == BY_SOCKET:
        uptivity.takes(way)
        return
    reply = _by_xml(uptivity, request_id)
    uptivity.accepted(reply, f"TEST as {way}")


def _by_xml(uptivity: Uptivity, request_id: str) -> Reply:
    """TEST as XML by POST. Raises NotApplicable where it is neither taken nor claimed.

    No document says that a recorder takes XML over HTTP; a target file may claim it.
    """
    uptivity.offers(BY_XML)
    elements = (("TYPE", "TEST"), ("REQUESTID", request_id))
    reply = uptivity.xml(elements, BY_XML, operation=None)
    if not uptivity.succeeded(reply) and not uptivity.target.supports.get("xml-request"):
        reason = (
            f"the target does not accept {BY_XML}, and the target file does not claim xml-request"
        )
        raise NotApplicable(reason)
    return reply


@pytest.mark.requirement("UPT-XMLREQ-01")
def test_xml_gives_what_the_query_gives(uptivity: Uptivity, judge: Judge) -> None:
    """TEST as XML has the result of TEST as a query."""
    by_xml = _by_xml(uptivity, "72")
    by_query = uptivity.control("72")
    judge.holds(
        by_xml.same_result(by_query),
        "an XML REQUEST by POST has a different result than the same query",
        expected=by_query,
        observed=by_xml,
        shown=(by_query, by_xml),
    )


@pytest.mark.requirement("UPT-XMLREQ-02")
@pytest.mark.parametrize("what", MALFORMED)
@pytest.mark.parametrize("way", XML_WAYS)
def test_malformed_xml_is_refused(uptivity: Uptivity, judge: Judge, way: str, what: str) -> None:
    """XML that is not well-formed is answered with an error about the message's format."""
    if way == BY_SOCKET and what in NOT_OVER_THE_SOCKET:
        raise NotApplicable(NOT_OVER_THE_SOCKET[what])
    _control(uptivity, way, "71")
    socket = way == BY_SOCKET
    defect = f"malformed XML: {what}"
    reply = uptivity.xml(
        MALFORMED[what], way, defect=defect, failures="return" if socket else "raise"
    )
    if socket and reply.exchange.response is None:
        judge.holds(
            condition=False,
            summary=f"XML that is not well-formed ({what}) was not answered, though TEST was",
            expected="an error",
            observed=reply,
            shown=(reply,),
        )
    judge.holds(
        reply.code in uptivity.allowed("malformed"),
        f"XML that is not well-formed ({what}) was answered with code {reply.code}",
        expected=f"an error with one of the codes {uptivity.shown('malformed')}",
        observed=reply,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-RESULT-01")
def test_a_malformed_message_is_not_passed_over(uptivity: Uptivity, judge: Judge) -> None:
    """Over the socket, XML that is not well-formed is answered if the message after it is.

    A server may wait for the rest of such a message, or end the connection: then the one after
    it is not answered, either. Where such a message was answered, it is not waited for.
    """
    uptivity.takes(BY_SOCKET)
    following = xml_request((("TYPE", "TEST"), ("REQUESTID", "75"))).encode()
    pieces = (
        Piece(MALFORMED["bare ampersand"].encode() + CRLF, 1, SOON_S),
        Piece(following + CRLF, 2, SOON_S),
    )
    replies = uptivity.converse(*pieces, defect="malformed XML", failures="return")
    if "75" not in [reply.text_or_none("REQUESTID") for reply in replies]:
        waiting = (Piece(pieces[0].data, 1), Piece(pieces[1].data, 2))
        exchange = uptivity.conversation(*waiting, defect="malformed XML", failures="return")
        judge.holds(
            len(replies_in(exchange)) != 1 or not left_open(exchange),
            "a message was never answered behind the error for XML that is not well-formed, "
            "and its connection was left open",
            expected="a RESULT for every message, or the end of the connection",
            observed=" | ".join(str(reply) for reply in replies_in(exchange)),
        )
        reason = "no message was answered behind one that is not well-formed"
        raise NotApplicable(reason)
    judge.holds(
        len(replies) > 1,
        "XML that is not well-formed was never answered, though the message after it was",
        expected="a RESULT for every message",
        observed=replies[0],
        shown=tuple(replies),
    )


def _plain_xml(uptivity: Uptivity, request_id: str) -> Reply:
    elements = (("TYPE", "TEST"), ("REQUESTID", request_id))
    return uptivity.xml(elements, BY_XML, operation=None, failures="return")


@pytest.mark.requirement("UPT-RESULT-01", "UPT-ID-03")
def test_a_message_behind_a_malformed_one_is_answered(uptivity: Uptivity, judge: Judge) -> None:
    """Behind XML that is not well-formed, TEST by POST is answered with its REQUESTID."""
    uptivity.offers(BY_XML)
    # What was sent before may have been malformed, too.
    if not any(uptivity.succeeded(_plain_xml(uptivity, one)) for one in ("75", "76")):
        reason = f"the target does not accept {BY_XML}"
        raise NotApplicable(reason)
    crossed = MALFORMED["tags crossed"]
    uptivity.xml(crossed, BY_XML, operation=None, defect="malformed XML", failures="return")
    behind = _plain_xml(uptivity, "77")
    what = "behind XML that is not well-formed"
    with judge.of("UPT-RESULT-01"):
        judge.holds(
            behind.is_result or behind.looks_like_one,
            f"TEST {what} was not answered with a RESULT, though it was before",
            expected="root element RESULT",
            observed=behind,
            shown=(behind,),
        )
    with judge.of("UPT-ID-03"):
        if not behind.is_result or uptivity.succeeded(behind):
            reason = f"TEST {what} is no error, or no RESULT"
            raise NotApplicable(reason)
        judge.holds(
            behind.request_id == "77",
            f"REQUESTID of an error {what} is {behind.request_id!r}; the request sent '77'",
            expected="77",
            observed=behind,
            shown=(behind,),
            where="xpath /RESULT/REQUESTID",
        )


@pytest.mark.requirement("UPT-XMLREQ-03")
@pytest.mark.parametrize("way", XML_WAYS)
def test_element_order_is_irrelevant(uptivity: Uptivity, judge: Judge, way: str) -> None:
    """TEST as XML with its elements the other way round succeeds as well."""
    _control(uptivity, way, "73")
    turned = uptivity.xml((("REQUESTID", "73"), ("TYPE", "TEST")), way)
    judge.holds(
        uptivity.succeeded(turned),
        "TEST as XML is not accepted if REQUESTID comes before TYPE",
        expected="a success",
        observed=turned,
        shown=(turned,),
    )
