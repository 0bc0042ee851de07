"""Liberties in changes: when they take effect, and where they are taken."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from contracts.reference.cisco_uds.bodies import FLAG, Fields
from contracts.reference.cisco_uds.liberties._registry import liberty
from contracts.reference.cisco_uds.request import Call, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Cluster, Device, Dial, Subscription
from contracts.reference.cisco_uds.xml import Element, el
from contracts.reference.clock import Clock

_LAG_S = 0.3
_IN_ERROR = 415


@liberty("lists-lag")
class _ListsLag(Uds):
    """What was changed is shown 0.3 s later."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._before: Cluster | None = None
        self._until = 0.0

    def perform(self, call: Call) -> Reply:
        now = self.clock.monotonic()
        if call.method == "GET" and self._before is not None and now < self._until:
            current, self.cluster = self.cluster, self._before
            try:
                return super().perform(call)
            finally:
                self.cluster = current
        if call.method == "GET":
            return super().perform(call)
        if self._before is None or now >= self._until:
            self._before = deepcopy(self.cluster)
        self._until = now + _LAG_S
        return super().perform(call)


@liberty("user-lists-alone", choice="places")
class _UserListsAlone(Uds):
    """Speed dials are those of the user: devices have no lists of their own."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        for devices in self.cluster.devices.values():
            first = next(iter(devices.values()))
            for device in devices.values():
                device.dials = {
                    at: Dial(one.id, one.index, one.number, one.label)
                    for at, one in first.dials.items()
                }

    def perform(self, call: Call) -> Reply:
        if "DeviceSpeedDial" in call.operation:
            refuse(404, f"there is no resource at {call.path}")
        return super().perform(call)


@liberty("user-list-apart", choice="places")
class UserListApart(Uds):
    """The list of a user is one of its own beside those of the devices."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._apart: dict[str, Device] = {}

    def apart(self, call: Call) -> Device:
        """What has the speed dials of a user, as if it were a device."""
        name = self.person(call).name
        return self._apart.setdefault(name, Device(name, name, "", "", []))

    def get_speed_dials(self, call: Call) -> Element:
        """The list of a user, in the place of that of the devices."""
        root = super().get_speed_dials(call)
        root.children[0] = self.unified_list([self.apart(call)], unified=True)
        root.children[0].attributes["appliesToAllDevices"] = "false"
        return root

    def post_speed_dials(self, call: Call) -> Reply:
        """Add speed dials to that list."""
        self.add_dials(self.apart(call), self.sent_dials(call))
        return Reply(201)

    def put_speed_dials(self, call: Call) -> Reply:
        """Put other speed dials in the place of that list."""
        self.replace_dials(self.apart(call), self.sent_dials(call))
        return self.changed(call, self.get_speed_dials(call))

    def delete_speed_dials(self, call: Call) -> Reply:
        """Take a speed dial away from that list."""
        index = call.query.get("index", "")
        if not index.isdecimal() or int(index) not in self.apart(call).dials:
            refuse(404, f"there is no speed dial {index}")
        self.remove_dial(self.apart(call), int(index))
        return self.deleted()


