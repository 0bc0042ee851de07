"""Speed dials of the suite's own: made, changed, and taken away again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from xml.sax.saxutils import escape

import msgspec
from lxml import etree

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.apis.cisco_uds.directory import Searching, digits
from contracts.model import Entry, Fate, Inconclusive, NotTested
from contracts.oracles import XmlBody

DIAL = "speed dial"
OTHERS = "other speed dials"
"""What the ledger calls a speed dial of the suite's own, and those of the user beside it."""

ABSENT = frozenset({404, 405, 501})
GONE = frozenset({404, 410})
"""The statuses by which a target says that a resource is not there."""

_LAST_INDEX = 199
_TAKEN = 409
_MOST_LEFT = 30
_LIST_FORM = "speedDials.request.xsd"
_NUMBER = re.compile(rb"number\W{1,4}(\+?[0-9]+)")

Fields = Mapping[str, str | None]
"""The fields of a body by name; None is left out, an empty text an empty element."""


class Dial(msgspec.Struct, frozen=True):
    """A speed dial as it is listed."""

    index: int
    number: str
    label: str = ""

    @property
    def fields(self) -> dict[str, str | None]:
        """As the fields of a body."""
        return {"index": str(self.index), "number": self.number, "label": self.label}


def xml(name: str, fields: Fields) -> str:
    """An element with a child for each field."""
    inner = "".join(
        f"<{key}>{escape(value)}</{key}>" for key, value in fields.items() if value is not None
    )
    return f"<{name}>{inner}</{name}>"


class OwnDial(msgspec.Struct, frozen=True):
    """A speed dial that the suite made. `device` is None where it is the user's, on all devices.

    `answer` is that of the POST.
    """

    uds: Dials
    dial: Dial
    device: str | None
    answer: Answer

    def shown(self) -> Dial | None:
        """The speed dial as it is now; None where it is not there."""
        return self.uds.listed_dials(self.device).get(self.dial.index)

    def needed(self) -> Dial:
        """The speed dial as it is now. Raises Inconclusive where it is not there."""
        found = self.shown()
        if found is None:
            reason = "what was added is not listed: see UDS-ADD-01"
            raise Inconclusive(reason)
        return found

    def put(self, fields: Fields, **how: Any) -> Answer:
        """The answer to a PUT of these fields, index and all."""
        return self.put_body(self.body(fields), **how)

    def body(self, fields: Fields) -> bytes:
        """The body of a PUT of these fields."""
        return self.wrapped(xml("speedDial", fields).encode())

    def wrapped(self, body: bytes) -> bytes:
        """The body of a PUT of this speed dial, as a device's or within the user's list."""
        if self.device is not None:
            return body
        kept = [xml("speedDial", one.fields) for one in self.uds.others(self.dial.index)]
        return f"<speedDials>{''.join(kept)}".encode() + body + b"</speedDials>"

    def put_body(self, body: bytes, **how: Any) -> Answer:
        """The answer to a PUT of this body."""
        self.uds.renumbering(self.dial.label, body)
        return self.uds.write_dials("PUT", self.device, body, **how)

    def post(self, fields: Fields, **how: Any) -> Answer:
        """The answer to a POST of these fields."""
        return self.uds.add_dial(self.device, fields, **how)

    def changed(self, **fields: str | None) -> dict[str, str | None]:
        """The fields of the speed dial, some of them changed."""
        return {**self.dial.fields, **fields}


