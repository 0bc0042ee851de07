"""Where resources are, and how they are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.kit import Api, BasicAuth, Inconclusive, NoAuth, NotTested

ACCEPT = (("Accept", "application/xml"),)
XML = "application/xml"
JSON = "application/json"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

_FEW = 4
"""How many values a member has by which items are of different kinds."""
LISTED = {
    "phoneServiceId": ("getPhoneServices", "phoneService"),
    "extensionId": ("getDeviceExtensions", "extension"),
    "extensionId of the user": ("getExtensions", "extension"),
    "remoteDestinationId": ("getRemoteDestinations", "remoteDestination"),
    "speedDialId": ("getDeviceSpeedDials", "speedDial"),
    "subscribedServiceId": ("getDeviceSubscribedServices", "subscribedService"),
}
"""Which list has the ids of which items."""


def identity_of(listed: etree._Element) -> str:
    """The id of an item in a list, or else the end of its address; empty where it has neither."""
    return text_of(listed, "id") or unquote(listed.get("uri", "").rstrip("/").rpartition("/")[2])


_ESCAPED = frozenset("&<>")


def of_each_kind(listed: Mapping[str, etree._Element], first: int) -> list[str]:
    """The ids of some items of a list, among them one of each kind.

    The `first` ones, the last, and the first with each value of a member that has few values, such
    as `enabled`: what is wrong may be so for one kind alone. So it may be for a text beyond ASCII,
    or with characters that XML escapes.
    """
    chosen = [*list(listed)[:first], *list(listed)[-1:]]
    kinds: dict[str, dict[str, str]] = {}
    for identity, element in listed.items():
        for child in element.iterchildren("*"):
            if not len(child):
                kinds.setdefault(str(child.tag), {}).setdefault(child.text or "", identity)
    for firsts in kinds.values():
        if 1 < len(firsts) <= _FEW:
            chosen += firsts.values()
    texts = {one: "".join(map(str, element.itertext())) for one, element in listed.items()}
    chosen += [one for one, text in texts.items() if not text.isascii()][:1]
    chosen += [one for one, text in texts.items() if _ESCAPED & set(text)][:1]
    return list(dict.fromkeys(chosen))


class Resources(Api):
    """The part of the vocabulary that reads resources."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._devices: list[str] = []
        self._addresses: dict[str, str] = {}
        self._served: dict[str, Answer] = {}

    def refresh(self) -> None:
        """Take a fresh view of the target: what is where is found out again."""
        super().refresh()
        self._devices = []
        self._addresses = {}
        self._served = {}

    @property
    def user(self) -> str:
        """The user name of the account. Raises NotTested where the target file gives none."""
        given: str | None = self.target.data.get("user")
        if given:
            return given
        if isinstance(self.target.auth, BasicAuth):
            return self.target.auth.username
        reason = "the target file has no credentials: [target] auth, or [data] user"
        raise NotTested(reason)

    @property
    def is_scratch(self) -> bool:
        """Whether the target file says that the account is there for tests."""
        return bool(self.target.data.get("scratch_account"))

    def needs_account(self) -> None:
        """Raise NotTested where the target file has no credentials."""
        if isinstance(self.target.auth, NoAuth):
            reason = "the target file has no credentials: [target] auth"
            raise NotTested(reason)

    @property
    def restricted(self) -> list[str]:
        """The reading operations that need credentials, by the table of resources."""
        return [one for one in self.readable if self.spec.operations[one].secured]

    @property
    def readable(self) -> list[str]:
        """The reading operations that the target claims."""
        found = (one for one in self.spec.operations.values() if one.method == "GET")
        return [one.id for one in found if self.target.claims(one.feature)]

    def filters(self, operation: str) -> list[tuple[str, str]]:
        """The filters of a list, each with what an item of it has; none where it is not given."""
        raw = self.spec.operations[operation].raw.get("parameters", ())
        names = [one["name"] for one in raw if one.get("in") == "query"]
        if not names:
            return []
        try:
            root = self.served(operation).needed(self.root_of(operation))
        except (NotTested, Inconclusive):
            return []
        texts = {name: (root.findtext(f"*/{name}") or "").strip() for name in names}
        return [(name, text) for name, text in texts.items() if text]

    def known(self, operation: str) -> Answer:
        """The answer to a request for a resource with the right credentials, sent once."""
        if operation not in self._served:
            self._served[operation] = self.ask(operation)
        return self._served[operation]

    def served(self, operation: str) -> Answer:
        """The representation of a resource, asked for with the right credentials once.

        Raises NotTested where the target does not have it, Inconclusive where it gives none.
        """
        answer = self.known(operation)
        answer.needed(self.root_of(operation))
        return answer

    def witness(self, *operations: str) -> str:
        """The first of some operations whose resource the target gives to the right credentials.

        Raises NotTested where it gives none of them.
        """
        reasons = []
        for operation in operations:
            try:
                self.served(operation)
            except (NotTested, Inconclusive) as obstacle:
                reasons.append(obstacle.reason)
                continue
            return operation
        raise NotTested(reasons[0])

    def ask(self, operation: str, path: str | None = None, **how: Any) -> Answer:
        """The answer to a GET of an operation's resource; `how` is what `Wire.send` takes."""
        headers = {**dict(ACCEPT), **dict(how.pop("headers", ()))}
        where = self.address(operation) if path is None else path
        how.setdefault("operation", operation)
        how["headers"] = tuple(headers.items())
        return Answer(self.wire.send("GET", where, **self.redirects, **how))

    def visit(self, path: str, **how: Any) -> Answer:
        """The answer to a GET of any path, which is not held to an operation."""
        how.setdefault("headers", ACCEPT)
        return Answer(self.wire.send("GET", path, **self.redirects, **how))

    def read(self, operation: str, path: str | None = None, **how: Any) -> etree._Element:
        """The representation of a resource. Raises Inconclusive where there is none."""
        return self.ask(operation, path, **how).needed(self.root_of(operation))

    def root_of(self, operation: str) -> str:
        """The root element of an operation's representation."""
        found = self.spec.operations[operation].raw["responses"]["200"]["content"][XML]
        name: str = found["x-xsd"]["root"]
        return name

    def send(self, method: str, path: str, body: bytes = b"", **how: Any) -> Answer:
        """The answer to a request that writes, with a body of XML unless `kind` says otherwise."""
        kind = how.pop("kind", XML)
        headers = [*ACCEPT, ("Content-Type", kind)] if body else list(ACCEPT)
        headers += how.pop("headers", ())
        how |= {"headers": headers, "body": body, **self.redirects}
        return Answer(self.wire.send(method, path, **how))

    def is_secure(self, location: str) -> bool | None:
        """Whether the target is reached by HTTPS, or sends there by the `location` of a redirect.

        None where plain HTTP does not leave this machine.
        """
        base = urlsplit(self.target.base_url)
        if base.scheme == "https" or location.startswith("https://"):
            return True
        return None if base.hostname in {"localhost", "127.0.0.1", "::1"} else False

    # Addresses

    def address(self, operation: str, device: str | None = None) -> str:
        """The path of an operation's resource, with ids that the target has.

        Raises NotTested where it has none, Inconclusive where they cannot be found out.
        """
        if device is None and operation in self._addresses:
            return self._addresses[operation]
        template = self.spec.operations[operation].path
        wanted = re.findall(r"\{(\w+)\}", template)
        ids: dict[str, str] = {}
        if "userId" in wanted or self.spec.operations[operation].secured:
            self.needs_account()
        if "userId" in wanted:
            ids["userId"] = self.user
        item = next((name for name in wanted if name in LISTED), None)
        if "deviceId" in wanted and item and device is None:
            ids["deviceId"], ids[item] = self._on_a_device(item)
        else:
            if "deviceId" in wanted:
                ids["deviceId"] = device or self.devices()[0]
            if item:
                of_user = f"{item} of the user" if "deviceId" not in wanted else item
                ids[item] = self._first(of_user if of_user in LISTED else item, device)
        path = self.filled(template, ids)
        if device is None:
            self._addresses[operation] = path
        return path

    def forget(self, item: str) -> None:
        """Find out again where items are: their lists were replaced."""
        known = [one for one in self._addresses if f"{{{item}}}" in self.spec.operations[one].path]
        for operation in known:
            del self._addresses[operation]
            self._served.pop(operation, None)

    @staticmethod
    def filled(template: str, ids: dict[str, str]) -> str:
        """A path template with ids in it."""
        return re.sub(r"\{(\w+)\}", lambda found: quote(ids[found[1]], safe=""), template)

    @staticmethod
    def segments(path: str) -> list[str]:
        """The parts of a path, with ids as they stand in representations."""
        return [unquote(one) for one in path.split("/")]

    def devices(self) -> list[str]:
        """The ids of the user's devices, the one of the target file first.

        Raises NotTested where there are none.
        """
        if not self._devices:
            answer = self.ask("getDevices")
            answer.needed("devices")
            found = [identity_of(one) for one in answer.items("device")]
            found = [one for one in found if one]
            if not found:
                if next(answer.items("device"), None) is not None:
                    reason = "the devices in the list have neither id nor address"
                    raise Inconclusive(reason)
                reason = f"{self.user} has no devices"
                raise NotTested(reason)
            wanted = self.target.data.get("device")
            self._devices = sorted(found, key=lambda one: one != wanted)
        return self._devices

    def items(self, item: str, device: str | None = None) -> list[etree._Element]:
        """The elements of the list that has the ids called `item`."""
        operation, name = LISTED[item]
        path = self.address(operation, device)
        root = self.read(operation, path)
        return list(root.iterchildren(name))

    def _on_a_device(self, item: str) -> tuple[str, str]:
        """The first device that has an item, and the item's id."""
        for device in self.devices():
            for element in self.items(item, device):
                found = identity_of(element)
                if found:
                    return device, found
        reason = f"no device of {self.user} has a {LISTED[item][1]} with an id"
        raise NotTested(reason)

    def _first(self, item: str, device: str | None) -> str:
        for element in self.items(item, device):
            found = identity_of(element)
            if found:
                return found
        reason = f"there is no {LISTED[item][1]} with an id"
        raise NotTested(reason)

    def path_in(self, address: str, page: str = "") -> str:
        """The path below the base URL of an address in a representation (UDS-AMB-16).

        `page` is the path of the representation, from which a relative address leads on.
        """
        base = urlsplit(self.target.base_url).path.rstrip("/")
        path = urlsplit(urljoin(page, address.strip())).path
        _, found, rest = path.partition("/cucm-uds/")
        return f"/{rest}" if found else path.removeprefix(base)
