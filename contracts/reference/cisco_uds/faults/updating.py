"""Faults with changes of what exists."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device


def _only_list(noun: str) -> type:
    class _ListForgotten(Uds):
        """A PUT of a list is answered as if it had been carried out."""

        def perform(self, call: Call) -> Reply:
            if call.operation == f"put{noun}":
                return self.representation(call, getattr(self, f"get_{_SNAKE[noun]}")(call))
            return super().perform(call)

    return _ListForgotten


_SNAKE = {
    "DeviceSpeedDials": "device_speed_dials",
    "DeviceSubscribedServices": "device_subscribed_services",
}
for _noun in _SNAKE:
    fault(f"update-forgotten-{_noun}", violates="UDS-PUT-01", kind="only-sometimes")(
        _only_list(_noun)
    )


@fault("update-loses-others", violates="UDS-PUT-01", kind="only-sometimes")
class _UpdateLosesOthers(Uds):
    """A PUT of a device's list keeps the last of what is sent."""

    def put_device_speed_dials(self, call: Call) -> Reply:
        reply = super().put_device_speed_dials(call)
        dials = self.device(call).dials
        for index in list(dials)[:-1]:
            del dials[index]
        return reply


@fault("update-of-next", violates="UDS-PUT-01", kind="wrong-value")
class _UpdateOfNext(Uds):
    """A PUT of a speed dial also counts up the number of the first one of the device."""

    def put_device_speed_dial(self, call: Call) -> Reply:
        reply = super().put_device_speed_dial(call)
        dials = self.device(call).dials
        first = dials[min(dials)]
        first.number = str(int(first.number) + 1)
        return reply


@fault("service-not-renamed", violates="UDS-PUT-01", kind="only-sometimes")
class _ServiceNotRenamed(Uds):
    """A PUT of a service does not change its name."""

    def put_device_subscribed_service(self, call: Call) -> Reply:
        one = self.subscription(call)
        name = one.name
        reply = super().put_device_subscribed_service(call)
        one.name = name
        return reply


@fault("device-fixed", violates="UDS-DEV-02", kind="omitted")
class _DeviceFixed(Uds):
    """PUT of a device is accepted and does nothing."""

    def put_device(self, call: Call) -> Reply:
        return self.changed(call, self.get_device(call))


@fault("device-apostrophes-lost", violates="UDS-DEV-02", kind="wrong-value")
class _DeviceApostrophesLost(Uds):
    """The description of a device is stored without apostrophes."""

    def put_device(self, call: Call) -> Reply:
        reply = super().put_device(call)
        device = self.device(call)
        device.description = device.description.replace("'", "")
        return reply


@fault("device-absent-reset", violates="UDS-PUT-04", kind="wrong-value")
class _DeviceAbsentReset(Uds):
    """PUT of a device without do-not-disturb turns it the other way."""

    def put_device(self, call: Call) -> Reply:
        if b"enable" not in call.body:
            device = self.device(call)
            device.do_not_disturb = "false" if device.do_not_disturb == "true" else "true"
        return super().put_device(call)


@fault("destination-fixed", violates="UDS-PUT-06", kind="omitted")
class _DestinationFixed(Uds):
    """PUT of a remote destination is accepted and does nothing."""

    def put_remote_destination(self, call: Call) -> Reply:
        return self.changed(call, self.get_remote_destination(call))


@fault("update-of-unknown-astray", violates="UDS-PUT-01", kind="only-sometimes")
class _UpdateOfUnknownAstray(Uds):
    """A PUT of a speed dial that does not exist changes the first one of the device."""

    def no_dial_to_change(self, device: Device, sent: Fields) -> Reply:
        first = device.dials[min(device.dials)]
        self.change_dial(first, {**sent, "index": str(first.index)})
        return Reply(204)
