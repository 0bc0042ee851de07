"""A request for each operation that writes, to be sent with credentials that are not right.

None of them harms where it is carried out all the same: it writes what is the suite's own, or
what is taken back on an account for tests, or sends a resource that is the user's an element
without a field to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.apis.cisco_uds.bodies import nested
from contracts.apis.cisco_uds.own_dials import OwnDial
from contracts.apis.cisco_uds.own_services import SERVICE_PLACES, ServicePlace
from contracts.apis.cisco_uds.places import PLACES, Dial, Place
from contracts.apis.cisco_uds.setting import SETTINGS, Setting
from contracts.apis.cisco_uds.undoing import Undoing
from contracts.kit import Inconclusive, NoAuth, NotTested

Send = Callable[..., Answer]
_UNAUTHORIZED = 401


class RestrictedChange(msgspec.Struct, frozen=True):
    """A request that writes; `send` takes what `Wire.send` takes, such as `auth` and `defect`.

    `state` is what the target shows of what it is about, `before` what that was. `offered` says
    that the target has carried such a request out, `sound` that the credentials are the first
    thing in which the target can see an error.
    """

    operation: str
    send: Send
    state: Callable[[], object]
    before: object
    offered: bool = False
    sound: bool = True


class _Same(msgspec.Struct, frozen=True):
    """An element that changes nothing: with the field at a path as it is, or with none.

    `shown_by` reads the resource. Where `whole` is false a field may be required that is not sent.
    """

    shown_by: str
    root: str
    field: str = ""
    whole: bool = True


_SAME = {
    "putUser": _Same("getUser", "user", whole=False),
    "putDevice": _Same("getDevice", "device", whole=False),
    "putExtension": _Same("getExtension", "extension", whole=False),
    "putDeviceExtension": _Same("getDeviceExtension", "extension", whole=False),
    "putConferencing": _Same("getConferencing", "conferencing", "conferenceNow/enabled"),
    "putRemoteDestination": _Same("getRemoteDestination", "remoteDestination", "name"),
    "putCredentials": _Same("getCredentials", "credentials", whole=False),
    "postRemoteDestination": _Same("getRemoteDestination", "remoteDestination", whole=False),
    "postSubscribedServices": _Same("getSubscribedServices", "subscribedServices", whole=False),
}
_SETTING_OF = {
    "putUser": "do-not-disturb",
    "putDevice": "device",
    "putDeviceExtension": "extension",
    "putConferencing": "conferencing",
    "putRemoteDestination": "remote-destination",
}
"""What is changed on an account for tests, where an effect would be seen and is taken back."""
_DIALS = {one.noun: one for one in PLACES.values()}
_SERVICES = {one.noun: one for one in SERVICE_PLACES.values()}
CHANGES = (
    *_SAME,
    *(f"{method}{noun}" for noun in _DIALS for method in ("post", "put")),
    "deleteSpeedDials",
    *(f"{method}{noun}" for noun in _SERVICES for method in ("post", "put") if "Device" in noun),
    "deleteDeviceSubscribedServices",
    "putSubscribedServices",
    "deleteSubscribedServices",
)
"""The operations that write."""


class Changing(Undoing):
    """The part of the vocabulary that asks for changes which are to be refused."""

    _bodies_first: bool | None = None
    _spare: int | None = None

    def change_of(self, operation: str) -> RestrictedChange:
        """A request for an operation. Raises NotTested, or Inconclusive, where there is none."""
        self.needs_account()
        method, noun = re.findall("^[a-z]+|.+", operation)
        if operation in _SAME:
            return self._same_change(operation, method.upper(), _SAME[operation])
        if noun in _DIALS:
            return self._dial_change(operation, method, _DIALS[noun])
        return self._service_change(operation, method, _SERVICES[noun])

    def _setting_change(self, operation: str, setting: Setting) -> RestrictedChange:
        path = self.address(f"get{setting.noun}")
        texts = self.change_for(setting)
        before = self.enter_setting(setting)

        def state() -> dict[str, str]:
            shown = self.shown(setting)
            self.restore_setting(setting)
            return shown

        # What was never carried out may be refused for its body.
        sound = self.was_changed(setting, *texts) or not self._looks_at_bodies_first()
        send = partial(self.put_setting, setting, texts, path)
        return RestrictedChange(operation, send, state, before, sound=sound)

    def _same_change(self, operation: str, method: str, same: _Same) -> RestrictedChange:
        if self.is_scratch and operation in _SETTING_OF:
            with suppress(NotTested, Inconclusive):
                return self._setting_change(operation, SETTINGS[_SETTING_OF[operation]])
        root = self.served(same.shown_by).needed(
            same.root if same.field else self.root_of(same.shown_by)
        )
        path = self.address(same.shown_by)
        known = {same.field: text_of(root, same.field)} if same.field else {}
        body = nested(same.root, known)

        def send(**how: Any) -> Answer:
            return self.send(method, path, body, operation=operation, **how)

        sound = same.whole or not self._looks_at_bodies_first()
        return RestrictedChange(
            operation, send, lambda: self.ask(same.shown_by).status, 200, sound=sound
        )

    def _looks_at_bodies_first(self) -> bool:
        """Whether a body that lacks something is refused for that before the credentials are."""
        if self._bodies_first is None:
            own = self.own_dial()
            body = own.body(own.needed().changed(number=None))
            self.wire.refresh()
            answer = own.put_body(body, auth=NoAuth(), defect="no credentials, and no number")
            self._bodies_first = answer.status != _UNAUTHORIZED
        return self._bodies_first

    def _dial_change(self, operation: str, method: str, place: Place) -> RestrictedChange:
        apart = self._is_list_apart(place)
        own = self.own_dial(place) if apart else self.kept_dial()
        before = own.shown()
        if before is None:
            own = self.own_dial(place if apart else None)
            before = own.needed()
        if own.place.of_user and not place.of_user:
            reason = f"the speed dial of the suite's own is written at {own.place.name}"
            raise NotTested(reason)
        here = msgspec.structs.replace(own, place=place)
        if method == "delete":
            deleted = self.dial_life(place if apart else self.main_place()).deleted
            offered = deleted is not None and deleted.accepted
            send: Send = partial(self.delete_dial, before.index)
        elif method == "post":
            return self._addition(operation, here, offered=self.takes_post(place))
        else:
            offered = place.id in self.controls
            send = partial(here.put_body, self._list_of(here, before))
        return RestrictedChange(operation, send, own.shown, before, offered)

    def _is_list_apart(self, place: Place) -> bool:
        try:
            return self.is_apart(place)
        except (NotTested, Inconclusive):
            return False

    def _addition(self, operation: str, own: OwnDial, *, offered: bool) -> RestrictedChange:
        """A new speed dial, always with the same index; what is added is removed."""
        self._spare = self._spare or self.free_index()
        index = self._spare
        new = Dial(index, self.new_number(), self.new_name())

        def state() -> Dial | None:
            found = self.dials_at(own.place, own.device).get(index)
            if found is not None:
                self.remove_dial(index)
            return found

        return RestrictedChange(operation, partial(own.post, new.fields), state, None, offered)

    def _list_of(self, own: OwnDial, before: Dial) -> bytes:
        """The body of a PUT with another number.

        Raises NotTested where the list cannot be put as it is, and the account is not for tests.
        """
        fields = before.changed(number=self.new_number())
        try:
            return own.body(fields)
        except NotTested:
            if not self.is_scratch:
                raise
            return own.place.body(fields)

    def _service_change(self, operation: str, method: str, place: ServicePlace) -> RestrictedChange:
        if place.of_user:
            self._needs_nothing_else(place)
            own = self.own_service(self.main_service_place())
        else:
            own = self.own_service(place)
        here = msgspec.structs.replace(own, place=place)
        before = own.own()
        self.hold_all_services(self.devices() if place.of_user else own.devices)
        if method == "delete":
            send: Send = partial(self.delete_services, own.devices, of_user=place.of_user)
        elif method == "post":
            # Not what is there already, so that an effect is seen.
            send = partial(here.post, {**own.fields, "name": f"{own.name}y"})
        else:
            # All is read before: what is sent then has to be the first request of a stranger.
            on = self.devices()
            fields = {**own.fields, "name": f"{own.name}z"}
            if place.of_user:
                send = partial(self.put_services_of_user, on, fields)
            else:
                send = partial(here.put_at, here.path(), here.body(fields))

        def state() -> list[str]:
            found = own.own()
            for device in self.devices():
                self.put_back_services(device)
            return found

        return RestrictedChange(operation, send, state, before)

    def _needs_nothing_else(self, place: ServicePlace) -> None:
        """Raise NotTested where a place has services of the user, which could not be restored."""
        if self.is_scratch:
            return
        names = [name for device in self.devices() for name in self.service_names(device)]
        if any(not one.startswith(self.prefix) for one in names):
            reason = f"{place.name} has services of {self.user}, which could not be put back"
            raise NotTested(reason)
