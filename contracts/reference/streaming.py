"""Serving raw TCP services beside ASGI applications, on uvicorn's own event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import uvicorn

Stream = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]
"""What serves one connection; it is closed when this returns."""


class Listener(NamedTuple):
    """A socket that is listened on, and what serves its connections."""

    sock: socket.socket
    stream: Stream


class StreamingServer(uvicorn.Server):
    """uvicorn's server, with raw TCP services that begin and end with it."""

    def __init__(self, config: uvicorn.Config, listeners: Sequence[Listener]) -> None:
        super().__init__(config)
        self._listeners = listeners
        self._open: list[asyncio.Server] = []
        self._connections: set[asyncio.Task[None]] = set()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve; HTTP last, since that says that all is up."""
        for listener in self._listeners:
            serve = self._serving(listener.stream)
            self._open.append(await asyncio.start_server(serve, sock=listener.sock))
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End all connections."""
        for server in self._open:
            server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await super().shutdown(sockets)

    def _serving(self, stream: Stream) -> Stream:
        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is not None:
                self._connections.add(task)
                task.add_done_callback(self._connections.discard)
            try:
                # Either side may hang up at any time, and so does the end of the run.
                with suppress(ConnectionError, asyncio.CancelledError):
                    await stream(reader, writer)
            finally:
                writer.close()
                with suppress(OSError, asyncio.CancelledError):
                    await writer.wait_closed()

        return serve
