"""HTTP with one target: requests prepared, sent through a session, and answered by the target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import msgspec
import requests
from requests.auth import AuthBase
from requests.hooks import default_hooks

from contracts import __version__
from contracts.model import (
    Auth,
    Exchange,
    Failure,
    Headers,
    Inconclusive,
    NoAuth,
    NotApplicable,
    NotTested,
    PluginAuth,
    Request,
    Target,
    TargetLost,
    TargetUnreachable,
    UcContractsError,
)
from contracts.wire.adapter import PluginAdapter, Rules, TargetAdapter
from contracts.wire.address import origin_of
from contracts.wire.breaker import Breaker
from contracts.wire.carrier import Route
from contracts.wire.controls import Controls
from contracts.wire.credentials import Credentials, credentials
from contracts.wire.log import Log
from contracts.wire.pace import Pace
from contracts.wire.plugins import make_plugin, told
from contracts.wire.prepared import HeaderLines, Prepared, Purpose
from contracts.wire.retries import Busy, Retries
from contracts.wire.session import Reply, Session, UnansweredError
from contracts.wire.transport import Outcome, Transport

_STANDARD: Headers = (
    ("User-Agent", f"uc-contracts/{__version__}"),
    ("Accept", "*/*"),
    ("Accept-Encoding", "identity"),
)
_WITH_LENGTH = frozenset({"POST", "PUT", "PATCH"})
_IDENTIFYING = frozenset({"authorization", "cookie"})
_REFUSED = 401
_SUCCESS = range(200, 300)
_LOST = (
    "the target refuses the credentials that it accepted before (401, also to requests that it "
    "had accepted): the token expired or the account was locked; renew the credentials and run "
    "again"
)


class Ask(NamedTuple):
    """A request as a vocabulary wants it. `auth` None means the target's own."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""
    operation: str | None = None
    defect: str | None = None
    auth: Auth | None = None

    @property
    def key(self) -> str:
        """What requests of the same kind have in common."""
        return f"{self.method} {self.operation or self.url.partition('?')[0]} {self.defect or ''}"


class Clocks(NamedTuple):
    """By what is waited: seconds since any moment, and sleeping so many."""

    clock: Callable[[], float]
    sleep: Callable[[float], None]


class _View:
    """What a fresh view of the target begins anew: connections, cookies, tokens."""

    def __init__(  # noqa: PLR0913 - what is passed on to what it makes
        self,
        target: Target,
        rules: Rules,
        pace: Pace,
        log: Log,
        breaker: Breaker,
        route: Route,
    ) -> None:
        origin = rules.base.origin
        self.transport = Transport(origin, target.tls, target.limits, target.proxy)
        self.carrier = route.http(self.transport)
        self.adapter = TargetAdapter(self.carrier, rules, pace, log, breaker)
        self.session = Session(self.adapter, origin)

    def refresh(self) -> None:
        """Drop all."""
        self.adapter.csrf.forget()
        self.session.cookies.clear()
        self.transport.refresh()


class _Answer(NamedTuple):
    """An exchange, and the request to which its reply redirects."""

    exchange: Exchange
    onward: requests.PreparedRequest | None = None


