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


@fault("limit-out-of-range", violates="UDS-LIMIT-01", kind="wrong-value")
class _LimitOutOfRange(Uds):
    """UserSearchLimit is 1000."""

    def get_user_policy(self, call: Call) -> Element:
        root = super().get_user_policy(call)
        root.children[0].children[1].content = "1000"
        return root


@fault("model-ignored", violates="UDS-DEV-01", kind="omitted")
class _ModelIgnored(Uds):
    """The filter model is ignored."""

    def is_of_model(self, device: Device, call: Call) -> bool:  # noqa: ARG002
        return True


@fault("primary-last", violates="UDS-EXT-01", kind="wrong-order")
class _PrimaryLast(Uds):
    """The primary directory number of a device stands last."""

    def get_device_extensions(self, call: Call) -> Element:
        root = super().get_device_extensions(call)
        root.children.reverse()
        return root


@fault("dials-one-more", violates="UDS-DIAL-01", kind="wrong-value")
class _DialsOneMore(Uds):
    """The count of speed dials is one too high."""

    def count(self, found: list[Dial]) -> str:
        return str(len(found) + 1)


@fault("index-ignored", violates="UDS-DIAL-02", kind="omitted")
class _IndexIgnored(Uds):
    """The filter index is ignored."""

    def by_index(self, dial: Dial, wanted: str) -> bool:  # noqa: ARG002
        return True


@fault("dialled-ignored", violates="UDS-DIAL-03", kind="omitted")
class _DialledIgnored(Uds):
    """The filter number is ignored."""

    def by_dialled(self, dial: Dial, wanted: str) -> bool:  # noqa: ARG002
        return True


@fault("delete-forgotten", violates="UDS-DIAL-04", kind="omitted")
class _DeleteForgotten(Uds):
    """A DELETE is accepted and does nothing."""

    def remove_dial(self, device: Device, index: int) -> None:
        """Forget it."""


@fault("delete-takes-all", violates="UDS-DIAL-04", kind="wrong-value")
class _DeleteTakesAll(Uds):
    """A DELETE with an index removes all speed dials of the devices."""

    def remove_dial(self, device: Device, index: int) -> None:  # noqa: ARG002
        device.dials.clear()


@fault("lists-mixed", violates="UDS-DIAL-05", kind="wrong-value")
class _ListsMixed(Uds):
    """The speed dials of the first device are shown as those of all."""

    def unified_list(self, devices: list[Device], *, unified: bool) -> Element:  # noqa: ARG002
        return super().unified_list(devices, unified=True)


@fault("unknown-service-accepted", violates="UDS-SVC-01", kind="omitted")
class _UnknownServiceAccepted(Uds):
    """For a phone service that does not exist the first one is subscribed to."""

    def unknown_service(self, sent: Fields) -> Fields:
        return {**sent, "phoneServiceId": next(iter(self.cluster.services))}


@fault("services-kept", violates="UDS-SVC-02", kind="omitted")
class _ServicesKept(Uds):
    """A DELETE of services is accepted and does nothing."""

    def unsubscribe(self, device: Device) -> None:
        """Forget it."""
