"""A SCIM service provider of users, as an ASGI application."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, unquote

from scim.reference.filters import InvalidFilterError, matches

from contracts.kit.reference import Clock

TOKEN = "scim-demo"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
_BASE = "/scim/v2"
_NAMES = [
    "zoe",
    "Émile",
    "bjensen",
    "Ada",
    "carol",
    "Dmitri",
    "élodie",
    "FRANK",
    "grace",
    "Heidi",
    "ivan",
    "Judy",
    "李雷",
    "O'Neil",
    "müller",
]


class Call(NamedTuple):
    """A request."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any
    origin: str


class Reply(NamedTuple):
    """A response."""

    status: int
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()


class Users:
    """The server. Its small methods are what faults and liberties change."""

    page = 100

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.users: dict[str, dict[str, Any]] = {}
        for number in range(42):
            name = f"{_NAMES[number % len(_NAMES)]}.{number}"
            self.store({"userName": name, "displayName": name.partition(".")[0].title()})

    # What is stored

    def store(self, given: dict[str, Any], identifier: str | None = None) -> dict[str, Any]:
        """Keep a user, a new one without `identifier`."""
        number = len(self.users)
        made = uuid.uuid5(uuid.NAMESPACE_URL, f"{number}{given['userName']}")
        key = identifier or self.new_id(given, str(made))
        self.users[key] = {**given, "schemas": [USER], "id": key}
        return self.users[key]

    def new_id(self, _given: dict[str, Any], made: str) -> str:
        """The id of a new user."""
        return made

    def version(self, user: dict[str, Any]) -> str:
        """The version of a user: another one whenever it says something else."""
        text = json.dumps(user, sort_keys=True).encode()
        return f'W/"{hashlib.sha256(text).hexdigest()[:12]}"'

    def shown(self, user: dict[str, Any], origin: str) -> dict[str, Any]:
        """A user as an answer has it."""
        meta = {
            "resourceType": "User",
            "location": f"{origin}{_BASE}/Users/{user['id']}",
            "version": self.version(user),
        }
        return {**{k: v for k, v in user.items() if k not in self.hidden()}, "meta": meta}

    def hidden(self) -> set[str]:
        """What is never given back."""
        return {"password"}

    def taken(self, name: str, other_than: str = "") -> bool:
        """Whether a userName is another user's."""
        return any(
            self.same_name(one["userName"], name)
            for key, one in self.users.items()
            if key != other_than
        )

    def same_name(self, one: str, other: str) -> bool:
        """Whether two userNames are the same."""
        return one.casefold() == other.casefold()

    # What is asked

    def answer(self, call: Call) -> Reply:
        """The response to a request."""
        if not self.knows(call):
            return self.error(
                401, "no right credentials", headers=(("WWW-Authenticate", "Bearer"),)
            )
        parts = [unquote(one) for one in call.path.strip("/").split("/")]
        if parts == ["Users"]:
            return {"GET": self.listed, "POST": self.made}.get(call.method, self.refused)(call)
        if len(parts) == 2 and parts[0] == "Users":
            user = self.users.get(parts[1])
            if user is None:
                return self.error(404, f"there is no user {parts[1]}")
            operation = {"GET": self.read, "PUT": self.replaced, "DELETE": self.removed}
            return operation.get(call.method, self.refused)(call, user)
        return self.error(404, "there is no such resource")

    def knows(self, call: Call) -> bool:
        """Whether the caller has the token."""
        return call.headers.get("authorization", "") == f"Bearer {TOKEN}"

    def refused(self, *_: Any) -> Reply:
        """The answer to a method that there is not."""
        return self.error(405, "not here")

    def error(
        self, status: int, detail: str, kind: str = "", headers: tuple[tuple[str, str], ...] = ()
    ) -> Reply:
        """An error."""
        body = {"schemas": [ERROR], "status": self.status_text(status), "detail": detail}
        return Reply(status, {**body, **({"scimType": kind} if kind else {})}, headers)

    def status_text(self, status: int) -> Any:
        """A status in an error."""
        return str(status)

    def listed(self, call: Call) -> Reply:
        """A list of users: filtered, ordered, cut."""
        try:
            found = [one for one in self.users.values() if self.wanted(one, call.query)]
        except InvalidFilterError as trouble:
            return self.error(400, f"not a filter: {trouble}", "invalidFilter")
        ordered = self.ordered(found, call.query)
        try:
            start = self.start(int(call.query.get("startIndex", "1")))
            count = self.count(int(call.query.get("count", str(self.page))))
        except ValueError:
            return self.error(400, "startIndex and count are integers", "invalidValue")
        page = ordered[start - 1 : start - 1 + count]
        body = {
            "schemas": [LIST],
            "totalResults": self.total(ordered, page),
            "startIndex": start,
            "itemsPerPage": len(page),
        }
        return Reply(200, self.with_users(body, [self.shown(one, call.origin) for one in page]))

    def with_users(self, body: dict[str, Any], users: list[Any]) -> dict[str, Any]:
        """The list with its users."""
        return {**body, "Resources": users}

    def wanted(self, user: dict[str, Any], query: dict[str, str]) -> bool:
        """Whether a user is asked for."""
        return "filter" not in query or matches(user, query["filter"])

    def ordered(self, users: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
        """The users in the order that is asked for."""
        if "sortBy" not in query:
            return users
        descending = query.get("sortOrder") == "descending"
        by = query["sortBy"]
        return sorted(users, key=lambda one: str(one.get(by, "")).casefold(), reverse=descending)

    def start(self, asked: int) -> int:
        """The number of the first user of a page."""
        return max(asked, 1)

    def count(self, asked: int) -> int:
        """The size of a page."""
        return min(max(asked, 0), self.page)

    def total(self, users: list[Any], _page: list[Any]) -> int:
        """The number of users that match."""
        return len(users)

    def made(self, call: Call) -> Reply:
        """A new user."""
        given = call.body if isinstance(call.body, dict) else {}
        if not isinstance(given.get("userName"), str) or not given["userName"]:
            return self.error(400, "userName is required", "invalidValue")
        if self.taken(given["userName"]):
            return self.error(409, "the userName is taken", "uniqueness")
        user = self.shown(self.store(given), call.origin)
        location = user["meta"]["location"]
        return Reply(201, user, (*self.etag(user), *self.location(location)))

    def location(self, address: str) -> tuple[tuple[str, str], ...]:
        """Where a new user is."""
        return (("Location", address),)

    def etag(self, user: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        """The version of a user as a header."""
        return (("ETag", user["meta"]["version"]),) if "version" in user["meta"] else ()

    def read(self, call: Call, user: dict[str, Any]) -> Reply:
        """A user."""
        shown = self.shown(user, call.origin)
        if self.unchanged(call, shown):
            return Reply(304, None, self.etag(shown))
        return Reply(200, shown, self.etag(shown))

    def unchanged(self, call: Call, shown: dict[str, Any]) -> bool:
        """Whether the caller has this version already."""
        return call.headers.get("if-none-match") == shown["meta"].get("version", "none")

    def stale(self, call: Call, user: dict[str, Any]) -> bool:
        """Whether a change is meant for another version."""
        meant = call.headers.get("if-match")
        return meant not in {None, "*", self.version(user)}

    def replaced(self, call: Call, user: dict[str, Any]) -> Reply:
        """A user that says something else now."""
        if self.stale(call, user):
            return self.error(412, "it has changed meanwhile")
        given = call.body if isinstance(call.body, dict) else {}
        if not isinstance(given.get("userName"), str):
            return self.error(400, "userName is required", "invalidValue")
        if self.taken(given["userName"], user["id"]):
            return self.error(409, "the userName is taken", "uniqueness")
        shown = self.shown(self.kept(given, user), call.origin)
        return Reply(200, shown, self.etag(shown))

    def kept(self, given: dict[str, Any], user: dict[str, Any]) -> dict[str, Any]:
        """What is kept of a replacement."""
        return self.store(given, user["id"])

    def removed(self, call: Call, user: dict[str, Any]) -> Reply:
        """No user any more."""
        if self.stale(call, user):
            return self.error(412, "it has changed meanwhile")
        self.forget(user["id"])
        return Reply(204)

    def forget(self, identifier: str) -> None:
        """Remove a user."""
        self.users.pop(identifier, None)

    # HTTP

    media = "application/scim+json"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        reply = self.answer(_call(scope, body)) if _below(scope) else self.error(404, "not here")
        content = b"" if reply.body is None else json.dumps(reply.body).encode()
        headers = [*reply.headers, ("Content-Length", str(len(content)))]
        if content:
            headers.append(("Content-Type", self.media))
        if reply.status in {204, 304}:
            headers = list(reply.headers)
        pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        await send({"type": "http.response.start", "status": reply.status, "headers": pairs})
        await send({"type": "http.response.body", "body": content})


def _below(scope: Any) -> bool:
    return scope["path"] == _BASE or scope["path"].startswith(f"{_BASE}/")


def _call(scope: Any, body: bytes) -> Call:
    headers = {name.decode("latin-1").lower(): v.decode("latin-1") for name, v in scope["headers"]}
    try:
        sent = json.loads(body) if body else None
    except ValueError:
        sent = None
    path = scope["raw_path"].decode("latin-1").removeprefix(_BASE)
    query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
    origin = f"{scope['scheme']}://{headers.get('host', 'localhost')}"
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    return Call(method, path, query, headers, sent, origin)
