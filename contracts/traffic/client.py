"""The judge of the client's side: the same traffic, and what a client makes of the document.

Nothing of the server is judged. A request is the client's own doing: what is wrong with it is
wrong at once, and is not looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from contracts.catalogue import Operation
from contracts.catalogue.clients import client_catalogue
from contracts.model import CLIENT_SIDE, Catalogue, Exchange, Finding, Target
from contracts.report import plural
from contracts.traffic.accounts import EXCHANGES, Accounts
from contracts.traffic.judge import TrafficJudge
from contracts.traffic.seen import Seen

_UNDOCUMENTED = ("query parameters are not documented", "a body of type")
_LATER = frozenset({429, 503})
_REFUSED = frozenset({401})
_ABSENT = frozenset({404, 410})
_CHANGES = frozenset({"PUT", "PATCH", "POST", "DELETE"})
_TOO_OFTEN = 3
"""How many refusals of the same credentials in a row are too many."""
_EARLY_S = 0.5
"""How much earlier than asked a request may come: Retry-After has whole seconds."""
_MOST_KEPT = 10_000


class ClientJudge:
    """Judges the clients of `target` by what they send. For one thread.

    It has the members of `TrafficJudge` that a recording needs; `target` and `catalogue` are those
    of the client's side.
    """

    def __init__(self, target: Target) -> None:
        self._server = TrafficJudge(target)
        self._prefix = self._server.spec.prefix
        self.catalogue: Catalogue = client_catalogue(target.api)
        self.target = msgspec.structs.replace(
            target, api=f"{target.api}{CLIENT_SIDE}", name=f"{target.name}, client side"
        )
        self.accounts = Accounts()
        self._asked: dict[str, Seen] = {}
        self._credentialed: set[tuple[str, str]] = set()
        self._gone: dict[str, Seen] = {}
        self._removed = False
        self._went_on: Seen | None = None
        self._later: dict[tuple[str, str, str], tuple[Seen, float]] = {}
        self._refusals: dict[str, list[str]] = {}

    def feed(
        self, exchange: Exchange, *, whole: bool = True, caller: str = "", user: str = ""
    ) -> Seen:
        """Judge the request of one exchange, in the order in which they were sent."""
        seen = self._server.feed(exchange, whole=whole, caller=caller, user=user)
        if not seen.place.below:
            return seen
        if seen.operation is None:
            where = f"{exchange.request.method} {seen.place.path or '/'}"
            self._breaks("PLACE", f"{where} is not documented", seen, observed=where)
            return seen
        self._passes("PLACE", seen)
        self._form(seen, seen.operation)
        self._authentication(seen, seen.operation)
        self._life(seen)
        self._patience(seen)
        self._insistence(seen)
        return seen

    @property
    def taken(self) -> int:
        """How many exchanges were taken."""
        return self._server.taken

    def end(self) -> None:
        """Say what is left to say: of credentials that never came, and of removals."""
        for operation, seen in self._asked.items():
            text = f"{operation} was asked without credentials, was refused, and not asked again"
            self._breaks(f"{operation}-AUTH", text, seen, expected="credentials", observed="none")
        if self._went_on is not None:
            self._passes("GONE", self._went_on)

    def summary(self, source: str) -> Iterator[str]:
        """Sentences about all that was taken, for a report; `source` says where it was seen."""
        judged = self._server.taken - self._server.elsewhere
        yield (
            f"Clients judged from traffic ({source}), to which nothing was added: of "
            f"{plural(self._server.taken, 'exchange')}, {judged:,} went to the API."
        )

    def needs(self) -> dict[str, str]:
        """What traffic it takes to judge each requirement."""
        found = {}
        for operation in self._server.spec.operations.values():
            text = f"no request of {operation.method} {operation.path} was seen"
            for kind in ("FORM", "EXTRA", "AUTH"):
                found[f"{self._prefix}-CLIENT-{operation.id}-{kind}"] = text
        found[f"{self._prefix}-CLIENT-GONE"] = "no change was seen after an accepted removal"
        found[f"{self._prefix}-CLIENT-RETRY"] = "no 429 or 503 with Retry-After was seen"
        found[f"{self._prefix}-CLIENT-REFUSED"] = "no credentials were refused"
        return found

    # One request

    def _form(self, seen: Seen, operation: Operation) -> None:
        extra = [one for one in seen.problems if one.startswith(_UNDOCUMENTED)]
        wrong = [one for one in seen.problems if one not in extra]
        for kind, problems in (("FORM", wrong), ("EXTRA", extra)):
            name = f"{operation.id}-{kind}"
            if problems:
                where = f"{operation.method} {operation.path}"
                self._breaks(name, f"{where}: {problems[0]}", seen, observed=problems[0])
            else:
                self._passes(name, seen)

    def _authentication(self, seen: Seen, operation: Operation) -> None:
        if not operation.secured:
            return
        headers = {name.lower() for name, _ in seen.exchange.request.headers}
        if seen.caller or "cookie" in headers:
            self._asked.pop(operation.id, None)
            self._passes(f"{operation.id}-AUTH", seen)
        elif seen.status in _REFUSED:  # a client may wait until it is asked
            self._asked.setdefault(operation.id, seen)

    # One after another

    def _life(self, seen: Seen) -> None:
        """A removal, and what is asked of the same thing after it."""
        method, path = seen.exchange.request.method, seen.place.path.rstrip("/")
        before = self._gone.get(path)
        if before is not None and method in _CHANGES and seen.status in _ABSENT:
            if method != "DELETE" or before.caller == seen.caller:
                text = f"{method} {path} came after its removal, and was answered {seen.status}"
                self._breaks("GONE", text, before, seen)
        elif seen.accepted and method in {"PUT", "POST", "PATCH"}:
            self._gone.pop(path, None)
        if self._removed and method in _CHANGES:
            self._went_on = seen  # which shows that it could have gone wrong
        if method == "DELETE" and seen.accepted and seen.place.values:
            self._removed = True
            if len(self._gone) < _MOST_KEPT:
                self._gone[path] = seen

    def _patience(self, seen: Seen) -> None:
        """A request that was to come later, and when it came."""
        exchange = seen.exchange
        key = (seen.caller, exchange.request.method, exchange.request.url)
        before = self._later.pop(key, None)
        if before is not None:
            asked, wait = before
            waited = exchange.started - (asked.exchange.started + asked.exchange.seconds)
            if waited < 0:
                pass  # it was under way already, or the clock went back
            elif waited + _EARLY_S < wait:
                text = f"sent again after {waited:.1f} s, though Retry-After said {wait:g} s"
                self._breaks(
                    "RETRY", text, asked, seen, expected=f"{wait:g} s", observed=f"{waited:.1f} s"
                )
            else:
                self._passes("RETRY", asked, seen)
        wait_s = _seconds(exchange.response.header("Retry-After") if exchange.response else None)
        if seen.status in _LATER and wait_s and len(self._later) < _MOST_KEPT:
            self._later[key] = (seen, wait_s)

    def _insistence(self, seen: Seen) -> None:
        """Credentials that are sent again though they were refused."""
        if not seen.caller or not seen.status:
            return
        if seen.status not in _REFUSED:
            if self._refusals.pop(seen.caller, None):
                self._passes("REFUSED", seen)
            return
        refused = self._refusals.setdefault(seen.caller, [])
        refused.append(seen.id)
        if len(refused) == _TOO_OFTEN:
            text = f"the same credentials were refused {_TOO_OFTEN} times in a row"
            finding = Finding(f"{self._prefix}-CLIENT-REFUSED", text, exchanges=tuple(refused))
            self.accounts.broken(EXCHANGES, finding)
        elif len(refused) == 1:
            self._passes("REFUSED", seen)

    def _passes(self, name: str, *shown: Seen) -> None:
        ids = tuple(one.id for one in shown)
        self.accounts.passed(EXCHANGES, f"{self._prefix}-CLIENT-{name}", ids)

    def _breaks(
        self, name: str, summary: str, *shown: Seen, expected: str = "", observed: str = ""
    ) -> None:
        ids = tuple(one.id for one in shown)
        requirement = f"{self._prefix}-CLIENT-{name}"
        self.accounts.broken(EXCHANGES, Finding(requirement, summary, expected, observed, ids))


def _seconds(said: str | None) -> float:
    """The seconds of a Retry-After; 0 where it gives none."""
    return float(said) if said is not None and said.strip().isdecimal() else 0.0
