"""Generated requests: however unusual they are, the rules for every envelope hold."""

from __future__ import annotations

import json

import pytest

from contracts.apis.genesys_ws import UNKNOWN_OPERATION, GenesysWs
from contracts.kit import Judge, texts_of

_CASES = {"quick": 1, "standard": 5, "thorough": 40}
_LONGEST = 200
"""Characters of a value: a URL of several is to be one that every server takes."""
_PATHS = {"getMe": "/me", "listOwnDevices": "/me/devices", "listUsers": "/users"}


@pytest.mark.requirement("GWS-ENV-03")
def test_generated_reads_have_an_envelope(gws: GenesysWs, judge: Judge) -> None:
    """Requests that Schemathesis makes from the OpenAPI document, for each that reads.

    Their answers are held to the rules for every envelope as they pass.
    """
    gws.own_user()
    for operation, path in _PATHS.items():
        for broken in (False, True):
            for case in gws.drawn(operation, judge.seed, _CASES[judge.depth], broken=broken):
                query = [(name, text[:_LONGEST]) for name, text in texts_of(case.query)]
                gws.get(path, *query, operation=operation, defect="generated")
    judge.unsaid("no answer has a statusCode")


@pytest.mark.requirement("GWS-ENV-03")
def test_generated_operations_have_an_envelope(gws: GenesysWs, judge: Judge) -> None:
    """Payloads of operations that no target has, and such without a name, likewise."""
    gws.hold_writable()
    gws.own_user()
    for broken in (False, True):
        for case in gws.drawn("operateVoice", judge.seed, _CASES[judge.depth], broken=broken):
            payload = case.body if isinstance(case.body, dict) else {}
            name = str(payload.get("operationName", ""))
            if not broken or name:
                payload = {**payload, "operationName": f"{UNKNOWN_OPERATION}{name[:40]}"}
            gws.post(json.dumps(payload, default=str).encode(), defect="generated")
    judge.unsaid("no answer has a statusCode")
