"""Where subscribed services are written, and those of the suite's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.apis.cisco_uds.bodies import Fields, xml
from contracts.kit import Inconclusive

if TYPE_CHECKING:
    from contracts.apis.cisco_uds.services import Services


class ServicePlace(msgspec.Struct, frozen=True):
    """A resource that takes subscribed services; see `Place` for speed dials."""

    id: str
    name: str
    noun: str
    listed: bool = False
    of_user: bool = False

    def body(self, fields: Fields, others: Sequence[Fields] = ()) -> bytes:
        """A body with one service, in a list after the `others`."""
        own = xml("subscribedService", fields)
        if not self.listed:
            return own.encode()
        kept = "".join(xml("subscribedService", one) for one in others)
        return f"<subscribedServices>{kept}{own}</subscribedServices>".encode()


SERVICE = "subscribed service"
"""What the ledger calls a subscribed service of the suite's own."""

_DEVICE = "…/device/{deviceId}/subscribedService"
SERVICE_PLACES = {
    one.id: one
    for one in (
        ServicePlace("device", _DEVICE, "DeviceSubscribedService"),
        ServicePlace("device-list", f"{_DEVICE}s", "DeviceSubscribedServices", listed=True),
        ServicePlace(
            "user-list",
            "/user/{userId}/subscribedServices",
            "SubscribedServices",
            listed=True,
            of_user=True,
        ),
    )
}


class OwnService(msgspec.Struct, frozen=True):
    """A service that the suite subscribed to at a place; `answer` is that of the POST.

    `listed` are the names that it has in lists where the server gives names itself, and `known`
    says whether its phone service was subscribed to before.
    """

    uds: Services
    place: ServicePlace
    devices: tuple[str, ...]
    fields: dict[str, str | None]
    answer: Answer
    listed: list[str] = []
    known: bool = False

    @property
    def name(self) -> str:
        """The name that was sent."""
        return self.fields["name"] or ""

    def names(self) -> list[str]:
        """The names of the services that every device of the place has.

        And those of the user's list, where that is the place: it may be one of its own.
        """
        first, *rest = [self.uds.service_names(one) for one in self.devices]
        unified = [name for name in first if all(name in names for names in rest)]
        own = self.uds.services_of_user() if self.place.of_user else []
        return unified + [name for name in own if name not in unified]

    def own(self) -> list[str]:
        """Of those the ones that stem from this service."""
        own = set(self.listed)
        return [name for name in self.names() if name.startswith(self.name) or name in own]

    def post(self, fields: Fields, **how: Any) -> Answer:
        """The answer to a POST of a service."""
        return self.uds.add_service(self.place, self.devices, fields, **how)

    def put(self, fields: Fields, **how: Any) -> Answer:
        """The answer to a PUT of the service, or of the list with it alone.

        Raises Inconclusive where the item has no id by which it is found.
        """
        return self.put_at(self.path(), self.body(fields), **how)

    def body(self, fields: Fields) -> bytes:
        """The body of a PUT: in a list together with the other services of the device."""
        others = self.uds.other_services(self.devices[0]) if self.place.listed else []
        return self.place.body(fields, [one.fields for one in others])

    def put_at(self, path: str, body: bytes, **how: Any) -> Answer:
        """The answer to a PUT of a body at a path that is known."""
        how.setdefault("operation", f"put{self.place.noun}")
        # What the device has beside need not be what the suite would send.
        how.setdefault("defect", "keeps what was there" if self.place.listed else None)
        return self.uds.send("PUT", path, body, **how)

    def path(self) -> str:
        """The path of a PUT. Raises Inconclusive where the item has no id."""
        ids = {"userId": self.uds.user, "deviceId": self.devices[0]}
        if not self.place.listed:
            ids["subscribedServiceId"] = self._identity()
        return self.uds.filled(self.uds.spec.operations[f"put{self.place.noun}"].path, ids)

    def _identity(self) -> str:
        for one in self.uds.items("subscribedServiceId", self.devices[0]):
            if text_of(one, "name").startswith(self.name) and text_of(one, "id"):
                return text_of(one, "id")
        reason = "the service that was added is not listed, or has no id"
        raise Inconclusive(reason)


class ServiceLife(msgspec.Struct, frozen=True):
    """What came of a service that was made and removed at once.

    `shown` are the names listed after the POST. `deleted` answers the DELETE of all services, where
    there were no others, and `after_delete` are the names listed then. `removed` answers what took
    the service away, None where nothing was added; `after` are the suite's own that stay.
    `again` answers the same POST a second time, where that was made.
    """

    own: OwnService
    shown: list[str] = []
    removed: Answer | None = None
    deleted: Answer | None = None
    after_delete: list[str] = []
    after: list[str] = []
    again: Answer | None = None

    @property
    def trial(self) -> str | None:
        """The outcome for `Removal`: None where nothing was made."""
        if self.removed is None:
            return None
        return f"listed after {self.removed}: {', '.join(self.after)}" if self.after else ""
