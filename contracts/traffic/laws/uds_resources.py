"""Resources of UDS: lists and their items, and changes that are stored."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from xml.sax.saxutils import escape

import msgspec
from lxml import etree

from contracts.apis.cisco_uds import Answer, identity_of, text_of
from contracts.apis.cisco_uds.rules import says_json
from contracts.oracles import parse_xml
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_DEVICE = ("id", "name", "type", "model", "protocol")
_KEPT = 5_000
_ERRORS = range(400, 500)
_ITEMS = frozenset(
    {
        "getPhoneService",
        "getDeviceExtension",
        "getExtension",
        "getRemoteDestination",
        "getDeviceSpeedDial",
        "getDeviceSubscribedService",
    }
)
_CONFLICT, _WRONG = 409, 415
_STATUSES = {
    "POST": ("UDS-STATUS-04", (200, 201)),
    "DELETE": ("UDS-STATUS-05", (204,)),
    "PUT": ("UDS-STATUS-06", (200, 201, 204)),
}


class Place(msgspec.Struct):
    """What is known of a resource by its path: what it gave, and what was changed last."""

    given: Seen | None = None
    texts: Mapping[str, str] = {}
    before: Mapping[str, str] = {}
    shown: bytes = b""
    changed: Seen | None = None
    sent: Mapping[str, str] = {}
    refused: Seen | None = None


class UdsResources(Saying):
    """Lists and items, changes, and conflicts."""

    name = "resources"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._places: OrderedDict[str, Place] = OrderedDict()
        self._devices: dict[str, tuple[Mapping[str, str], Seen]] = {}
        self._listed_ids: dict[str, Seen] = {}
        self._items: set[str] = set()
        self._added: dict[str, tuple[Seen, tuple[bytes, ...]]] = {}
        self._accepted: Seen | None = None

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        request = seen.exchange.request
        if not seen.status or not seen.whole:
            return
        if seen.status in _ERRORS and seen.exchange.response and seen.exchange.response.body:
            asked = "json" in (request.header("Accept") or "").lower()
            if not asked and not says_json(seen.exchange.response):
                self.passes("UDS-XML-05", seen)
        if request.method == "GET" and not seen.problems and seen.accepted:
            self._read(seen, Answer(seen.exchange))
        elif request.method in _STATUSES:
            self._write(seen)

    def _at(self, path: str) -> Place:
        found = self._places.pop(path, None) or Place()
        self._places[path] = found
        while len(self._places) > _KEPT:
            self._places.popitem(last=False)
        return found

    def _read(self, seen: Seen, answer: Answer) -> None:
        root = answer.root
        if root is None:
            return
        plain = "?" not in seen.exchange.request.url
        match seen.exchange.request.operation:
            case "getDevices":
                self._listed(seen, answer)
            case "getDevice":
                self._device(seen, answer)
            case "getUser":
                self._user(seen, root)
            case "getDayOfWeek":
                values = [text_of(one, "value") or one.get("value", "") for one in root]
                if sorted(values) == [str(day) for day in range(7)]:
                    self.passes("UDS-DAY-01", seen)
            case "getDeviceSpeedDials" if plain:
                self._counted(seen, answer, root)
            case _:
                pass
        if seen.exchange.request.operation in _ITEMS:
            self._item(seen, root)
        if plain:
            self._ids(seen, root)
            self._stored(seen, root)

    def _ids(self, seen: Seen, root: etree._Element) -> None:
        """Know the items of a list by their paths."""
        path = seen.place.path.rstrip("/")
        for one in root.iterchildren(etree.Element):
            identifier = text_of(one, "id")
            if identifier and path.endswith("s") and len(self._listed_ids) < _KEPT:
                self._listed_ids[f"{path.removesuffix('s')}/{identifier}"] = seen

    def _item(self, seen: Seen, root: etree._Element) -> None:
        """An item of a list is found under its id."""
        path = seen.place.path.rstrip("/")
        listed, identifier = self._listed_ids.get(path), text_of(root, "id")
        if listed is None or not identifier or not listed.before(seen):
            return
        if identifier != path.rpartition("/")[2]:
            text = f"under the id {path.rpartition('/')[2]} the item {identifier} is given"
            self.breaks("UDS-DRILL-06", text, listed, seen, observed=identifier, certain=False)
        elif self._items - {path}:  # one item alone may be a constant
            self.passes("UDS-DRILL-06", listed, seen)
        if len(self._items) < _KEPT:
            self._items.add(path)

    def _listed(self, seen: Seen, answer: Answer) -> None:
        for one in answer.items("device"):
            texts = {name: text_of(one, name) for name in _DEVICE}
            if len(self._devices) < _KEPT:
                self._devices[identity_of(one)] = (texts, seen)

    def _user(self, seen: Seen, root: etree._Element) -> None:
        said, asked = text_of(root, "userName"), seen.place.values["userId"]
        if said and said.casefold() == asked.casefold():
            self.passes("UDS-USER-01", seen)
        elif said:
            text = f"the user {said} is given in the place of {asked}"
            self.breaks("UDS-USER-01", text, seen, expected=asked, observed=said)

    def _counted(self, seen: Seen, answer: Answer, root: etree._Element) -> None:
        total, count = root.get("totalCount", ""), sum(1 for _ in answer.items("speedDial"))
        if total.isdecimal() and count and int(total) == count:
            self.passes("UDS-DIAL-01", seen)
        elif total.isdecimal() and count:
            text = f"totalCount is {total}; the list has {count} speed dials"
            self.breaks("UDS-DIAL-01", text, seen, expected=count, observed=total)

    def _device(self, seen: Seen, answer: Answer) -> None:
        """The device of the list, under its id."""
        identifier = seen.place.values["deviceId"]
        listed, before = self._devices.get(identifier, ({}, None))
        root = answer.root
        if before is None or root is None or not before.before(seen):
            return
        pairs = [(text_of(root, name), listed.get(name, "")) for name in _DEVICE]
        if text_of(root, "id") != identifier:
            said = text_of(root, "id")
            text = f"under the id {identifier} the device {said} is given"
            if said:
                self.breaks("UDS-DRILL-01", text, seen, expected=identifier, observed=said)
        elif all(one == other for one, other in pairs if one and other):
            self.passes("UDS-DRILL-01", before, seen)
        if all(one for one, other in pairs if other):
            self.passes("UDS-DRILL-05", before, seen)

    # Changes

    def _write(self, seen: Seen) -> None:
        request = seen.exchange.request
        place = self._at(seen.place.path.rstrip("/"))
        answer = Answer(seen.exchange)
        if seen.accepted and answer.root is not None:
            self.passes("UDS-XML-06", seen)
        if seen.accepted:
            self._accepted = seen
            required, statuses = _STATUSES[request.method]
            if seen.status in statuses:
                self.passes(required, seen)
            elif not seen.problems:
                expected = " or ".join(map(str, statuses))
                text = f"a {request.method} is answered with {seen.status}"
                self.breaks(required, text, seen, expected=expected, observed=seen.status)
        if request.method == "PUT":
            self._put(seen, place)
        elif request.method == "POST":
            self._post(seen)

    def _put(self, seen: Seen, place: Place) -> None:
        sent = _leaves(seen.exchange.request.body)
        if seen.problems and seen.status == _WRONG:
            self.passes("UDS-PARAM-01", seen)
            place.refused = seen
        elif seen.accepted and not seen.problems and sent:
            if place.refused is not None and place.refused.before(seen):
                self.passes("UDS-PARAM-02", place.refused, seen)
                place.refused = None
            place.changed, place.sent, place.before = seen, sent, place.texts
        elif seen.accepted and seen.problems:
            place.changed = None

    def _stored(self, seen: Seen, root: etree._Element) -> None:
        """What a change has stored, at once or later; nothing where more was changed since."""
        place = self._at(seen.place.path.rstrip("/"))
        texts = _leaves_of(root)
        changed = place.changed
        if changed is not None and changed.before(seen):
            told = {
                name: value
                for name, value in place.sent.items()
                if value and name in texts and place.before.get(name) not in {None, value}
            }
            if told and all(texts[name] == value for name, value in told.items()):
                self.passes("UDS-PUT-01", changed, seen)
                self.passes("UDS-PUT-02", changed, seen)
                if seen.exchange.request.operation == "getDevice":
                    self.passes("UDS-DEV-02", changed, seen)
                place.changed = None
        self._listed_now(seen)
        place.given, place.texts = seen, texts
        place.shown = seen.exchange.response.body if seen.exchange.response else b""

    def _listed_now(self, seen: Seen) -> None:
        """What was added is in the list."""
        path = seen.place.path.rstrip("/")
        added, values = self._added.get(path, (None, ()))
        if added is None or not added.before(seen):
            return
        body = seen.exchange.response.body if seen.exchange.response else b""
        if all(one in body for one in values):
            self.passes("UDS-ADD-01", added, seen)
            del self._added[path]

    def _post(self, seen: Seen) -> None:
        """What is new is added, what is there already is refused."""
        if seen.accepted and not seen.problems and len(self._added) < _KEPT:
            path = seen.place.path.rstrip("/")
            texts = {one for one in _leaves(seen.exchange.request.body).values() if one}
            values = tuple(f">{escape(one)}<".encode() for one in sorted(texts))
            shown = self._shown_at(path)
            new = tuple(one for one in values if shown is not None and one not in shown.shown)
            if new:
                for one in (path, f"{path}s"):
                    self._added[one] = (seen, new)
            return
        if seen.status != _CONFLICT or self._accepted is None or seen.problems:
            return
        operation = seen.exchange.request.operation or ""
        required = "UDS-DUP-02" if "Service" in operation else "UDS-DUP-01"
        if "emoteDestination" in operation:
            required = "UDS-RDEST-01"
        shown = self._shown_at(seen.place.path.rstrip("/"))
        sent = [escape(one) for one in _leaves(seen.exchange.request.body).values() if one]
        if shown is not None and any(f">{one}<".encode() in shown.shown for one in sent):
            assert shown.given is not None  # noqa: S101 - what is shown was given
            self.passes(required, shown.given, seen)

    def _shown_at(self, path: str) -> Place | None:
        """The list that holds what is posted to `path`, where it was seen."""
        above = path.rpartition("/")[0]
        for one in (path, f"{path}s", f"{above}s"):
            place = self._places.get(one)
            if place is not None and place.shown:
                return place
        return None


def _leaves(body: bytes) -> Mapping[str, str]:
    """The texts of a body by their paths; none where it is no XML, or has a path twice."""
    try:
        return _leaves_of(parse_xml(body))
    except etree.XMLSyntaxError:
        return {}


def _leaves_of(root: etree._Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    twice: set[str] = set()
    tree = root.getroottree()
    for one in root.iter(etree.Element):
        if len(one):
            continue
        path = tree.getelementpath(one)
        if "[" in path:
            twice.add(path)
        found[path] = (one.text or "").strip()
    return {path: text for path, text in found.items() if path not in twice}