class Dials(Searching):
    """The part of the vocabulary with speed dials."""

    _by_user = False
    _freed: int | None = None
    _left_behind = 0

    def refresh(self) -> None:
        """Take a fresh view of the target: a free index is looked for again."""
        super().refresh()
        self._freed = None

    def listed_dials(self, device: str | None) -> dict[int, Dial]:
        """The speed dials of a device, or of the user, by index."""
        operation = "getSpeedDials" if device is None else "getDeviceSpeedDials"
        return _dials_in(self.read(operation, self.address(operation, device)))

    def free_index(self) -> int:
        """An index that no device of the user has: the one that was freed last, or else the first.

        Raises NotTested where there is none.
        """
        if self._freed is not None:
            return self._freed
        taken = self._indices(None).union(*map(self._indices, self.devices()))
        for index in range(1, _LAST_INDEX + 1):
            if index not in taken:
                return index
        reason = f"{self.user} has no index left for a speed dial"
        raise NotTested(reason)

    def _indices(self, device: str | None) -> set[int]:
        """The indices that a list has; none where the target does not have this list."""
        operation = "getSpeedDials" if device is None else "getDeviceSpeedDials"
        answer = self.ask(operation, self.address(operation, device))
        return (
            set()
            if answer.status in ABSENT
            else set(_dials_in(answer.needed(self.root_of(operation))))
        )

    def write_dials(self, method: str, device: str | None, body: bytes, **how: Any) -> Answer:
        """The answer to a request that writes a speed dial of a device, or of the user."""
        what = "SpeedDials" if device is None else "DeviceSpeedDial"
        operation = method.lower() + what
        template = self.spec.operations[operation].path
        path = self.filled(template, {"userId": self.user, "deviceId": device or ""})
        how.setdefault("operation", operation)
        return self.send(method, path, body, **how)

    def add_dial(self, device: str | None, fields: Fields, **how: Any) -> Answer:
        """The answer to a POST of a speed dial, which the ledger holds first, by its label."""
        text = xml("speedDial", fields)
        if device is None:
            text = f"<speedDials>{text}</speedDials>"
        entry = self._entered(fields)
        answer = self.write_dials("POST", device, text.encode(), **how)
        if answer.accepted:
            self.created(entry)
        else:
            self.refused(entry, answer.status)
        return answer

    def remove_dial(self, index: int, **how: Any) -> Answer:
        """The answer to the DELETE of the speed dials with an index."""
        path = self.address("deleteSpeedDials")
        query = (("index", str(index)),)
        answer = self.send("DELETE", path, query=query, operation="deleteSpeedDials", **how)
        if answer.accepted:
            for one in self.entered(DIAL, index=str(index)):
                if one.fate is not Fate.DELETED:
                    self.deleted(one)
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
        # In the user's list it stands last.
        sent = [digits(one.decode()) for one in _NUMBER.findall(body)[-1:]]
        for entry in self.entered(DIAL):
            known = entry.facts.get("numbers", "").split()
            if entry.name == name and not set(sent) <= set(known):
                self.created(entry, numbers=" ".join(known + sent))

    def others(self, index: int) -> Sequence[Dial]:
        """The user's speed dials but one; the ledger holds them, for a PUT may lose them.

        Raises Inconclusive where that one is not listed: a list that is not shown since the
        devices differ would be replaced, not changed; and where one of them cannot be sent back
        as it is, with a label beyond the letters that a request is known to take.
        """
        listed = self.listed_dials(None)
        if listed.pop(index, None) is None:
            reason = f"speed dial {index} is not in the list of {self.user}, which a PUT replaces"
            raise Inconclusive(reason)
        form = XmlBody(self.spec.directory / _LIST_FORM, "speedDials")
        for one in listed.values():
            if form.check(f"<speedDials>{xml('speedDial', one.fields)}</speedDials>".encode()):
                reason = (
                    f"speed dial {one.index} of {self.user} may not be what it was after a PUT of "
                    "the list: its number or label has an unusual form"
                )
                raise Inconclusive(reason)
        known = {str(one.index): f"{one.number} {one.label}".strip() for one in listed.values()}
        if known and not self.entered(OTHERS):
            self.creating(OTHERS, self.user, user=self.user, **known)
        return tuple(listed.values())

    def missing(self, entry: Entry) -> dict[str, str]:
        """Of the user's own speed dials in an entry, those that are not listed as they were."""
        now = {
            str(at): f"{o.number} {o.label}".strip() for at, o in self.listed_dials(None).items()
        }
        return {
            at: said for at, said in entry.facts.items() if at.isdecimal() and now.get(at) != said
        }

    @contextmanager
    def own_dial(
        self, note: Callable[[str], None], *, in_any_case: bool = False
    ) -> Iterator[OwnDial]:
        """A new speed dial for as long as the block lasts; `note` is told where it stays behind.

        Raises Inconclusive where it is not taken, or where too many have stayed behind already,
        unless it is wanted `in_any_case`.
        """
        self.needs_account()
        if self._left_behind >= _MOST_LEFT and not in_any_case:
            reason = f"{self._left_behind} speed dials stayed behind after their DELETE"
            raise Inconclusive(reason)
        reused = self._freed is not None
        index, given = self._new()
        device, answer = self._added(given)
        if answer.status == _TAKEN and reused:
            self._left_behind += 1
            index, given = self._new()
            device, answer = self._added(given)
        dial = Dial(index, given["number"], given["label"])
        try:
            if not answer.accepted:
                reason = f"the POST of a new speed dial was not accepted: {answer}"
                raise Inconclusive(reason)
            yield OwnDial(self, dial, device, answer)
        finally:
            if answer.accepted:
                self._take_away(index, note)
                for entry in self.entered(OTHERS):
                    if not self.missing(entry):
                        self.gone(entry)

    def _new(self) -> tuple[int, dict[str, str]]:
        """An index, and the fields of a new speed dial with it."""
        index = self.free_index()
        self._freed = None
        return index, {"index": str(index), "number": f"5550{index:03}", "label": self.new_name()}

    def _added(self, fields: Fields) -> tuple[str | None, Answer]:
        """Where a new speed dial was added, and the answer: on a device, or else for the user."""
        device = None if self._by_user else self.devices()[0]
        answer = self.add_dial(device, fields)
        if device is not None and answer.status in ABSENT:
            answer = self.add_dial(None, fields)
            if answer.accepted:
                self._by_user = True
                return None, answer
        return device, answer

    def _take_away(self, index: int, note: Callable[[str], None]) -> None:
        gone = self.remove_dial(index)
        self._freed = index if gone.accepted else None
        if not gone.accepted and gone.status not in GONE:
            self._left_behind += 1
            note(f"speed dial {index} of {self.user} stays behind: {gone}")


def _dials_in(root: etree._Element) -> dict[int, Dial]:
    found = {}
    listed = root if root.tag == "speedDials" else root.find("speedDials")
    for one in () if listed is None else listed.iterchildren("speedDial"):
        index = text_of(one, "index")
        if index.isdecimal():
            found[int(index)] = Dial(int(index), text_of(one, "number"), text_of(one, "label"))
    return found
