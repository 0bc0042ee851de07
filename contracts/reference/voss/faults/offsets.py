"""Faults with skip, and with pages: VOSS-PAGE-03, -04, -09 and -10."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

Found = Sequence[Instance]
_SKIPS = "VOSS-PAGE-09 VOSS-PAGE-10 VOSS-FILTER-16 VOSS-TRANS-03"


@fault("skip-counts-pages", violates="VOSS-PAGE-03", kind="wrong-value", related=_SKIPS)
class _SkipCountsPages(Voss):
    """skip counts pages, and not resources."""

    def begin(self, listing: Listing) -> int:
        return listing.skip if listing.ranged else listing.skip * listing.limit


@fault("skip-default-last", violates="VOSS-PAGE-04", kind="wrong-default")
class _SkipDefaultLast(Voss):
    """Without skip the list goes on where the list before it ended."""

    ended = 0

    def begin(self, listing: Listing) -> int:
        begin = listing.skip if listing.ranged or listing.call.one("skip") else self.ended
        self.ended = (begin + listing.limit) % 7
        return begin


@fault("pages-unstable", violates="VOSS-PAGE-19", kind="only-sometimes", related="VOSS-PAGE-03")
class _PagesUnstable(Voss):
    """On later pages equals stand in another order, so that some come again and some never."""

    def window(self, listing: Listing, found: Found) -> Found:
        if not listing.skip or listing.ranged:
            return super().window(listing, found)
        turned = self.ordered(list(found)[::-1], listing.order_by, listing.direction)
        return super().window(listing, turned)


@fault("past-the-end-last", violates="VOSS-PAGE-10", kind="wrong-value", related="VOSS-PAGE-13")
class _PastTheEndLast(Voss):
    """Past the end the last resource is listed."""

    def window(self, listing: Listing, found: Found) -> Found:
        return super().window(listing, found) or found[-1:]


@fault("past-the-end-again", violates="VOSS-PAGE-10", kind="wrong-value", related="VOSS-PAGE-13")
class _PastTheEndAgain(Voss):
    """Past its end the list begins again."""

    def window(self, listing: Listing, found: Found) -> Found:
        return super().window(listing, found) or found[: listing.limit]
