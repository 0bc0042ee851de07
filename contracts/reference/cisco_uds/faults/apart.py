"""Faults in a list of the user that is one of its own beside those of the devices."""

from __future__ import annotations

from lxml import etree

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.liberties.changing import UserListApart, UserServicesApart
from contracts.reference.cisco_uds.request import Call, Refused, Reply, refuse
from contracts.reference.cisco_uds.state import Device, Dial
from contracts.reference.cisco_uds.xml import Element, el
from contracts.reference.clock import Clock


@fault("apart-overwritten", violates="UDS-DUP-04", kind="only-sometimes", related="UDS-DUP-05")
class _Overwritten(UserListApart):
    """An addition replaces what has the same index and another number."""

    def post_speed_dials(self, call: Call) -> Reply:
        dials = self.apart(call).dials
        for one in self.sent_dials(call):
            there = dials.get(int(one["index"]))
            if there is not None and there.number != one["number"]:
                del dials[there.index]
        return super().post_speed_dials(call)


@fault("apart-appended", violates="UDS-PUT-01", kind="wrong-value")
class _Appended(UserListApart):
    """A change leaves what was there and adds another speed dial of the same index."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._more: list[Dial] = []

    def get_speed_dials(self, call: Call) -> Element:
        root = super().get_speed_dials(call)
        listed = [one for one in self._more if one.index in self.apart(call).dials]
        content = root.children[0].children
        content += [el("speedDial", self.dial(one)[1:]) for one in listed]
        root.children[0].attributes["totalCount"] = str(len(content))
        return root

    def put_speed_dials(self, call: Call) -> Reply:
        for one in self.sent_dials(call):
            if int(one["index"]) in self.apart(call).dials:
                label = one.get("label", "")
                self._more.append(Dial("more", int(one["index"]), one["number"], label))
        return self.changed(call, self.get_speed_dials(call))


@fault("apart-shown-once", violates="UDS-ADD-01", kind="only-sometimes")
class _ShownOnce(UserListApart):
    """A speed dial that was added is gone once it has been read."""

    def get_speed_dials(self, call: Call) -> Element:
        root = super().get_speed_dials(call)
        if call.method == "GET":
            self.apart(call).dials.clear()
        return root


@fault("apart-never-free", violates="UDS-ADD-01", kind="only-sometimes")
class _NeverFree(UserListApart):
    """A speed dial that was removed counts as existing ever after."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._removed: set[str] = set()

    def delete_speed_dials(self, call: Call) -> Reply:
        reply = super().delete_speed_dials(call)
        self._removed.add(call.query["index"])
        return reply

    def post_speed_dials(self, call: Call) -> Reply:
        if any(one["index"] in self._removed for one in self.sent_dials(call)):
            refuse(409, "there is such a speed dial")
        return super().post_speed_dials(call)


@fault("apart-deleted-by-anyone", violates="UDS-AUTH-06", kind="only-sometimes")
class _DeletedByAnyone(UserListApart):
    """A DELETE without credentials is carried out."""

    def admit(self, call: Call) -> None:
        if call.operation != "deleteSpeedDials" or "authorization" in call.headers:
            super().admit(call)


@fault("apart-left-out", violates="UDS-PARAM-01", kind="omitted")
class _LeftOut(UserListApart):
    """A speed dial with an index that is not a number is left out of a change."""

    def put_speed_dials(self, call: Call) -> Reply:
        self._leaving_out = True
        try:
            return super().put_speed_dials(call)
        finally:
            self._leaving_out = False

    _leaving_out = False

    def read_dial(self, element: etree._Element) -> Fields:
        try:
            return super().read_dial(element)
        except Refused as refusal:
            if not self._leaving_out or "index" not in refusal.why:
                raise
            return {"index": "", "number": ""}

    def replace_dials(self, device: Device, sent: list[Fields]) -> None:
        super().replace_dials(device, [one for one in sent if one["index"]])


@fault("apart-service-again", violates="UDS-DUP-02", kind="only-sometimes")
class _ServiceAgain(UserServicesApart):
    """A service of the user's list is added a second time."""

    def has_service(self, device: Device, sent: Fields) -> bool:
        return bool(device.model) and super().has_service(device, sent)
