"""The forms of representations (UDS API Reference)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Uds
from contracts.kit import Inconclusive, Judge


@pytest.mark.requirement("UDS-get*-BODY")
def test_representations_have_their_form(uds: Uds, judge: Judge) -> None:
    """Each resource is read once, and its representation held to its XSD."""
    for one in judge.requirements:
        operation = one.id.split("-")[1]
        with judge.of(one.id):
            query = (("username", "ucc-nobody"),) if operation == "getClusterUser" else ()
            answer = uds.ask(operation, query=query)
            if not judge.seen(one.id):
                answer.needed(uds.root_of(operation))
                reason = f"GET {answer.path} returned no representation: {answer}"
                raise Inconclusive(reason)