@liberty("user-services-apart", choice="places")
class UserServicesApart(Uds):
    """The services of a user are a list of its own, with one in it, beside those of the devices."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._subscribed: dict[str, Device] = {}

    def subscribed(self, call: Call) -> Device:
        """What has the services of a user, as if it were a device."""
        name = self.person(call).name
        if name not in self._subscribed:
            service = list(self.cluster.services.values())[-1]
            owned = [Subscription(f"sub-{name}", "Canteen & bar", service.id, service.url)]
            self._subscribed[name] = Device(name, name, "", "", [], services=owned)
        return self._subscribed[name]

    def get_subscribed_services(self, call: Call) -> Element:
        """The list of a user, in the place of what all devices have."""
        root = super().get_subscribed_services(call)
        owned = self.subscribed(call).services
        content = [el("subscribedService", self.subscription_of(one)) for one in owned]
        summary = {"appliesToAllDevices": "false", "totalCount": str(len(owned))}
        root.children[0] = el("subscribedServices", content, **summary)
        return root

    def post_subscribed_services(self, call: Call) -> Reply:
        """Add services to that list."""
        owner = self.subscribed(call)
        for one in self.sent_services(call):
            if self.has_service(owner, one):
                self.service_taken(owner, one)
            self.subscribe(owner, one)
        return Reply(201)

    def put_subscribed_services(self, call: Call) -> Reply:
        """Put other services in the place of that list."""
        sent, owner = self.sent_services(call), self.subscribed(call)
        owner.services.clear()
        for one in sent:
            self.subscribe(owner, one)
        return self.changed(call, self.get_subscribed_services(call))

    def delete_subscribed_services(self, call: Call) -> Reply:
        """Take all services of that list away."""
        self.unsubscribe(self.subscribed(call))
        return self.deleted()


@liberty("index-not-found", ambiguity="UDS-AMB-25")
class _IndexNotFound(Uds):
    """An index that is not a number names no speed dial (404)."""

    def put_device_speed_dial(self, call: Call) -> Reply:
        try:
            return super().put_device_speed_dial(call)
        except Refused as refusal:
            if refusal.status == _IN_ERROR and "index" in refusal.why:
                refusal.status = 404
            raise


@liberty("number-left", ambiguity="UDS-AMB-25")
class _NumberLeft(Uds):
    """A change without a number leaves the number as it is."""

    def missing(self, element: etree._Element, name: str) -> None:
        if name != "number":
            super().missing(element, name)

    def add_dials(self, device: Device, sent: list[Fields]) -> None:
        if any(not one.get("number") for one in sent):
            refuse(_IN_ERROR, "number is required")
        super().add_dials(device, sent)

    def replace_dials(self, device: Device, sent: list[Fields]) -> None:
        new = [one for one in sent if int(one["index"]) not in device.dials]
        if any(not one.get("number") for one in new):
            refuse(_IN_ERROR, "number is required")
        super().replace_dials(device, sent)


@liberty("services-everywhere")
class _ServicesEverywhere(Uds):
    """Every device has services from the beginning, with names in other scripts."""

    def filled(self) -> Cluster:
        cluster = super().filled()
        service = next(iter(cluster.services.values()))
        for devices in cluster.devices.values():
            for device in devices.values():
                identity = cluster.identity("sub", device.name, "news")
                name = "Nachrichten & Börse"
                device.services.append(Subscription(identity, name, service.id, service.url))
        return cluster


@liberty("put-adds", ambiguity="UDS-AMB-25")
class _PutAdds(Uds):
    """A PUT of a speed dial that does not exist adds it."""

    def no_dial_to_change(self, device: Device, sent: Fields) -> Reply:
        self.add_dials(device, [sent])
        return Reply(201)


@liberty("index-given", ambiguity="UDS-AMB-25")
class _IndexGiven(Uds):
    """A speed dial that is sent by itself, without an index, is added under the next one."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._given: set[str] = set()

    def read_dial(self, element: etree._Element) -> Fields:
        parent = element.getparent()
        if element.find("index") is None and (parent is None or parent.tag != "speedDials"):
            devices = [one for owned in self.cluster.devices.values() for one in owned.values()]
            free = 1 + max((at for device in devices for at in device.dials), default=0)
            etree.SubElement(element, "index").text = str(free)
            self._given.add(str(free))
        return super().read_dial(element)

    def no_dial_to_change(self, device: Device, sent: Fields) -> Reply:
        if sent["index"] not in self._given:
            return super().no_dial_to_change(device, sent)
        self.add_dials(device, [sent])
        return Reply(201)


@liberty("other-flags")
class OtherFlags(Uds):
    """Remote destinations have truth values of other names."""

    destination_flags = ("isMobilePhone", "enableSingleNumberReach")

    def filled(self) -> Cluster:
        """The data, with those names."""
        cluster = super().filled()
        for destinations in cluster.remote.values():
            for one in destinations:
                one.flags = dict.fromkeys(self.destination_flags, "true")
        return cluster


@liberty("words-as-flags-taken", ambiguity="UDS-AMB-25")
class _WordsTaken(Uds):
    """Any word is a truth value: "yes" and "on" are true, others false."""

    def value(self, name: str, text: str, pattern: str) -> str:
        word = text.strip().lower()
        if pattern == FLAG and word:
            return "true" if word in {"true", "yes", "on"} else "false"
        return super().value(name, text, pattern)
