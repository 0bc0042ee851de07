"""Liberties on the socket."""

from __future__ import annotations

import asyncio

from contracts.reference.clock import Clock
from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity
from contracts.reference.uptivity.socket import Line

_CHUNK = 60


@liberty("socket-result-in-packets")
class _ResultInPackets(Uptivity):
    """A result over the socket comes in small packets."""

    async def say(self, line: Line, answer: bytes) -> None:
        for place in range(0, len(answer), _CHUNK):
            await super().say(line, answer[place : place + _CHUNK])
            await asyncio.sleep(0)


@liberty("socket-line-end-needed", ambiguity="UPT-AMB-20", choice="socket-request-end")
class _LineEndNeeded(Uptivity):
    """A request over the socket is not answered before its line has ended."""

    def request_end(self, data: bytes) -> int | None:
        start = len(data) - len(data.lstrip())
        feed = data.find(b"\n", start)
        return None if feed < 0 else feed + 1


@liberty("socket-lines-joined", ambiguity="UPT-AMB-20", choice="socket-request-end")
class _LinesJoined(Uptivity):
    """A request over the socket may stand on several lines; a malformed one ends with its line."""

    def request_end(self, data: bytes) -> int | None:
        end = super().request_end(data.replace(b"\n", b" "))
        opened = data.lstrip().startswith(b"<") and b"</REQUEST" not in data
        return end if end is not None or opened else super().request_end(data)


@liberty("socket-root-is-request", ambiguity="UPT-AMB-21")
class _RootIsRequest(Uptivity):
    """A command as the root of a request over the socket is not known."""

    def read_line(self, request: bytes) -> Message:
        message = super().read_line(request)
        return message if b"<REQUEST" in request.upper() else Message(form="line")


@liberty("socket-closed-after-malformed")
class _ClosedAfterMalformed(Uptivity):
    """A connection is closed after a message that could not be read."""

    def stays_open(self, line: Line, message: Message, outcome: Outcome) -> bool:
        return message != Message(form="line") and super().stays_open(line, message, outcome)


@liberty("socket-one-client-at-a-time")
class _OneClient(Uptivity):
    """One connection is served after the other."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._turn = asyncio.Lock()

    async def stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with self._turn:
            await super().stream(reader, writer)
