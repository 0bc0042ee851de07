"""Recording of a raw connection: messages and responses."""

from __future__ import annotations

from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from typing import Any

OnMessage = Callable[[bytes, bytes], None]


class TappedReader:
    """A reader that keeps what was read since the last response."""

    def __init__(self, reader: StreamReader) -> None:
        self._reader = reader
        self.read_so_far = b""

    async def read(self, n: int = -1) -> bytes:
        """What arrives next."""
        packet = await self._reader.read(n)
        self.read_so_far += packet
        return packet


class TappedWriter:
    """A writer that reports each response with the message before it."""

    def __init__(self, writer: StreamWriter, reader: TappedReader, on_message: OnMessage) -> None:
        self._writer = writer
        self._reader = reader
        self._on_message = on_message

    def write(self, data: bytes) -> None:
        """Send an answer."""
        asked, self._reader.read_so_far = self._reader.read_so_far, b""
        self._on_message(asked, data)
        self._writer.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)
