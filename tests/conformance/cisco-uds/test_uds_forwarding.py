"""The three rules for a user's own settings (Policy Behavior), on an account for tests."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Uds
from contracts.engine import Judge
from contracts.model import Inconclusive


@pytest.mark.requirement("UDS-PUT-05")
@pytest.mark.parametrize("what", ["set", "absent", "empty"])
def test_forwarding_keeps_the_rules(uds: Uds, judge: Judge, what: str) -> None:
    """A value is set, an absent field stays, an empty one is reset and no value any more."""
    with uds.scratch(judge.observe):
        uds.forward(sendToVoiceMailPilotNumber="true", destination="673285")
        if what == "set":
            expected = {"sendToVoiceMailPilotNumber": "true", "destination": "673285"}
            judge.equal(uds.forwarding(), expected, "forwarding after both fields were set")
            return
        if uds.forwarding()["destination"] != "673285":
            reason = "forwarding is not set"
            raise Inconclusive(reason)
        if what == "absent":
            uds.forward(sendToVoiceMailPilotNumber="false")
            expected = {"sendToVoiceMailPilotNumber": "false", "destination": "673285"}
            judge.equal(uds.forwarding(), expected, "forwarding after one field was set alone")
        else:
            uds.forward(destination="")
            expected = {"sendToVoiceMailPilotNumber": "true", "destination": ""}
            judge.equal(uds.forwarding(), expected, "forwarding after the destination was emptied")
