"""Subscribed services of the suite's own, on a device that has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.apis.cisco_uds.dials import Dials, Fields, xml
from contracts.model import Fate, Inconclusive, NotTested

SERVICE = "subscribed service"
_MOST_SERVICES = 10


class OwnService(msgspec.Struct, frozen=True):
    """A service that the suite subscribed a device to."""

    uds: Services
    device: str
    fields: dict[str, str | None]

    def names(self) -> list[str]:
        """The names of the device's services."""
        return self.uds.service_names(self.device)

    def post(self, fields: Fields, **how: Any) -> Answer:
        """The answer to a POST of a service."""
        return self.uds.add_service(self.device, fields, **how)


class Services(Dials):
    """The part of the vocabulary with subscribed services.

    `lingering` is a device whose services, the suite's own, stayed after they were taken away.
    """

    lingering: str | None = None

    def service_names(self, device: str) -> list[str]:
        """The names of a device's services."""
        return [text_of(one, "name") for one in self.items("subscribedServiceId", device)]

    def add_service(self, device: str, fields: Fields, **how: Any) -> Answer:
        """The answer to a POST of a service for a device, which the ledger holds first."""
        operation = "postDeviceSubscribedService"
        template = self.spec.operations[operation].path
        path = self.filled(template, {"userId": self.user, "deviceId": device})
        body = xml("subscribedService", fields).encode()
        name = fields.get("name") or self.new_name()
        entry = next((one for one in self.entered(SERVICE) if one.name == name), None)
        if entry is None:
            entry = self.creating(SERVICE, name, user=self.user, device=device)
        answer = self.send("POST", path, body, operation=operation, **how)
        if answer.accepted:
            self.created(entry)
        else:
            self.refused(entry, answer.status)
        return answer

    def empty_services(self, device: str) -> Answer:
        """The answer to the DELETE of all services of a device."""
        operation = "deleteDeviceSubscribedServices"
        answer = self.send("DELETE", self.address(operation, device), operation=operation)
        if answer.accepted:
            for one in self.entered(SERVICE, device=device):
                if one.fate is not Fate.DELETED:
                    self.deleted(one)
        return answer

    def free_device(self) -> str:
        """A device without services. Raises NotTested where there is none."""
        for device in self.devices():
            if not self.items("subscribedServiceId", device):
                return device
        reason = (
            f"every device of {self.user} has services, and only all of a device's can be removed"
        )
        raise NotTested(reason)

    def simple_service(self) -> str:
        """The id of a phone service without parameters that are required."""
        for one in self.items("phoneServiceId")[:_MOST_SERVICES]:
            identity = text_of(one, "id")
            if not identity:
                continue
            path = self.filled("/phoneService/{id}", {"id": identity})
            root = self.read("getPhoneService", path)
            if not any(
                text_of(p, "isRequired").lower() == "true"
                for p in root.iterfind("parameters/parameter")
            ):
                return identity
        reason = "there is no phone service that can be subscribed to without parameters"
        raise NotTested(reason)

    @contextmanager
    def own_service(self, note: Callable[[str], None]) -> Iterator[OwnService]:
        """A service on a device that has none, for as long as the block lasts.

        `note` is told where it stays behind. Raises Inconclusive where it is not taken.
        """
        self.needs_account()
        device = self.free_device()
        fields = {"name": self.new_name(), "phoneServiceId": self.simple_service()}
        answer = self.add_service(device, fields)
        try:
            if not answer.accepted:
                reason = f"the POST of a new service was not accepted: {answer}"
                raise Inconclusive(reason)
            yield OwnService(self, device, dict(fields))
        finally:
            if answer.accepted:
                gone = self.empty_services(device)
                if gone.accepted and self.service_names(device):
                    self.lingering = device
                if not gone.accepted or self.lingering == device:
                    note(f"services of device {device} stay behind: {gone}")
