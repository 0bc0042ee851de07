"""Generated requests: whatever the message is, it is answered with a RESULT."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.uptivity import BY_XML, Uptivity
from contracts.kit import Judge, texts_of

_CASES = {"quick": 2, "standard": 10, "thorough": 100}
_NAME = re.compile("[A-Za-z][A-Za-z0-9]{0,30}")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot have."""
_LONGEST = 200
"""Characters of a value: a URL of several values has to be one that every server takes."""


@pytest.mark.requirement("UPT-RESULT-01")
def test_generated_messages_in_xml_are_answered(uptivity: Uptivity, judge: Judge) -> None:
    """The same as elements of a REQUEST by POST, where TEST has a RESULT in this way."""
    uptivity.takes(BY_XML)
    for case in uptivity.drawn("commandByGet", judge.seed, _CASES[judge.depth]):
        pairs = [(n, t[:_LONGEST]) for n, t in texts_of(case.query) if _NAME.fullmatch(n)]
        values = dict(pairs)
        sent = [(n, _NO_XML.sub("", t)) for n, t in pairs if n not in {"type", "requestid"}]
        command = f"{uptivity.UNKNOWN}{re.sub('[^A-Za-z0-9]', '', values.get('type', ''))}"[:40]
        request_id = values.get("requestid", "1")
        elements = [("TYPE", command), ("REQUESTID", request_id if request_id.isdigit() else "1")]
        reply = uptivity.xml([*elements, *sent], BY_XML, operation=None, defect="generated")
        judge.holds(
            reply.is_result or reply.looks_like_one,
            "a generated message in XML was not answered with a RESULT",
            expected="root element RESULT",
            observed=reply,
            shown=(reply,),
        )
    judge.unsaid("nothing that can be sent was generated")


@pytest.mark.requirement("UPT-RESULT-01")
@given(data=st.data())
def test_generated_messages_are_answered(
    uptivity: Uptivity, judge: Judge, data: st.DataObject
) -> None:
    """Queries that Schemathesis makes from the OpenAPI document are answered with a RESULT."""
    case = data.draw(uptivity.generated("commandByGet"))
    # Web servers are known to refuse markup in a query; UPT-XML-02 says more of it.
    query = {
        str(name): re.sub("[<>&]", "", str(value))[:_LONGEST]
        for name, value in (case.query or {}).items()
    }
    # The command must be one that no system has: nothing is known of the others' effects.
    query["type"] = f"{uptivity.UNKNOWN}{query['type']}"[:40]
    reply = uptivity.ask(tuple(query.items()), operation=None, defect="generated")
    judge.holds(
        reply.is_result or reply.looks_like_one,
        "a generated message was not answered with a RESULT",
        expected="root element RESULT",
        observed=reply,
        shown=(reply,),
    )
