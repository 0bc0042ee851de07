"""A tap on an ASGI application: what passes is handed to a recording as it was on the wire."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from contracts.model import Exchange, Request, Response

_LONGEST = 4 * 1024 * 1024
"""The longest body that is kept, in bytes; of a longer one the beginning."""


class Tapped:
    """An ASGI application around `app`; `take` gets each exchange, and whether it is whole.

    `origin` is the scheme and authority at which clients reach it. `take` is called by one thread
    at a time, after the response is complete.
    """

    def __init__(self, app: Any, origin: str, take: Callable[[Exchange, bool], object]) -> None:
        self._app = app
        self._take = take
        self._lock = threading.Lock()
        self.origin = origin

    def __getattr__(self, name: str) -> Any:
        """What the application offers beside HTTP, such as a raw TCP service."""
        return getattr(self._app, name)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass an exchange on, and hand it over at its end."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passing = _Passing(scope, self.origin)

        async def heard() -> Any:
            message = await receive()
            passing.asked.extend(message.get("body", b"")[: _LONGEST - len(passing.asked)])
            return message

        async def said(message: Any) -> None:
            if message["type"] == "http.response.start":
                passing.status, passing.headers = message["status"], message.get("headers", ())
            elif message["type"] == "http.response.body":
                room = _LONGEST - len(passing.answered)
                passing.answered.extend(message.get("body", b"")[:room])
                if not message.get("more_body"):
                    self._hand_over(passing)  # before the client knows that it is over
            await send(message)

        try:
            await self._app(scope, heard, said)
        finally:
            self._hand_over(passing)

    def _hand_over(self, passing: _Passing) -> None:
        if not passing.over:
            passing.over = True
            longest = max(len(passing.asked), len(passing.answered))
            with self._lock:
                self._take(passing.exchange(), longest < _LONGEST)


class _Passing:
    """An exchange while it passes."""

    def __init__(self, scope: Any, origin: str) -> None:
        self._scope = scope
        self._origin = origin
        self._began = time.monotonic()
        self.asked = bytearray()
        self.answered = bytearray()
        self.status = 0
        self.headers: Any = ()
        self.over = False

    def exchange(self) -> Exchange:
        """What has passed."""
        scope = self._scope
        query = scope["query_string"].decode("latin-1")
        path = scope["raw_path"].decode("latin-1")
        request = Request(
            scope["method"],
            f"{self._origin}{path}{f'?{query}' if query else ''}",
            _headers(scope["headers"]),
            bytes(self.asked),
        )
        response = None
        if self.status:
            response = Response(self.status, "", _headers(self.headers), bytes(self.answered))
        seconds = time.monotonic() - self._began
        return Exchange("", "", request, response, None, self._began, seconds)


def _headers(pairs: Any) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)
