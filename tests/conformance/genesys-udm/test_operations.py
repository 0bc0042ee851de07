"""Why an operation was not judged: exchanges are judged in the tests that make them."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_udm import V10, Udm, version_of
from contracts.kit import Allow, Judge, NotTested


@pytest.mark.requirement("UDM-*-STATUS", "UDM-*-BODY", "UDM-*-MEDIA")
def test_why_operations_are_not_judged(udm: Udm, judge: Judge) -> None:
    """Each operation that no exchange told of has a reason: its version, or what may be sent."""
    for one in judge.requirements:
        with judge.of(one.id):
            operation = one.id.split("-")[1]
            version, base = version_of(operation)
            # What v10 has as jobs is jobs in v4, too.
            subject = udm.spec.operations.get(V10.operation(base))
            udm.needs(version, *([subject.feature] if subject else []))
            reason = "not exercised in this run: an earlier step failed"
            changes = udm.spec.operations[operation].method != "GET"
            if changes and udm.target.allow is not Allow.WRITE:
                reason = (
                    "needs writing, which is not allowed here: "
                    'allow = "write" in the target file permits it'
                )
            raise NotTested(reason)
