"""The three rules for a user's own settings (Policy Behavior), on an account for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from contracts.apis.cisco_uds import Answer, Uds
from contracts.apis.cisco_uds.dials import xml
from contracts.model import Inconclusive, NotTested
from contracts.plugin.judge import Judge

_FIELDS = ("sendToVoiceMailPilotNumber", "destination")


def _now(uds: Uds) -> dict[str, str]:
    """Where calls are forwarded to. Raises Inconclusive where the user does not say so."""
    root = uds.read("getUser")
    for path in ("primaryExtension/callForwardAllDestination", "callForwardAllDestination"):
        found = root.find(path)
        if found is not None and all(found.find(name) is not None for name in _FIELDS):
            said = {name: (found.findtext(name) or "").strip() for name in _FIELDS}
            return said | {_FIELDS[0]: said[_FIELDS[0]].lower()}
    reason = "the user's representation does not say where calls are forwarded to"
    raise Inconclusive(reason)


def _put(uds: Uds, defect: str | None = None, **fields: str) -> Answer:
    inner = xml("callForwardAllDestination", dict(fields))
    body = f"<user><primaryExtension>{inner}</primaryExtension></user>"
    answer = uds.send(
        "PUT", uds.address("putUser"), body.encode(), operation="putUser", defect=defect
    )
    if not answer.accepted:
        reason = f"the change of forwarding is not accepted: {answer}"
        raise Inconclusive(reason)
    return answer


@contextmanager
def _scratch(uds: Uds, judge: Judge) -> Iterator[None]:
    """Leave to change forwarding; it is restored. Raises NotTested where there is none."""
    uds.needs_account()
    if not uds.target.data.get("scratch_account"):
        reason = "the account is not there for tests: [data] scratch_account = true says so"
        raise NotTested(reason)
    before = _now(uds)
    try:
        yield
    finally:
        # What was there need not be what the suite would send.
        _put(uds, "restores what was there", **before)
        if _now(uds) != before:
            judge.observe(f"the forwarding of {uds.user} could not be restored: {before}")


@pytest.mark.requirement("UDS-PUT-05")
@pytest.mark.parametrize("what", ["set", "absent", "empty"])
def test_forwarding_keeps_the_rules(uds: Uds, judge: Judge, what: str) -> None:
    """A value is set, an absent field stays, an empty one is reset and no value any more."""
    with _scratch(uds, judge):
        _put(uds, sendToVoiceMailPilotNumber="true", destination="673285")
        if what == "set":
            expected = {"sendToVoiceMailPilotNumber": "true", "destination": "673285"}
            judge.equal(_now(uds), expected, "forwarding after both fields were set")
            return
        if _now(uds)["destination"] != "673285":
            reason = "forwarding is not set"
            raise Inconclusive(reason)
        if what == "absent":
            _put(uds, sendToVoiceMailPilotNumber="false")
            expected = {"sendToVoiceMailPilotNumber": "false", "destination": "673285"}
            judge.equal(_now(uds), expected, "forwarding after one field was set alone")
        else:
            _put(uds, destination="")
            expected = {"sendToVoiceMailPilotNumber": "true", "destination": ""}
            judge.equal(_now(uds), expected, "forwarding after the destination was emptied")
