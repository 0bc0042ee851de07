"""The state of the cluster."""

from __future__ import annotations

from dataclasses import dataclass, field

from contracts.reference.cisco_uds.data import (
    DEFAULT_VOICE_MAIL,
    DEPARTMENTS,
    FIRST,
    LAST,
    MODELS,
    PASSWORDS,
    SERVICES,
    TITLES,
    UNIFIED,
    pkid,
)


@dataclass(slots=True)
class Person:
    """An end user: what the directory says, and the user's own settings."""

    name: str
    first: str
    last: str
    number: int
    details: dict[str, str]
    do_not_disturb: str = "false"
    locale: str = ""
    forward_to_voice_mail: str = DEFAULT_VOICE_MAIL
    forward_to: str = ""
    conference_enabled: str = "true"
    conference_code: str = "1234"

    @property
    def extension(self) -> str:
        """The primary directory number, unless a device says otherwise."""
        return f"{20000 + self.number}"


@dataclass(slots=True)
class Dial:
    """A speed dial."""

    id: str
    index: int
    number: str
    label: str


@dataclass(slots=True)
class Subscription:
    """A phone service that a device has."""

    id: str
    name: str
    service: str
    url: str
    secure_url: str = ""
    parameters: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Line:
    """A directory number on a device."""

    id: str
    number: str
    primary: bool
    forward_to_voice_mail: str = DEFAULT_VOICE_MAIL
    forward_to: str = ""
    log_missed_calls: str = "true"
    label: str = ""


@dataclass(slots=True)
class Device:
    """A phone or client of a user."""

    id: str
    name: str
    model: str
    description: str
    lines: list[Line]
    do_not_disturb: str = "false"
    dials: dict[int, Dial] = field(default_factory=dict)
    services: list[Subscription] = field(default_factory=list)


@dataclass(slots=True)
class RemoteDestination:
    """Where calls are passed on to."""

    id: str
    name: str
    destination: str
    flags: dict[str, str]


@dataclass(slots=True)
class PhoneService:
    """An IP phone service that can be subscribed to."""

    id: str
    name: str
    description: str
    category: str
    vendor: str
    url: str


class Cluster:
    """All of it, filled anew for every server."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.passwords = dict(PASSWORDS)
        self._made = 0
        for number, (last, first) in enumerate((la, fi) for la in LAST for fi in FIRST):
            person = self._person(number, first, last)
            self.people[person.name] = person
        self.services = {
            self.identity("service", name): PhoneService(
                self.identity("service", name), name, *rest
            )
            for name, *rest in SERVICES
        }
        self.devices = {name: self._devices(name) for name in PASSWORDS}
        self.remote = {name: self._remote(name) for name in PASSWORDS}

    def _person(self, number: int, first: str, last: str) -> Person:
        short = f"{first[0]}{last}".lower().replace(" ", "").replace("'", "")
        name = short
        while name in self.people:
            name = f"{short}{int(name[len(short) :] or 1) + 1}"
        phone = f"+41 44 555 {number // 100:02}{number % 100:02}"
        details = {
            "middleName": "",
            "nickName": "",
            "displayName": f"{first} {last}",
            "phoneNumber": phone if number % 3 else f"(044) 556-{number:04}",
            "homeNumber": f"+41 31 {700 + number} 20 30" if number % 4 == 0 else "",
            "mobileNumber": f"+41 79 {300 + number} 10 {number % 90 + 10}" if number % 2 else "",
            "email": f"{name}@example.com" if number % 9 != 1 else "",
            "directoryUri": f"{name}@voice.example.com" if number % 5 != 1 else "",
            "msUri": f"{name}@im.example.com" if number % 7 == 0 else "",
            "department": DEPARTMENTS[number % 4],
            "manager": "msmith" if number % 6 == 0 else "",
            "title": TITLES[number % 4],
            "pager": "",
        }
        return Person(name, first, last, number, details)

    def _devices(self, name: str) -> dict[str, Device]:
        person = self.people[name]
        kinds = (("SEP00DEAD", 0), ("SEP00BEEF", 2), ("CSF", 3))
        found = {}
        for place, (prefix, model) in enumerate(kinds):
            title = f"{prefix}{person.number:06}" if place < 2 else f"CSF{name.upper()}"  # noqa: PLR2004
            identity = self.identity("device", title)
            lines = [Line(self.identity("line", title, 1), person.extension, primary=True)]
            if not place:
                lines.append(
                    Line(self.identity("line", title, 2), f"{30000 + person.number}", primary=False)
                )
            device = Device(identity, title, MODELS[model][1], f"{person.last}'s phone", lines)
            # One account has the same speed dials on all devices.
            for index in range(1, 4 if name == UNIFIED else 4 + place):
                device.dials[index] = Dial(
                    self.identity("dial", title, index),
                    index,
                    f"555{1000 + index}",
                    f"Number {index}",
                )
            found[identity] = device
        first = next(iter(found.values()))
        for service in list(self.services.values())[:2]:
            first.services.append(
                Subscription(
                    self.identity("sub", first.name, service.id),
                    service.name,
                    service.id,
                    service.url,
                )
            )
        return found

    def _remote(self, name: str) -> list[RemoteDestination]:
        flags = {
            "ringWhenExtensionDialed": "true",
            "allowTransferToMobile": "true",
            "allowControlFromApplication": "false",
        }
        return [
            RemoteDestination(
                self.identity("remote", name, what), what, f"+4179{number:07}", dict(flags)
            )
            for number, what in enumerate(("Mobile", "Home office"), self.people[name].number * 10)
        ]

    def identity(self, *parts: object) -> str:
        """The id of a thing: always the same for the same parts."""
        return pkid(*parts)

    def new_id(self, kind: str) -> str:
        """An id that nothing has yet."""
        self._made += 1
        return self.identity("made", kind, self._made)
