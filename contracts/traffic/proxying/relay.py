"""What mitmproxy does with each exchange: pass it on as it comes, and keep a copy for the judge."""

from __future__ import annotations

import asyncio
import errno
import socket
import warnings
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from contracts.model import ConfigurationError, Exchange, Failure, Request, Response
from contracts.traffic.unpacking import unpacked

HEADER = "X-UC-Contracts"
"""The header that says on a response what is wrong with it, where that is asked for."""

_KEPT = 8 * 1024 * 1024
"""How much of a body is kept for the judge, in bytes; all of it is passed on."""

Take = Callable[[Exchange, bool], object]
Ask = Callable[[Exchange, bool], Coroutine[Any, Any, str]]


class Upstream(msgspec.Struct, frozen=True):
    """The server behind the proxy: the origin of its base URL, and how it is trusted.

    `authority` is a file with the certificates that are trusted; None is those of the system.
    `identity` is a file with key and certificate that the server asks for.
    """

    url: str
    verify: bool = True
    authority: Path | None = None
    identity: Path | None = None

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


class Listening(msgspec.Struct, frozen=True):
    """Where the proxy listens: host, port (0: any), and a PEM file of key and certificate."""

    host: str
    port: int
    certificate: Path | None = None
    keep_host: bool = False


class _Passing:
    """The bodies of one exchange while they pass."""

    def __init__(self) -> None:
        self.asked = bytearray()
        self.answered = bytearray()

    def sent(self, chunk: bytes) -> bytes:
        """Take a piece of the request in, and give it on."""
        self.asked.extend(chunk[: _KEPT + 1 - len(self.asked)])
        return chunk

    def came(self, chunk: bytes) -> bytes:
        """Take a piece of the response in, and give it on."""
        self.answered.extend(chunk[: _KEPT + 1 - len(self.answered)])
        return chunk


class Relay:
    """An addon of mitmproxy. `take` gets each exchange and whether its bodies are whole.

    With `ask` a response waits for what it says, which goes into the header `X-UC-Contracts`;
    else nothing waits and nothing is changed.
    """

    def __init__(self, upstream: Upstream, take: Take, ask: Ask | None = None) -> None:
        self._upstream = upstream
        self._take = take
        self._ask = ask
        self._passing: dict[str, _Passing] = {}

    def requestheaders(self, flow: Any) -> None:
        """Have the body of a request pass as it comes."""
        passing = self._passing[flow.id] = _Passing()
        if "upgrade" not in flow.request.headers:
            flow.request.stream = passing.sent

    def responseheaders(self, flow: Any) -> None:
        """Have the body of a response pass as it comes, unless a header is to be added."""
        if self._ask is None:
            flow.response.stream = self._passing.setdefault(flow.id, _Passing()).came

    async def response(self, flow: Any) -> None:
        """Hand over what has passed."""
        exchange, whole = self._exchange(flow)
        if self._ask is None:
            self._take(exchange, whole)
        else:
            flow.response.headers[HEADER] = await self._ask(exchange, whole)

    def error(self, flow: Any) -> None:
        """Hand over an exchange that broke off."""
        exchange, _ = self._exchange(flow, str(flow.error) if flow.error else "it broke off")
        self._take(exchange, False)  # noqa: FBT003 - as a judge takes it

    def _exchange(self, flow: Any, broken: str = "") -> tuple[Exchange, bool]:
        passing = self._passing.pop(flow.id, _Passing())
        sent, came = flow.request, flow.response
        asked = bytes(sent.raw_content or passing.asked)
        request = Request(
            sent.method, f"{self._upstream.origin}{sent.path}", _headers(sent.headers), asked
        )
        began = float(sent.timestamp_start or 0.0)
        if broken or came is None:
            failure = Failure("protocol", f"the exchange with the server broke off: {broken}")
            return Exchange("", "", request, None, failure, began, 0.0), False
        answered = bytes(came.raw_content or passing.answered)
        whole = max(len(asked), len(answered)) <= _KEPT
        body, plain = unpacked(answered, came.headers.get("content-encoding", ""))
        response = Response(came.status_code, came.reason or "", _headers(came.headers), body)
        seconds = max(float(came.timestamp_end or began) - began, 0.0)
        return Exchange("", "", request, response, None, began, seconds), whole and plain


def _headers(headers: Any) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.fields
    )


async def serve(
    upstream: Upstream,
    listening: Listening,
    relay: Relay,
    ready: Callable[[str, Callable[[], None]], None],
) -> None:
    """Pass traffic on until the proxy is ended. `ready` gets its origin, and what ends it.

    Raises ConfigurationError where the address cannot be listened on.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries that mitmproxy uses
        from mitmproxy import options  # noqa: PLC0415 - of an extra
        from mitmproxy.addons import proxyserver  # noqa: PLC0415 - of an extra
        from mitmproxy.tools.dump import DumpMaster  # noqa: PLC0415 - of an extra

    _hold_free(listening)
    chosen = options.Options(
        listen_host=listening.host,
        listen_port=listening.port,
        mode=[f"reverse:{upstream.origin}"],
        ssl_insecure=not upstream.verify,
    )
    master: Any = DumpMaster(chosen, with_termlog=False, with_dumper=False)
    settings: dict[str, Any] = {
        "connection_strategy": "lazy",
        "keep_host_header": listening.keep_host,
        "validate_inbound_headers": False,
        "normalize_outbound_headers": False,
        "http3": False,
    }
    if upstream.authority is not None:
        settings["ssl_verify_upstream_trusted_ca"] = str(upstream.authority)
    if upstream.identity is not None:
        settings["client_certs"] = str(upstream.identity)
    if listening.certificate is not None:
        settings["certs"] = [f"*={listening.certificate}"]
    master.options.update(**settings)
    master.addons.add(relay)
    server = next(one for one in master.addons.chain if isinstance(one, proxyserver.Proxyserver))
    running = asyncio.ensure_future(master.run())
    try:
        origin = await _origin(server, listening, running)
        ready(origin, master.shutdown)
        await running
    finally:
        if not running.done():
            master.shutdown()
            await running
        await server.servers.update([])  # which closes what it listens on


async def _origin(server: Any, listening: Listening, running: asyncio.Future[None]) -> str:
    """Where the proxy listens, once it does."""
    while not running.done():
        for one in getattr(server, "servers", ()):
            if one.listen_addrs:
                host, port = one.listen_addrs[0][:2]
                scheme = "https" if listening.certificate is not None else "http"
                shown = f"[{host}]" if ":" in host else host
                return f"{scheme}://{shown}:{port}"
        await asyncio.sleep(0.02)
    await running
    msg = f"the proxy ended before it listened on port {listening.port}"
    raise ConfigurationError(msg)


def _hold_free(listening: Listening) -> None:
    """Raise ConfigurationError where nothing can listen there; mitmproxy would just end."""
    try:
        family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
        socket.create_server((listening.host, listening.port), family=family).close()
    except OSError as trouble:
        msg = f"the proxy cannot listen on {listening.host}, port {listening.port}: {trouble}"
        if trouble.errno == errno.EADDRINUSE:
            msg = f"port {listening.port} of {listening.host} is in use; name another with --port"
        raise ConfigurationError(msg) from trouble
