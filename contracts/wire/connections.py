"""Connections: requests' adapter and urllib3's pools, with sockets the watchdog can reach."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable
from io import BufferedIOBase
from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.poolmanager import PoolManager

from contracts.model import ConfigurationError, Proxy, Tls
from contracts.wire.credentials import proxy_headers
from contracts.wire.failures import CutShortError, MalformedReplyError

_LONGEST_HEAD = 256 << 10


class _Lines:
    """Lines of a reply's head, of which the last is remembered, and how long they are."""

    __slots__ = ("_left", "_source", "last")

    def __init__(self, source: BufferedIOBase) -> None:
        self._source = source
        self._left = _LONGEST_HEAD
        self.last = b""

    def readline(self, limit: int = -1) -> bytes:
        self.last = self._source.readline(limit)
        self._left -= len(self.last)
        if self._left < 0:
            msg = f"its head is longer than {_LONGEST_HEAD >> 10} KiB"
            raise MalformedReplyError(msg)
        return self.last

    def close(self) -> None:
        self._source.close()


class Reply(http.client.HTTPResponse):
    """A response that skips every interim reply (102, 103, …), not only 100.

    http.client takes the end of the connection for the end of the headers; this does not.
    """

    def begin(self) -> None:
        """Read status line and headers of the final reply. CutShortError: they are not whole."""
        source: Any = self.fp
        lines: Any = _Lines(source)
        self.fp = lines
        try:
            super().begin()
            while http.client.SWITCHING_PROTOCOLS < self.status < http.client.OK:
                self.headers = self.msg = None  # type: ignore[assignment]  # begin's mark of "unread"
                super().begin()
        finally:
            if self.fp is lines:
                self.fp = source
        if not lines.last:
            raise CutShortError


class Connection(HTTPConnection):
    """A connection with a `lifeline`: a second handle on its socket.

    Through it another thread can shut the socket down whatever layer (TLS, http.client) holds
    it, without ever touching a file descriptor that was closed and given to someone else.
    `through` a proxy that `forwards`, requests name the whole address; else it is a tunnel.
    `on_socket` is told of it as soon as it is there, before any TLS handshake; `idle_since` is
    when the last exchange ended.
    """

    response_class = Reply
    lifeline: socket.socket | None = None
    on_socket: Callable[[socket.socket], None] | None = None
    idle_since: float = 0.0
    through: Proxy | None = None
    forwards: bool = False
    ends_at: str = ""

    @property
    def peer(self) -> str:
        """Who is at the other end, for messages: host and port, and the proxy on the way."""
        if self.through is None:
            host = f"[{self.host}]" if ":" in self.host else self.host
            return f"{host}:{self.port}"
        return f"{self.ends_at} through the proxy {self.through}"

    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        self._let_go()
        self.lifeline = sock.dup()
        if self.on_socket is not None:
            self.on_socket(self.lifeline)
        return sock

    def receive(self) -> http.client.HTTPResponse:
        """The reply's head; its body is still to be read.

        Goes past urllib3's wrapper, whose own decoding would hide what was received.
        """
        return http.client.HTTPConnection.getresponse(self)

    def cut(self) -> None:
        """Close the connection and its lifeline."""
        self.close()
        self._let_go()

    def _let_go(self) -> None:
        if self.lifeline is not None:
            self.lifeline.close()
            self.lifeline = None


class TlsConnection(Connection, HTTPSConnection):
    """The same over TLS."""


class _Lending:
    """What both pools offer on top of urllib3's."""

    def borrow(self) -> Connection:
        """A connection, not connected yet, that is the borrower's to keep."""
        return self._get_conn()  # type: ignore[attr-defined, no-any-return]  # urllib3's pool has it


class Pool(_Lending, HTTPConnectionPool):
    """Connections to one http origin."""

    ConnectionCls = Connection


class TlsPool(_Lending, HTTPSConnectionPool):
    """Connections to one https origin with one set of TLS settings."""

    ConnectionCls = TlsConnection


class Pools(HTTPAdapter):
    """requests' pools of connections, of our classes; nothing is sent through it."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool manager, as requests does, with our classes of pools."""
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": Pool, "https": TlsPool}

    def pool(self, origin: str, tls: Tls) -> Pool | TlsPool:
        """The pool for `origin` with `tls` settings."""
        request = requests.PreparedRequest()
        request.url = f"{origin}/"
        request.method, request.headers = "GET", requests.structures.CaseInsensitiveDict()
        verify: bool | str = (tls.ca_file or True) if tls.verify else False
        cert: Any = (tls.client_cert, tls.client_key) if tls.client_cert else None
        found: Any = self.get_connection_with_tls_context(request, verify, cert=cert)
        self.cert_verify(found, request.url, verify, cert)  # type: ignore[no-untyped-call]  # untyped in types-requests
        return found  # type: ignore[no-any-return]  # made by pool_classes_by_scheme

    def connection(self, origin: str, tls: Tls, proxy: Proxy | None) -> Connection:
        """A connection to `origin`, not connected yet, through the `proxy` where there is one."""
        if proxy is None:
            return self.pool(origin, tls).borrow()
        forwards = origin.startswith("http:")
        found = self.pool(f"http://{proxy}" if forwards else origin, tls).borrow()
        found.through, found.forwards = proxy, forwards
        found.ends_at = origin.partition("://")[2]
        if not forwards:
            host, port = found.host, found.port
            found.host, found.port = proxy.host, proxy.port
            found.set_tunnel(host, port, dict(proxy_headers(proxy)))
        return found


def check_files(tls: Tls) -> None:
    """Raise ConfigurationError naming the first PEM file of `tls` that cannot be used."""
    named = {
        "ca_file": tls.ca_file,
        "client_cert": tls.client_cert,
        "client_key": tls.client_key,
    }
    for key, name in named.items():
        if name is not None and not Path(name).is_file():
            msg = f"tls.{key}: there is no file {name}"
            raise ConfigurationError(msg)
    if tls.client_key and not tls.client_cert:
        msg = f"tls.client_key {tls.client_key} is given without tls.client_cert"
        raise ConfigurationError(msg)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if tls.ca_file:
        try:
            context.load_verify_locations(tls.ca_file)
        except (OSError, ssl.SSLError) as trouble:
            msg = f"tls.ca_file {tls.ca_file} cannot be read as PEM certificates"
            raise ConfigurationError(msg) from trouble
    if tls.client_cert:
        try:
            # The empty password keeps OpenSSL from asking on the terminal for a locked key.
            context.load_cert_chain(tls.client_cert, tls.client_key, password="")
        except (OSError, ssl.SSLError) as trouble:
            files = " and ".join(filter(None, (tls.client_cert, tls.client_key)))
            msg = f"tls.client_cert: {files} cannot be read as a PEM certificate and open key"
            raise ConfigurationError(msg) from trouble
