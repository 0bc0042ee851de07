"""The transport: bytes out, reply in, within the limits. Sends only what passed the gate."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import time
from typing import NamedTuple

import msgspec

from contracts.model import Failure, Headers, Limits, Proxy, Request, Response, SuiteError, Tls
from contracts.wire.address import origin_of, request_target
from contracts.wire.connections import Connection, Pools, check_files
from contracts.wire.credentials import proxy_headers
from contracts.wire.failures import TROUBLE, failed, timed_out
from contracts.wire.gate import READING, Admitted
from contracts.wire.replies import body_of, headers_of
from contracts.wire.watchdog import Watchdog

_FRAMING = frozenset({"content-length", "transfer-encoding", "connection", "expect", "upgrade"})
# A connection this long unused may be closed by the server just as it is used again.
_FRESH_FOR_S = 1.0


class Outcome(NamedTuple):
    """How sending ended: a response or a failure; `seconds` from first byte out to last in.

    `cookies` is the head of a reply that sets some.
    """

    response: Response | None
    failure: Failure | None
    seconds: float
    cookies: http.client.HTTPMessage | None = None

    def bare(self) -> Outcome:
        """The same without what the headers and the body of the response say."""
        if self.response is None:
            return self
        headers = tuple((name, "[redacted]") for name, _ in self.response.headers)
        bare = msgspec.structs.replace(self.response, headers=headers, body=b"")
        return Outcome(bare, None, self.seconds)


class _Stage:
    """Where an attempt stands: what is awaited, and since when."""

    __slots__ = ("awaiting", "began", "reused")

    def __init__(self, *, reused: bool) -> None:
        self.awaiting = "reply"
        self.began = time.monotonic()
        self.reused = reused


class _StaleError(Exception):
    """A kept connection died before a byte of the reply came."""


class Transport:
    """The connections of a target, with its TLS and limits."""

    def __init__(self, origin: str, tls: Tls, limits: Limits, proxy: Proxy | None = None) -> None:
        check_files(tls)
        self._proxy = proxy
        self._home = origin
        self._tls = tls
        self._limits = limits
        self._dog = Watchdog(min(limits.timeout_s, limits.connect_timeout_s))
        self._drops_idle = False
        self._keeps = False
        self._open()

    def _open(self) -> None:
        self._pools = Pools(pool_connections=4, pool_maxsize=1)
        self._connections: dict[str, Connection] = {}

    def refresh(self) -> None:
        """Drop all connections."""
        self._shut()
        self._open()

    def close(self) -> None:
        """Drop all connections and end the watchdog."""
        self._shut()
        self._dog.close()

    def _shut(self) -> None:
        for connection in self._connections.values():
            connection.cut()
        self._pools.close()

    def exchange(self, admitted: Admitted, headers: Headers) -> Outcome:
        """Send `admitted` with `headers` (in this order, credentials in clear).

        A kept connection that died unnoticed is replaced once where the request only reads.
        Raises SuiteError where the request cannot be put on the wire at all.
        """
        request = admitted.request
        origin = origin_of(request.url)
        connection = self._connection(origin, request)
        try:
            return self._attempt(connection, request, headers)
        except _StaleError:
            self._drops_idle = True
        return self._attempt(connection, request, headers)

    def exchange_once(self, admitted: Admitted, headers: Headers, tls: Tls) -> Outcome:
        """Send `admitted` over a connection of its own, with TLS settings of its own."""
        request = admitted.request
        connection = self._opened(origin_of(request.url), tls)
        try:
            return self._attempt(connection, request, headers)
        finally:
            connection.cut()

    def _opened(self, origin: str, tls: Tls) -> Connection:
        connection = self._pools.connection(origin, tls, self._proxy)
        connection.on_socket = self._watch_handshake
        return connection

    def _connection(self, origin: str, request: Request) -> Connection:
        connection = self._connections.get(origin)
        if connection is None:
            # The target's client certificate and lenience are for the target alone.
            tls = self._tls if origin == self._home else Tls()
            connection = self._connections[origin] = self._opened(origin, tls)
        if connection.sock is not None:
            if not connection.is_connected:
                self._drops_idle = True
                connection.cut()
            elif request.method not in READING and (
                self._drops_idle
                or not self._keeps
                or time.monotonic() - connection.idle_since > _FRESH_FOR_S
            ):
                # Were it closed meanwhile, nobody would know whether the request was carried out.
                connection.cut()
        return connection

    def _watch_handshake(self, lifeline: socket.socket) -> None:
        self._dog.watch(lifeline, self._limits.connect_timeout_s)

    def _attempt(self, connection: Connection, request: Request, headers: Headers) -> Outcome:
        stage = _Stage(reused=connection.sock is not None)
        response: Response | None = None
        message: http.client.HTTPMessage | None = None
        trouble: Exception | None = None
        try:
            response, message = self._converse(connection, request, headers, stage)
        except TROUBLE as one:
            trouble = one
        finally:
            overdue = self._dog.release()
            if response is None or overdue:
                connection.cut()
        now = time.monotonic()
        connection.idle_since = now
        seconds = now - stage.began
        if response is not None and not overdue:
            self._keeps = self._keeps or stage.reused
            return Outcome(response, None, seconds, message)
        peer = connection.peer
        if overdue or trouble is None or isinstance(trouble, TimeoutError):
            return Outcome(None, timed_out(stage.awaiting, peer, self._limits), seconds)
        if (
            stage.reused
            and stage.awaiting == "reply"
            and request.method in READING
            and isinstance(trouble, ConnectionError | ssl.SSLEOFError)
        ):
            raise _StaleError
        return Outcome(None, failed(trouble, peer, self._limits), seconds)

    def _converse(
        self, connection: Connection, request: Request, headers: Headers, stage: _Stage
    ) -> tuple[Response, http.client.HTTPMessage | None]:
        limits, dog = self._limits, self._dog
        if not stage.reused:
            stage.awaiting = "connection"
            connection.timeout = limits.connect_timeout_s
            connection.connect()
            connection.sock.settimeout(limits.timeout_s)
            stage.awaiting = "reply"
            stage.began = time.monotonic()
        lifeline = connection.lifeline
        if lifeline is not None:
            dog.watch(lifeline, limits.timeout_s)
        _put(connection, request, headers)
        reply = connection.receive()
        try:
            received = headers_of(reply)
            stage.awaiting = "body"
            dog.extend(limits.timeout_s)
            body = body_of(reply, limits.max_body)
        finally:
            reply.close()
        if connection.sock is not None and _is_spent(request, headers, reply):
            connection.cut()
        sets_cookies = any(name.lower() == "set-cookie" for name, _ in received)
        message = reply.msg if sets_cookies else None
        return Response(reply.status, reply.reason, received, body), message


def _is_spent(request: Request, headers: Headers, reply: http.client.HTTPResponse) -> bool:
    """Whether the two sides may no longer agree where the next message begins."""
    length = str(len(request.body))
    return reply.status == http.client.SWITCHING_PROTOCOLS or any(
        name.lower() in _FRAMING and not (name == "Content-Length" and value == length)
        for name, value in headers
    )


def _put(connection: Connection, request: Request, headers: Headers) -> None:
    """Send head and body. A peer that hangs up meanwhile may have replied: no failure yet."""
    try:
        line = request.url if connection.forwards else request_target(request.url)
        connection.putrequest(request.method, line, skip_host=True, skip_accept_encoding=True)
        if connection.forwards and connection.through is not None:
            headers = (*headers, *proxy_headers(connection.through))
        for name, value in headers:
            connection.putheader(name, value if value.isascii() else value.encode())  # type: ignore[arg-type]  # http.client takes bytes
    except ValueError:
        # The reason may hold a secret: it is not passed on.
        msg = f"a {request.method} request of the suite has a method or header no HTTP can carry"
        raise SuiteError(msg) from None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        connection.endheaders(request.body or None)
