"""Runs of the suite in this process, and what they leave behind."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from contracts.cli import main
from contracts.model import Results, Verdict
from contracts.reference import Serving, find

Script = Callable[[socket.socket], None]


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Judgement(NamedTuple):
    """How a run ended, and what it wrote."""

    ended: Ended
    folder: Path

    @property
    def results(self) -> Results:
        """What stands in results.json."""
        return msgspec.json.decode((self.folder / "results.json").read_bytes(), type=Results)

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdict of each requirement of the first target."""
        return {one.id: one.verdict for one in self.results.targets[0].requirements}

    @property
    def reasons(self) -> dict[str, str]:
        """The reason of each verdict of the first target."""
        return {one.id: one.reason for one in self.results.targets[0].requirements}

    def events(self, kind: str, log: str = "*") -> list[dict[str, Any]]:
        """The events of one kind."""
        return [
            event
            for path in sorted((self.folder / "evidence").glob(f"events-{log}.jsonl"))
            for event in map(msgspec.json.decode, path.read_bytes().splitlines())
            if event["event"] == kind
        ]

    def sent(self) -> list[tuple[str, str, str]]:
        """Method, address without the origin, and digest of the body, of each request."""
        return [
            (one["method"], "".join(one["url"].split("/", 3)[3:]), one.get("body", ""))
            for one in (event["request"] for event in self.events("exchange", "main"))
        ]


def call(arguments: Sequence[str]) -> int:
    """Run the command line in this process; the exit code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["uc-contracts", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    code = ended.value.code
    assert isinstance(code, int)
    return code


@pytest.fixture(scope="module")
def judged(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[..., Judgement]:
    """Make a run with these options, for the whole module."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def run(*arguments: object) -> Judgement:
        folder = tmp_path_factory.mktemp("run") / "report"
        capture.read_global_capture()
        code = call(["run", "-q", f"--report-dir={folder}", *map(str, arguments)])
        return Judgement(Ended(code, *capture.read_global_capture()), folder)

    return run


class Raw:
    """A server that hands each connection to `script`."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.connections = 0
        self._socks: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.connections += 1
                self._socks.append(sock)
                threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock:
            self._script(sock)

    def close(self) -> None:
        """Hang up on all."""
        for sock in (self._listener, *self._socks):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()


def read_head(sock: socket.socket) -> None:
    """Read up to the end of a request's head."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            raise ConnectionError
        data += piece


def _answering(body: bytes) -> Script:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n" % len(body)

    def script(sock: socket.socket) -> None:
        while True:
            read_head(sock)
            sock.sendall(head + body)

    return script


def _reset(sock: socket.socket) -> None:
    read_head(sock)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _silent(sock: socket.socket) -> None:
    while sock.recv(65536):
        pass


def _ssh(sock: socket.socket) -> None:
    read_head(sock)
    sock.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")


def _bytes(sock: socket.socket) -> None:
    read_head(sock)
    sock.sendall(bytes(range(256)) * 20)


def _endless_head(sock: socket.socket) -> None:
    read_head(sock)
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        sock.sendall(b"X-A: b\r\n")
        time.sleep(0.02)


def _endless_body(sock: socket.socket) -> None:
    read_head(sock)
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    while True:
        sock.sendall(b"a" * 4096)


SCRIPTS: dict[str, Script] = {
    "hangs-up": lambda _sock: None,
    "resets": _reset,
    "silent": _silent,
    "no-http": _ssh,
    "bytes": _bytes,
    "endless-head": _endless_head,
    "endless-body": _endless_body,
    "broken-xml": _answering(b"<RESULT><RESULTCODE>20</RESULT"),
    "escapes": _answering(
        b"<RESULT><REQUESTID>\xc2\x9b31m</REQUESTID><RESULTTYPE>\xc2\x9b31mred</RESULTTYPE>"
        b"<RESULTCODE>20</RESULTCODE><RESULTMSG>\xe2\x80\xae</RESULTMSG></RESULT>"
    ),
}


@pytest.fixture(scope="module")
def hostile() -> Iterator[dict[str, Raw]]:
    """Servers that are none, by what they do."""
    servers = {name: Raw(script) for name, script in SCRIPTS.items()}
    yield servers
    for server in servers.values():
        server.close()


@pytest.fixture(scope="module")
def raw_server() -> Iterator[Callable[[Script], Raw]]:
    """Make a server of a script of its own."""
    with contextlib.ExitStack() as stack:

        def make(script: Script) -> Raw:
            server = Raw(script)
            stack.callback(server.close)
            return server

        yield make


@pytest.fixture(scope="module")
def served() -> Iterator[Callable[..., str]]:
    """Serve an application, or the Uptivity server with some faults, and say where."""
    with contextlib.ExitStack() as stack:

        def serve(app: Any = None, **switches: Any) -> str:
            app = app or find("uptivity").build(**switches)
            return stack.enter_context(Serving([app])).origins[0]

        yield serve


@pytest.fixture(scope="module")
def target_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write a target file for an address, with further lines of `[target]`."""

    def write(name: str, url: str, *lines: str) -> Path:
        path = tmp_path_factory.mktemp("target") / f"{name}.toml"
        head = ["[target]", 'api = "uptivity"', f'base_url = "{url}"', 'allow = "write"']
        text = [*head, *lines]
        path.write_text("\n".join(text), encoding="utf-8")
        return path

    return write
