"""Faults in lists: size, from, joined pages, count, order and defaults, in each list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from contracts.reference.genesys_udm.faults._registry import fault, made
from contracts.reference.genesys_udm.listing import EVERYTHING, Listing
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


class _OneTooMany(OfList):
    """A page has one item more than it should."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        more = self.concerns(listing.call) and listing.size < EVERYTHING
        return items[listing.begin : listing.begin + listing.size + more]


class _SizeOnFirstPage(OfList):
    """A page that does not begin at 0 is not cut."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        if self.concerns(listing.call) and listing.begin:
            return items[listing.begin :]
        return super().window(listing, items)


class _FromOne(OfList):
    """from counts from 1."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        if self.concerns(listing.call) and listing.begin:
            listing.begin -= 1
        return super().window(listing, items)


class _FromIgnored(OfList):
    """from is not read."""

    def number(self, call: Call, name: str, default: int) -> int:
        return 0 if name == "from" and self.concerns(call) else super().number(call, name, default)


class _FromNeedsSize(OfList):
    """from is not read where size is not given."""

    def number(self, call: Call, name: str, default: int) -> int:
        unread = name == "from" and not call.one("size") and self.concerns(call)
        return 0 if unread else super().number(call, name, default)


class _LastItemLost(OfList):
    """The last page of several lacks its last item, where there is no filter."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        page = super().window(listing, items)
        last = 0 < listing.begin < len(items) <= listing.begin + listing.size
        concerned = not listing.contains and self.concerns(listing.call)
        return page[:-1] if last and len(page) > 1 and concerned else page


class _FromAlwaysZero(OfList):
    """A page says that it begins at 0, wherever it does."""

    def paged(self, listing: Listing, items: Sequence[Shown]) -> Shown:
        page = super().paged(listing, items)
        return {**page, "from": 0} if self.concerns(listing.call) else page


class _FromOfNext(OfList):
    """A page says where the next one begins."""

    def paged(self, listing: Listing, items: Sequence[Shown]) -> Shown:
        page = super().paged(listing, items)
        begins = listing.begin + len(items) * self.concerns(listing.call)
        return {**page, "from": begins}


class _CountNothing(OfList):
    """count is 0 on pages that do not begin at 0."""

    def paged(self, listing: Listing, items: Sequence[Shown]) -> Shown:
        page = super().paged(listing, items)
        return {**page, "count": 0} if listing.begin and self.concerns(listing.call) else page


class _CountOneLess(OfList):
    """count is one less than it should be where the whole list is given."""

    def paged(self, listing: Listing, items: Sequence[Shown]) -> Shown:
        page = super().paged(listing, items)
        whole = len(items) == listing.found and self.concerns(listing.call)
        return {**page, "count": listing.found - 1} if whole else page


class _Unordered(OfList):
    """orderField is not read where the order is to ascend."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        if self.concerns(listing.call) and listing.order_field and not listing.descending:
            return items[1::2] + items[::2]
        return super().ordered(listing, items)


class _OrderOfPage(OfList):
    """Only the page is ordered, not the list, where the order is to ascend."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        if not self.concerns(listing.call) or listing.descending or not listing.order_field:
            return super().ordered(listing, items)
        mixed = items[1::2] + items[::2]
        page = mixed[listing.begin : listing.begin + listing.size]
        rest = mixed[: listing.begin], mixed[listing.begin + listing.size :]
        return [*rest[0], *super().ordered(listing, page), *rest[1]]


class _NeverDescending(OfList):
    """descAsc=true is not read."""

    def descending(self, call: Call) -> bool:
        return super().descending(call) and not self.concerns(call)


class _DescendingUnordered(OfList):
    """With descAsc=true the default order is turned round, whatever orderField says."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        if self.concerns(listing.call) and listing.descending:
            listing.order_field = self.default_order(listing)
        return super().ordered(listing, items)


class _CutAtTwenty(OfList):
    """Without size the list is cut after 20 items."""

    def number(self, call: Call, name: str, default: int) -> int:
        short = name == "size" and self.concerns(call)
        return super().number(call, name, 20 if short else default)


class _BeginsAtOne(OfList):
    """Without from the list begins at its second item."""

    def number(self, call: Call, name: str, default: int) -> int:
        late = name == "from" and self.concerns(call)
        return super().number(call, name, 1 if late else default)


class _FromUnfiltered(OfList):
    """from is not read where the list is filtered."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        if self.concerns(listing.call) and listing.contains:
            return items[: listing.size]
        return super().window(listing, items)


class _FromAscending(OfList):
    """from is not read where the list descends."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        if self.concerns(listing.call) and listing.descending:
            return items[: listing.size]
        return super().window(listing, items)


class _SizeAscending(OfList):
    """size is not read where a filtered list descends."""

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        if self.concerns(listing.call) and listing.descending and listing.contains:
            return items[listing.begin :]
        return super().window(listing, items)


