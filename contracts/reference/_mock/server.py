"""A mock server: a reference server with a journal, whose faults are switched while it serves."""

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
from contracts.reference._mock.recording import Recording, message_entry
from contracts.reference._mock.state_file import Change, StateFile, replay
from contracts.reference._mock.taps import TappedReader, TappedWriter
from contracts.reference.clock import Clock
from contracts.reference.seeding import ReferenceApi


class MockServer:
    """An ASGI application around a reference server, which every reset builds anew.

    `origins` are the origins whose pages may use it (`*`: any); `on_entry` is called with each
    entry of the journal. Changes are kept in the file `state`, and loaded from it the next time.
    Raises ConfigurationError for an unknown fault, liberty or layer.
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
        on_entry: Callable[[Entry], None] | None = None,
        state: Path | None = None,
    ) -> None:
        self.reference = reference
        self.faults = list(dict.fromkeys(faults))
        self.liberties = list(dict.fromkeys(liberties))
        self.surround = dict(surround)
        self.journal = Journal(on_entry)
        self._rows = rows
        self._kept = StateFile(state, reference, rows) if state is not None else None
        self._clock = self._kept.clock if self._kept else clock
        self._origins = origins
        self._stream_port: int | None = None
        self._made: list[Any] = []
        self._build()
        if self._kept is not None:
            asyncio.run(self._replay(self._kept))
        self.stream = self._streamed if self._described.stream is not None else None

    def reset(self) -> None:
        """Restore the initial data; faults and liberties stay as they are."""
        if self._kept is not None:
            self._kept.forget()
        self._build()

    async def _replay(self, kept: StateFile) -> None:
        for change in kept.changes():
            for server in self._made:
                await replay(server, change, kept.clock)

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
        """Switch exactly these faults and liberties on; None leaves them as they are.

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
        """Answer one request, and record it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        recording = Recording(receive, send, lambda: self._note(scope, recording))
        try:
            await self._app(scope, recording.receive, recording.send)
        finally:
            recording.end()

    def _note(self, scope: Any, recording: Recording) -> None:
        """Record a request before its response is complete for the client."""
        self.journal.add(recording.entry(self.reference, scope))
        if self._kept is not None and self._changes(scope, recording):
            headers = [(bytes(name), bytes(value)) for name, value in scope["headers"]]
            query = scope["query_string"]
            self._kept.add(
                Change(
                    recording.at, scope["method"], scope["path"], query, headers, recording.asked
                )
            )

    def _changes(self, scope: Any, recording: Recording) -> bool:
        """Whether a request may have changed something; one that opens a session has."""
        asked = self.reference.changes(scope["method"], scope["query_string"], recording.asked)
        return asked or any(name.lower() == b"set-cookie" for name, _ in recording.headers)

    async def _streamed(self, reader: StreamReader, writer: StreamWriter) -> None:
        client = (writer.get_extra_info("peername") or ("",))[0]

        def on_message(asked: bytes, answer: bytes) -> None:
            at = dt.datetime.now(dt.UTC)
            self.journal.add(message_entry(self.reference, at, client, asked, answer))
            if self._kept is not None and self.reference.changes("TCP", b"", asked):
                self._kept.add(Change(at, "TCP", body=asked))

        tapped = TappedReader(reader)
        await self._described.stream(tapped, TappedWriter(writer, tapped, on_message))
