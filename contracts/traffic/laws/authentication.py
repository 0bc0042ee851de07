"""Authentication: an operation that needs credentials refuses those who have none.

Browsers leave credentials out of what they save unless they are asked to keep them: that a
request has none counts only in traffic that shows credentials elsewhere, and where a request with
some was accepted by the same operation.
"""

from __future__ import annotations

from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_REFUSED = 401
_OK = range(200, 300)


class Authentication(Saying):
    """The requirements `…-AUTH` that operations carry."""

    name = "authentication"

    def __init__(self, *arguments: object, prefix: str) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._prefix = prefix
        self._shows = False
        self._accepted: dict[str, Seen] = {}
        self._refused: dict[str, Seen] = {}
        self._open: dict[str, list[Seen]] = {}

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        operation = seen.operation
        if operation is None or not operation.secured or seen.problems:
            return
        headers = {name.lower() for name, _ in seen.exchange.request.headers}
        self._shows = self._shows or "authorization" in headers
        if seen.caller:
            if seen.status in _OK:
                self._accepted.setdefault(operation.id, seen)
            elif seen.status == _REFUSED:
                self._refused.setdefault(operation.id, seen)
        elif seen.status == _REFUSED:
            self._refused[operation.id] = seen
        elif seen.plain and seen.status in _OK:
            self._open.setdefault(operation.id, []).append(seen)

    def end(self, accounts: Accounts) -> None:
        """Hold what was refused, and what was not, against what was accepted."""
        self.listen(accounts)
        for operation, seen in self._refused.items():
            if operation in self._accepted:
                self.passes(f"{self._prefix}-{operation}-AUTH", seen, self._accepted[operation])
        for operation, found in self._open.items():
            required = f"{self._prefix}-{operation}-AUTH"
            if not self._shows or operation not in self._accepted:
                continue
            text = "a request without credentials is not refused"
            if len(found) > 1:
                self.breaks(required, text, *found[:2], expected="401", observed=found[0].status)
            else:
                self.doubts(required, f"{text}, once", *found)
