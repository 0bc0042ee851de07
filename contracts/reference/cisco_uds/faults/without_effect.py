"""Faults of changes that are accepted and come to nothing, or to what they must not."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device, Subscription
from contracts.reference.cisco_uds.xml import Element
from contracts.reference.clock import Clock


@fault("user-setting-fades", violates="UDS-PUT-01", kind="only-sometimes")
class _UserSettingFades(Uds):
    """What a PUT changes of a user is as it was again after one GET."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._before: tuple[str, ...] = ()

    def put_user(self, call: Call) -> Reply:
        person = self.person(call)
        self._before = (person.do_not_disturb, person.forward_to, person.forward_to_voice_mail)
        return super().put_user(call)

    def get_user(self, call: Call) -> Element:
        shown = super().get_user(call)
        if self._before and call.method == "GET":
            person = self.person(call)
            person.do_not_disturb, person.forward_to, person.forward_to_voice_mail = self._before
            self._before = ()
        return shown


@fault("device-lost-by-change", violates="UDS-DEV-02", kind="only-sometimes")
class _DeviceLostByChange(Uds):
    """A device that was changed is in the list of devices no more, until it is as it was."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        owned = (one for devices in self.cluster.devices.values() for one in devices.values())
        self._first = {one.id: one.description for one in owned}

    def is_of_model(self, device: Device, call: Call) -> bool:
        same = device.description == self._first.get(device.id)
        return same and super().is_of_model(device, call)


@fault("disturb-inverted", violates="UDS-PUT-01", kind="wrong-value")
class _DisturbInverted(Uds):
    """A PUT of a device keeps the opposite of the do-not-disturb that was sent."""

    def put_device(self, call: Call) -> Reply:
        reply = super().put_device(call)
        if b"<enable>" not in call.body:
            return reply
        device = self.device(call)
        device.do_not_disturb = "false" if device.do_not_disturb == "true" else "true"
        return self.changed(call, self.get_device(call))


@fault("service-of-nothing", violates="UDS-PARAM-01", kind="only-sometimes")
class _ServiceOfNothing(Uds):
    """A service is changed to a phone service that does not exist, and shown with that."""

    _wrong = ""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._kept: dict[str, str] = {}

    def wrong_service(self, sent: Fields) -> None:
        self._wrong = sent["phoneServiceId"]

    def put_device_subscribed_service(self, call: Call) -> Reply:
        identity = self.subscription(call).id
        reply = super().put_device_subscribed_service(call)
        if self._wrong:
            self._kept[identity], self._wrong = self._wrong, ""
        return reply

    def subscription_of(self, one: Subscription) -> list[Element]:
        shown = super().subscription_of(one)
        if one.id in self._kept:
            shown[-1].attributes["phoneServiceId"] = self._kept[one.id]
        return shown


@fault("destination-list-old", violates="UDS-PUT-06", kind="stale")
class _DestinationListOld(Uds):
    """The list of remote destinations has the names that they had when the server started."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        listed = (one for owned in self.cluster.remote.values() for one in owned)
        self._names = {one.id: one.name for one in listed}

    def get_remote_destinations(self, call: Call) -> Element:
        root = super().get_remote_destinations(call)
        for listed in root.children:
            texts = {one.name: one for one in listed.children}
            texts["name"].content = self._names.get(str(texts["id"].content), "")
        return root
