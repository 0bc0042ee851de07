"""Faults on the way from lists to items."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device, Person, PhoneService, Subscription
from contracts.reference.cisco_uds.xml import Element


@fault("device-other", violates="UDS-DRILL-01", kind="wrong-value", related="UDS-DEV-02")
class _DeviceOther(Uds):
    """The singular resource shows a device other than the requested one."""

    def get_device(self, call: Call) -> Element:
        devices = self.devices_of(call)
        at = devices.index(self.device(call))
        call.ids["deviceId"] = devices[at - 1].id
        return super().get_device(call)


@fault("last-device-not-found", violates="UDS-DRILL-01", kind="omitted")
class _LastDeviceNotFound(Uds):
    """The last device of the list is not found."""

    def device(self, call: Call) -> Device:
        device = super().device(call)
        return self.unknown_device(call) if device is self.devices_of(call)[-1] else device


def _readdressed(root: Element) -> Element:
    """A list in which every item has the address of the one before it."""
    addresses = [one.attributes["uri"] for one in root.children]
    for at, one in enumerate(root.children):
        one.attributes["uri"] = addresses[at - 1]
    return root


@fault("device-addressed-as-other", violates="UDS-DRILL-01", kind="wrong-value")
class _DeviceAddressedAsOther(Uds):
    """The addresses in the list of devices lead to other devices of the list."""

    def get_devices(self, call: Call) -> Element:
        return _readdressed(super().get_devices(call))


@fault("users-addressed-as-others", violates="UDS-DRILL-02", kind="wrong-value")
class _UsersAddressedAsOthers(Uds):
    """The addresses in the list of users are those of other users."""

    def get_users(self, call: Call) -> Element:
        return _readdressed(super().get_users(call))


@fault("own-address-as-other", violates="UDS-DRILL-02", kind="only-sometimes")
class _OwnAddressAsOther(Uds):
    """The address of a user found alone leads to another name of that user, with other data."""

    def get_users(self, call: Call) -> Element:
        root = super().get_users(call)
        if len(root.children) == 1:
            root.children[0].attributes["uri"] += ";2"
        return root

    def person(self, call: Call) -> Person:
        if not call.ids["userId"].endswith(";2"):
            return super().person(call)
        return self.cluster.people["msmith"]

    def may_see(self, user: str, owner: str) -> bool:
        return super().may_see(user, owner.removesuffix(";2"))


@fault("services-addressed-as-others", violates="UDS-DRILL-06", kind="wrong-value")
class _ServicesAddressedAsOthers(Uds):
    """The addresses in the list of phone services lead to other ones."""

    def get_phone_services(self, call: Call) -> Element:
        return _readdressed(super().get_phone_services(call))


@fault("listed-name-useless", violates="UDS-DRILL-02", kind="wrong-value")
class _ListedNameUseless(Uds):
    """The list gives user names in capitals, by which nobody is found."""

    def directory(self, person: Person) -> list[Element]:
        found = super().directory(person)
        found[1].content = person.name.upper()
        return found

    def person(self, call: Call) -> Person:
        if call.ids["userId"] != call.ids["userId"].lower():
            refuse(404, f"there is no user {call.ids['userId']}")
        return super().person(call)


@fault("service-other", violates="UDS-DRILL-06", kind="wrong-value")
class _ServiceOther(Uds):
    """The singular resource shows another phone service."""

    def phone_service(self, identity: str) -> PhoneService:
        services = list(self.cluster.services.values())
        return services[services.index(super().phone_service(identity)) - 1]


@fault(
    "last-service-not-found",
    violates="UDS-DRILL-06",
    kind="only-sometimes",
    related="UDS-DRILL-03",
)
class _LastServiceNotFound(Uds):
    """The last phone service of the list is not found."""

    def phone_service(self, identity: str) -> PhoneService:
        if identity == list(self.cluster.services)[-1]:
            refuse(404, f"there is no phone service {identity}")
        return super().phone_service(identity)


@fault(
    "escaped-not-found",
    violates="UDS-DRILL-06",
    kind="only-sometimes",
    related="UDS-DRILL-03",
)
class _EscapedNotFound(Uds):
    """A phone service with a character that XML escapes in its description is not found."""

    def phone_service(self, identity: str) -> PhoneService:
        found = super().phone_service(identity)
        if "&" in found.description:
            refuse(404, f"there is no phone service {identity}")
        return found


@fault("subscription-other", violates="UDS-DRILL-06", kind="wrong-value")
class _SubscriptionOther(Uds):
    """The singular resource shows another subscribed service."""

    def subscription(self, call: Call) -> Subscription:
        services = self.device(call).services
        return services[services.index(super().subscription(call)) - 1]


@fault("addresses-dead", violates="UDS-DRILL-04", kind="wrong-value")
class _AddressesDead(Uds):
    """The addresses in a user's representation lead nowhere."""

    def get_user(self, call: Call) -> Element:
        root = super().get_user(call)
        for one in root.children:
            if one.name in self.links():
                one.attributes["uri"] += "List"
        return root


@fault("speed-dial-by-id-stale", violates="UDS-DRILL-09", kind="stale")
class _SpeedDialStale(Uds):
    """A speed dial by its id is for ever as it was when it was first asked for."""

    _first: dict[str, Element] | None = None

    def get_device_speed_dial(self, call: Call) -> Element:
        self._first = self._first or {}
        return self._first.setdefault(call.path, super().get_device_speed_dial(call))