class _DescendingUnfiltered(OfList):
    """A filtered list does not descend."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        if self.concerns(listing.call) and listing.contains:
            listing.descending = False
        return super().ordered(listing, items)


class _FieldUnread(OfList):
    """orderField is not read."""

    def listing(self, call: Call) -> Listing:
        found = super().listing(call)
        if self.concerns(call):
            found.order_field = ""
        return found


class _NumbersAsTexts(OfList):
    """Numbers are ordered as texts."""

    def sort_key(self, listing: Listing, name: str, value: Any) -> Any:
        shown = str(value) if isinstance(value, int) and self.concerns(listing.call) else value
        return super().sort_key(listing, name, shown)


class _ForeignUnordered(OfList):
    """Texts beyond ASCII come first, those first that are longest."""

    def sort_key(self, listing: Listing, name: str, value: Any) -> Any:
        if isinstance(value, str) and not value.isascii() and self.concerns(listing.call):
            return (-1, 0, f"{-len(value):03}{value[::-1]}")
        return super().sort_key(listing, name, value)


_PLAIN: tuple[tuple[str, str, str, type, str], ...] = (
    ("one-too-many", "SIZE", "wrong-value", _OneTooMany, "JOIN"),
    ("from-counts-from-1", "FROM", "wrong-value", _FromOne, "JOIN AT"),
    ("from-always-0", "AT", "wrong-value", _FromAlwaysZero, ""),
    ("last-item-lost", "JOIN", "wrong-value", _LastItemLost, ""),
    ("count-nothing", "COUNT", "wrong-value", _CountNothing, ""),
    ("unordered", "ASC", "wrong-order", _Unordered, ""),
    ("never-descending", "DESC", "wrong-order", _NeverDescending, ""),
)
_SUBTLE: dict[str, tuple[tuple[str, str, str, type, str], ...]] = {
    "historyV10": (
        ("size-on-first-page-only", "SIZE", "wrong-value", _SizeOnFirstPage, "JOIN"),
        ("from-ignored", "FROM", "wrong-value", _FromIgnored, "JOIN AT"),
        ("order-of-page", "ASC", "wrong-order", _OrderOfPage, ""),
        ("from-of-next", "AT", "wrong-value", _FromOfNext, ""),
    ),
    "jobsV10": (("descending-unordered", "DESC", "wrong-order", _DescendingUnordered, ""),),
    "filesV10": (
        ("count-one-less", "COUNT", "wrong-value", _CountOneLess, ""),
        ("from-ascending", "FROM", "wrong-value", _FromAscending, ""),
    ),
    "jobsV4": (
        ("from-ignored", "FROM", "wrong-value", _FromIgnored, "JOIN AT"),
        ("from-needs-size", "FROM", "wrong-value", _FromNeedsSize, ""),
        ("cut-at-20", "DEFAULT", "wrong-default", _CutAtTwenty, ""),
        ("begins-at-1", "DEFAULT", "wrong-default", _BeginsAtOne, ""),
        ("field-unread", "ASC", "wrong-order", _FieldUnread, "DESC"),
        ("from-unfiltered", "FROM", "wrong-value", _FromUnfiltered, ""),
    ),
    "historyV4": (
        ("begins-at-1", "DEFAULT", "wrong-default", _BeginsAtOne, ""),
        ("numbers-as-texts", "ASC", "wrong-order", _NumbersAsTexts, "DESC"),
        ("foreign-unordered", "ASC", "wrong-order", _ForeignUnordered, "DESC"),
        ("size-ascending", "SIZE", "wrong-value", _SizeAscending, ""),
    ),
    "filesV3": (
        ("cut-at-20", "DEFAULT", "wrong-default", _CutAtTwenty, ""),
        ("size-on-first-page-only", "SIZE", "wrong-value", _SizeOnFirstPage, "JOIN"),
        ("descending-unfiltered", "DESC", "wrong-order", _DescendingUnfiltered, ""),
    ),
}


def _enter() -> None:
    for name, operation in LISTS.items():
        for identifier, what, kind, mixin, related in (*_PLAIN, *_SUBTLE[name]):
            summary = f"{operation}: {(mixin.__doc__ or '').strip()}"
            others: Any = " ".join(f"UDM-LIST-{name}-{one}" for one in related.split())
            fault(
                f"{name}-{identifier}",
                violates=f"UDM-LIST-{name}-{what}",
                kind=kind,
                related=others,
            )(made(mixin, summary, operation=operation))


_enter()


@fault(
    "historyV4-cut-at-100",
    violates="UDM-LIST-historyV4-DEFAULT",
    kind="wrong-default",
    related="UDM-FILTER-historyV4-title UDM-FILTER-historyV4-fileName UDM-FILTER-historyV4-type"
    " UDM-FILTER-historyV4-status",
)
class _CutAtHundred(OfList):
    """listHistoryV4: The list is cut after 100 items, with the greatest size too."""

    operation = "listHistoryV4"

    def number(self, call: Call, name: str, default: int) -> int:
        found = super().number(call, name, default)
        return 100 if name == "size" and self.concerns(call) and found == EVERYTHING else found
