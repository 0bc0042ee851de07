"""The Web Services server: the document's samples, sessions, and states that come later."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import pytest

from contracts.reference import ManualClock, find
from contracts.reference.genesys_ws.data import identifier
from contracts.reference.genesys_ws.state import DELAY_S


@dataclass(frozen=True)
class Answer:
    """One HTTP response."""

    status: int
    headers: dict[str, str]
    body: Any


@dataclass
class Client:
    """A client of one application built from the reference server."""

    app: Any
    clock: ManualClock = field(default_factory=ManualClock)

    def send(self, method: str, path: str, who: str = "", body: bytes = b"", **more: Any) -> Answer:
        """Send a request; `who` is `user:password`."""
        headers = [(name.replace("_", "-").encode(), v.encode()) for name, v in more.items()]
        if who:
            headers.append((b"authorization", b"Basic " + b64encode(who.encode())))
        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "headers": [(b"host", b"ws.example"), *headers],
        }
        events: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(event: Any) -> None:
            events.append(event)

        with pytest.raises(StopIteration):
            self.app(scope, receive, send).send(None)
        found = {name.decode(): value.decode() for name, value in events[0]["headers"]}
        text = events[1]["body"]
        is_json = found.get("content-type", "").startswith("application/json")
        return Answer(events[0]["status"], found, json.loads(text) if is_json else text)

    def me(self, who: str = "ksippo:", query: str = "", **more: Any) -> Any:
        """The members of the own user."""
        return self.send("GET", f"/api/v2/me{query}", who, **more).body["user"]

    def voice(self, name: str, who: str = "ksippo:", **more: Any) -> Answer:
        """An operation on the voice channel."""
        body = json.dumps({"operationName": name}).encode()
        return self.send("POST", "/api/v2/me/channels/voice", who, body, **more)

    def state(self) -> str:
        """The state of ksippo."""
        state: str = self.me(query="?subresources=channels")["channels"][0]["userState"]["state"]
        return state


def _client(**switches: Any) -> Client:
    clock = ManualClock()
    return Client(find("genesys-ws").build(clock=clock, **switches), clock)


def test_the_samples_of_the_document() -> None:
    client = _client()
    version = client.send("GET", "/api/v2/diagnostics/version")
    assert version.body == {"statusCode": 0, "version": "8.5.200.50"}
    identity = identifier("user ksippo")
    assert client.send("GET", "/api/v2/me", "ksippo:").body == {
        "statusCode": 0,
        "user": {
            "id": identity,
            "userName": "ksippo",
            "firstName": "Kristi",
            "lastName": "Sippola",
            "roles": ["ROLE_AGENT"],
            "enabled": True,
            "changePasswordOnFirstLogin": False,
            "uri": f"http://ws.example/cloud-web/api/v2/users/{identity}",
            "path": f"/users/{identity}",
        },
    }
    assert client.voice("NotReady").body == {"statusCode": 0}


def test_the_context_path_of_the_samples_is_taken_too() -> None:
    answer = _client().send("GET", "/cloud-web/api/v2/diagnostics/version")
    assert answer.status == 200


def test_a_new_state_comes_later_and_in_order() -> None:
    client = _client()
    assert client.state() == "NotReady"
    client.voice("Ready")
    assert client.state() == "NotReady"
    client.clock.advance(DELAY_S / 2)
    client.voice("NotReady")
    assert client.state() == "NotReady"
    client.clock.advance(DELAY_S / 2)
    assert client.state() == "Ready"
    client.clock.advance(DELAY_S / 2)
    assert client.state() == "NotReady"


def test_without_a_session_of_the_contact_center_there_is_no_state_to_change() -> None:
    client = _client()
    end = b'{"operationName":"EndContactCenterSession"}'
    assert client.send("POST", "/api/v2/me", "ksippo:", end).body == {"statusCode": 0}
    client.clock.advance(DELAY_S)
    assert client.state() == "LoggedOut"
    assert client.voice("Ready").body["statusCode"] == 2
    start = b'{"operationName":"StartContactCenterSession","channels":["voice"]}'
    assert client.send("POST", "/api/v2/me", "ksippo:", start).body == {"statusCode": 0}
    client.clock.advance(DELAY_S)
    assert client.voice("Ready").body == {"statusCode": 0}


@pytest.mark.parametrize(
    "who", ["", "ksippo:x", "nobody:", "dlang:", "dlang:GWS-DEMO", "zoe.n:gws-demo", "ksippo"]
)
def test_others_are_not_let_in(who: str) -> None:
    answer = _client().send("GET", "/api/v2/me", who)
    assert (answer.status, answer.body["statusCode"]) == (401, 20)


def test_a_session_is_that_of_the_user_who_opened_it() -> None:
    client = _client()
    opened = client.send("GET", "/api/v2/me", "ksippo:").headers["set-cookie"].split(";")[0]
    assert client.me("", cookie=opened)["userName"] == "ksippo"
    assert client.me("dlang:gws-demo", cookie=opened)["userName"] == "dlang"
    assert client.send("GET", "/api/v2/me", "", cookie="JSESSIONID=made-up").status == 401


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/api/v2/users", 5),
        ("GET", f"/api/v2/users/{identifier('user dlang')}", 5),
        ("GET", "/api/v2/nothing", 6),
        ("GET", "/elsewhere", 6),
        ("DELETE", "/api/v2/me", 3),
    ],
)
def test_what_an_agent_may_not_do(method: str, path: str, code: int) -> None:
    assert _client().send(method, path, "ksippo:").body["statusCode"] == code


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 10),
        (b"[]", 1),
        (b"{}", 1),
        (b'{"operationName":null}', 1),
        (b'{"operationName":7}', 10),
        (b'{"operationName":"ready"}', 10),
        (b"\xff", 10),
    ],
)
def test_payloads_that_are_refused(body: bytes, code: int) -> None:
    answer = _client().send("POST", "/api/v2/me/channels/voice", "ksippo:", body)
    assert answer.body["statusCode"] == code


def test_lists_fields_and_filters() -> None:
    def users(query: str) -> Any:
        return _client().send("GET", f"/api/v2/users{query}", "dlang:gws-demo").body

    assert len(users("")["uris"]) == 8
    assert users("?fields=userName&team=Sales&country=France") == {
        "statusCode": 0,
        "users": [{"userName": "ybouche"}],
    }
    assert len(users("?fields=*&enabled=false")["users"]) == 1
    assert users("?team=None")["uris"] == []


def test_csrf_needs_the_token_of_the_session() -> None:
    client = _client(liberties=["csrf-protection"])
    assert client.voice("Ready").status == 403
    first = client.send("GET", "/api/v2/me", "ksippo:").headers
    cookie = first["set-cookie"].split(";")[0]
    name, token = first["x-csrf-header"], first["x-csrf-token"]
    assert name == "X-CSRF-TOKEN"
    assert client.voice("Ready", cookie=cookie, x_csrf_token=token).status == 200
    assert client.voice("Ready", cookie=cookie, x_csrf_token=token[::-1]).status == 403
    assert client.voice("Ready", x_csrf_token=token).status == 403
    other = client.send("GET", "/api/v2/me", "dlang:gws-demo").headers["x-csrf-token"]
    assert client.voice("Ready", cookie=cookie, x_csrf_token=other).status == 403


def _addresses(value: Any) -> set[str]:
    """All that a JSON value hands out as uri, and below /api/v2 as path."""
    if isinstance(value, list):
        return set().union(*map(_addresses, value))
    if not isinstance(value, dict):
        return set()
    found = {str(value["uri"])} if "uri" in value else set()
    found |= {f"/api/v2{value['path']}"} if "path" in value else set()
    return found | set(value.get("uris", ())) | set().union(*map(_addresses, value.values()))


@pytest.mark.parametrize("liberty", ["ids-uuid", "ids-short", "ids-encoded", "no-context", None])
def test_every_address_that_is_handed_out_leads_somewhere(liberty: str | None) -> None:
    client = _client(liberties=[liberty] if liberty else [])
    waiting = ["/api/v2/me?subresources=*", "/api/v2/users", "/api/v2/me/skills"]
    followed: dict[str, int] = {}
    while waiting:
        path = waiting.pop()
        answer = client.send("GET", path, "dlang:gws-demo")
        followed[path] = answer.status
        for one in _addresses(answer.body):
            place = unquote(one.removeprefix("http://ws.example"))
            waiting += [] if place in followed or place in waiting else [place]
    assert {path: status for path, status in followed.items() if status != 200} == {}
    assert len(followed) > 14


def test_work_after_a_call_is_a_state() -> None:
    client = _client()
    assert client.voice("AfterCallWork").status == 200
    client.clock.advance(DELAY_S)
    assert client.state() == "AfterCallWork"


def test_a_browser_of_another_origin_may_ask_first() -> None:
    client = _client(liberties=["other-origins"])
    asked = client.send("OPTIONS", "/api/v2/me/channels/voice", origin="http://crm.example")
    assert asked.status == 200
    assert asked.headers["access-control-allow-origin"] == "http://crm.example"
    assert asked.headers["access-control-allow-credentials"] == "true"
    answer = client.voice("Ready", origin="http://crm.example")
    assert answer.headers["access-control-allow-origin"] == "http://crm.example"
