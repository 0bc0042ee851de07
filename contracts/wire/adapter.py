"""The adapters: where requests hands over what it prepared, and gets back what was answered.

They keep what requests cannot do: the safety gate, the rate, a deadline over the whole exchange,
the order of headers, and the record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import requests
from requests.adapters import BaseAdapter

from contracts.model import Allow, Request, SuiteError, Tls
from contracts.wire.address import Base, normal
from contracts.wire.breaker import Breaker
from contracts.wire.carrier import Carrier
from contracts.wire.csrf import CsrfToken
from contracts.wire.gate import admit, admit_for_plugin
from contracts.wire.log import Log
from contracts.wire.pace import Pace
from contracts.wire.prepared import Prepared, hidden
from contracts.wire.session import Reply, UnansweredError


class Rules(NamedTuple):
    """What may be sent: below `base`, with `allow`, where `safe` says what only reads."""

    base: Base
    allow: Allow
    safe: Callable[[Request], bool]


class TargetAdapter(BaseAdapter):
    """Sends prepared requests to a target: through the gate, at its rate, and on the record.

    Raises NotTested where the gate forbids it, UnansweredError where no response came.
    """

    def __init__(
        self, transport: Carrier, rules: Rules, pace: Pace, log: Log, breaker: Breaker
    ) -> None:
        super().__init__()
        self._breaker = breaker
        self.csrf = CsrfToken()
        self._transport = transport
        self._rules = rules
        self._pace = pace
        self._log = log

    def send(self, request: requests.PreparedRequest, *_args: Any, **_options: Any) -> Reply:
        """Send `request`, which `Prepared` made; options of requests do not count."""
        if not isinstance(request, Prepared):
            msg = "only a prepared request of the wire goes to a target"
            raise SuiteError(msg)
        purpose = request.purpose
        headers = request.headers
        if "host" not in headers:
            headers.lines.insert(0, ("Host", str(request.url).split("/", 3)[2]))
        url, shown, curl = request.shown()
        body = request.content
        sent = Request(
            str(request.method), str(request.url), shown, body, purpose.operation, purpose.defect
        )
        rules = self._rules
        admitted = admit(
            sent,
            base=rules.base,
            allow=rules.allow,
            safe=rules.safe,
            redirect=purpose.followed,
        )
        self._pace.wait()
        started = self._log.recorder.elapsed()
        outcome = self._transport.exchange(admitted, tuple(headers.lines))
        home = not purpose.astray
        response = outcome.response
        if home:
            self._breaker.note(outcome.failure, outcome.seconds, counts=purpose.defect is None)
            if response is not None:
                self.csrf.note(response)
        if url != sent.url:
            sent = Request(sent.method, url, shown, body, purpose.operation, purpose.defect)
        exchange = self._log.enter(sent, outcome, started, curl=curl)
        if response is None:
            raise UnansweredError(exchange)
        return Reply(request, exchange, response, self, outcome.cookies if home else None)

    def close(self) -> None:
        """Nothing of its own is open."""


class PluginAdapter(BaseAdapter):
    """Sends what an auth plugin asks for of its own, a token for instance, to any address.

    It is recorded as the plugin's, without what stands in its address, headers and bodies. No
    connection is kept.
    """

    def __init__(self, transport: Carrier, pace: Pace, log: Log) -> None:
        super().__init__()
        self._transport = transport
        self._pace = pace
        self._log = log

    def send(self, request: requests.PreparedRequest, *_args: Any, **options: Any) -> Reply:
        """Send `request`. Raises requests.ConnectionError where no response came.

        Of requests' options the TLS settings count; limits and proxy are those of the target.
        """
        url = normal(str(request.url))
        body = request.body or b""
        content = body.encode() if isinstance(body, str) else body
        if not isinstance(content, bytes):
            msg = "a request of an auth plugin has no body in one piece"
            raise TypeError(msg)
        lines = tuple((name, _text(value)) for name, value in request.headers.items())
        lines = (("Host", url.split("/", 3)[2]), *lines)
        sent = Request(str(request.method), url, lines, content)
        self._pace.wait()
        started = self._log.recorder.elapsed()
        outcome = self._transport.exchange_once(
            admit_for_plugin(sent), lines, _tls(options.get("verify", True), options.get("cert"))
        )
        response = outcome.response
        if response is not None:
            self._log.recorder.redactor.learn_reply(response)
        shown = Request(
            sent.method,
            url.partition("?")[0],
            tuple((name, _shown(name, value)) for name, value in lines),
        )
        exchange = self._log.enter(shown, outcome.bare(), started, purpose="authentication")
        if response is None:
            raise requests.ConnectionError(exchange.failure and exchange.failure.message)
        return Reply(request, exchange, response, self, outcome.cookies)

    def close(self) -> None:
        """Nothing of its own is open."""


_PLAIN = frozenset(
    {"host", "accept", "accept-encoding", "connection", "content-length", "content-type"}
)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _shown(name: str, value: str) -> str:
    return value if name.lower() in _PLAIN else hidden(name, value)


def _tls(verify: bool | str, cert: Any) -> Tls:  # noqa: FBT001 - as requests has it
    if isinstance(cert, str):
        cert = (cert, None)
    ca_file = verify if isinstance(verify, str) else None
    return Tls(bool(verify), ca_file, *(cert or (None, None)))
