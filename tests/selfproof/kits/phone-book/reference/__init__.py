"""A phone book to serve and to judge."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from contracts.kit.reference import Clock, Fault, ReferenceApi, seeded

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)
NAMES = ("Zoe", "Adam", "Mia", "Bob", "Kim")


class PhoneBook:
    """An ASGI application."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._ids = itertools.count(1)
        self.contacts: dict[str, dict[str, Any]] = {}
        for name in NAMES:
            self.add({"name": name, "number": "1"})

    def add(self, body: dict[str, Any]) -> dict[str, Any]:
        """A new contact."""
        number = next(self._ids)
        self.contacts[str(number)] = {**body, "id": number}
        return self.contacts[str(number)]

    def cut(self, rows: list[Any], query: dict[str, str]) -> list[Any]:
        """The page that a query asks for."""
        first = int(query.get("offset", 0))
        return rows[first : first + int(query.get("limit", 3))]

    def listed(self, query: dict[str, str]) -> list[Any]:
        """The contacts that a query asks for."""
        rows = [one for one in self.contacts.values() if query.get("q", "") in one["name"]]
        rows = [one for one in rows if query.get("name", one["name"]) == one["name"]]
        return sorted(rows, key=lambda one: one["name"]) if "sort" in query else rows

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        """Status and body."""
        if path == "/contacts" and method == "GET":
            rows = self.listed(query)
            return 200, {"items": self.cut(rows, query), "total": len(rows)}
        if path == "/contacts" and method == "POST":
            return 201, self.add(json.loads(body))
        key = path.removeprefix("/contacts/")
        if key not in self.contacts:
            return 404, {}
        if method == "PUT":
            return self.change(key, json.loads(body))
        if method == "DELETE":
            self.remove(key)
            return 204, None
        return 200, self.contacts[key]

    def change(self, key: str, body: dict[str, Any]) -> tuple[int, Any]:
        """Change a contact, where all of the change is right."""
        if not all(isinstance(one, str) for one in body.values()):
            return 422, {"detail": "a text is expected"}
        self.contacts[key] |= body
        return 200, self.contacts[key]

    def remove(self, key: str) -> None:
        """Remove a contact."""
        del self.contacts[key]

    async def __call__(self, scope: Any, receive: Callable[[], Any], send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        query = {name: one[0] for name, one in parse_qs(scope["query_string"].decode()).items()}
        status: int = 401
        said: Any = {"detail": "no credentials"}
        known = dict(scope["headers"]).get(b"authorization") == b"Bearer sesame"
        if known:
            status, said = self.answer(scope["method"], scope["path"], query, body)
        headers = [(b"content-type", b"application/json")] if status != 204 else []
        if status == 201:
            headers.append((b"location", f"/contacts/{said['id']}".encode()))
        data = json.dumps(said).encode() if status != 204 else b""
        headers.append((b"content-length", str(len(data)).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": data})


@fault("offset-ignored", violates="PHB-getContacts-OFFSET", kind="ignored")
class _OffsetIgnored(PhoneBook):
    """A list always begins with its first contact."""

    def cut(self, rows: list[Any], query: dict[str, str]) -> list[Any]:
        return super().cut(rows, {**query, "offset": "0"})


@fault("name-upper", violates="PHB-postContacts-MADE", kind="wrong-value")
class _NameUpper(PhoneBook):
    """A contact is kept with its name in capital letters."""

    def add(self, body: dict[str, Any]) -> dict[str, Any]:
        return super().add({**body, "name": body["name"].upper()})


@fault(
    "answer-other-name",
    violates="PHB-postContacts-ANSWERED",
    kind="wrong-value",
    related="PHB-ADD-01",
)
class _AnswerOtherName(PhoneBook):
    """The answer has the name in capital letters; the contact has not."""

    def add(self, body: dict[str, Any]) -> dict[str, Any]:
        made = super().add(body)
        return {**made, "name": made["name"].upper()}


@fault("list-other-number", violates="PHB-postContacts-LISTED", kind="wrong-value")
class _ListOtherNumber(PhoneBook):
    """The list has another number of each contact."""

    def listed(self, query: dict[str, str]) -> list[Any]:
        return [{**one, "number": "0"} for one in super().listed(query)]


@fault("change-lost", violates="PHB-postContacts-CHANGED", kind="ignored")
class _ChangeLost(PhoneBook):
    """A change is accepted, and forgotten."""

    def change(self, key: str, body: dict[str, Any]) -> tuple[int, Any]:
        before = dict(self.contacts[key])
        status, said = super().change(key, body)
        self.contacts[key] = before
        return status, {**before, **said}


@fault("change-half-done", violates="PHB-postContacts-REFUSED", kind="only-sometimes")
class _ChangeHalfDone(PhoneBook):
    """What is right of a change is kept, though the change is refused."""

    def change(self, key: str, body: dict[str, Any]) -> tuple[int, Any]:
        status, said = super().change(key, body)
        self.contacts[key] |= {n: one for n, one in body.items() if isinstance(one, str)}
        return status, said


@fault("removal-ignored", violates="PHB-postContacts-REMOVED", kind="ignored")
class _RemovalIgnored(PhoneBook):
    """A contact that was removed is still there."""

    def remove(self, key: str) -> None:
        """Keep it."""


REFERENCE = ReferenceApi(
    server=PhoneBook,
    faults=FAULTS,
    target={"auth": {"type": "bearer", "token": "sesame"}},
    first="/contacts",
)
