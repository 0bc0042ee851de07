"""Faults in lists: size, from, joined pages, count, order and defaults, in each list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from contracts.reference.genesys_udm.faults._registry import fault, made
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown

LISTS = {
    "historyV10": "listHistoryV10",
    "jobsV10": "listJobsV10",
    "filesV10": "listFileMetadatasV10",
    "historyV4": "listHistoryV4",
    "jobsV4": "listJobsV4",
    "filesV3": "listFileMetadatasV3",
}


class OfList(Udm):
    """One list that is at fault."""

    operation: ClassVar[str] = ""

    def concerns(self, call: Call) -> bool:
        """Whether the list that is asked for is the one at fault."""
        return call.operation.id == self.operation


class _LastItemLost(OfList):
    """The last page of several lacks its last item, where there is no filter."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        page = super().window(listing, items)
        last = 0 < listing.begin < len(items) <= listing.begin + listing.size
        concerned = not listing.contains and self.concerns(listing.call)
        return page[:-1] if last and len(page) > 1 and concerned else page


class _FromOfNext(OfList):
    """A page says where the next one begins."""

    def paged(self, listing: Listing, items: Sequence[Shown]) -> Shown:
        page = super().paged(listing, items)
        begins = listing.begin + len(items) * self.concerns(listing.call)
        return {**page, "from": begins}


class _OrderOfPage(OfList):
    """Only the page is ordered, not the list, where the order is to ascend."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        if not self.concerns(listing.call) or listing.descending or not listing.order_field:
            return super().ordered(listing, items)
        mixed = items[1::2] + items[::2]
        page = mixed[listing.begin : listing.begin + listing.size]
        rest = mixed[: listing.begin], mixed[listing.begin + listing.size :]
        return [*rest[0], *super().ordered(listing, page), *rest[1]]


class _ForeignUnordered(OfList):
    """Texts beyond ASCII come first, those first that are longest."""

    def sort_key(self, listing: Listing, name: str, value: Any) -> Any:
        if isinstance(value, str) and not value.isascii() and self.concerns(listing.call):
            return (-1, 0, f"{-len(value):03}{value[::-1]}")
        return super().sort_key(listing, name, value)


def _enter() -> None:
    for name, identifier, what, kind, mixin in (
        *((name, "last-item-lost", "JOIN", "wrong-value", _LastItemLost) for name in LISTS),
        ("historyV10", "order-of-page", "ASC", "wrong-order", _OrderOfPage),
        ("historyV10", "from-of-next", "AT", "wrong-value", _FromOfNext),
        ("historyV4", "foreign-unordered", "ASC", "wrong-order", _ForeignUnordered),
    ):
        fault(
            f"{name}-{identifier}",
            violates=f"UDM-LIST-{name}-{what}",
            kind=kind,
            related="UDM-LIST-historyV4-DESC" if mixin is _ForeignUnordered else "",
        )(made(mixin, f"{LISTS[name]}: {mixin.__doc__}", operation=LISTS[name]))


_enter()
