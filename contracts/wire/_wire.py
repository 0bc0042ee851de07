"""The wire: one target's way in and out, for one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import msgspec

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
    TargetLost,
    TargetUnreachable,
)
from contracts.wire.address import Base, base_of, is_raw, locate, service_of
from contracts.wire.breaker import Breaker
from contracts.wire.controls import Controls
from contracts.wire.credentials import Credentials, credentials
from contracts.wire.csrf import CsrfToken
from contracts.wire.gate import admit, only_reads
from contracts.wire.pace import Pace
from contracts.wire.plan import Plan
from contracts.wire.raw import Framing, RawTransport, joined
from contracts.wire.recorder import Recorder
from contracts.wire.retries import Busy, Retries
from contracts.wire.transport import Outcome, Transport

_REFUSED = 401
_IDENTIFYING = frozenset({"authorization", "cookie"})


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
    offers, if it is not the base URL itself; `clock` and `sleep` are those by which it waits.
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
    ) -> None:
        self.exchanges = 0
        self.lost: str | None = None
        self._target = target
        self._recorder = recorder
        self._before = before
        self._inspect = inspect
        self._safe = safe
        self._credentials = credentials(target.auth)
        recorder.redactor.learn(target.auth)
        if target.proxy is not None:
            recorder.redactor.learn(target.proxy.auth)
        rate = target.limits.rate
        self._pace = Pace(rate * share if rate else None, clock, sleep)
        self._controls = Controls(clock)
        self._retries = Retries(self._controls.others_answer, self._pace.slower, sleep)
        self._csrf = CsrfToken()
        self._http: _Http | None = None
        if is_raw(target.base_url):
            service = target.base_url
        else:
            base = base_of(target.base_url)
            transport = Transport(base.origin, target.tls, target.limits, target.proxy)
            self._http = _Http(base, transport, Breaker(clock))
        self._raw: _Raw | None = None
        if service is not None:
            found = service_of(service)
            self._raw = _Raw(found.base, RawTransport(found, target.limits), Breaker(clock))

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
        used = self._credentials if auth is None else credentials(auth)
        if auth is not None:
            self._recorder.redactor.learn(auth)
        try:
            url = locate(http.base, path, query)
        except (ValueError, UnicodeError):
            msg = f"{path!r} is no address"
            raise SuiteError(msg) from None
        plan = Plan(method, url, tuple(headers), body, operation, defect, used)
        own = auth is None or auth == self._target.auth
        exchange = self._one(http, plan, failures, own=own)
        for _ in range(follow):
            onward = plan.redirected_by(exchange, http.base.origin)
            if onward is None:
                break
            plan = onward
            exchange = self._one(http, plan, failures, own=False)
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
        started = self._recorder.elapsed()
        outcome = raw.transport.exchange(admitted, pieces, framing)
        tells = pieces[-1].replies or outcome.failure is not None
        breaker = raw.breaker if tells else None
        return self._inspected(self._recorded(request, outcome, started, breaker=breaker), failures)

    def _one(self, http: _Http, plan: Plan, failures: str, *, own: bool) -> Exchange:
        """The exchange with the target's own answer to `plan`, inspected.

        `own`: the request carries the target's credentials, and nothing else that identifies.
        """
        if self.lost is not None:
            raise TargetLost(self.lost)
        http.breaker.check()
        key = f"{plan.method} {plan.operation or plan.url.partition('?')[0]} {plan.defect or ''}"
        first = self._sent(http, plan)
        reads = self._safe(first.request)
        settled = self._retries.settle(
            key, first, lambda: self._sent(http, plan), reads=reads or plan.method == "OPTIONS"
        )
        if isinstance(settled, Busy):
            return self._busy(first, settled, failures)
        if own and plan.defect is None and settled.response is not None:
            self._look_for_end(http, key, plan, settled, reads=reads)
        return self._inspected(settled, failures)

    def _look_for_end(
        self, http: _Http, key: str, plan: Plan, exchange: Exchange, *, reads: bool
    ) -> None:
        """Note what was accepted. Raises TargetLost where the credentials are refused by now."""
        response = exchange.response
        if response is None or any(name.lower() in _IDENTIFYING for name, _ in plan.given):
            return
        if reads and 200 <= response.status < 300:  # noqa: PLR2004  # success
            self._controls.accepted(key, _Control(self, http, plan))
            return
        wanted = response.status == _REFUSED and bool(self._credentials.headers)
        if wanted and self._controls.refused(key):
            self.lost = (
                "the target refuses the credentials that it accepted before (401, also to "
                "requests that it had accepted): the token expired or the account was locked; "
                "renew the credentials and run again"
            )
            raise TargetLost(self.lost)

    def control(self, http: _Http, plan: Plan, *, identified: bool) -> int:
        """Send `plan` again over a fresh connection; the status of the reply, 0 for none."""
        self.refresh()
        if not identified:
            plan = msgspec.structs.replace(plan, credentials=Credentials(), operation=None)
        exchange = self._sent(http, plan)
        return exchange.response.status if exchange.response is not None else 0

    def _busy(self, exchange: Exchange, busy: Busy, failures: str) -> Exchange:
        reason = self._recorder.redactor.text(busy.reason)
        if failures == "raise":
            raise TargetUnreachable(reason)
        return msgspec.structs.replace(exchange, response=None, failure=Failure("busy", reason))

    def _sent(self, http: _Http, plan: Plan) -> Exchange:
        """`plan`, sent and recorded once."""
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
        return self._recorded(request, outcome, started, curl=curl, breaker=breaker)

    def _recorded(
        self,
        request: Request,
        outcome: Outcome,
        started: float,
        *,
        breaker: Breaker | None,
        curl: tuple[str, ...] = (),
    ) -> Exchange:
        """The exchange, recorded."""
        recorder = self._recorder
        self.exchanges += 1
        response, failure, seconds = outcome
        if failure is not None:
            failure = Failure(failure.kind, recorder.redactor.text(failure.message))
        if breaker is not None:
            breaker.note(failure, seconds, counts=request.defect is None)
        exchange = Exchange(
            recorder.next_id(), self._target.key, request, response, failure, started, seconds
        )
        recorder.exchange(exchange, curl)
        return exchange

    def _inspected(self, exchange: Exchange, failures: str) -> Exchange:
        self._inspect(exchange)
        if exchange.failure is not None and failures == "raise":
            raise TargetUnreachable(exchange.failure.message)
        return exchange

    @property
    def repeated(self) -> str:
        """What was sent again because the target was busy, in a line; empty where nothing was."""
        return self._retries.summary()

    def refresh(self) -> None:
        """Drop all connections, cookies and tokens: a fresh view of the target."""
        self._csrf.forget()
        if self._http is not None:
            self._http.transport.refresh()

    def close(self) -> None:
        """Drop all connections. The recorder stays open."""
        if self._http is not None:
            self._http.transport.close()


class _Control(NamedTuple):
    """An accepted request, to be sent again."""

    wire: Wire
    http: _Http
    plan: Plan

    def __call__(self, *, identified: bool) -> int:
        """The status of the reply to it."""
        return self.wire.control(self.http, self.plan, identified=identified)


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
