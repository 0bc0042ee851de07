"""A mutant around a server: what passes through it is changed, and nothing else."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.mutate import Mutant, Mutated, Side, mutants

SPEC = load("genesys-ws")
ME = b'{"statusCode": 0, "user": {"id": "u1", "roles": ["A", "B"]}}'


class Server:
    """An ASGI application that notes what it is asked and answers as its test wants."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bytes, bytes]] = []
        self.body = ME
        self.status = 200
        self.stream = "a raw service"

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer."""
        message = await receive()
        self.asked.append(
            (scope["method"], scope["path"], scope["query_string"], message.get("body", b""))
        )
        self.right = dict(scope["headers"]).get(b"authorization")
        headers = [(b"content-type", b"application/json"), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body[:5], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[5:]})


@pytest.fixture
def server() -> Server:
    return Server()


def ask(  # noqa: PLR0913 - what a request is made of
    app: Any,
    path: str = "/api/v2/me",
    method: str = "GET",
    query: str = "",
    body: bytes = b"",
    auth: bytes | None = b"Basic right",
) -> tuple[int, dict[bytes, bytes], bytes]:
    headers = [(b"content-length", str(len(body)).encode())]
    headers += [(b"authorization", auth)] if auth else []
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": headers,
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    start = sent[0]
    whole = b"".join(one.get("body", b"") for one in sent[1:])
    return start["status"], dict(start["headers"]), whole


def mutated(server: Server, *facts: str) -> Mutated:
    operation, side, operator, place = facts
    return Mutated(server, Mutant(operation, Side(side), operator, place), SPEC.operations)


def test_a_response_is_changed_and_framed_anew(server: Server) -> None:
    app = mutated(server, "getMe", "response", "drop", "/user/id")
    status, headers, body = ask(app)
    assert (status, json.loads(body)["user"]) == (200, {"roles": ["A", "B"]})
    assert headers[b"content-length"] == str(len(body)).encode()
    assert app.touched == 1
    assert app.stream == "a raw service"


def test_other_operations_and_refusals_pass_unchanged(server: Server) -> None:
    app = mutated(server, "getUser", "response", "drop", "/user/id")
    assert json.loads(ask(app)[2]) == json.loads(ME)
    server.status = 404
    assert json.loads(ask(app, "/api/v2/users/u1")[2]) == json.loads(ME)
    assert app.touched == 0
    server.status = 200
    assert "id" not in json.loads(ask(app, "/api/v2/users/u1")[2])["user"]


@pytest.mark.parametrize(
    ("operator", "status", "length"),
    [("status-500", 500, len(ME)), ("no-body", 200, 0), ("half-body", 200, len(ME) // 2)],
)
def test_an_answer_as_a_whole_is_changed(
    server: Server, operator: str, status: int, length: int
) -> None:
    found = ask(mutated(server, "getMe", "response", operator, "body"))
    assert (found[0], len(found[2])) == (status, length)


def test_a_stale_answer_is_that_of_the_request_before(server: Server) -> None:
    app = mutated(server, "getMe", "response", "stale", "body")
    ask(app)
    server.body = b"{}"
    assert ask(app)[2] == ME
    assert ask(app)[2] == b"{}"


@pytest.mark.parametrize(("operator", "after"), [("ignored", b"x=1"), ("lower", b"fields=abc&x=1")])
def test_a_parameter_is_not_looked_at(server: Server, operator: str, after: bytes) -> None:
    app = mutated(server, "getMe", "request", operator, "query fields")
    ask(app, query="fields=aBc&x=1")
    assert server.asked[0][2] == after
    ask(app, query="x=2")
    assert (server.asked[1][2], app.touched) == (b"x=2", 1)


def test_credentials_are_not_looked_at(server: Server) -> None:
    app = mutated(server, "getMe", "request", "unchecked", "credentials")
    ask(app, auth=b"Basic right")
    ask(app, auth=b"Basic wrong")
    assert server.right == b"Basic right"
    ask(app, auth=None)
    assert server.right == b"Basic right"


def test_a_member_of_the_body_is_lost(server: Server) -> None:
    app = mutated(server, "operateVoice", "request", "lost", "/operationName")
    ask(app, "/api/v2/me/channels/voice", "POST", body=b'{"operationName": "Ready", "a": 1}')
    assert json.loads(server.asked[0][3]) == {"a": 1}


def test_an_effect_is_forgotten_after_the_first(server: Server) -> None:
    app = mutated(server, "operateVoice", "effect", "forgotten", "body")
    for _ in range(3):
        assert ask(app, "/api/v2/me/channels/voice", "POST")[0] == 200
    assert len(server.asked) == 1


def test_an_effect_takes_place_twice(server: Server) -> None:
    app = mutated(server, "operateVoice", "effect", "twice", "body")
    ask(app, "/api/v2/me/channels/voice", "POST")
    assert len(server.asked) == 2


@pytest.mark.parametrize("api", ["cisco-uds", "genesys-udm", "genesys-ws", "uptivity", "voss"])
def test_every_operation_has_mutants_each_of_its_own(api: str) -> None:
    spec = load(api)
    found = mutants(spec)
    assert len({one.id for one in found}) == len(found)
    assert {one.operation for one in found} == spec.operations.keys()
