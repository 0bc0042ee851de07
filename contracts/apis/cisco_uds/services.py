"""Subscribed services of the suite's own, on devices that have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from contracts.apis.cisco_uds.answer import ABSENT, FORBIDDEN, GATEWAY, Answer
from contracts.apis.cisco_uds.bodies import Fields
from contracts.apis.cisco_uds.other_services import OtherService, OtherServices
from contracts.apis.cisco_uds.own_services import (
    SERVICE,
    SERVICE_PLACES,
    OwnService,
    ServiceLife,
    ServicePlace,
)
from contracts.kit import UNNAMED, Entry, Fate, Inconclusive, NotTested


class Services(OtherServices):
    """The part of the vocabulary with subscribed services."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._service: OwnService | None = None
        self._before: dict[str, Counter[OtherService]] = {}
        self._added_services: dict[str, OwnService] = {}
        self._service_lives: dict[str, ServiceLife] = {}

    def refresh(self) -> None:
        """Take a fresh view of the target: what was made and removed is made anew."""
        super().refresh()
        self._service_lives = {o: one for o, one in self._service_lives.items() if one.after}

    def add_service(
        self, place: ServicePlace, devices: tuple[str, ...], fields: Fields, **how: Any
    ) -> Answer:
        """The answer to a POST of a service, which the ledger holds first."""
        operation = f"post{place.noun}"
        how.setdefault("operation", operation)
        template = self.spec.operations[operation].path
        path = self.filled(template, {"userId": self.user, "deviceId": devices[0]})
        name = fields.get("name") or self.new_name()
        known = [one for one in self.entered(SERVICE) if one.name == name]
        entries = known or self._entered_on(devices, name)
        self.hold_all_services(devices)
        answer = self.send("POST", path, place.body(fields), **how)
        self._came(entries, answer)
        return answer

    def _entered_on(self, devices: tuple[str, ...], name: str) -> list[Entry]:
        """The entries of a service that a request may bring to devices."""
        return [self.creating(SERVICE, name, user=self.user, device=one) for one in devices]

    def _came(self, entries: list[Entry], answer: Answer) -> None:
        for entry in entries:
            if answer.accepted:
                self.created(entry)
            else:
                self.refused(entry, answer.status)

    def put_services_of_user(self, devices: Sequence[str], fields: Fields, **how: Any) -> Answer:
        """The answer to a PUT of the user's list with one service, which all devices get then."""
        operation = "putSubscribedServices"
        path, body = self.address(operation), SERVICE_PLACES["user-list"].body(fields)
        name = fields.get("name") or ""
        on = {one.facts["device"] for one in self.entered(SERVICE) if name.startswith(one.name)}
        entries = self._entered_on(tuple(one for one in devices if one not in on), name)
        answer = self.send("PUT", path, body, operation=operation, **how)
        self._came(entries, answer)
        return answer

    def empty_services(self, device: str) -> Answer:
        """The answer to the request that removed the suite's own services of a device.

        DELETE of all, or PUT of an empty list where that is not offered or without effect. Where
        the device has others as well, PUT of the list of these; then DELETE, and they are put back.
        """
        others = self.hold_other_services(device)
        answer = self.put_services(device, others) if others else self.delete_services((device,))
        if not self._left_on(device, answer):
            return answer
        if others:
            answer = self.delete_services((device,))
            self._left_on(device, answer)
            self.restored_services(device, others)
            return answer
        emptied = self.put_services(device, [])
        self._left_on(device, emptied)
        return emptied

    def _left_on(self, device: str, answer: Answer) -> list[str]:
        """The names of the suite's own services on a device, once they are gone or stay."""
        return self.seen(answer, lambda: self.own_names(device), lambda names: not names)

    def own_names(self, device: str) -> list[str]:
        """The names of the suite's own services on a device, of whichever run."""
        names = self.service_names(device)
        return [one for one in names if self.is_own_name(device, one, UNNAMED)]

    def delete_services(
        self, devices: tuple[str, ...], *, of_user: bool = False, **how: Any
    ) -> Answer:
        """The answer to the DELETE of all services of a device, or of all devices of the user."""
        operation = "deleteSubscribedServices" if of_user else "deleteDeviceSubscribedServices"
        path = self.address(operation, None if of_user else devices[0])
        answer = self.send("DELETE", path, operation=operation, **how)
        if answer.accepted:
            for one in self.entered(SERVICE):
                if one.facts.get("device") in devices and one.fate is not Fate.DELETED:
                    self.deleted(one)
        return answer

    def service_life(self, place: ServicePlace) -> ServiceLife:
        """A service made at a place and removed, once until a fresh view is taken.

        Raises NotTested where the target does not have the place, or where nothing more is made
        since what was made before could not be removed.
        """
        if place.id in self._service_lives:
            # What is remembered is looked at once more: it is gone, or not.
            self._all_names(self._service_lives[place.id].own.devices)
        else:
            self.needs_account()
            barred = next((life for life in self._service_lives.values() if life.after), None)
            if barred is not None:
                self.removal.hold(SERVICE, lambda: barred.trial)
            self._service_lives[place.id] = self._live_service(place)
        life = self._service_lives[place.id]
        if life.own.answer.status in ABSENT:
            reason = f"the target does not take POST of {place.name}: {life.own.answer}"
            raise NotTested(reason)
        return life

    def _live_service(self, place: ServicePlace) -> ServiceLife:
        own = self._subscribed(place)
        if not own.answer.accepted:
            return ServiceLife(own)
        shown = own.names()
        listed = own.listed or own.name in shown
        again = own.post(own.fields) if own.listed or (place.of_user and listed) else None
        if own.listed and again is not None and again.accepted:
            own = msgspec.structs.replace(own, listed=self._renamed(own))
        deleted, after = None, self._left(own)
        if not any(self.other_services(device) for device in own.devices):
            deleted = self.delete_services(own.devices, of_user=place.of_user)
            after = self.seen(deleted, lambda: self._left(own), lambda names: not names)
        removed, left = deleted, after
        if after:
            removed = [self.empty_services(device) for device in own.devices][-1]
            left = self._left(own)
        if not left:
            self._settle_services(own.devices)
        return ServiceLife(own, shown, removed or own.answer, deleted, after, left, again)

    def _left(self, own: OwnService) -> list[str]:
        """The suite's own names at the place of a service, on whatever device."""
        listed = self.services_of_user() if own.place.of_user else []
        own_ones = [name for name in listed if self.is_own_name("", name)]
        return own_ones + [name for device in own.devices for name in self.own_names(device)]

    def _all_names(self, devices: tuple[str, ...]) -> list[str]:
        return [name for device in devices for name in self.service_names(device)]

    def _settle_services(self, devices: tuple[str, ...]) -> None:
        for device in devices:
            for entry in self.entered(SERVICE, device=device):
                self.gone(entry)

    def _subscribed(self, place: ServicePlace) -> OwnService:
        devices = self.free_devices(place)
        before = self.listed_services(place, devices)
        had = {one.service for one in before}
        service = self.simple_service(had)
        fields: dict[str, str | None] = {"name": self.new_name(), "phoneServiceId": service}
        answer = self.add_service(place, devices, fields)
        if answer.status in GATEWAY:
            answer = self.add_service(place, devices, fields)
        own = OwnService(self, place, devices, fields, answer, [], service in had)
        if not answer.accepted:
            return own
        self._before[own.name] = before
        names = self.seen(answer, lambda: self._names_of(own), bool)
        return msgspec.structs.replace(own, listed=[one for one in names if one != own.name])

    def _names_of(self, own: OwnService) -> list[str]:
        """The name of a service, if it is listed, or else those that the server has given it."""
        return [own.name] if own.name in own.names() else self._renamed(own)

    def _renamed(self, own: OwnService) -> list[str]:
        """The names under which a service is listed, where the server has given them itself.

        The ledger holds those that nothing else has in the same lists.
        """
        before = self._before[own.name]
        new = self.listed_services(own.place, own.devices) - before
        sent = {"", own.fields["phoneServiceId"]}
        names = sorted({one.name for one in new if one.name and one.service in sent})
        alone = [name for name in names if all(one.name != name for one in before)]
        for entry in self.entered(SERVICE) if alone else ():
            if entry.name == own.name:
                self.created(entry, listed="\n".join(alone))
        return names

    def own_service(self, place: ServicePlace) -> OwnService:
        """The service of the suite's own on a device, the same one for all tests.

        `place` is where it is written to. Raises NotTested where the target does not have the
        place, Inconclusive where the service is not taken or not listed.
        """
        main = self.main_service_place()
        life = self.service_life(main)
        if life.own.listed:
            reason = f"the target names services itself: {life.own.listed[0]} is {life.own.name}"
            raise NotTested(reason)
        if life.after:
            self._service = life.own
        if self._service is None or not self._service.own():
            self.removal.hold(SERVICE, lambda: life.trial)
            self._service = self._kept_service(main)
        if place.of_user is not main.of_user:
            reason = f"the service of the suite's own is written at {main.name}"
            raise NotTested(reason)
        life = self._service_lives.get(place.id, life)
        known = self._added_services.get(place.id, life.own)
        if known.place is place and known.answer.status in ABSENT:
            reason = f"the target does not take POST of {place.name}: {known.answer}"
            raise NotTested(reason)
        return msgspec.structs.replace(self._service, place=place)

    def takes_services(self, place: ServicePlace) -> bool:
        """Whether the target has accepted a POST of a service at a place."""
        life, added = self._service_lives.get(place.id), self._added_services.get(place.id)
        known = (life.own if life else None, added)
        return any(one is not None and one.answer.accepted for one in known)

    def main_service_place(self) -> ServicePlace:
        """The first place at which a new service is accepted.

        Raises NotTested where the target has no such place, or none that is the account's to write
        to, which UDS-ADD-01 says once; Inconclusive where it refuses otherwise.
        """
        absent = refused = None
        for one in SERVICE_PLACES.values():
            try:
                life = self.service_life(one)
            except NotTested as found:
                absent = absent or found
                continue
            if life.own.answer.accepted:
                return one
            if life.own.answer.status == FORBIDDEN:
                reason = f"{self.user} may add no services (see UDS-ADD-01): {life.own.answer}"
                absent = NotTested(reason)
                continue
            refused = refused or life.own.answer
        if refused is not None:
            reason = f"the POST of a new service was not accepted: {refused}"
            raise Inconclusive(reason)
        raise absent or NotTested("there is no place for services")

    def _kept_service(self, main: ServicePlace) -> OwnService:
        """A new service that stays, added with the device's list or else at the main place."""
        for place in (SERVICE_PLACES["device-list"], main):
            if place.of_user is not main.of_user:
                continue
            own = self._subscribed(place)
            self._added_services[place.id] = own
            names = self.seen(own.answer, own.own, bool) if own.answer.accepted else []
            if names:
                return own
        reason = f"the POST of a new service was not accepted, or is not listed: {own.answer}"
        raise Inconclusive(reason)

    def added_service(self, place: ServicePlace) -> tuple[OwnService, list[str]]:
        """A service that was added at a place, and the names listed then.

        Raises NotTested where the target does not have the place.
        """
        if place.id == "device-list" and self.main_service_place().id != place.id:
            self.own_service(SERVICE_PLACES["device"])
            own = self._added_services.get(place.id)
            if own is None or own.answer.status in ABSENT:
                reason = f"the target does not take POST of {place.name}"
                raise NotTested(reason)
            return own, own.names()
        life = self.service_life(place)
        return life.own, life.shown
