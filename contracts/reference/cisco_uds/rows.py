"""The main list, users: its length, and how it moves."""

from __future__ import annotations

import re

from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Person
from contracts.reference.rows import Rows

_FEWEST = 40


def grow(server: Uds, count: int) -> None:
    """So many users; those who can log in stay."""
    people = server.cluster.people
    for name in list(people)[count:]:
        if name not in server.cluster.passwords:
            people.pop(name)
    known = list(people.values())
    for number in range(len(people), count):
        _add(server, known[number % len(known)], number, "user")


def come(server: Uds, number: int) -> None:
    """A user more."""
    known = list(server.cluster.people.values())
    _add(server, known[number * 7 % len(known)], 90_000 + number, "visitor")


def go(server: Uds, number: int) -> None:
    """A user less who cannot log in, as long as there are enough."""
    others = [name for name in server.cluster.people if name not in server.cluster.passwords]
    if len(others) > _FEWEST:
        server.cluster.people.pop(others[number * 7 % len(others)])


def _add(server: Uds, like: Person, number: int, word: str) -> None:
    name = f"{word}{number:06}"
    details = {
        **like.details,
        "phoneNumber": f"+41 44 6{number:06}",
        "homeNumber": "",
        "mobileNumber": "",
        "email": f"{name}@example.com",
        "directoryUri": f"{name}@voice.example.com",
        "msUri": "",
    }
    server.cluster.people[name] = Person(name, like.first, like.last, number, details)


ROWS = Rows(
    paths=re.compile(r"/cucm-uds/users"),
    mark=re.compile(rb"<user[ >]"),
    grow=grow,
    come=come,
    go=go,
)
