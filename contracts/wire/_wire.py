"""The wire: one target's way in and out, for one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from contracts.model import (
    RAW,
    Auth,
    Exchange,
    NotApplicable,
    Piece,
    Request,
    SuiteError,
    Target,
)
from contracts.wire.adapter import Rules
from contracts.wire.address import Base, base_of, is_raw, locate, service_of
from contracts.wire.breaker import Breaker
from contracts.wire.carrier import DIRECT, RawCarrier, Route
from contracts.wire.gate import admit, only_reads
from contracts.wire.http import Ask, Clocks, Http
from contracts.wire.log import Log
from contracts.wire.pace import Pace
from contracts.wire.raw import Framing, RawTransport, joined
from contracts.wire.recorder import Recorder


def _nothing() -> None:
    """Do nothing."""


def _ignore(exchange: Exchange) -> None:
    """Inspect nothing."""


class Wire:
    """Sends requests to `target` and records them with `recorder`. For one thread.

    `before` is called before anything is sent, and may raise; `inspect` is called with each
    exchange once it is recorded; `safe` says whether a GET or HEAD, or what goes over a raw
    connection, only reads (default: the former all do, the latter never does); `share` is this
    worker's part of the rate limit; `service` is the address of the raw TCP service that the target
    offers, if it is not the base URL itself; `clock` and `sleep` are those by which it waits;
    `route` is what stands before the transports.
    Raises ConfigurationError for a base URL, certificate or secret that cannot be used.
    """

    def __init__(  # noqa: PLR0913  # one parameter for each thing that may differ
        self,
        target: Target,
        recorder: Recorder,
        *,
        before: Callable[[], None] = _nothing,
        inspect: Callable[[Exchange], None] = _ignore,
        safe: Callable[[Request], bool] = only_reads,
        share: float = 1.0,
        service: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        route: Route = DIRECT,
    ) -> None:
        self._target = target
        self._before = before
        self._safe = safe
        self._log = Log(recorder, target.key, inspect)
        recorder.redactor.learn(target.auth)
        if target.proxy is not None:
            recorder.redactor.learn(target.proxy.auth)
        rate = target.limits.rate
        self._pace = Pace(rate * share if rate else None, clock, sleep)
        self._http: Http | None = None
        if is_raw(target.base_url):
            service = target.base_url
        else:
            rules = Rules(base_of(target.base_url), target.allow, safe)
            self._http = Http(target, rules, self._pace, self._log, Clocks(clock, sleep), route)
        self._raw: _Raw | None = None
        if service is not None:
            found = service_of(service)
            carrier = route.raw(RawTransport(found, target.limits))
            self._raw = _Raw(found.base, carrier, Breaker(clock))

    @property
    def exchanges(self) -> int:
        """How many were sent."""
        return self._log.count

    @property
    def lost(self) -> str | None:
        """Why nothing more of the target can be judged, if so (see TargetLost)."""
        return self._http.lost if self._http is not None else None

    def regain(self) -> None:
        """Let requests go to a target again that refused its credentials."""
        if self._http is not None:
            self._http.lost = None

    @property
    def repeated(self) -> str:
        """What was sent again because the target was busy, in a line; empty where nothing was."""
        return self._http.retries.summary() if self._http is not None else ""

    def send(  # noqa: PLR0913  # one parameter for each thing a request can be told
        self,
        method: str,
        path: str,
        *,
        operation: str | None = None,
        query: Sequence[tuple[str, str]] | str = (),
        headers: Sequence[tuple[str, str]] = (),
        body: bytes = b"",
        auth: Auth | None = None,
        defect: str | None = None,
        follow: int = 0,
        hops: bool = True,
        failures: Literal["raise", "return"] = "raise",
    ) -> Exchange:
        """Send one request, record it, and return the exchange (the last one, if redirected).

        `path` is added to the target's base URL; an absolute URL must lie under it. Pairs of
        `query` are percent-encoded, a string goes as it is. `headers` take the place of
        standard ones of the same name; whoever gives Content-Length or Transfer-Encoding frames
        the body alone. `auth` None means the target's. Up to `follow` redirects are followed.
        Without `hops` only those are that keep the method and stay on the target, and they are
        recorded but not judged: the documents give no status, and these are no answers yet.

        A reply by which the target, or a gateway before it, asks to come back later is not
        returned: the request is sent again (see `Retries`); where that does not help, the
        exchange has the failure `busy`.

        Raises NotTested where the gate forbids it, TargetUnreachable where no usable reply came
        (not with `failures="return"`) or where the target has failed three times in a row,
        TargetLost where the target has come to refuse its credentials, SuiteError where no HTTP
        could carry the request, NotApplicable where the target is reached without HTTP.
        """
        self._before()
        http = self._http
        if http is None:
            reason = f"the target at {self._target.base_url} is reached without HTTP"
            raise NotApplicable(reason)
        try:
            url = locate(http.base, path, query)
        except (ValueError, UnicodeError):
            msg = f"{path!r} is no address"
            raise SuiteError(msg) from None
        ask = Ask(method, url, tuple(headers), body, operation, defect, auth)
        return http.send(ask, follow, failures, hops=hops)

    def converse(
        self,
        pieces: Sequence[Piece],
        framing: Callable[[], Framing],
        *,
        operation: str | None = None,
        defect: str | None = None,
        failures: Literal["raise", "return"] = "raise",
    ) -> Exchange:
        """Send `pieces` over one connection to the raw TCP service, and record what came back.

        `framing` makes what says where replies end. No credentials go along.

        Raises NotTested where the gate forbids it, TargetUnreachable where nothing came back
        though a reply was waited for (not with `failures="return"`) or where that was so three
        times in a row, NotApplicable where the target has no such service.
        """
        self._before()
        raw = self._raw
        if raw is None:
            reason = "the address of the target's TCP service is not known"
            raise NotApplicable(reason)
        raw.breaker.check()
        sizes = tuple(len(piece.data) for piece in pieces)
        request = Request(RAW, raw.base.root, (), joined(pieces), operation, defect, sizes)
        admitted = admit(request, base=raw.base, allow=self._target.allow, safe=self._safe)
        # Every message counts for the rate, also where several share a packet.
        for _ in range(max(len(pieces), *(piece.replies for piece in pieces))):
            self._pace.wait()
        if self._http is not None and self._target.limits.connections == 1:
            self._http.disconnect()
        started = self._log.recorder.elapsed()
        outcome = raw.transport.exchange(admitted, pieces, framing)
        if pieces[-1].replies or outcome.failure is not None:
            raw.breaker.note(outcome.failure, outcome.seconds, counts=defect is None)
        return self._log.finish(self._log.enter(request, outcome, started), failures)

    def refresh(self) -> None:
        """Drop all connections, cookies and tokens: a fresh view of the target."""
        if self._http is not None:
            self._http.refresh()

    def close(self) -> None:
        """Drop all connections. The recorder stays open."""
        if self._http is not None:
            self._http.close()


class _Raw(NamedTuple):
    """The way over raw connections."""

    base: Base
    transport: RawCarrier
    breaker: Breaker
