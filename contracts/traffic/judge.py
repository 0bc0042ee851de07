"""The judge of traffic: takes exchanges one by one, in whatever way they were seen.

A capture and a proxy share it. Nothing is ever sent. What is judged of a server here is what can
be its own fault alone:

- A request that the document does not allow is not judged, but for a documented refusal of it.
- Statuses that gateways give (429, 502, 503, 504), redirects and refusals that the document does
  not give, and HTML pages in place of an answer may come from elsewhere: they accuse nobody.
- A server error accuses when it was seen twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec

from contracts import apis
from contracts.catalogue import Operation, load
from contracts.engine.validators import validators
from contracts.model import Exchange, Finding, Target
from contracts.oracles import Checked
from contracts.report import plural
from contracts.traffic.accounts import EXCHANGES, Accounts
from contracts.traffic.matching import Place, Router
from contracts.traffic.seen import Seen, asked_otherwise, outline
from contracts.traffic.vocabulary import silent_vocabulary

BUSY = frozenset({429, 502, 503, 504})
"""Statuses of gateways, and of servers that ask to come back later."""

_OK = range(200, 300)
_REFUSALS = range(400, 500)
_ERRORS = range(500, 600)
_PARTIAL = 206
_NOBODY = "no credentials"


class Law(Protocol):
    """Something that holds between exchanges. `name` is what reports call it."""

    name: str

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange, of an operation of the API, into account."""

    def end(self, accounts: Accounts) -> None:
        """Say what is left to say when nothing more comes."""


