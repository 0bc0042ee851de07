"""Small servers over real sockets, and wires that speak to them."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest

from contracts.model import Allow, Limits, Target
from contracts.wire import Recorder, Wire

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
Script = Callable[[socket.socket, int], None]


class Raw:
    """A server that hands each connection to `script` with its number and keeps what it read."""

    def __init__(self, script: Script, context: ssl.SSLContext | None = None) -> None:
        self._script = script
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.port}"
        self.connections = 0
        self.closing = threading.Event()
        self._socks: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._socks.append(sock)
            thread = threading.Thread(
                target=self._serve, args=(sock, self.connections), daemon=True
            )
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError):
            if self._context is not None:
                sock = self._context.wrap_socket(sock, server_side=True)
                self._socks.append(sock)
            with sock:
                self._script(sock, number)

    def close(self) -> None:
        """Close all and wait for the threads."""
        self.closing.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for sock in self._socks:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(2)
        for sock in self._socks:
            sock.close()


def read_request(sock: socket.socket) -> bytes:
    """One request, head and body, as it came; empty when the client hung up."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            while len(body) < int(value):
                body += sock.recv(65536)
    return head + b"\r\n\r\n" + body


class Answering(Raw):
    """A server that answers every request with the next of `replies` (the last one for ever)."""

    def __init__(self, *replies: bytes, context: ssl.SSLContext | None = None) -> None:
        self.seen: list[bytes] = []
        self._replies = replies or (OK,)
        super().__init__(self._answer, context)

    def _answer(self, sock: socket.socket, _number: int) -> None:
        while request := read_request(sock):
            self.seen.append(request)
            reply = self._replies[min(len(self.seen), len(self._replies)) - 1]
            sock.sendall(reply)
            if b"Connection: close" in reply or b"HTTP/1.1" not in reply:
                return


class Serve(Protocol):
    """Makes an `Answering` server that is closed after the test."""

    def __call__(self, *replies: bytes, context: ssl.SSLContext | None = None) -> Answering:
        """Serve `replies` in turn."""


@pytest.fixture
def serve() -> Iterator[Serve]:
    with contextlib.ExitStack() as stack:

        def make(*replies: bytes, context: ssl.SSLContext | None = None) -> Answering:
            server = Answering(*replies, context=context)
            stack.callback(server.close)
            return server

        yield make


@pytest.fixture
def scripted() -> Iterator[Callable[[Script], Raw]]:
    with contextlib.ExitStack() as stack:

        def make(script: Script) -> Raw:
            server = Raw(script)
            stack.callback(server.close)
            return server

        yield make


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    made = Recorder(tmp_path)
    yield made
    made.close()


@pytest.fixture
def wire(recorder: Recorder) -> Iterator[Callable[..., Wire]]:
    """Make a wire to a base URL; further keywords are fields of Target or options of Wire."""
    with contextlib.ExitStack() as stack:

        def make(url: str, **options: Any) -> Wire:
            fields = {"allow": Allow.WRITE, "limits": Limits(timeout_s=2.0)}
            own = {
                name: options.pop(name)
                for name in ("inspect", "safe", "service", "clock", "sleep")
                if name in options
            }
            target = Target(key="t", api="voss", name="lab", base_url=url, **{**fields, **options})
            made = Wire(target, recorder, **own)
            stack.callback(made.close)
            return made

        yield make


@pytest.fixture
def log(tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """Read the events written so far."""

    def read() -> list[dict[str, Any]]:
        lines = (tmp_path / "evidence" / "events-main.jsonl").read_bytes().splitlines()
        return [msgspec.json.decode(line) for line in lines]

    return read


@pytest.fixture
def raw_log(tmp_path: Path) -> Callable[[], bytes]:
    """Read the log as bytes."""
    return (tmp_path / "evidence" / "events-main.jsonl").read_bytes
