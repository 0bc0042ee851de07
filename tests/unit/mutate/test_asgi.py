"""A mutant around a server: what passes through it is changed, and nothing else."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.mutate import Mutant, Mutated, Side

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
    operation, side, operator, place, *argument = facts
    mutant = Mutant(operation, Side(side), operator, place, argument="".join(argument))
    return Mutated(server, mutant, SPEC.operations)


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


def test_credentials_are_not_looked_at(server: Server) -> None:
    app = mutated(server, "getMe", "request", "unchecked", "credentials")
    server.status = 401
    ask(app, "/api/v2/users/u1", auth=b"Basic other")
    server.status = 200
    ask(app, "/api/v2/users/u1", auth=b"Basic right")
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


def test_an_effect_is_undone_once_it_is_answered(server: Server) -> None:
    app = mutated(server, "operateVoice", "effect", "undone", "body")
    ask(app, "/api/v2/me/channels/voice", "POST")
    assert (server.asked, app.touched) == ([], 1)
    ask(app)
    assert len(server.asked) == 1


def test_a_method_that_a_path_does_not_know_is_swallowed(server: Server) -> None:
    app = mutated(server, "getMe", "request", "set", "method", "GET")
    for method in ("DELETE", "HEAD", "GET"):
        ask(app, method=method)
    assert [one[0] for one in server.asked] == ["GET", "HEAD", "GET"]
    assert app.touched == 1
