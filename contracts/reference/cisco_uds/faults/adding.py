"""Faults with additions, and with what exists already."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device


@fault("dial-taken-over", violates="UDS-DUP-05", kind="omitted", related="UDS-DUP-04")
class _DialTakenOver(Uds):
    """Adding a speed dial at a taken index replaces the one there if its number differs."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        if device.dials[int(sent["index"])].number == sent["number"]:
            super().index_taken(device, sent)


@fault("service-refused-and-added", violates="UDS-DUP-02", kind="wrong-order")
class _ServiceRefusedAndAdded(Uds):
    """A service that exists is refused with 409, and added."""

    def service_taken(self, device: Device, sent: Fields) -> None:
        self.subscribe(device, sent)
        super().service_taken(device, sent)


@fault("conflict-overwrites", violates="UDS-DUP-04", kind="wrong-order")
class _ConflictOverwrites(Uds):
    """An addition is written before it is refused as a conflict."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        device.dials[int(sent["index"])].number = sent["number"]
        super().index_taken(device, sent)


@fault("destination-again", violates="UDS-RDEST-01", kind="omitted")
class _DestinationAgain(Uds):
    """A remote destination that exists can be added again."""

    def post_remote_destination(self, call: Call) -> Reply:
        self.get_remote_destination(call)
        return Reply(201)
