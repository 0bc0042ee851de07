"""The places at which speed dials are written, as the public reference gives them."""

from __future__ import annotations

import msgspec
from lxml import etree

from contracts.apis.cisco_uds.answer import text_of
from contracts.apis.cisco_uds.bodies import Fields, xml
from contracts.apis.cisco_uds.users import digits

GONE = frozenset({404, 410})
"""The statuses by which a target says that an item is not there."""


class Dial(msgspec.Struct, frozen=True):
    """A speed dial as it is listed."""

    index: int
    number: str
    label: str = ""

    @property
    def fields(self) -> dict[str, str | None]:
        """As the fields of a body."""
        return {"index": str(self.index), "number": self.number, "label": self.label}

    def is_shown_as(self, other: Dial | None) -> bool:
        """Whether `other` is this speed dial: by index and number, however that is written.

        The document says nothing of labels, and a server may leave them out.
        """
        if other is None:
            return False
        return (self.index, digits(self.number)) == (other.index, digits(other.number))

    def changed(self, **fields: str | None) -> dict[str, str | None]:
        """The fields of a body, some of them changed."""
        return {**self.fields, **fields}

    def __str__(self) -> str:
        return f"index {self.index}, number {self.number}, label {self.label!r}"


class Place(msgspec.Struct, frozen=True):
    """A resource that takes speed dials.

    `noun` is what its operations are named by; `listed` says that bodies are lists, `of_user`
    that it is the user's, on all devices.
    """

    id: str
    name: str
    noun: str
    listed: bool = False
    of_user: bool = False

    def body(self, fields: Fields, others: tuple[Dial, ...] = ()) -> bytes:
        """A body with one speed dial, in a list after the `others`."""
        own = xml("speedDial", fields)
        if not self.listed:
            return own.encode()
        kept = "".join(xml("speedDial", one.fields) for one in others)
        return f"<speedDials>{kept}{own}</speedDials>".encode()

    @property
    def root(self) -> str:
        """The root element of a body."""
        return "speedDials" if self.listed else "speedDial"


PLACES = {
    one.id: one
    for one in (
        Place("device", "…/device/{deviceId}/speedDial", "DeviceSpeedDial"),
        Place("device-list", "…/device/{deviceId}/speedDials", "DeviceSpeedDials", listed=True),
        Place("user-list", "/user/{userId}/speedDials", "SpeedDials", listed=True, of_user=True),
    )
}


def all_dials_in(root: etree._Element) -> list[Dial]:
    """The speed dials in a representation."""
    found = []
    listed = root if root.tag == "speedDials" else root.find("speedDials")
    for one in () if listed is None else listed.iterchildren("speedDial"):
        dial = dial_in(one)
        if dial is not None:
            found.append(dial)
    return found


def dial_in(element: etree._Element) -> Dial | None:
    """The speed dial that an element shows; None where it has no index."""
    index = text_of(element, "index")
    if not index.isdecimal():
        return None
    return Dial(int(index), text_of(element, "number"), text_of(element, "label"))


def dials_in(root: etree._Element) -> dict[int, Dial]:
    """The speed dials in a representation, by index."""
    return {one.index: one for one in all_dials_in(root)}
