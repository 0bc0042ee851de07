"""Faults of single resources: days, policy, devices, directory numbers, speed dials, services."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device
from contracts.reference.cisco_uds.xml import Element


@fault("week-from-one", violates="UDS-DAY-01", kind="wrong-value")
class _WeekFromOne(Uds):
    """The days are numbered from 1 to 7."""

    def get_day_of_week(self, call: Call) -> Element:
        root = super().get_day_of_week(call)
        for at, day in enumerate(root.children, 1):
            day.children[0].content = str(at)
        return root


@fault("delete-takes-all", violates="UDS-DIAL-04", kind="wrong-value")
class _DeleteTakesAll(Uds):
    """A DELETE with an index removes all speed dials of the devices."""

    def remove_dial(self, device: Device, index: int) -> None:  # noqa: ARG002
        device.dials.clear()