class Http:
    """The way to a target by HTTP, for one thread.

    Raises ConfigurationError for a certificate, secret or plugin that cannot be used.
    """

    def __init__(  # noqa: PLR0913 - what a view of the target is made of
        self, target: Target, rules: Rules, pace: Pace, log: Log, by: Clocks, route: Route
    ) -> None:
        self.lost: str | None = None
        self.base = rules.base
        self._target = target
        self._rules = rules
        self._pace = pace
        self._log = log
        self._route = route
        self._breaker = Breaker(by.clock)
        self._view = self._fresh()
        self._controls = Controls(by.clock)
        self.retries = Retries(self._controls.others_answer, pace.slower, by.sleep)
        self._own = self._made(target.auth)

    def _fresh(self) -> _View:
        return _View(self._target, self._rules, self._pace, self._log, self._breaker, self._route)

    def _made(self, auth: Auth) -> AuthBase:
        """What puts `auth` into requests."""
        self._log.recorder.redactor.learn(auth)
        if not isinstance(auth, PluginAuth):
            return credentials(auth)
        session = requests.Session()
        session.trust_env = False
        session.verify = self._target.tls.ca_file or True
        adapter = PluginAdapter(self._view.carrier, self._pace, self._log)
        for scheme in ("http://", "https://"):
            session.mount(scheme, adapter)
        return make_plugin(auth, session)

    def send(
        self,
        ask: Ask,
        follow: int,
        failures: Literal["raise", "return"],
        *,
        hops: bool = True,
    ) -> Exchange:
        """The exchange with the target's own answer, after at most `follow` redirects.

        Without `hops` a redirect is only passed through: one that keeps the method and stays on
        the target is followed without being inspected as an answer, and no other.

        Raises TargetUnreachable (not with `failures="return"`), TargetLost, NotTested.
        """
        auth = self._own if ask.auth is None else self._made(ask.auth)
        identifies = any(name.lower() in _IDENTIFYING for name, _ in ask.headers)
        own = not identifies and (ask.auth is None or ask.auth == self._target.auth)
        used = Credentials() if identifies and not isinstance(auth, Credentials) else auth
        answer = self._answered(
            ask, lambda view: self._sent(view, ask, used), follow, failures, own=own, hops=hops
        )
        while follow and isinstance(answer.onward, Prepared):
            hop, follow = answer.onward, follow - 1
            answer = self._answered(
                ask._replace(url=str(hop.url)),
                lambda view, hop=hop: self._followed(view, hop, auth),  # type: ignore[misc]  # bound now
                follow,
                failures,
                own=False,
                hops=hops,
            )
        return answer.exchange

    def _answered(  # noqa: PLR0913 - what is sent, and how its answer is taken
        self,
        ask: Ask,
        send: Callable[[_View], _Answer],
        follow: int,
        failures: str,
        *,
        own: bool,
        hops: bool,
    ) -> _Answer:
        """The target's own answer to what `send` sends, inspected.

        `own`: it carries the target's credentials, and nothing else that identifies. `follow` and
        `hops` are as for `send`.
        """
        if self.lost is not None:
            raise TargetLost(self.lost)
        self._breaker.check()
        answers = [send(self._view)]
        first = answers[0].exchange
        reads = ask.method == "OPTIONS" or self._rules.safe(first.request)

        def again() -> Exchange:
            answers[0] = send(self._view)
            return answers[0].exchange

        settled = self.retries.settle(ask.key, first, again, reads=reads)
        if isinstance(settled, Busy):
            return _Answer(self._busy(answers[0].exchange, settled, failures))
        if own and ask.defect is None:
            self._look_for_end(ask, settled, reads=reads)
        if not hops:
            if follow and self._keeps_on(ask, answers[0].onward):
                return answers[0]
            answers[0] = answers[0]._replace(onward=None)
        return answers[0]._replace(exchange=self._log.finish(settled, failures))

    def _keeps_on(self, ask: Ask, onward: requests.PreparedRequest | None) -> bool:
        """Whether a redirect only leads the same request to another place of the target."""
        return (
            isinstance(onward, Prepared)
            and onward.method == ask.method
            and origin_of(str(onward.url)) == self.base.origin
        )

    def _look_for_end(self, ask: Ask, exchange: Exchange, *, reads: bool) -> None:
        """Note what was accepted. Raises TargetLost where the credentials are refused by now."""
        status = exchange.response.status if exchange.response is not None else 0
        if reads and status in _SUCCESS:
            self._controls.accepted(ask.key, _Control(self, ask))
        elif (
            status == _REFUSED
            and not isinstance(self._target.auth, NoAuth)
            and self._controls.refused(ask.key)
        ):
            self.lost = _LOST
            raise TargetLost(self.lost)

    def control(self, ask: Ask, *, identified: bool) -> int:
        """Send `ask` again in a fresh view; the status of the reply, 0 for none."""
        self.disconnect()
        view = self._fresh()
        try:
            auth = self._own if identified else Credentials()
            operation = ask.operation if identified else None
            exchange = self._sent(view, ask._replace(operation=operation), auth).exchange
        finally:
            view.transport.close()
        return exchange.response.status if exchange.response is not None else 0

    def _busy(self, exchange: Exchange, busy: Busy, failures: str) -> Exchange:
        reason = self._log.recorder.redactor.text(busy.reason)
        if failures == "raise":
            raise TargetUnreachable(reason)
        return msgspec.structs.replace(exchange, response=None, failure=Failure("busy", reason))

    # One exchange

    def _sent(self, view: _View, ask: Ask, auth: AuthBase) -> _Answer:
        """`ask`, sent once."""
        names = {name.lower() for name, _ in ask.headers}
        lines = [line for line in _STANDARD if line[0].lower() not in names] if names else []
        lines = [*(lines if names else _STANDARD), *ask.headers]
        if (ask.body or ask.method in _WITH_LENGTH) and names.isdisjoint(
            ("content-length", "transfer-encoding")
        ):
            lines.append(("Content-Length", str(len(ask.body))))
        curl: tuple[str, ...] = ()
        if isinstance(auth, Credentials) and auth.curl:
            overridden = any(name.lower() in names for name, _ in auth.headers)
            curl = () if overridden else auth.curl
        purpose = Purpose(ask.url, frozenset(lines), ask.operation, ask.defect, curl)
        prepared = Prepared(ask.method, ask.url, HeaderLines(lines), ask.body or None, purpose)
        return self._through(view, prepared, auth)

    def _followed(self, view: _View, hop: Prepared, auth: AuthBase) -> _Answer:
        """A request that a redirect leads to, sent once."""
        prepared = hop.copy()
        prepared.hooks = default_hooks()
        purpose = prepared.purpose
        astray = purpose.astray or origin_of(str(prepared.url)) != self.base.origin
        # With another query it is the target's request, and not held to what is documented.
        ours = not astray and str(prepared.url).partition("?")[2] == purpose.url.partition("?")[2]
        prepared.purpose = msgspec.structs.replace(
            purpose,
            url=str(prepared.url),
            followed=True,
            astray=astray,
            operation=purpose.operation if ours else None,
            curl=() if astray else purpose.curl,
        )
        return self._through(view, prepared, Credentials() if astray else auth)

    def _through(self, view: _View, prepared: Prepared, auth: AuthBase) -> _Answer:
        """`prepared` with credentials, cookies and tokens, sent through the session."""
        session = view.session
        if not prepared.purpose.astray:
            for name, value in view.adapter.csrf.lines_for(str(prepared.method)):
                prepared.headers.setdefault(name, value)
            if len(session.cookies):
                prepared.prepare_cookies(session.cookies)
        try:
            if isinstance(auth, Credentials):
                auth(prepared)
            else:
                _authenticated(prepared, auth)
                self._log.recorder.redactor.learn_values(prepared.added_values())
            reply = session.send(prepared, allow_redirects=False, proxies={})
        except UnansweredError as unanswered:
            return _Answer(unanswered.exchange)
        except (UcContractsError, Inconclusive, NotTested, NotApplicable):
            raise
        except Exception as trouble:
            if isinstance(auth, Credentials):
                raise
            return _Answer(self._unauthenticated(prepared, trouble))
        if not isinstance(reply, Reply):
            msg = f"the auth plugin put a {type(reply).__name__} in the place of the reply"
            return _Answer(self._unauthenticated(prepared, TypeError(msg)))
        return _Answer(reply.exchange, reply.next)

    def _unauthenticated(self, prepared: Prepared, trouble: Exception) -> Exchange:
        """The exchange that did not come about since the user's auth plugin raised."""
        auth = self._target.auth
        name = auth.plugin if isinstance(auth, PluginAuth) else "of this request"
        failure = Failure("auth", f"the auth plugin {name} raised {told(trouble)}")
        self._breaker.note(failure, 0.0, counts=True)
        url, shown, _ = prepared.shown()
        purpose = prepared.purpose
        request = Request(str(prepared.method), url, shown, b"", purpose.operation, purpose.defect)
        started = self._log.recorder.elapsed()
        return self._log.enter(request, Outcome(None, failure, 0.0), started)

    # Connections

    def refresh(self) -> None:
        """Drop connections, cookies and tokens."""
        self._view.refresh()

    def disconnect(self) -> None:
        """Drop connections alone."""
        self._view.transport.refresh()

    def close(self) -> None:
        """Drop connections, and end what watches over them."""
        self._view.transport.close()


class _Control(NamedTuple):
    """An accepted request, to be sent again."""

    http: Http
    ask: Ask

    def __call__(self, *, identified: bool) -> int:
        """The status of the reply to it."""
        return self.http.control(self.ask, identified=identified)


def _authenticated(prepared: Prepared, auth: AuthBase) -> None:
    """Let a plugin put into `prepared` what it wants there, as requests itself does."""
    body = prepared.body
    changed = auth(prepared)
    if changed is not prepared:
        prepared.__dict__.update(changed.__dict__)
    if prepared.body is not body:
        prepared.headers["Content-Length"] = str(len(prepared.content))
