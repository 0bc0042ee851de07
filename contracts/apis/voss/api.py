"""One VOSS system."""

from __future__ import annotations

from urllib.parse import urlsplit

from contracts.apis.voss.rules import check
from contracts.apis.voss.undoing import Undoing
from contracts.kit import Checked, Exchange, Request, Target


class Voss(Undoing):
    """One VOSS system, seen from one node of its hierarchy."""

    @classmethod
    def reads(cls, request: Request, target: Target) -> bool:  # noqa: ARG003 - for others
        """GET and HEAD, but for the replay of a transaction, which a GET sets off."""
        path = urlsplit(request.url).path.rstrip("/")
        return request.method in {"GET", "HEAD"} and not path.endswith("/replay")

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every exchange: a list has no more resources than its limit."""
        return check(exchange, self.spec.catalogue.requirements)
