"""The wire: one target's way in and out, for one thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from contracts.model import (
    Auth,
    Exchange,
    Failure,
    Request,
    SuiteError,
    Target,
    TargetUnreachable,
)
from contracts.wire.address import base_of, locate
from contracts.wire.breaker import Breaker
from contracts.wire.credentials import credentials
from contracts.wire.gate import admit, only_reads
from contracts.wire.pace import Pace
from contracts.wire.plan import Plan
from contracts.wire.recorder import Recorder
from contracts.wire.transport import Transport


def _ignore(exchange: Exchange) -> None:
    """Inspect nothing."""


class Wire:
    """Sends requests to `target` and records them with `recorder`. For one thread.

    `inspect` is called with each exchange once it is recorded; `safe` says whether a GET or
    HEAD only reads (default: they all do); `share` is this worker's part of the rate limit.
    Raises ConfigurationError for a base URL, certificate or secret that cannot be used.
    """

    def __init__(
        self,
        target: Target,
        recorder: Recorder,
        *,
        inspect: Callable[[Exchange], None] = _ignore,
        safe: Callable[[Request], bool] = only_reads,
        share: float = 1.0,
    ) -> None:
        self.exchanges = 0
        self._target = target
        self._recorder = recorder
        self._inspect = inspect
        self._safe = safe
        self._base = base_of(target.base_url)
        self._credentials = credentials(target.auth)
        recorder.redactor.learn(target.auth)
        if target.proxy is not None:
            recorder.redactor.learn(target.proxy.auth)
        rate = target.limits.rate
        self._pace = Pace(rate * share if rate else None)
        self._breaker = Breaker()
        self._transport = Transport(self._base.origin, target.tls, target.limits, target.proxy)

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
        SuiteError where no HTTP could carry the request.
        """
        used = self._credentials if auth is None else credentials(auth)
        if auth is not None:
            self._recorder.redactor.learn(auth)
        try:
            url = locate(self._base, path, query)
        except (ValueError, UnicodeError):
            msg = f"{path!r} is no address"
            raise SuiteError(msg) from None
        plan = Plan(method, url, tuple(headers), body, operation, defect, used)
        exchange = self._one(plan, failures)
        for _ in range(follow):
            onward = plan.redirected_by(exchange, self._base.origin)
            if onward is None:
                break
            plan = onward
            exchange = self._one(plan, failures)
        return exchange

    def _one(self, plan: Plan, failures: str) -> Exchange:
        self._breaker.check()
        sent, shown, curl = plan.headers(self._transport.jar)
        request = Request(plan.method, plan.url, shown, plan.body, plan.operation, plan.defect)
        admitted = admit(
            request,
            base=self._base,
            allow=self._target.allow,
            safe=self._safe,
            redirect=plan.followed,
        )
        self._pace.wait()
        recorder = self._recorder
        identity, started = recorder.next_id(), recorder.elapsed()
        self.exchanges += 1
        response, failure, seconds = self._transport.exchange(admitted, sent)
        if failure is not None:
            failure = Failure(failure.kind, recorder.redactor.text(failure.message))
        if not plan.astray:
            self._breaker.note(failure, counts=plan.defect is None)
        exchange = Exchange(
            identity, self._target.key, request, response, failure, started, seconds
        )
        recorder.exchange(exchange, curl)
        self._inspect(exchange)
        if failure is not None and failures == "raise":
            raise TargetUnreachable(failure.message)
        return exchange

    def refresh(self) -> None:
        """Drop all connections and cookies: a fresh view of the target."""
        self._transport.refresh()

    def close(self) -> None:
        """Drop all connections. The recorder stays open."""
        self._transport.close()
