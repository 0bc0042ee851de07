"""The recording of one request and its answer, and the entry of the journal made from it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

from contracts.reference._mock.journal import BODY_LIMIT, Entry, headers_kept, text_of
from contracts.reference._mock.reason import reason
from contracts.reference.seeding import ReferenceApi

_BROKE_DOWN = 500
_SHOWN = 200
_LONGEST = 2 * 1024 * 1024
"""The longest part of a request body that is recorded, in bytes: more than any server reads."""


class Recording:
    """The two sides of one ASGI request, recorded.

    `asked` is the body that was sent, as far as a server reads it. `ended` is called once, before
    the end of the answer is sent, or by `end` where it never is.
    """

    def __init__(self, receive: Any, send: Any, ended: Callable[[], None]) -> None:
        self._receive = receive
        self._send = send
        self._ended: Callable[[], None] | None = ended
        self._began = time.perf_counter()
        self._size = 0
        self._answered = b""
        self.at = dt.datetime.now(dt.UTC)
        self.asked = b""
        self.status = _BROKE_DOWN
        self.headers: list[tuple[bytes, bytes]] = []

    async def receive(self) -> Any:
        """The next event from the client."""
        event = await self._receive()
        self.asked += event.get("body", b"")[: max(0, _LONGEST - len(self.asked))]
        return event

    async def send(self, event: Any) -> None:
        """Pass an event of the server to the client."""
        if event["type"] == "http.response.start":
            self.status, self.headers = int(event["status"]), list(event.get("headers", ()))
        body = event.get("body", b"")
        self._size += len(body)
        self._answered += body[: max(0, BODY_LIMIT - len(self._answered))]
        if event["type"] == "http.response.body" and not event.get("more_body", False):
            self.end()
        await self._send(event)

    def end(self) -> None:
        """Report that the response is complete, once."""
        ended, self._ended = self._ended, None
        if ended is not None:
            ended()

    def entry(self, reference: ReferenceApi, scope: Any) -> Entry:
        """The entry for the journal."""
        return Entry(
            number=0,
            at=self.at,
            api=reference.api,
            client=(scope.get("client") or ("",))[0],
            method=scope["method"],
            target=_target(scope),
            status=self.status,
            milliseconds=round((time.perf_counter() - self._began) * 1000, 3),
            size=self._size,
            refused=_one_line(reason(self.status, self._answered, reference.trouble)),
            request_headers=headers_kept(scope.get("headers", ())),
            request_body=text_of(self.asked),
            response_headers=headers_kept(self.headers),
            response_body=text_of(self._answered),
        )


def message_entry(
    reference: ReferenceApi, at: dt.datetime, client: str, asked: bytes, answer: bytes
) -> Entry:
    """The journal entry of a message over a raw connection."""
    return Entry(
        number=0,
        at=at,
        api=reference.api,
        client=client,
        method="TCP",
        target=_one_line(text_of(asked[:_SHOWN])),
        status=0,
        milliseconds=0,
        size=len(answer),
        refused=_one_line(reason(0, answer, reference.trouble)),
        request_body=text_of(asked),
        response_body=text_of(answer),
    )


def _target(scope: Any) -> str:
    """What was asked for, as it was sent."""
    path = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    return _one_line((path + (b"?" + query if query else b"")).decode("latin-1"))


def _one_line(text: str) -> str:
    """`text` without control characters."""
    return "".join(one if one.isprintable() else " " for one in text).strip()
