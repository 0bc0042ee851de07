"""Where the faults enter themselves, and what several of them need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.seeding import Fault, seeded
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.request import Call, Reply
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)


class Rewritten(Voss):
    """A server whose JSON answers are changed before they are written."""

    def json(self, call: Call, status: int, value: Any) -> Reply:
        """A reply with a JSON body, other than it should be."""
        return super().json(call, status, self.rewritten(call, value))

    def rewritten(self, call: Call, value: dict[str, Any]) -> Any:
        """What is answered in place of `value`."""
        raise NotImplementedError


class Cut(Voss):
    """The window begins elsewhere, or has another size."""

    def begin(self, listing: Listing) -> int:
        """The offset."""
        return listing.skip

    def size(self, listing: Listing) -> int:
        """The most resources to return."""
        return listing.limit

    def window(self, listing: Listing, found: Sequence[Instance]) -> Sequence[Instance]:
        """The part of the list that is returned."""
        begin = self.begin(listing)
        return found[begin : begin + self.size(listing)]
