"""The wire: one target's way in and out, for one thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from contracts.model import (
    RAW,
    Auth,
    Exchange,
    Failure,
    NotApplicable,
    Piece,
    Request,
    SuiteError,
    Target,
    TargetUnreachable,
)
from contracts.wire.address import Base, base_of, is_raw, locate, service_of
from contracts.wire.breaker import Breaker
from contracts.wire.credentials import credentials
from contracts.wire.csrf import CsrfToken
from contracts.wire.gate import admit, only_reads
from contracts.wire.pace import Pace
from contracts.wire.plan import Plan
from contracts.wire.raw import Framing, RawTransport, joined
from contracts.wire.recorder import Recorder
from contracts.wire.transport import Outcome, Transport


def _ignore(exchange: Exchange) -> None:
    """Inspect nothing."""


class Wire:
    """Sends requests to `target` and records them with `recorder`. For one thread.

    `inspect` is called with each exchange once it is recorded; `safe` says whether a GET or
    HEAD, or what goes over a raw connection, only reads (default: the former all do, the latter
    never does); `share` is this worker's part of the rate limit; `service` is the address of the
    raw TCP service that the target offers, if it is not the base URL itself.
    Raises ConfigurationError for a base URL, certificate or secret that cannot be used.
    """

    def __init__(  # noqa: PLR0913  # one parameter for each thing that may differ
        self,
        target: Target,
        recorder: Recorder,
        *,
        inspect: Callable[[Exchange], None] = _ignore,
        safe: Callable[[Request], bool] = only_reads,
        share: float = 1.0,
        service: str | None = None,
    ) -> None:
        self.exchanges = 0
        self._target = target
        self._recorder = recorder
        self._inspect = inspect
        self._safe = safe
        self._credentials = credentials(target.auth)
        recorder.redactor.learn(target.auth)
        if target.proxy is not None:
            recorder.redactor.learn(target.proxy.auth)
        rate = target.limits.rate
        self._pace = Pace(rate * share if rate else None)
        self._csrf = CsrfToken()
        self._http: _Http | None = None
        if is_raw(target.base_url):
            service = target.base_url
        else:
            base = base_of(target.base_url)
            transport = Transport(base.origin, target.tls, target.limits, target.proxy)
            self._http = _Http(base, transport, Breaker())
        self._raw: _Raw | None = None
        if service is not None:
            found = service_of(service)
            self._raw = _Raw(found.base, RawTransport(found, target.limits), Breaker())

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
        failures: Literal["raise", "return"] = "raise",
    ) -> Exchange:
        """Send one request, record it, and return the exchange (the last one, if redirected).

        `path` is added to the target's base URL; an absolute URL must lie under it. Pairs of
        `query` are percent-encoded, a string goes as it is. `headers` take the place of
        standard ones of the same name; whoever gives Content-Length or Transfer-Encoding frames
        the body alone. `auth` None means the target's. Up to `follow` redirects are followed.

        Raises NotTested where the gate forbids it, TargetUnreachable where no usable reply came
        (not with `failures="return"`) or where the target has failed three times in a row,
        SuiteError where no HTTP could carry the request, NotApplicable where the target is
        reached without HTTP.
        """
        http = self._http
        if http is None:
            reason = f"the target at {self._target.base_url} is reached without HTTP"
            raise NotApplicable(reason)
        used = self._credentials if auth is None else credentials(auth)
        if auth is not None:
            self._recorder.redactor.learn(auth)
        try:
            url = locate(http.base, path, query)
        except (ValueError, UnicodeError):
            msg = f"{path!r} is no address"
            raise SuiteError(msg) from None
        plan = Plan(method, url, tuple(headers), body, operation, defect, used)
        exchange = self._one(http, plan, failures)
        for _ in range(follow):
            onward = plan.redirected_by(exchange, http.base.origin)
            if onward is None:
                break
            plan = onward
            exchange = self._one(http, plan, failures)
        return exchange

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
        started = self._recorder.elapsed()
        outcome = raw.transport.exchange(admitted, pieces, framing)
        tells = pieces[-1].replies or outcome.failure is not None
        breaker = raw.breaker if tells else None
        return self._entered(request, outcome, started, failures, breaker=breaker)

    def _one(self, http: _Http, plan: Plan, failures: str) -> Exchange:
        http.breaker.check()
        sent, shown, curl = plan.headers(http.transport.jar, self._csrf.lines_for(plan.method))
        request = Request(plan.method, plan.url, shown, plan.body, plan.operation, plan.defect)
        admitted = admit(
            request,
            base=http.base,
            allow=self._target.allow,
            safe=self._safe,
            redirect=plan.followed,
        )
        self._pace.wait()
        started = self._recorder.elapsed()
        outcome = http.transport.exchange(admitted, sent)
        breaker = None if plan.astray else http.breaker
        if breaker is not None and outcome.response is not None:
            self._csrf.note(outcome.response)
        return self._entered(request, outcome, started, failures, curl=curl, breaker=breaker)

    def _entered(  # noqa: PLR0913  # what an exchange is made of
        self,
        request: Request,
        outcome: Outcome,
        started: float,
        failures: str,
        *,
        breaker: Breaker | None,
        curl: tuple[str, ...] = (),
    ) -> Exchange:
        """The exchange, recorded and inspected."""
        recorder = self._recorder
        self.exchanges += 1
        response, failure, seconds = outcome
        if failure is not None:
            failure = Failure(failure.kind, recorder.redactor.text(failure.message))
        if breaker is not None:
            breaker.note(failure, counts=request.defect is None)
        exchange = Exchange(
            recorder.next_id(), self._target.key, request, response, failure, started, seconds
        )
        recorder.exchange(exchange, curl)
        self._inspect(exchange)
        if failure is not None and failures == "raise":
            raise TargetUnreachable(failure.message)
        return exchange

    def refresh(self) -> None:
        """Drop all connections, cookies and tokens: a fresh view of the target."""
        self._csrf.forget()
        if self._http is not None:
            self._http.transport.refresh()

    def close(self) -> None:
        """Drop all connections. The recorder stays open."""
        if self._http is not None:
            self._http.transport.close()


class _Http(NamedTuple):
    """The way by HTTP."""

    base: Base
    transport: Transport
    breaker: Breaker


class _Raw(NamedTuple):
    """The way over raw connections."""

    base: Base
    transport: RawTransport
    breaker: Breaker
