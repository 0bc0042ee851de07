"""Refusals that documents ask for, beside requests of the same kind that were accepted.

A refusal counts only where the same operation accepted another request in the same traffic: a
server that refuses everything, and a gateway in front of it, earn nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_OK = range(200, 400)


class Case(NamedTuple):
    """A request that has to be refused with one of `codes`, by `requirement`.

    With `accuses` a success breaks the requirement; else it may have had its reasons.
    """

    requirement: str
    codes: Collection[int]
    what: str
    accuses: bool = True


class Refusals(Saying):
    """Collects refusals, and controls for them."""

    name = "refusals"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._accepted: set[str] = set()
        self._refused: dict[str, tuple[str, Seen]] = {}

    def cases(self, seen: Seen) -> Iterable[Case]:
        """The cases that a request is one of."""
        raise NotImplementedError

    def succeeded(self, seen: Seen) -> bool:
        """Whether a request was carried out."""
        return seen.status in _OK

    def refused(self, seen: Seen, case: Case) -> bool:
        """Whether a request was refused as the document says."""
        return seen.status in case.codes

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        if not seen.status:
            return
        operation = seen.exchange.request.operation or ""
        found = list(self.cases(seen))
        if not found and not seen.problems and self.succeeded(seen):
            self._accepted.add(operation)
        for case in found:
            if self.refused(seen, case):
                self._refused.setdefault(case.requirement, (operation, seen))
            elif self.succeeded(seen) and case.accuses:
                text = f"{case.what} was not refused"
                expected = " or ".join(map(str, sorted(case.codes)))
                self.breaks(case.requirement, text, seen, expected=expected, observed=seen.status)

    def end(self, accounts: Accounts) -> None:
        """Count the refusals that have a control."""
        self.listen(accounts)
        for requirement, (operation, seen) in self._refused.items():
            if operation in self._accepted:
                self.passes(requirement, seen)


def lacking(body: Mapping[str, object], member: str) -> bool:
    """Whether a body lacks a member, which may stand in another one (`jobParams.type`)."""
    found: object = body
    for name in member.split("."):
        if not isinstance(found, Mapping):
            return False
        if name not in found:
            return True
        found = found[name]
    return False
