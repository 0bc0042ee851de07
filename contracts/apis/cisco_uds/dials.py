"""Speed dials: where they are listed, and a request for each way of writing them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from contracts.apis.cisco_uds.answer import ABSENT, Answer
from contracts.apis.cisco_uds.bodies import Fields, xml
from contracts.apis.cisco_uds.directory import Searching
from contracts.apis.cisco_uds.places import Dial, Place, all_dials_in, dials_in
from contracts.apis.cisco_uds.users import digits
from contracts.kit import Entry, Fate, Inconclusive, NotTested, XmlBody

DIAL = "speed dial"
OTHERS = "other speed dials"
"""What the ledger calls a speed dial of the suite's own, and those of the user beside it."""

_LAST_INDEX = 199
_NUMBER = re.compile(rb"number\W{1,4}(\+?[0-9]+)")
KEEPS = "keeps what was there"
"""What a request that sends back what the target has may break: its own form is the target's."""
SHOWN = "what was written is shown"
"""The event that is waited for after a change was accepted."""

Found = TypeVar("Found")


class Dials(Searching):
    """The part of the vocabulary that sends speed dials and reads their lists."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._handed_out: set[int] = set()
        self._taken: set[int] | None = None
        self._numbers = 0
        self.numbers_taken: list[str] = []

    def refresh(self) -> None:
        """Take a fresh view of the target: free indices are looked for again."""
        super().refresh()
        self._taken = None

    def seen(
        self, answer: Answer, look: Callable[[], Found], wanted: Callable[[Found], bool]
    ) -> Found:
        """What `look` gives once it is `wanted`; waited for where the answer is a success.

        The last look where that does not come in time.
        """
        if not answer.accepted:
            return look()
        found: Found

        def again() -> tuple[Found] | None:
            nonlocal found
            found = look()
            return (found,) if wanted(found) else None

        self.patience(SHOWN).until(again)
        return found

    # Lists

    def listed_dials(self, device: str | None) -> dict[int, Dial]:
        """The speed dials of a device, or of the user, by index."""
        operation = "getSpeedDials" if device is None else "getDeviceSpeedDials"
        return dials_in(self.read(operation, self.address(operation, device)))

    def unified_dials(self) -> dict[int, Dial]:
        """The speed dials that all devices have; the user's list where devices have none.

        Raises NotTested where that is not shown, since the devices differ.
        """
        lists = [one for device in self.devices() if (one := self.listed(device)) is not None]
        if not lists:
            root = self.read("getSpeedDials")
            listed = root.find("speedDials")
            said = "" if listed is None else listed.get("appliesToAllDevices", "")
            if said.strip().lower() in {"false", "0"}:
                reason = f"the speed dials of {self.user} are not shown: the devices differ"
                raise NotTested(reason)
            return dials_in(root)
        first, *rest = lists
        return {at: one for at, one in first.items() if all(two.get(at) == one for two in rest)}

    def _dials_of_user(self) -> dict[int, Dial]:
        """The speed dials of the user's list, and those that all devices have.

        A list of the user's that is not shown since the devices differ is that of the devices.
        Raises NotTested where neither is shown.
        """
        own = self.listed(None) or {}
        try:
            return {**self.unified_dials(), **own}
        except NotTested:
            if not own:
                raise
            return own

    def dials_at(self, place: Place, device: str | None) -> dict[int, Dial]:
        """The speed dials that are seen where something was written.

        Raises NotTested where the target has no list of a device's.
        """
        if place.of_user:
            return self._dials_of_user()
        listed = self.listed(device)
        if listed is None:
            reason = "the target has no list of a device's speed dials"
            raise NotTested(reason)
        return listed

    def listed(self, device: str | None) -> dict[int, Dial] | None:
        """The speed dials of a list; None where the target does not have this list."""
        operation = "getSpeedDials" if device is None else "getDeviceSpeedDials"
        answer = self.ask(operation, self.address(operation, device))
        if answer.status in ABSENT:
            return None
        return dials_in(answer.needed(self.root_of(operation)))

    def listed_with(self, place: Place, device: str | None, index: int) -> list[Dial]:
        """All speed dials with an index in the list of a device, or of the user."""
        operation = "getSpeedDials" if place.of_user else "getDeviceSpeedDials"
        root = self.read(operation, self.address(operation, None if place.of_user else device))
        return [one for one in all_dials_in(root) if one.index == index]

    def free_index(self) -> int:
        """The first index that no device of the user has, and that was not given before.

        Raises NotTested where there is none.
        """
        if self._taken is None:
            lists = self._readable()
            if all(one is None for one in lists):
                reason = "the target has no list of speed dials"
                raise NotTested(reason)
            self._taken = {index for one in lists if one for index in one}
        for index in range(1, _LAST_INDEX + 1):
            if index not in self._taken | self._handed_out:
                self._handed_out.add(index)
                return index
        reason = f"{self.user} has no index left for a speed dial"
        raise NotTested(reason)

    def new_number(self) -> str:
        """A number that no speed dial of the suite's own has had.

        Where the target takes only numbers of its own: the next of those that it shows.
        """
        self._numbers += 1
        if self.numbers_taken:
            return self.numbers_taken[self._numbers % len(self.numbers_taken)]
        return f"555{self._numbers:04}"

    # Requests

    def write_dials(
        self, method: str, place: Place, device: str | None, body: bytes, **how: Any
    ) -> Answer:
        """The answer to a POST or PUT at a place."""
        operation = method.lower() + place.noun
        template = self.spec.operations[operation].path
        path = self.filled(template, {"userId": self.user, "deviceId": device or ""})
        how.setdefault("operation", operation)
        return self.send(method, path, body, **how)

    def add_dial(self, place: Place, device: str | None, fields: Fields, **how: Any) -> Answer:
        """The answer to a POST of a speed dial, which the ledger holds first, by its label.

        `how` may have a `body` of another form, and a `method` that may add it as well.
        """
        body = how.pop("body", None) or place.body(fields)
        entry = self._entered(fields)
        answer = self.write_dials(how.pop("method", "POST"), place, device, body, **how)
        if answer.accepted:
            self.created(entry)
        else:
            self.refused(entry, answer.status)
        return answer

    def delete_dial(self, index: int, **how: Any) -> Answer:
        """The answer to the DELETE of the speed dials with an index."""
        path = self.address("deleteSpeedDials")
        query = (("index", str(index)),)
        answer = self.send("DELETE", path, query=query, operation="deleteSpeedDials", **how)
        if answer.accepted:
            for one in self.entered(DIAL, index=str(index)):
                if one.fate is not Fate.DELETED:
                    self.deleted(one)
        return answer

    def remove_dial(self, index: int) -> Answer:
        """The answer to the request that removed the speed dials with an index.

        DELETE, or where that is not offered or without effect, PUT of each device's list without
        them. The last answer where none has an effect.
        """
        answer = self.delete_dial(index)
        if self.seen(answer, lambda: self.has_index(index), lambda one: not one):
            return self.put_without(index) or answer
        return answer

    def put_without(self, index: int) -> Answer | None:
        """The answer to a PUT of the devices' lists without an index; None where none has it."""
        answers = [self._put_without(index, device) for device in self.devices()]
        return next((one for one in reversed(answers) if one is not None), None)

    def has_index(self, index: int) -> bool:
        """Whether any list has this index."""
        return any(index in (one or {}) for one in self._readable())

    def _readable(self) -> list[dict[int, Dial] | None]:
        """The lists of speed dials that can be read. Raises Inconclusive where none can."""
        lists, trouble = [], None
        for device in (None, *self.devices()):
            try:
                lists.append(self.listed(device))
            except Inconclusive as found:
                trouble = found
        if trouble is not None and not any(one is not None for one in lists):
            raise trouble
        return lists

    def _put_without(self, index: int, device: str) -> Answer | None:
        """The answer to a PUT of a device's list without an index; None where that is no way."""
        listed = self.listed(device) or {}
        if index not in listed:
            return None
        others = [one for at, one in listed.items() if at != index]
        body = _listed(others)
        if self.is_unusual(body) and not self.is_scratch:
            return None
        operation = "putDeviceSpeedDials"
        how = {"operation": operation, "defect": KEEPS if self.is_unusual(body) else None}
        answer = self.send("PUT", self.address(operation, device), body, **how)
        self.seen(answer, lambda: self.listed(device) or {}, lambda one: index not in one)
        return answer

    # The ledger

    def entered(self, kind: str, **facts: str) -> list[Entry]:
        """The entries of a kind with these facts, the newest last."""
        return [
            one
            for one in self.ledger
            if one.kind == kind and all(one.facts.get(k) == v for k, v in facts.items())
        ]

    def _entered(self, fields: Fields) -> Entry:
        """The entry of a speed dial that is to be added."""
        name = fields.get("label") or self.new_name()
        for one in self.entered(DIAL):
            if one.name == name:
                return one
        index, numbers = fields.get("index") or "", digits(fields.get("number") or "")
        return self.creating(DIAL, name, user=self.user, index=index, numbers=numbers)

    def renumbering(self, name: str, body: bytes) -> None:
        """Enter the number that a PUT gives to a speed dial of the suite's own.

        By that it is known after a kill where the PUT has taken its label away.
        """
        # In a list it stands last.
        sent = [digits(one.decode()) for one in _NUMBER.findall(body)[-1:]]
        for entry in self.entered(DIAL):
            known = entry.facts.get("numbers", "").split()
            if entry.name == name and not set(sent) <= set(known):
                self.created(entry, numbers=" ".join(known + sent))

    def others(self, place: Place, device: str | None, index: int) -> tuple[Dial, ...]:
        """The speed dials of a list but one; the ledger holds them, for a PUT may lose them.

        Raises NotTested where that one is not listed: a list that is not shown since the devices
        differ would be replaced, not changed; and where one of them cannot be sent back as it
        is, with a label beyond what a request is known to take, and the account is not for tests.
        """
        listed = self.listed_dials(None if place.of_user else device)
        if listed.pop(index, None) is None:
            reason = f"speed dial {index} is not in the list of {self.user}, which a PUT replaces"
            raise NotTested(reason)
        for one in listed.values():
            if self.is_unusual(_listed([one])) and not self.is_scratch:
                reason = (
                    f"speed dial {one.index} of {self.user} may not be what it was after a PUT of "
                    "the list: its number or label has an unusual form"
                )
                raise NotTested(reason)
        known = {str(one.index): f"{one.number} {one.label}".strip() for one in listed.values()}
        where = {} if place.of_user else {"device": device or ""}
        if known and not self.entered(OTHERS, **where):
            self.creating(OTHERS, self.user, user=self.user, **where, **known)
        return tuple(listed.values())

    def is_unusual(self, body: bytes, root: str = "speedDials") -> bool:
        """Whether a body has a number or label beyond what a request is known to take."""
        return bool(XmlBody(self.spec.directory / f"{root}.request.xsd", root).check(body))

    def missing(self, entry: Entry) -> dict[str, str]:
        """Of the user's own speed dials in an entry, those that are not listed as they were."""
        device = entry.facts.get("device")
        now = {
            str(at): f"{o.number} {o.label}".strip() for at, o in self.listed_dials(device).items()
        }
        return {
            at: said for at, said in entry.facts.items() if at.isdecimal() and now.get(at) != said
        }


def _listed(dials: list[Dial]) -> bytes:
    inner = "".join(xml("speedDial", one.fields) for one in dials)
    return f"<speedDials>{inner}</speedDials>".encode()
