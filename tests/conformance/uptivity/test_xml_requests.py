"""Commands as XML in the body of a POST."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity import Uptivity
from contracts.plugin.judge import Judge

MALFORMED = {
    "cut short": "<REQUEST><TYPE>TEST</TYPE><REQUESTID>71</REQUESTID>",
    "tags crossed": "<REQUEST><TYPE>TEST</REQUESTID><REQUESTID>71</TYPE></REQUEST>",
    "no markup": "TYPE=TEST REQUESTID=71",
    "bare ampersand": "<REQUEST><TYPE>TEST</TYPE><REQUESTID>71 & 72</REQUESTID></REQUEST>",
    "two roots": "<REQUEST><TYPE>TEST</TYPE><REQUESTID>71</REQUESTID></REQUEST><REQUEST/>",
}


def _control(uptivity: Uptivity, request_id: str) -> None:
    """Raise Inconclusive where the target takes no XML by POST."""
    elements = (("TYPE", "TEST"), ("REQUESTID", request_id))
    uptivity.accepted(uptivity.post_xml(elements, operation=None), "TEST as XML by POST")


@pytest.mark.requirement("UPT-XMLREQ-01")
def test_xml_gives_what_the_query_gives(uptivity: Uptivity, judge: Judge) -> None:
    """TEST as XML has the result of TEST as a query."""
    by_query = uptivity.control("72")
    by_xml = uptivity.post_xml((("TYPE", "TEST"), ("REQUESTID", "72")), operation=None)
    judge.holds(
        by_xml.same_result(by_query),
        "an XML REQUEST by POST does not have the result of the same query",
        expected=by_query,
        observed=by_xml,
        shown=(by_query, by_xml),
    )


@pytest.mark.requirement("UPT-XMLREQ-02")
@pytest.mark.parametrize("what", MALFORMED)
def test_malformed_xml_is_refused(uptivity: Uptivity, judge: Judge, what: str) -> None:
    """XML that is not well-formed is answered with an error about the message's format."""
    _control(uptivity, "71")
    reply = uptivity.post_xml(MALFORMED[what], defect=f"malformed XML: {what}")
    judge.holds(
        reply.code in uptivity.allowed("malformed"),
        "malformed XML is not answered with an error about the message's format",
        expected=f"an error with one of the codes {uptivity.shown('malformed')}",
        observed=reply,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-XMLREQ-03")
def test_element_order_is_irrelevant(uptivity: Uptivity, judge: Judge) -> None:
    """TEST as XML with its elements the other way round succeeds as well."""
    _control(uptivity, "73")
    turned = uptivity.post_xml((("REQUESTID", "73"), ("TYPE", "TEST")))
    judge.holds(
        turned.text_or_none("RESULTCODE") == "20",
        "TEST as XML is not accepted when REQUESTID stands before TYPE",
        expected="RESULTCODE 20",
        observed=turned,
        shown=(turned,),
    )
