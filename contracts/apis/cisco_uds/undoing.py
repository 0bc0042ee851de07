"""Removing what a run has made, by its ledger alone, and putting back what it has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from lxml import etree

from contracts.apis.cisco_uds.answer import ABSENT, Answer, text_of
from contracts.apis.cisco_uds.bodies import xml
from contracts.apis.cisco_uds.dials import DIAL, OTHERS
from contracts.apis.cisco_uds.other_services import OTHER_SERVICES
from contracts.apis.cisco_uds.own_services import SERVICE
from contracts.apis.cisco_uds.places import GONE, PLACES
from contracts.apis.cisco_uds.setting import SETTINGS, Setting
from contracts.apis.cisco_uds.settings import Settings
from contracts.apis.cisco_uds.users import digits
from contracts.kit import UNNAMED, Entry, Fate, Inconclusive


class _Shown(msgspec.Struct, frozen=True):
    """A speed dial in a list, whatever its index looks like."""

    index: str
    number: str
    label: str


class Undoing(Settings):
    """The part of the vocabulary that cleans up."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._looks: dict[str, Answer] = {}

    def refresh(self) -> None:
        """Take a fresh view of the target: what undoing has seen is looked at again."""
        super().refresh()
        self._looks.clear()

    def send(self, method: str, path: str, body: bytes = b"", **how: Any) -> Answer:
        """The answer to a request that writes; what undoing has seen before is out of date."""
        self._looks.clear()
        return super().send(method, path, body, **how)

    def undo(self, entry: Entry) -> str:
        """Take away, or put back, what an entry names, and look whether that was done."""
        owner = entry.facts.get("user", "")
        if owner != self.user:
            return f"it belongs to {owner}, and the target file has the account of {self.user}"
        setting = next((one for one in SETTINGS.values() if one.kind == entry.kind), None)
        if setting is not None:
            return self._put_back_setting(setting, entry)
        ways = {
            DIAL: self._undo_dial,
            OTHERS: self._put_back,
            SERVICE: self._undo_service,
            OTHER_SERVICES: self._put_back_others,
        }
        return ways.get(entry.kind, super().undo)(entry)

    def _put_back_setting(self, setting: Setting, entry: Entry) -> str:
        path = entry.facts["path"]
        facts = entry.facts.items()
        before = {at.removeprefix("/"): text for at, text in facts if at.startswith("/")}
        if self.shown(setting, path) == before or self.restored(setting, before, path):
            self._changed.pop(setting.id, None)
            return ""
        return f"the PUT of what was there is without effect: {self.shown(setting, path)}"

    def _look(self, operation: str, device: str | None) -> Answer:
        """The answer to a GET, the same one until something is written: entries are many."""
        path = self.address(operation, device)
        if path not in self._looks:
            self._looks[path] = self.ask(operation, path)
        return self._looks[path]

    # Speed dials

    def _undo_dial(self, entry: Entry) -> str:
        answer = None
        for index in dict.fromkeys(one.index for one in self._own(entry)):
            own = self._own(entry)
            other = next((o for o in self._shown() if o.index == index and o not in own), None)
            if other is not None and not other.label.startswith(UNNAMED):
                return f"the DELETE of index {index} would take {other.number} away as well"
            if not index.isdecimal():
                return f"it is listed with the index {index!r}, by which nothing can be deleted"
            answer = self.remove_dial(int(index))
        if answer is None or not self._own(entry):
            return ""
        return f"it is still there after a request that was answered: {answer}"

    def _own(self, entry: Entry) -> list[_Shown]:
        """What is listed of an entry. Raises Inconclusive where that cannot be said."""
        found = [one for one in self._shown() if self._is_own(one, entry)]
        lists = self._lists()
        if not lists and entry.fate is None:
            return []  # the target has no list at all: what was refused made nothing
        if not found and entry.fate is not Fate.DELETED and not self._all_shown():
            reason = "it may be there: the devices of the user differ, and do not show their lists"
            raise Inconclusive(reason)
        return found

    def _is_own(self, one: _Shown, entry: Entry) -> bool:
        """Whether a speed dial is the one of an entry: by its label, or what a PUT left of it.

        Without the label it is known by index and number; an index is used again and again, so
        that is said of the newest entry with it alone.
        """
        if one.label == entry.name:
            return True
        index = entry.facts.get("index", "")
        if one.label.startswith(UNNAMED) and not entry.name.startswith(one.label):
            return False  # it is of another entry, or of another run
        newest = self.entered(DIAL, index=index)[-1:]
        return (
            one.index == index
            and digits(one.number) in entry.facts.get("numbers", "").split()
            and [each.id for each in newest] == [entry.id]
        )

    def _shown(self) -> list[_Shown]:
        """The speed dials of the user and of all devices."""
        found = []
        for root in self._lists():
            listed = root if root.tag == "speedDials" else root.find("speedDials")
            for one in () if listed is None else listed.iterchildren("speedDial"):
                texts = (text_of(one, name) for name in ("index", "number", "label"))
                found.append(_Shown(*texts))
        return found

    def _lists(self) -> list[etree._Element]:
        """All lists of speed dials that the target has."""
        found = []
        for device in (None, *self.devices()):
            operation = "getSpeedDials" if device is None else "getDeviceSpeedDials"
            answer = self._look(operation, device)
            if answer.status not in ABSENT | GONE:
                found.append(answer.needed(self.root_of(operation)))
        return found

    def _all_shown(self) -> bool:
        """Whether the lists say all: the devices' do, the user's where it is that of all."""
        for root in self._lists():
            listed = root.find("speedDials")
            said = "" if listed is None else listed.get("appliesToAllDevices", "")
            if root.tag == "speedDials" or said.strip().lower() in {"true", "1"}:
                return True
        return False

    def _put_back(self, entry: Entry) -> str:
        """Add what a PUT of the list has lost of the user's own; what differs is left alone."""
        device = entry.facts.get("device")
        taken = self.listed_dials(device)
        lost = {at: said for at, said in self.missing(entry).items() if int(at) not in taken}
        if lost:
            dials: Sequence[str] = [_dial(at, said) for at, said in lost.items()]
            body = f"<speedDials>{''.join(dials)}</speedDials>".encode()
            place = PLACES["user-list" if device is None else "device-list"]
            self.write_dials("POST", place, device, body, defect="restores what was there")
        left = self.missing(entry)
        said = ", ".join(f"{at}: {text}" for at, text in left.items())
        return f"these are not as they were: {said}" if left else ""

    # Services

    def _put_back_others(self, entry: Entry) -> str:
        return self.put_back_services(entry.facts["device"])

    def _undo_service(self, entry: Entry) -> str:
        device = entry.facts["device"]
        names = self._services_of(device)
        given = entry.facts.get("listed", "").split("\n")
        if not any(one.startswith(entry.name) or (one and one in given) for one in names):
            return ""
        others = [one for one in names if not self.is_own_name(device, one, UNNAMED)]
        if others and not self.is_restorable(device):
            return f"only all services of {device} can be removed, and it has {others[0]} too"
        answer = self.empty_services(device)
        names = self._services_of(device)
        if not any(one.startswith(entry.name) or (one and one in given) for one in names):
            return ""
        return f"it is still there after a request that was answered: {answer}"

    def _services_of(self, device: str) -> list[str]:
        """The names of a device's services; none where the device is gone."""
        operation = "getDeviceSubscribedServices"
        answer = self._look(operation, device)
        if answer.status in GONE:
            return []
        root = answer.needed(self.root_of(operation))
        return [text_of(one, "name") for one in root.iterchildren("subscribedService")]


def _dial(index: str, said: str) -> str:
    """A speed dial as an entry has it."""
    number, _, label = said.partition(" ")
    return xml("speedDial", {"index": index, "number": number, "label": label or None})
