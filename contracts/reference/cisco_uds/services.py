"""IP phone services that users and devices have."""

from __future__ import annotations

from lxml import etree

from contracts.reference.cisco_uds.bodies import ADDRESS, SOMETHING, Fields
from contracts.reference.cisco_uds.dials import Dials
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.state import Device, Subscription
from contracts.reference.cisco_uds.xml import Element, el, flag, texts

_FIELDS = {"name": SOMETHING, "phoneServiceId": SOMETHING, "url": ADDRESS, "secureUrl": ADDRESS}


class Services(Dials):
    """The part of the server with subscribed services."""

    def get_device_subscribed_services(self, call: Call) -> Element:
        """The services of a device."""
        where = call.base + call.path.removesuffix("s")
        content = [
            el("subscribedService", self.subscription_of(one), uri=f"{where}/{one.id}")
            for one in self.device(call).services
        ]
        return self.root(call, "subscribedServices", content)

    def subscription_of(self, one: Subscription) -> list[Element]:
        """What is said of a service that is subscribed to."""
        service = self.cluster.services[one.service]
        pairs = [
            ("id", one.id),
            ("name", one.name),
            ("url", one.url),
            ("secureUrl", one.secure_url),
        ]
        return [*texts(pairs), el("phoneServiceName", service.name, phoneServiceId=service.id)]

    def subscription(self, call: Call) -> Subscription:
        """The service that the path names. Raises Refused (404)."""
        wanted = call.ids["subscribedServiceId"]
        found = next((one for one in self.device(call).services if one.id == wanted), None)
        if found is None:
            refuse(404, f"there is no subscribed service {wanted}")
        return found

    def get_device_subscribed_service(self, call: Call) -> Element:
        """One service of a device."""
        content = self.subscription_of(self.subscription(call))
        return self.root(call, "subscribedService", [*content, el("parameters", [])])

    def read_service(self, element: etree._Element) -> Fields:
        """The fields of a service that is subscribed to. Raises Refused (415)."""
        sent = self.fields(element, _FIELDS, ("name", "phoneServiceId"))
        if sent["phoneServiceId"] not in self.cluster.services:
            return self.unknown_service(sent)
        return sent

    def unknown_service(self, sent: Fields) -> Fields:
        """A phone service that does not exist."""
        refuse(415, f"there is no phone service {sent['phoneServiceId']}")

    def post_device_subscribed_service(self, call: Call) -> Reply:
        """Subscribe a device to a service."""
        device = self.device(call)
        sent = self.read_service(self.body(call, "subscribedService"))
        if self.has_service(device, sent):
            self.service_taken(device, sent)
        self.subscribe(device, sent)
        return self.created(call, f"{call.path}/{device.services[-1].id}")

    def has_service(self, device: Device, sent: Fields) -> bool:
        """Whether a device has a service of this name already."""
        return any(one.name == sent["name"] for one in device.services)

    def service_taken(self, device: Device, sent: Fields) -> None:  # noqa: ARG002
        """A service that the device has already."""
        refuse(409, f"the device has {sent['name']}")

    def subscribe(self, device: Device, sent: Fields) -> None:
        """Subscribe a device to a service."""
        service = self.cluster.services[sent["phoneServiceId"]]
        url = sent.get("url") or service.url
        identity = self.cluster.new_id("service")
        device.services.append(Subscription(identity, sent["name"], service.id, url))

    def put_device_subscribed_service(self, call: Call) -> Reply:
        """Change a service of a device."""
        one = self.subscription(call)
        sent = self.fields(self.body(call, "subscribedService"), _FIELDS, ("name",))
        if sent.get("phoneServiceId", one.service) not in self.cluster.services:
            self.wrong_service(sent)
        one.name = self.updated("name", one.name, sent)
        one.url = self.updated("url", one.url, sent)
        one.secure_url = self.updated("secureUrl", one.secure_url, sent)
        return self.changed(call, self.get_device_subscribed_service(call))

    def wrong_service(self, sent: Fields) -> None:
        """A change to a phone service that does not exist."""
        refuse(415, f"there is no phone service {sent['phoneServiceId']}")

    def sent_services(self, call: Call) -> list[Fields]:
        """The services of a body. Raises Refused (415)."""
        elements = self.body(call, "subscribedServices").iterchildren("subscribedService")
        return [self.read_service(one) for one in elements]

    def post_device_subscribed_services(self, call: Call) -> Reply:
        """Subscribe a device to services."""
        device, sent = self.device(call), self.sent_services(call)
        for one in sent:
            if self.has_service(device, one):
                self.service_taken(device, one)
        for one in sent:
            self.subscribe(device, one)
        return Reply(201)

    def put_device_subscribed_services(self, call: Call) -> Reply:
        """Put other services in the place of a device's."""
        device, sent = self.device(call), self.sent_services(call)
        device.services.clear()
        for one in sent:
            self.subscribe(device, one)
        return self.changed(call, self.get_device_subscribed_services(call))

    def delete_device_subscribed_services(self, call: Call) -> Reply:
        """Take all services of a device away."""
        self.unsubscribe(self.device(call))
        return self.deleted()

    def unsubscribe(self, device: Device) -> None:
        """Take all services of a device away."""
        device.services.clear()

    # A user's

    def get_subscribed_services(self, call: Call) -> Element:
        """The services that all devices have, and where each device's are."""
        devices = self.devices_of(call)
        names = [sorted(one.name for one in device.services) for device in devices]
        unified = all(one == names[0] for one in names)
        where = f"{call.base}/user/{call.ids['userId']}/device"
        links = [
            el(
                "device",
                name=one.name,
                description=one.description,
                subscribedServicesUri=f"{where}/{one.id}/subscribedServices",
            )
            for one in devices
        ]
        listed = devices[0].services if unified and devices else []
        content = [el("subscribedService", self.subscription_of(one)[1:]) for one in listed]
        summary = {"appliesToAllDevices": flag(unified), "totalCount": str(len(listed))}
        return self.root(
            call,
            "userSubscribedServices",
            [el("subscribedServices", content, **summary), el("devices", list(links))],
        )

    def post_subscribed_services(self, call: Call) -> Reply:
        """Subscribe all devices of a user to services."""
        devices, sent = self.devices_of(call), self.sent_services(call)
        for device in devices:
            for one in sent:
                if self.has_service(device, one):
                    self.service_taken(device, one)
        for device in devices:
            for one in sent:
                self.subscribe(device, one)
        return Reply(201)

    def put_subscribed_services(self, call: Call) -> Reply:
        """Put other services in the place of those of all devices of a user."""
        sent = self.sent_services(call)
        for device in self.devices_of(call):
            device.services.clear()
            for one in sent:
                self.subscribe(device, one)
        return self.changed(call, self.get_subscribed_services(call))

    def delete_subscribed_services(self, call: Call) -> Reply:
        """Take all services of all devices of a user away."""
        for device in self.devices_of(call):
            self.unsubscribe(device)
        return self.deleted()