class TrafficJudge:
    """Judges what passes between clients and `target`. For one thread.

    `laws` are those of the API. What fits no operation is counted in `unmatched`, by method and
    path; `elsewhere` counts what did not go to the target at all, `refused` requests that the
    document does not allow.
    """

    def __init__(self, target: Target, laws: Sequence[Law] = ()) -> None:
        self.target = target
        self.spec = load(target.api)
        self.catalogue = self.spec.catalogue
        self.accounts = Accounts()
        self.laws = laws
        self.elsewhere = 0
        self.taken = 0
        self.unmatched: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.busy = 0
        self.unanswered = 0
        self._shows_credentials = False
        self.api = silent_vocabulary(target)
        page = getattr(self.api, "page", None)
        self._router = Router(self.spec, target.base_url, page if isinstance(page, str) else None)
        self._oracle, self._form = validators(target.api)

    def feed(
        self, exchange: Exchange, *, whole: bool = True, caller: str = "", user: str = ""
    ) -> Seen:
        """Judge one exchange; what was made of it.

        Exchanges come in their order; where their times say otherwise, nothing is concluded from
        either. Arguments as the members of `Seen`.
        """
        self.taken += 1
        request = exchange.request
        place = self._router.place(request.method, request.url)
        if not place.below:
            self.elsewhere += 1
        elif place.operation is None:
            _count(self.unmatched, f"{request.method} {place.path or '/'}")
        if place.operation is None:
            return Seen(self.taken, exchange, place, whole=whole, caller=caller)
        exchange = self._of_nobody(exchange, place.operation, caller)
        seen = self._understood(exchange, place, place.operation)
        seen = msgspec.structs.replace(seen, whole=whole, caller=caller, user=user)
        if not seen.unjudged:
            self._check(seen)
        remembered = msgspec.structs.replace(seen)
        for law in self.laws:
            law.take(remembered, self.accounts)
        remembered.exchange = outline(seen.exchange)
        return seen

    def end(self) -> None:
        """Have the laws say what is left to say. Nothing is fed afterwards."""
        for law in self.laws:
            law.end(self.accounts)

    def summary(self, source: str) -> Iterator[str]:
        """Sentences about all that was taken, for a report; `source` says where it was seen."""
        judged = self.taken - self.elsewhere - self.unmatched.total()
        yield (
            f"Judged from traffic ({source}), to which nothing was added: of "
            f"{plural(self.taken, 'exchange')}, {judged:,} exercised an operation of the API."
        )
        if self.elsewhere:
            elsewhere = plural(self.elsewhere, "exchange")
            yield f"{elsewhere} went elsewhere than {self.target.base_url}."
        if self.unmatched:
            listed = _listed(self.unmatched)
            yield f"{plural(self.unmatched.total(), 'exchange')} fit no operation: {listed}."
        if self.refused:
            yield (
                f"{plural(self.refused.total(), 'request')} are not allowed by the document, and "
                f"judge the server only by documented refusals: {_listed(self.refused)}."
            )
        if self.unanswered:
            yield f"{plural(self.unanswered, 'request')} had no response."
        if self.busy:
            yield f"{plural(self.busy, 'response')} came from a busy server or a gateway."

    def _of_nobody(self, exchange: Exchange, operation: Operation, caller: str) -> Exchange:
        """The exchange, as one with a defect where it lacks the credentials that it needs.

        Browsers leave them out of what they save, so that it counts in traffic that shows some.
        """
        request = exchange.request
        self._shows_credentials |= request.header("Authorization") is not None
        if caller or not operation.secured or not self._shows_credentials:
            return exchange
        request = msgspec.structs.replace(request, defect=_NOBODY)
        return msgspec.structs.replace(exchange, request=request)

    def _understood(self, exchange: Exchange, place: Place, operation: Operation) -> Seen:
        """The exchange with its operation, what is wrong with the request, and with the answer."""
        problems = (
            *self._form(operation.id).problems(exchange.request),
            *asked_otherwise(operation, exchange.request),
        )
        if problems:
            _count(self.refused, f"{operation.method} {operation.path}: {problems[0]}")
        request = msgspec.structs.replace(
            exchange.request,
            operation=operation.id,
            defect="; ".join(problems) or exchange.request.defect,
        )
        exchange = self.api.understood(msgspec.structs.replace(exchange, request=request))
        unjudged = self._obstacle(exchange, operation)
        return Seen(self.taken, exchange, place, problems, unjudged)

    def _obstacle(self, exchange: Exchange, operation: Operation) -> str:
        """Why a response is not held to the document; empty where it is."""
        response = exchange.response
        if response is None:
            self.unanswered += 1
            why = exchange.failure.message if exchange.failure else "no response was recorded"
            return f"no response came: {why}"
        status = response.status
        if status in BUSY:
            self.busy += 1
            return f"{status} is what a busy server or a gateway answers"
        if self._documents(operation, status):
            page = apis.is_page(response.body) and not _documents_pages(operation)
            return "a page in HTML came in place of the answer" if page else ""
        if status in _ERRORS and not exchange.request.defect:
            return ""
        if status in _OK and status != _PARTIAL and not exchange.request.defect:
            return ""
        return f"{status} may come of the client's mistake or from a gateway"

    def _documents(self, operation: Operation, status: int) -> bool:
        known = {str(one).upper() for one in operation.raw["responses"]}
        return bool(known & {str(status), f"{status // 100}XX"}) or (
            "DEFAULT" in known and status in (*_OK, *_REFUSALS, *_ERRORS)
        )

    def _check(self, seen: Seen) -> None:
        """Hold an exchange to its operation, and to what the API says of every exchange."""
        if seen.exchange.request.defect and seen.status not in _REFUSALS:
            return
        operation = seen.exchange.request.operation or ""
        checked = self._oracle(operation).check(seen.exchange)
        if seen.whole:
            said = self.api.rules(seen.exchange)
            checked = Checked(checked.upheld + said.upheld, checked.findings + said.findings)
        status = f"{self.spec.prefix}-{operation}-STATUS"
        for requirement in checked.upheld:
            if self._counts(requirement, seen, status):
                self.accounts.passed(EXCHANGES, requirement, (seen.id,))
        for finding in checked.findings:
            if self._counts(finding.requirement, seen, status):
                self._accuse(seen, finding)

    def _counts(self, requirement: str, seen: Seen, status: str) -> bool:
        """Whether a requirement is claimed, and can be judged by what is known of the answer."""
        known = self.spec.catalogue.requirements[requirement]
        return (seen.whole or requirement == status) and self.target.claims(known.feature)

    def _accuse(self, seen: Seen, finding: Finding) -> None:
        if seen.status in _ERRORS:
            self.accounts.seen_once(EXCHANGES, finding)
        else:
            self.accounts.broken(EXCHANGES, finding)


_KINDS = 200
_NAMED = 8


def _listed(counter: Counter[str]) -> str:
    """The commonest kinds with their numbers."""
    named = [f"{kind} ({count:,})" for kind, count in counter.most_common(_NAMED)]
    more = len(counter) - len(named)
    return "; ".join([*named, *([f"{more:,} more kinds"] if more else [])])


def _count(counter: Counter[str], kind: str) -> None:
    """Count one more of a kind; of very many kinds the first ones by name, the rest together."""
    counter[kind if kind in counter or len(counter) < _KINDS else "others"] += 1


def _documents_pages(operation: Operation) -> bool:
    """Whether an operation is answered with HTML by its document."""
    return any("html" in str(one) for one in operation.raw["responses"].values())
