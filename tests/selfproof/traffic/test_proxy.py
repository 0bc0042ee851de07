"""The proxy passes bytes on as they are, and has them judged beside it."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import requests
from click.testing import CliRunner

from contracts.cli.proxy import command
from contracts.model import ConfigurationError, Exchange, Results
from contracts.reference import Serving, find, made_certificate
from contracts.traffic.proxying import JudgeThread, Listening, Relay, Upstream, serve

# Of mitmproxy and the pyOpenSSL that it asks for; here a warning would break the handshake.
pytestmark = pytest.mark.filterwarnings("ignore:Passing pyOpenSSL:DeprecationWarning")

LARGE = bytes(range(256)) * 80_000
ZIPPED = gzip.compress(b"a text that is packed " * 50, mtime=0)
REPLIES = {
    "/plain": b"HTTP/1.1 200 OK\r\nContent-Type: text/x; a=b\r\nX-Odd: two  blanks\r\n"
    b"content-length: 5\r\n\r\n\x00\xff ok",
    "/chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n",
    "/packed": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s"
    % (len(ZIPPED), ZIPPED),
    "/nothing": b"HTTP/1.1 204 No Content\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n",
    "/missing": b"HTTP/1.1 404 Nicht da\r\nContent-Length: 2\r\n\r\nno",
    "/large": b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(LARGE), LARGE),
}


class Reply(NamedTuple):
    """A response as it came over a socket."""

    head: bytes
    body: bytes


class RawServer:
    """A server of bytes: what it answers is in `REPLIES`; it keeps what it was sent."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.asked: list[bytes] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                one, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(one,), daemon=True).start()

    def _answer(self, one: socket.socket) -> None:
        with one, one.makefile("rb") as file:
            while line := file.readline():
                head = [line]
                while (more := file.readline()) not in {b"\r\n", b""}:
                    head.append(more)
                lengths = [h for h in head if h.lower().startswith(b"content-length:")]
                body = file.read(int(lengths[0].split(b":")[1])) if lengths else b""
                self.asked.append(b"".join(head) + b"\r\n" + body)
                path = line.split()[1].decode().partition("?")[0]
                if path == "/slow":
                    one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n")
                    for piece in b"abc":
                        one.sendall(bytes([piece]))
                        time.sleep(0.1)
                else:
                    one.sendall(REPLIES[path])

    def close(self) -> None:
        """Stop listening."""
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


def _reply(file: Any, method: str = "GET") -> Reply:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += file.readline()
    lower = head.lower()
    if method == "HEAD" or b" 204 " in head.split(b"\r\n")[0]:
        return Reply(head, b"")
    if b"transfer-encoding: chunked" in lower:
        body = b""
        while (size := int(file.readline(), 16)) != 0:
            body += file.read(size)
            file.readline()
        file.readline()
        return Reply(head, body)
    length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
    return Reply(head, file.read(length))


def _ask(port: int, *paths: str, body: bytes = b"") -> list[Reply]:
    """The responses to requests over one connection."""
    found = []
    with socket.create_connection(("127.0.0.1", port), 10) as one, one.makefile("rb") as file:
        for path in paths:
            more = b"Content-Length: %d\r\n" % len(body) if body else b""
            method = b"POST" if body else b"GET"
            one.sendall(
                b"%s %s HTTP/1.1\r\nHost: x.example\r\nx-LOW: a\r\n%s\r\n%s"
                % (method, path.encode(), more, body)
            )
            found.append(_reply(file))
    return found


class Proxied:
    """A proxy in front of a raw server, in this process, and what it handed over."""

    def __init__(self, upstream: str, listening: Listening | None = None, **how: Any) -> None:
        self.taken: list[tuple[Exchange, bool]] = []
        self._ready = threading.Event()
        self._end: Callable[[], None] = lambda: None
        self.origin = ""
        relay = Relay(Upstream(upstream, **how), lambda *one: self.taken.append(one))
        asked = listening or Listening("127.0.0.1", 0, keep_host=True)

        def ready(origin: str, end: Callable[[], None]) -> None:
            loop = asyncio.get_running_loop()
            self.origin = origin

            def end_from_here() -> None:
                loop.call_soon_threadsafe(end)

            self._end = end_from_here
            self._ready.set()

        self._thread = threading.Thread(
            target=lambda: asyncio.run(serve(Upstream(upstream, **how), asked, relay, ready))
        )
        self._thread.start()
        assert self._ready.wait(30)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.origin.rpartition(":")[2])

    def close(self) -> None:
        """End it."""
        self._end()
        self._thread.join(30)


@pytest.fixture(scope="module")
def server() -> Iterator[RawServer]:
    """The server behind the proxy."""
    made = RawServer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def proxied(server: RawServer) -> Iterator[Proxied]:
    """The proxy before it."""
    made = Proxied(f"http://127.0.0.1:{server.port}/api")
    yield made
    made.close()


@pytest.mark.parametrize("path", [*REPLIES, "/slow"])
def test_a_response_comes_as_it_is(server: RawServer, proxied: Proxied, path: str) -> None:
    (direct,) = _ask(server.port, path)
    (through,) = _ask(proxied.port, path)
    assert through == direct


def test_a_request_goes_as_it_is_and_the_connection_is_kept(
    server: RawServer, proxied: Proxied
) -> None:
    body = b"\x00\xff" * 700_000
    _ask(server.port, "/plain?a=%20b&a=c", body=body)
    _ask(proxied.port, "/plain?a=%20b&a=c", body=body)
    direct, through = server.asked[-2:]
    assert through == direct
    assert [one.body for one in _ask(proxied.port, "/plain", "/chunked", "/plain")] == [
        b"\x00\xff ok",
        b"abcd",
        b"\x00\xff ok",
    ]


