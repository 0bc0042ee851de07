"""A server as it is served: what can be changed about it while it serves, and its journal."""

from __future__ import annotations

import asyncio
import datetime as dt
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from contracts.reference._mock.cors import Cors
from contracts.reference._mock.journal import Entry, Journal
from contracts.reference._mock.keeping import Change, Kept, make_again
from contracts.reference._mock.tape import Tape, message_entry
from contracts.reference._mock.taps import TappedReader, TappedWriter
from contracts.reference.clock import Clock
from contracts.reference.seeding import ReferenceApi


class Stand:
    """An ASGI application that is a reference server, built anew by every reset.

    `origins` are those whose pages may use it (`*`: any); `heard` is called with each entry of the
    journal. What requests change is kept in the file `state`, and found there the next time. Raises
    ConfigurationError for an unknown fault, liberty or layer.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that can be chosen
        self,
        reference: ReferenceApi,
        *,
        faults: Iterable[str] = (),
        liberties: Iterable[str] = (),
        rows: int | None = None,
        surround: Mapping[str, float] = MappingProxyType({}),
        clock: Clock | None = None,
        origins: tuple[str, ...] = (),
        heard: Callable[[Entry], None] | None = None,
        state: Path | None = None,
    ) -> None:
        self.reference = reference
        self.faults = list(dict.fromkeys(faults))
        self.liberties = list(dict.fromkeys(liberties))
        self.surround = dict(surround)
        self.journal = Journal(heard)
        self._rows = rows
        self._kept = Kept(state, reference, rows) if state is not None else None
        self._clock = self._kept.clock if self._kept else clock
        self._origins = origins
        self._stream_port: int | None = None
        self._made: list[Any] = []
        self._build()
        if self._kept is not None:
            asyncio.run(self._make_again(self._kept))
        self.stream = self._streamed if self._described.stream is not None else None

    def reset(self) -> None:
        """Be as at the start: what requests have changed is forgotten; the switches stay."""
        if self._kept is not None:
            self._kept.forget()
        self._build()

    async def _make_again(self, kept: Kept) -> None:
        for change in kept.changes():
            for server in self._made:
                await make_again(server, change, kept.clock)

    def _build(self) -> None:
        if self._kept is not None:
            self._kept.clock.hold(self._kept.clock.began)
        self._made = []
        self._described = self.reference.build(
            faults=self.faults,
            liberties=self.liberties,
            clock=self._clock,
            rows=self._rows,
            surround=self.surround,
            prepare=self._made.append,
        )
        if self._stream_port is not None:
            self._described.streams_at(self._stream_port)
        self._app = Cors(self._described, self._origins) if self._origins else self._described
        if self._kept is not None:
            self._kept.clock.hold(None)

    def switch(
        self, *, faults: Iterable[str] | None = None, liberties: Iterable[str] | None = None
    ) -> bool:
        """Have these faults and liberties in force, and no others; None leaves them as they are.

        Answers whether the state was kept. It is not where one of them has state of its own: then
        this is a reset, too. Raises ConfigurationError for an unknown one; then nothing changes.
        """
        wanted = self.faults if faults is None else list(dict.fromkeys(faults))
        taken = self.liberties if liberties is None else list(dict.fromkeys(liberties))
        server = self.reference.composed(wanted, taken)
        before = self.reference.composed(self.faults, self.liberties)
        self.faults, self.liberties = wanted, taken
        changed = {*server.__mro__} ^ {*before.__mro__}
        if any("__init__" in vars(one) for one in changed):
            self.reset()
            return False
        for made in self._made:
            made.__class__ = server
        return True

    def streams_at(self, port: int) -> None:
        """Take in the port of the raw TCP service."""
        self._stream_port = port
        self._described.streams_at(port)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, and keep it in the journal."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        tape = Tape(receive, send, lambda: self._note(scope, tape))
        try:
            await self._app(scope, tape.receive, tape.send)
        finally:
            tape.end()

    def _note(self, scope: Any, tape: Tape) -> None:
        """Keep a request that is answered, before the client can know that it is."""
        self.journal.add(tape.entry(self.reference, scope))
        if self._kept is not None and self._changes(scope, tape):
            headers = [(bytes(name), bytes(value)) for name, value in scope["headers"]]
            query = scope["query_string"]
            self._kept.add(
                Change(tape.at, scope["method"], scope["path"], query, headers, tape.asked)
            )

    def _changes(self, scope: Any, tape: Tape) -> bool:
        """Whether a request may have changed something; one that opens a session has."""
        asked = self.reference.changes(scope["method"], scope["query_string"], tape.asked)
        return asked or any(name.lower() == b"set-cookie" for name, _ in tape.headers)

    async def _streamed(self, reader: StreamReader, writer: StreamWriter) -> None:
        client = (writer.get_extra_info("peername") or ("",))[0]

        def heard(asked: bytes, answer: bytes) -> None:
            at = dt.datetime.now(dt.UTC)
            self.journal.add(message_entry(self.reference, at, client, asked, answer))
            if self._kept is not None and self.reference.changes("TCP", b"", asked):
                self._kept.add(Change(at, "TCP", body=asked))

        tapped = TappedReader(reader)
        await self._described.stream(tapped, TappedWriter(writer, tapped, heard))
