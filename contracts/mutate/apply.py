"""A mutant around a server: an ASGI application that changes what passes through it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec
from lxml import etree

from contracts.catalogue import Operation
from contracts.mutate import json_places, xml_places
from contracts.mutate.mutant import Mutant, Side
from contracts.mutate.request import Asked, rewritten
from contracts.mutate.values import SAME, VALUES

_Headers = list[tuple[bytes, bytes]]


class _Reply(msgspec.Struct):
    """A whole response."""

    status: int
    headers: _Headers
    body: bytes

    @property
    def succeeds(self) -> bool:
        return 200 <= self.status < 300  # noqa: PLR2004

    def media(self) -> str:
        return next((v.decode() for k, v in self.headers if k.lower() == b"content-type"), "")


class Mutated:
    """An ASGI application around `app` in which `mutant` is at work.

    `operations` tell which exchanges it touches; `base_path` stands before their paths. `touched`
    counts the exchanges in which something was changed.
    """

    def __init__(
        self, app: Any, mutant: Mutant, operations: Mapping[str, Operation], base_path: str = ""
    ) -> None:
        self._app = app
        self._mutant = mutant
        self._method = operations[mutant.operation].method
        self._matches = _matcher(operations, mutant.operation, base_path)
        self._right: bytes | None = None
        self._before: _Reply | None = None
        self.touched = 0

    def __getattr__(self, name: str) -> Any:
        """What the application offers beside HTTP, such as a raw TCP service."""
        return getattr(self._app, name)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass an exchange on, changed where the mutant touches it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._learn(scope)
        method = "GET" if scope["method"] == "HEAD" else scope["method"]
        if method != self._method or not self._matches(scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = before = Asked(scope, await _whole(receive))
        if self._mutant.side is Side.REQUEST:
            asked = rewritten(self._mutant, before, self._right)
            self.touched += asked is not before
        reply = await self._answered(asked.scope, asked.body)
        await _give(self._replied(reply), send)

    def _learn(self, scope: Any) -> None:
        """Keep the credentials that come first: a suite's right ones."""
        if self._right is None:
            self._right = dict(scope["headers"]).get(b"authorization")

    # The effect

    async def _answered(self, scope: Any, body: bytes) -> _Reply:
        if self._mutant.side is Side.EFFECT:
            if self._mutant.operator == "forgotten" and self._before is not None:
                self.touched += 1
                return self._before
            if self._mutant.operator == "twice":
                self.touched += 1
                await _reply_of(self._app, scope, body)
        reply = await _reply_of(self._app, scope, body)
        if reply.succeeds and self._mutant.operator == "forgotten":
            self._before = reply
        return reply

    # The response

    def _replied(self, reply: _Reply) -> _Reply:
        mutant = self._mutant
        if mutant.side is not Side.RESPONSE or not reply.succeeds:
            return reply
        if mutant.place == "body":
            return self._as_a_whole(reply)
        after = self._body(reply)
        if after is None or after == reply.body:
            return reply
        self.touched += 1
        return _Reply(reply.status, reply.headers, after)

    def _body(self, reply: _Reply) -> bytes | None:
        if "json" in reply.media():
            try:
                value = json.loads(reply.body)
            except ValueError:
                return None
            place = "" if self._mutant.place == "/" else self._mutant.place
            operator = VALUES.get(self._mutant.operator)
            if operator is None:
                return None
            after = json_places.changed(value, place, operator)
            return None if after is SAME else json.dumps(after).encode()
        try:
            return xml_places.changed(reply.body, self._mutant.place, self._mutant.operator)
        except (etree.XMLSyntaxError, ValueError):
            return None

    def _as_a_whole(self, reply: _Reply) -> _Reply:
        operator = self._mutant.operator
        before, self._before = self._before, reply
        status, headers, body = reply.status, reply.headers, reply.body
        match operator:
            case "status-500" | "status-404":
                status = int(operator.removeprefix("status-"))
            case "media":
                headers = [h for h in headers if h[0].lower() != b"content-type"]
                headers.append((b"content-type", b"application/octet-stream"))
            case "no-body":
                body = b""
            case "half-body":
                body = body[: len(body) // 2]
            case "stale" if before is not None:
                return before
        if (status, headers, body) != (reply.status, reply.headers, reply.body):
            self.touched += 1
        return _Reply(status, headers, body)


def _matcher(operations: Mapping[str, Operation], wanted: str, base_path: str) -> Any:
    """Whether a path is one of the wanted operation, and of none that is more exact."""

    def pattern(path: str) -> re.Pattern[str]:
        parts = re.split(r"\{[^}]*\}", path)
        return re.compile(re.escape(base_path) + "[^/]+".join(map(re.escape, parts)) + "/?")

    own = operations[wanted]
    others = [
        pattern(one.path)
        for one in operations.values()
        if one.path.count("{") < own.path.count("{") and one.method == own.method
    ]
    mine = pattern(own.path)
    return lambda path: mine.fullmatch(path) and not any(one.fullmatch(path) for one in others)


async def _whole(receive: Any) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _reply_of(app: Any, scope: Any, body: bytes) -> _Reply:
    """The response of `app`, gathered."""
    headers = [(k, v) for k, v in scope["headers"] if k != b"content-length"]
    if any(k == b"content-length" for k, _ in scope["headers"]):
        headers.append((b"content-length", str(len(body)).encode()))
    reply = _Reply(500, [], b"")
    given = [False]

    async def receive() -> Any:
        if given[0]:
            return {"type": "http.disconnect"}
        given[0] = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            reply.status, reply.headers = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            reply.body += message.get("body", b"")

    await app({**scope, "headers": headers}, receive, send)
    return reply


async def _give(reply: _Reply, send: Any) -> None:
    framed = any(k.lower() == b"content-length" for k, _ in reply.headers)
    headers = [(k, v) for k, v in reply.headers if k.lower() != b"content-length"]
    if framed or reply.body:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})
