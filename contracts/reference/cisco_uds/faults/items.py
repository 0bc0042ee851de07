"""Faults of single resources: days, policy, devices, directory numbers, speed dials, services."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device, Dial
from contracts.reference.cisco_uds.xml import Element


@fault("week-from-one", violates="UDS-DAY-01", kind="wrong-value")
class _WeekFromOne(Uds):
    """The days are numbered from 1 to 7."""

    def get_day_of_week(self, call: Call) -> Element:
        root = super().get_day_of_week(call)
        for at, day in enumerate(root.children, 1):
            day.children[0].content = str(at)
        return root


@fault("dials-one-more", violates="UDS-DIAL-01", kind="wrong-value")
class _DialsOneMore(Uds):
    """The count of speed dials is one too high."""

    def count(self, found: list[Dial]) -> str:
        return str(len(found) + 1)


@fault("delete-takes-all", violates="UDS-DIAL-04", kind="wrong-value")
class _DeleteTakesAll(Uds):
    """A DELETE with an index removes all speed dials of the devices."""

    def remove_dial(self, device: Device, index: int) -> None:  # noqa: ARG002
        device.dials.clear()


@fault("unknown-service-accepted", violates="UDS-SVC-01", kind="omitted")
class _UnknownServiceAccepted(Uds):
    """For a phone service that does not exist the first one is subscribed to."""

    def unknown_service(self, sent: Fields) -> Fields:
        return {**sent, "phoneServiceId": next(iter(self.cluster.services))}
