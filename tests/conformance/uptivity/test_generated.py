"""Generated requests: whatever the message is, it is answered with a RESULT."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.uptivity import Uptivity
from contracts.kit import Judge

_LONGEST = 200
"""Characters of a value: a URL of several values has to be one that every server takes."""


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
