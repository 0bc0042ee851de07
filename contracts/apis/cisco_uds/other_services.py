"""Services of the user on a device that the suite writes to: held, and put back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from typing import Any

import msgspec
from lxml import etree

from contracts.apis.cisco_uds.answer import ABSENT, Answer, text_of
from contracts.apis.cisco_uds.apart import Apart
from contracts.apis.cisco_uds.bodies import Fields, xml
from contracts.apis.cisco_uds.own_services import SERVICE, OwnService, ServicePlace
from contracts.kit import Fate, NotTested, parse_xml

OTHER_SERVICES = "other services"
"""What the ledger calls services of the user beside those of the suite's own."""
_MOST_DEVICES = 20
_MOST_SERVICES = 10


class OtherService(msgspec.Struct, frozen=True):
    """A service of the user, as far as it can be sent back; `whole` says whether that is all."""

    name: str
    service: str
    url: str
    secure_url: str
    whole: bool

    @property
    def fields(self) -> Fields:
        """As the fields of a body."""
        return {
            "name": self.name,
            "phoneServiceId": self.service,
            "url": self.url or None,
            "secureUrl": self.secure_url or None,
        }

    @property
    def body(self) -> str:
        """As an element of a list."""
        return xml("subscribedService", self.fields)


def read_service(element: etree._Element) -> OtherService:
    """A service of a list; its phoneServiceId is an element, or an attribute of one."""
    ids = [(one.text or "").strip() for one in element.iter("phoneServiceId")]
    ids += [one.get("phoneServiceId", "").strip() for one in element.iter("*")]
    name, known = text_of(element, "name"), next((one for one in ids if one), "")
    parameters = next(element.iter("parameter"), None)
    whole = bool(name and known) and parameters is None
    urls = (text_of(element, "url"), text_of(element, "secureUrl"))
    return OtherService(name, known, *urls, whole)


