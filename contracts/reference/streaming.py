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


_TICK_S = 0.1
_CLOSING_S = 0.002


class Listener(NamedTuple):
    """A socket that is listened on, and what serves its connections."""

    sock: socket.socket
    stream: Stream


class StreamingServer(uvicorn.Server):
    """uvicorn's server, with raw TCP services that begin and end with it.

    It ends as soon as it is told to: uvicorn's own looks for that ten times a second, and rests a
    tenth of a second before it waits for connections to close.
    """

    def __init__(self, config: uvicorn.Config, listeners: Sequence[Listener]) -> None:
        super().__init__(config)
        self._listeners = listeners
        self._open: list[asyncio.Server] = []
        self._connections: set[asyncio.Task[None]] = set()
        self._ending = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def end(self) -> None:
        """Tell the server to end; from any thread."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            # Where the loop has ended meanwhile there is nobody left to be told.
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._ending.set)

    async def main_loop(self) -> None:
        """Serve until told to end."""
        ticks = 0
        while not await self.on_tick(ticks):
            ticks += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), _TICK_S)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to serve; HTTP last, since that says that all is up."""
        self._loop = asyncio.get_running_loop()
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
        for http in self.servers:
            http.close()
        for sock in sockets or []:
            sock.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        with suppress(TimeoutError):
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                while state.connections or state.tasks:  # noqa: ASYNC110 - uvicorn gives no event
                    await asyncio.sleep(_CLOSING_S)
        for task in state.tasks:
            task.cancel()

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
