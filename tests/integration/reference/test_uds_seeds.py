"""The UDS server's data, faults and liberties: enough of them, and each about something."""

from __future__ import annotations

from contracts.catalogue import load
from contracts.reference.cisco_uds.data import PASSWORDS
from contracts.reference.cisco_uds.faults import FAULTS
from contracts.reference.cisco_uds.liberties import LIBERTIES
from contracts.reference.cisco_uds.server import RESOURCES
from contracts.reference.cisco_uds.state import Cluster

SPEC = load("cisco-uds")
NOT_ON_A_LOOPBACK = {"UDS-HTTP-02"}
"""What is not judged where the server is, on this machine: a test of its own shows it broken."""


def test_the_cluster_is_well_filled() -> None:
    cluster = Cluster()
    assert len(cluster.people) >= 120
    assert len(PASSWORDS) >= 4
    assert PASSWORDS.keys() <= cluster.people.keys()
    for name in PASSWORDS:
        devices = cluster.devices[name].values()
        assert len(devices) >= 3
        assert all(device.dials for device in devices)
        assert any(device.services for device in devices)
        assert not all(device.services for device in devices)
        assert cluster.remote[name]


def test_the_server_has_the_operations_of_the_openapi_document() -> None:
    served = {one for operations in RESOURCES.values() for one in operations.values()}
    assert served == set(SPEC.operations)


def test_faults_violate_what_there_is_and_cover_all_that_can_be_tested() -> None:
    wanted = {
        one.id
        for one in SPEC.catalogue.requirements.values()
        if one.level != "may" and one.not_tested is None
    } - NOT_ON_A_LOOPBACK
    assert {fault.violates for fault in FAULTS.values()} == wanted
    assert {one for fault in FAULTS.values() for one in fault.related.split()} <= wanted


def test_liberties_name_entries_of_the_ledger() -> None:
    named = {liberty.ambiguity for liberty in LIBERTIES.values()} - {None}
    assert named <= set(SPEC.catalogue.ambiguities)
    assert len(LIBERTIES) >= 40


def test_everything_says_what_it_does() -> None:
    summaries = [f.summary for f in FAULTS.values()] + [x.summary for x in LIBERTIES.values()]
    assert all(summary.splitlines()[0].endswith(".") for summary in summaries)