def test_the_judge_gets_what_passed(server: RawServer, proxied: Proxied) -> None:
    _ask(proxied.port, "/packed?x=1", "/large?x=1")
    found: list[tuple[Exchange, bool]] = []
    deadline = time.monotonic() + 10
    while len(found) < 2 and time.monotonic() < deadline:
        found = [one for one in proxied.taken if one[0].request.url.endswith("?x=1")]
        time.sleep(0.01)
    (packed, whole), (large, cut) = found
    assert packed.request.url == f"http://127.0.0.1:{server.port}/packed?x=1"
    assert packed.response is not None
    assert packed.response.body == gzip.decompress(ZIPPED)
    assert whole
    assert not cut, "of a large body the beginning is kept"
    assert large.response is not None
    assert len(large.response.body) < len(LARGE)


def test_tls_on_both_sides(tmp_path: Path) -> None:
    import datetime as dt  # noqa: PLC0415 - for the certificate

    made = made_certificate(tmp_path, "127.0.0.1", dt.datetime.now(dt.UTC))
    both = tmp_path / "both.pem"
    both.write_bytes(made.key.read_bytes() + made.certificate.read_bytes())
    app = find("uptivity").build()
    with Serving([app], certificate=made.certificate, private_key=made.key) as serving:
        proxied = Proxied(
            serving.origins[0], Listening("127.0.0.1", 0, both), authority=made.authority
        )
        try:
            url = f"{proxied.origin}/webAPI.aspx?requestid=1&type=TEST"
            reply = requests.get(url, verify=str(made.authority), timeout=10)
        finally:
            proxied.close()
    assert proxied.origin.startswith("https://")
    assert "<REQUESTID>1</REQUESTID>" in reply.text
    ((exchange, _),) = proxied.taken
    assert exchange.request.url.startswith(serving.origins[0])


@pytest.mark.parametrize("api", ["cisco-uds", "genesys-udm", "genesys-ws", "uptivity", "voss"])
def test_clients_of_every_api_get_the_same_through_it(api: str) -> None:
    server = find(api)
    with Serving([server.build()]) as serving:
        proxied = Proxied(serving.origins[0])
        path = server.base_path + server.first.format(username="nobody")
        try:
            seen = []
            for origin in (serving.origins[0], proxied.origin):
                curl = ["curl", "-s", "--max-time", "20", "-w", "%{http_code}", origin + path]
                by_curl = subprocess.run(curl, capture_output=True, check=True).stdout  # noqa: S603
                reply = requests.get(origin + path, timeout=20)
                seen.append((by_curl, reply.status_code, reply.content))
        finally:
            proxied.close()
    assert seen[0] == seen[1]
    assert len(proxied.taken) == 2
    assert all(whole for _, whole in proxied.taken)


def test_a_server_that_is_not_there_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    proxied = Proxied(f"http://127.0.0.1:{port}")
    try:
        reply = requests.get(proxied.origin, timeout=10)
    finally:
        proxied.close()
    assert reply.status_code == 502
    ((exchange, whole),) = proxied.taken
    assert exchange.response is None
    assert exchange.failure is not None
    assert not whole


def test_a_judge_that_breaks_down_is_said_at_the_end() -> None:
    def judge(_exchange: Exchange, _whole: bool) -> str:  # noqa: FBT001 - as a judge takes it
        msg = "broken"
        raise ValueError(msg)

    thread = JudgeThread(judge)
    thread.put(Any, True)  # type: ignore[arg-type]  # noqa: FBT003 - anything
    with pytest.raises(ValueError, match="broken"):
        thread.end()


def _command(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "contracts", "proxy", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def test_a_signal_writes_a_report_and_the_end_another(tmp_path: Path) -> None:
    with Serving([find("genesys-ws").build(faults=["id-omitted"])]) as serving:
        folder = tmp_path / "report"
        process = _command(
            *("--api", "genesys-ws", "--upstream", serving.origins[0], "--port", "0"),
            *("--header", "--report-dir", str(folder)),
        )
        assert process.stdout is not None
        origin = process.stdout.readline().split()[1]
        assert process.stdout.readline().startswith("Passing traffic on")
        wrong = requests.get(f"{origin}/api/v2/me", auth=("ksippo", ""), timeout=20)
        process.send_signal(signal.SIGUSR1)
        while not (folder / "results.json").is_file():
            time.sleep(0.05)
        right = requests.get(f"{origin}/api/v2/diagnostics/version", timeout=20)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert wrong.headers["X-UC-Contracts"] == "GWS-ME-02"
    assert right.headers["X-UC-Contracts"] == "ok"
    assert process.returncode == 1, err
    first, second = (
        msgspec.json.decode((one / "results.json").read_bytes(), type=Results)
        for one in (folder, tmp_path / "report-2")
    )
    assert (first.verdict, second.verdict) == ("not-conforming", "not-verified")
    assert "Gate: not passed" in out
    assert "violated: GWS-ME-02" in err


def test_what_cannot_be_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments, said in (
            (("--upstream", "http://127.0.0.1:9", "--port", port), f"port {port} of 127.0.0.1 is"),
            (("--upstream", f"http://127.0.0.1:{port}", "--port", port), "is the proxy itself"),
            (("--upstream", "tcp://127.0.0.1:9"), "the proxy passes HTTP on"),
            ((), "say what stands behind the proxy"),
        ):
            asked = ["--api", "uptivity", *arguments]
            with pytest.raises(ConfigurationError, match=said):
                CliRunner().invoke(command, asked, standalone_mode=False, catch_exceptions=False)