class OtherServices(Apart):
    """The part of the vocabulary that keeps what users have beside the suite's own services."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._held: set[str] = set()
        self._doubled_services: dict[str, tuple[Answer, str]] = {}

    def service_names(self, device: str) -> list[str]:
        """The names of a device's services."""
        return [text_of(one, "name") for one in self.items("subscribedServiceId", device)]

    def services_of_user(self) -> list[str]:
        """The names of the services in the user's list; none where the target has no such list."""
        return [text_of(one, "name") for one in self._listed_for_user()]

    def _listed_for_user(self) -> list[etree._Element]:
        answer = self.ask("getSubscribedServices")
        if answer.status in ABSENT:
            return []
        # With or without an element for the list: the document gives no form.
        return list(answer.needed("userSubscribedServices").iter("subscribedService"))

    def free_devices(self, place: ServicePlace) -> tuple[str, ...]:
        """The devices that a place writes to: without services but the suite's own.

        On an account for tests they may have others, which are put back. Raises NotTested where
        they have some that could not be.
        """
        devices = self.devices()[:_MOST_DEVICES]
        free = [one for one in devices if self._are_own(one, self.service_names(one))]
        kept = [one for one in devices if one not in free and self.is_restorable(one)]
        if not place.of_user and (free or kept):
            return (*free, *kept)[:1]
        if place.of_user and len(free) + len(kept) == len(self.devices()):
            listed = set(self.services_of_user())
            if all(listed <= set(self.service_names(one)) for one in devices):
                return tuple(devices)
            if not kept and self._are_own("", list(listed)):
                return tuple(devices)
            reason = f"{place.name} has services, and only all of them can be removed"
            raise NotTested(reason)
        reason = f"devices of {self.user} have services, and only all of a device's can be removed"
        raise NotTested(reason)

    def _are_own(self, device: str, names: list[str]) -> bool:
        return all(self.is_own_name(device, name) for name in names)

    def is_own_name(self, device: str, name: str, prefix: str | None = None) -> bool:
        """Whether a service on a device is the suite's own; without a device in any list.

        By its prefix, or by the name that the server gave to what the ledger has.
        """
        if name.startswith(prefix or self.prefix):
            return True
        return any(
            name in entry.facts.get("listed", "").split("\n")
            for entry in self.entered(SERVICE, **({"device": device} if device else {}))
            if name and entry.fate is not Fate.GONE
        )

    def listed_services(self, place: ServicePlace, devices: Sequence[str]) -> Counter[OtherService]:
        """The services in the lists that a place writes to."""
        lists = ["", *devices] if place.of_user else list(devices)
        return Counter(one for device in lists for one in self._services_on(device))

    def phone_services_of(self, own: OwnService) -> list[str]:
        """The ids of the phone services that a service of the suite's own is listed with."""
        on_device = self._services_on(own.devices[0])
        return [one.service for one in on_device if one.name.startswith(own.name)]

    def simple_service(self, had: Container[str] = ()) -> str:
        """The id of a phone service without parameters that are required.

        One that is enabled and not among those that are `had` already, where there is one.
        """
        listed = [one for one in self.items("phoneServiceId") if text_of(one, "id")]
        listed.sort(key=lambda one: text_of(one, "enabled").lower() in {"false", "0"})
        listed.sort(key=lambda one: text_of(one, "id") in had)
        for one in listed[:_MOST_SERVICES]:
            identity = text_of(one, "id")
            path = self.filled("/phoneService/{id}", {"id": identity})
            root = self.read("getPhoneService", path)
            if not any(
                text_of(p, "isRequired").lower() == "true"
                for p in root.iterfind("parameters/parameter")
            ):
                return identity
        reason = "there is no phone service that can be subscribed to without parameters"
        raise NotTested(reason)

    def _services_on(self, device: str) -> list[OtherService]:
        listed = self.items("subscribedServiceId", device) if device else self._listed_for_user()
        return [read_service(one) for one in listed]

    def other_services(self, device: str) -> list[OtherService]:
        """The services of a device but those of the suite's own.

        Without a device (an empty id) those of the user's list.
        """
        return [o for o in self._services_on(device) if not self.is_own_name(device, o.name)]

    def is_restorable(self, device: str) -> bool:
        """Whether the services of a device could be put back: an account for tests, all shown."""
        return self.is_scratch and all(one.whole for one in self.other_services(device))

    def service_of_the_user(self, *, listed: bool = False) -> tuple[str, OtherService]:
        """A device, and a service that it has once and that could be put back.

        One that `add_again` has doubled counts as one. No device (an empty id) where it is to be
        one in the user's list. Raises NotTested where there is none.
        """
        for device in [""] if listed else self.devices()[:_MOST_DEVICES]:
            others = self.other_services(device) if self.is_restorable(device) else []
            names = [one.name for one in others]
            doubled = self._doubled_services.get(device, (None, ""))[1]
            for one in others:
                if one.name == doubled or names.count(one.name) == 1:
                    return device, one
        where = f"the list of {self.user}" if listed else f"no device of {self.user}"
        reason = f"{where} has {'no' if listed else 'a'} service that could be put back"
        raise NotTested(reason)

    def hold_all_services(self, devices: Sequence[str]) -> None:
        """Hold what devices have, if it could be put back, where that was not done before."""
        for device in devices:
            if device not in self._held and self.is_restorable(device):
                self._held.add(device)
                self.hold_other_services(device)

    def hold_other_services(self, device: str) -> list[OtherService]:
        """The services of the user on a device, which the ledger holds before the first change."""
        others = self.other_services(device)
        known = [one for one in self.ledger if one.kind == OTHER_SERVICES]
        if others and not any(one.facts["device"] == device for one in known):
            body = _listed(others)
            self.creating(OTHER_SERVICES, self.user, user=self.user, device=device, body=body)
        return others

    def put_back_services(self, device: str) -> str:
        """Put back the services of the user on a device; empty where they are as they were."""
        entries = [one for one in self.ledger if one.kind == OTHER_SERVICES]
        for entry in entries:
            if entry.facts["device"] == device:
                root = parse_xml(entry.facts["body"].encode())
                return self.restored_services(device, [read_service(one) for one in root])
        return ""

    def restored_services(self, device: str, wanted: list[OtherService]) -> str:
        """Put a device's list with what is wanted and the suite's own, where it differs.

        What is still missing then is added. Empty, or else what is not as it was.
        """
        if self._counts(self.other_services(device)) == self._counts(wanted):
            return ""
        own = [one for one in self._services_on(device) if self.is_own_name(device, one.name)]
        self.put_services(device, [*wanted, *own])
        for service in wanted:
            if service not in self.other_services(device):
                self._send("post", _noun(device), device, _listed([service]))
        now, meant = self._counts(self.other_services(device)), self._counts(wanted)
        left = sorted(f"{name} ({count}, not {now[name]})" for name, count in meant.items())
        return "" if now == meant else f"these services are not as they were: {', '.join(left)}"

    @staticmethod
    def _counts(services: list[OtherService]) -> Counter[str]:
        return Counter(f"{one.name} {one.service}" for one in services)

    def put_services(self, device: str, services: list[OtherService]) -> Answer:
        """The answer to a PUT of a device's list, whose effect is waited for."""
        answer = self._send("put", _noun(device), device, _listed(services))
        names = sorted(one.name for one in services)
        self.seen(
            answer,
            lambda: sorted(one.name for one in self._services_on(device)),
            lambda now: now == names,
        )
        return answer

    def add_again(self, device: str, service: OtherService) -> tuple[Answer, int]:
        """The answer to a POST of a service that a device has, and how often it has it then.

        What came twice stays until the end of the run, when what the device had is put back: a
        server may treat that otherwise. It is not added a third time.
        """
        known = self._doubled_services.get(device)
        if known is None or known[1] != service.name:
            self.hold_all_services([device] if device else ["", *self.devices()])
            fields = {"name": service.name, "phoneServiceId": service.service}
            body = xml("subscribedService", fields)
            if device:
                answer = self._send("post", "DeviceSubscribedService", device, body)
            else:
                body = f"<subscribedServices>{body}</subscribedServices>"
                answer = self._send("post", "SubscribedServices", device, body)
            known = answer, service.name
        times = sum(one.name == service.name for one in self.other_services(device))
        if times > 1:
            self._doubled_services[device] = known
        return known[0], times

    def _send(self, method: str, noun: str, device: str, body: str) -> Answer:
        operation = f"{method}{noun}"
        template = self.spec.operations[operation].path
        path = self.filled(template, {"userId": self.user, "deviceId": device})
        # What was there need not be what the suite would send.
        how = {"operation": operation, "defect": "restores what was there"}
        answer = self.send(method.upper(), path, body.encode(), **how)
        self.forget("subscribedServiceId")
        return answer


def _noun(device: str) -> str:
    """What the operations of a device's list are named by, or without one of the user's."""
    return "DeviceSubscribedServices" if device else "SubscribedServices"


def _listed(services: list[OtherService]) -> str:
    return f"<subscribedServices>{''.join(one.body for one in services)}</subscribedServices>"
