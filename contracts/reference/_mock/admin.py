"""The admin service: reset, faults, liberties and journal of servers. For the loopback only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from contracts.model import ConfigurationError
from contracts.reference._mock.journal import Entry
from contracts.reference._mock.server import MockServer
from contracts.reference._surround.layer import body_of
from contracts.reference.seeding import Fault, Liberty

PATHS = {
    "GET /": "the servers, and this",
    "POST /reset": "restore the initial data of all servers; faults and liberties stay",
    "GET /journal": "the latest requests to all servers; ?refused=true, ?api=API",
    "DELETE /journal": "clear the journal",
    "GET /{api}": "one server: faults and liberties that are on, number of requests",
    "POST /{api}/reset": "restore the initial data of one server",
    "GET /{api}/journal": "the latest requests to one server",
    "GET /{api}/faults": "all faults of a server and whether they are on; ?on=true",
    "PUT /{api}/faults": "switch exactly these on: a JSON array of ids",
    "PUT /{api}/faults/{id}": "switch one on",
    "DELETE /{api}/faults/{id}": "switch one off",
    "GET, PUT, DELETE /{api}/liberties…": "the same for liberties",
}
"""The operations, by method and path."""

_LOCAL = re.compile(r"(localhost|127(\.\d+){3}|\[::1\])(:\d+)?", re.IGNORECASE)
_JSON = (b"content-type", b"application/json")


class _Trouble(Exception):
    """A request that cannot be carried out."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Admin:
    """An ASGI application that controls servers, by the names of their APIs.

    Only requests to a name of the loopback are answered, and none from pages of other hosts: a page
    in a browser on this machine could reach the service, too.
    """

    def __init__(self, mocks: Mapping[str, MockServer], addresses: Mapping[str, str]) -> None:
        self._mocks = mocks
        self._addresses = addresses

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        body = await body_of(receive)
        try:
            _check_local(dict(scope.get("headers", ())))
            status, value = 200, self._answer(scope, body)
        except _Trouble as trouble:
            status, value = trouble.status, {"error": str(trouble)}
        except ConfigurationError as trouble:
            status, value = 400, {"error": " ".join(trouble.lines)}
        shown = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
        headers = [_JSON, (b"content-length", b"%d" % len(shown))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": shown})

    def _answer(self, scope: Any, body: bytes) -> Any:
        query = {k: v[-1] for k, v in parse_qs(scope["query_string"].decode("latin-1")).items()}
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        match method, scope["path"].strip("/").split("/"):
            case "GET", [""]:
                servers = {name: self._shown(name) for name in self._mocks}
                return {"servers": servers, "paths": PATHS}
            case "POST", ["reset"]:
                for mock in self._mocks.values():
                    mock.reset()
                return {"reset": list(self._mocks)}
            case "GET", ["journal"]:
                return _journal(list(self._mocks.values()), query)
            case "DELETE", ["journal"]:
                for mock in self._mocks.values():
                    mock.journal.clear()
                return {"cleared": list(self._mocks)}
            case _, [name, *rest] if name in self._mocks:
                return self._of_one(method, name, rest, query, body)
        known = ", ".join(["reset", "journal", *self._mocks])
        raise _Trouble(
            404, f"{method} {scope['path']}: there is no such thing here; there is: {known}"
        )

    def _of_one(self, method: str, name: str, rest: list[str], query: Any, body: bytes) -> Any:
        mock = self._mocks[name]
        match method, rest:
            case "GET", []:
                return self._shown(name)
            case "POST", ["reset"]:
                mock.reset()
                return {"reset": [name]}
            case "GET", ["journal"]:
                return _journal([mock], query)
            case "DELETE", ["journal"]:
                mock.journal.clear()
                return {"cleared": [name]}
            case "GET", ["faults" | "liberties" as kind]:
                return _switches(mock, kind, query)
            case "PUT" | "DELETE", ["faults" | "liberties" as kind, *one] if len(one) <= 1:
                kept = mock.switch(**{kind: _wanted(mock, kind, method, one, body)})
                return {**self._shown(name), "state kept": kept}
        raise _Trouble(404, f"{method} {'/'.join(rest)}: {name} has no such thing; GET / lists all")

    def _shown(self, name: str) -> dict[str, Any]:
        mock = self._mocks[name]
        return {
            "title": mock.reference.title,
            "address": self._addresses.get(name, ""),
            "faults": mock.faults,
            "liberties": mock.liberties,
            "surround": mock.surround,
            "requests": mock.journal.count,
        }


def _check_local(headers: Mapping[bytes, bytes]) -> None:
    host = headers.get(b"host", b"").decode("latin-1")
    origin = headers.get(b"origin")
    if not _LOCAL.fullmatch(host):
        raise _Trouble(403, f"the admin service answers at localhost only, not at {host!r}")
    if origin is not None and not _LOCAL.fullmatch(urlsplit(origin.decode("latin-1")).netloc):
        raise _Trouble(403, "pages of other hosts may not use the admin service")


def _journal(mocks: list[MockServer], query: Mapping[str, str]) -> dict[str, list[Entry]]:
    found = [entry for mock in mocks for entry in mock.journal.entries()]
    tests: list[Callable[[Entry], bool]] = []
    if query.get("refused") == "true":
        tests.append(lambda one: bool(one.refused))
    if "api" in query:
        tests.append(lambda one: one.api == query["api"])
    kept = [one for one in found if all(test(one) for test in tests)]
    return {"requests": sorted(kept, key=lambda one: one.at)}


def _switches(mock: MockServer, kind: str, query: Mapping[str, str]) -> list[dict[str, Any]]:
    table: Mapping[str, Fault | Liberty] = getattr(mock.reference, kind)
    on = set(getattr(mock, kind))
    return [
        {
            "id": one.id,
            "on": one.id in on,
            "summary": one.summary,
            **({"violates": one.violates} if isinstance(one, Fault) else {}),
        }
        for one in table.values()
        if one.id in on or query.get("on") != "true"
    ]


def _wanted(mock: MockServer, kind: str, method: str, one: list[str], body: bytes) -> list[str]:
    """The ids to switch on."""
    now: list[str] = getattr(mock, kind)
    if one:
        others = [known for known in now if known != one[0]]
        if method == "DELETE" and others == now:
            raise _Trouble(404, f"{one[0]} is not on")
        return [*others, *one] if method == "PUT" else others
    if method == "DELETE":
        return []
    try:
        return msgspec.json.decode(body, type=list[str])
    except msgspec.DecodeError as trouble:
        msg = f'the body has to be a JSON array of ids, such as ["…"] ({trouble})'
        raise _Trouble(400, msg) from trouble
