"""Serving ASGI applications and raw TCP services over real sockets, in a thread of this process."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from contracts.model import ConfigurationError
from contracts.reference.streaming import Listener, StreamingServer

_START_LIMIT_S = 10.0
_BACKLOG = 2048


class Serving:
    """A context in which `apps` are served, one port each.

    `ports` are the ports wanted (0: any free one); `origins` are in the order of the applications.
    An application with a `stream` (a coroutine function that takes an asyncio reader and writer)
    has a raw TCP service on a port of its own, too: `streams` has its address, or None. The first
    of these has `stream_port`, the others take the next ones (0: any free ones). With
    `certificate` and `private_key` (PEM files) HTTP is HTTPS. `port_option` is the option of the
    command line to choose another port with. Raises ConfigurationError where a
    port is in use or may not be bound, or a PEM file cannot be used.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that can be told
        self,
        apps: Sequence[Any],
        ports: Sequence[int] | None = None,
        *,
        host: str = "127.0.0.1",
        certificate: Path | None = None,
        private_key: Path | None = None,
        stream_port: int = 0,
        port_option: str = "--port",
    ) -> None:
        self._apps = list(apps)
        self._host = host
        self._scheme = "https" if certificate else "http"
        self._sockets: list[socket.socket] = []
        self._listeners: list[Listener] = []
        try:
            for port in ports or [0] * len(self._apps):
                self._sockets.append(self._bind(port, port_option))
            shown = f"[{host}]" if ":" in host else host
            self.streams = [self._streamed(app, shown, stream_port) for app in self._apps]
        except ConfigurationError:
            self._close()
            raise
        numbers = [sock.getsockname()[1] for sock in self._sockets]
        self._by_port = dict(zip(numbers, self._apps, strict=True))
        self.origins = [f"{self._scheme}://{shown}:{number}" for number in numbers]
        config = uvicorn.Config(
            self._dispatch,
            log_level="error",
            access_log=False,
            lifespan="off",
            server_header=False,
            http="httptools",
            interface="asgi3",
            timeout_graceful_shutdown=1,
            ssl_certfile=str(certificate) if certificate else None,
            ssl_keyfile=str(private_key) if private_key else None,
        )
        try:
            config.load()
        except OSError as trouble:  # ssl.SSLError is one
            self._close()
            reason = trouble.strerror or trouble
            msg = f"{certificate} and {private_key}: cannot be used for HTTPS ({reason})"
            raise ConfigurationError(msg) from trouble
        self._server = StreamingServer(config, self._listeners)
        self._thread: threading.Thread

    def _streamed(self, app: Any, shown: str, first: int) -> str | None:
        """The address of an application's raw TCP service, bound; None where it has none."""
        stream = getattr(app, "stream", None)
        if stream is None:
            return None
        wanted = first + len(self._listeners) if first else 0
        sock = self._bind(wanted, "--socket-port")
        self._listeners.append(Listener(sock, stream))
        port = sock.getsockname()[1]
        if hasattr(app, "streams_at"):
            app.streams_at(port)
        return f"tcp://{shown}:{port}"

    def _bind(self, port: int, option: str) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        # With the protocol named, asyncio sets TCP_NODELAY on what is accepted.
        sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((self._host, port))
            # Only a port that is listened on is taken for everyone else.
            sock.listen(_BACKLOG)
        except (OSError, OverflowError) as trouble:
            sock.close()
            reason = getattr(trouble, "strerror", None) or trouble
            msg = (
                f"port {port} on {self._host} cannot be used ({reason}); "
                f"choose another with {option}, or {option} 0 for any free one"
            )
            raise ConfigurationError(msg) from trouble
        return sock

    async def _dispatch(self, scope: Any, receive: Any, send: Any) -> None:
        await self._by_port[scope["server"][1]](scope, receive, send)

    def _run(self) -> None:
        self._server.run(sockets=self._sockets)

    def __enter__(self) -> Self:
        # Made here: a thread that was made before a fork counts as ended after it.
        self._thread = threading.Thread(target=self._run, name="reference-server", daemon=True)
        self._thread.start()
        end = time.monotonic() + _START_LIMIT_S
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                msg = "the reference server did not start"
                raise RuntimeError(msg)
            time.sleep(0.002)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.end()
        self._thread.join()
        self._close()

    def _close(self) -> None:
        for sock in [*self._sockets, *(one.sock for one in self._listeners)]:
            sock.close()

    def forget(self) -> None:
        """Leave the addresses to a copy of this process that serves them."""
        self._close()

    def wait(self) -> None:
        """Block until the server ends (which it does when the context is left)."""
        self._thread.join()
