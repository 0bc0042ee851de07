"""A mutant around a server: an ASGI application that changes what passes through it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, unquote

from contracts.catalogue import Operation
from contracts.mutate.context import Context
from contracts.mutate.effects import planned
from contracts.mutate.message import Reply, Request
from contracts.mutate.mutant import Mutant
from contracts.mutate.replies import change_reply
from contracts.mutate.requests import change_request
from contracts.mutate.selection import Selection


class Mutated:
    """An ASGI application around `app` in which `mutant` is at work.

    `operations` say which exchanges it touches; `base_path` stands before their paths. `touched`
    counts the exchanges in which something was changed.
    """

    def __init__(
        self,
        app: Any,
        mutant: Mutant,
        operations: Mapping[str, Operation],
        base_path: str = "",
    ) -> None:
        self._app = app
        self._mutant = mutant
        self._selection = Selection(operations, base_path)
        self._context = Context()
        self.touched = 0

    def __getattr__(self, name: str) -> Any:
        """What the application offers beside HTTP, such as a raw TCP service."""
        return getattr(self._app, name)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass an exchange on, changed where the mutant touches it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        touched = self._selection.touches(self._mutant, _request_of(scope, b""))
        if not touched and self._mutant.place != "credentials":
            await self._app(scope, receive, send)
            return
        request = _request_of(scope, await _whole(receive))
        answer = self._changed if touched else self._answered
        await _give(await answer(scope, request), send)

    async def _changed(self, scope: Any, request: Request) -> Reply:
        asked = change_request(self._mutant, request, self._context)
        effect = planned(self._mutant, request, self._context)
        if effect.answer is not None:
            self.touched += 1
            return effect.answer
        before = _Snapshot(self._app) if effect.undo else None
        for _ in range(effect.times - 1):
            await self._answered(scope, asked)
        reply = await self._answered(scope, asked)
        if before is not None and reply.succeeds:
            before.put_back()
        after = change_reply(self._mutant, request, reply, self._context)
        done = reply.succeeds and (effect.undo or effect.times > 1)
        self.touched += done or asked is not request or after != reply
        return after

    async def _answered(self, scope: Any, request: Request) -> Reply:
        """The response of the application, gathered."""
        given = False
        start: dict[str, Any] = {"status": 500, "headers": []}
        body = b""

        async def receive() -> Any:
            nonlocal given
            if given:
                return {"type": "http.disconnect"}
            given = True
            return {"type": "http.request", "body": request.body, "more_body": False}

        async def send(message: Any) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")

        await self._app(_scope_of(scope, request), receive, send)
        headers = tuple((_text(name), _text(value)) for name, value in start["headers"])
        reply = Reply(start["status"], headers, body)
        self._context.saw(request, reply)
        return reply


class _Snapshot:
    """The state of a server as it is now."""

    def __init__(self, app: Any) -> None:
        self._server = getattr(app, "app", app)
        # What points back at the server goes on pointing at it.
        self._state = copy.deepcopy(vars(self._server), {id(self._server): self._server})

    def put_back(self) -> None:
        """Have the server be as it was."""
        vars(self._server).clear()
        vars(self._server).update(self._state)


async def _whole(receive: Any) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


def _request_of(scope: Any, body: bytes) -> Request:
    raw = scope.get("raw_path")
    return Request(
        scope["method"],
        _text(raw) if raw else quote(scope["path"]),
        _text(scope["query_string"]),
        tuple((_text(name), _text(value)) for name, value in scope["headers"]),
        body,
    )


def _scope_of(scope: Any, request: Request) -> Any:
    """The scope of a connection for a request that takes the place of its own."""
    headers = [(_raw(name.lower()), _raw(value)) for name, value in request.headers]
    framed = any(name == b"content-length" for name, _ in headers)
    headers = [one for one in headers if one[0] != b"content-length"]
    if framed:
        headers.append((b"content-length", str(len(request.body)).encode()))
    return {
        **scope,
        "method": request.method,
        "path": unquote(request.path),
        "raw_path": _raw(request.path),
        "query_string": _raw(request.query),
        "headers": headers,
    }


async def _give(reply: Reply, send: Any) -> None:
    headers = [(_raw(name), _raw(value)) for name, value in reply.headers]
    framed = any(name.lower() == b"content-length" for name, _ in headers)
    headers = [one for one in headers if one[0].lower() != b"content-length"]
    if framed or reply.body:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


def _text(raw: bytes) -> str:
    return raw.decode("latin-1")


def _raw(text: str) -> bytes:
    return text.encode("latin-1")
