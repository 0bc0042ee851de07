"""Liberties in paging."""

from __future__ import annotations

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.listing import DEFAULT_LIMIT, MAXIMUM_LIMIT, Listing
from contracts.reference.voss.request import Headers
from contracts.reference.voss.server import Voss


@liberty("limit-nearest", ambiguity="VOSS-AMB-11", choice="limit")
class _LimitNearest(Voss):
    """In place of a limit that is out of range the nearest one in range is used."""

    def limit_out_of_range(self, given: str) -> int:
        try:
            return max(1, min(int(given), MAXIMUM_LIMIT))
        except ValueError:
            return DEFAULT_LIMIT


@liberty("content-range-always", ambiguity="VOSS-AMB-20", choice="content-range")
class _ContentRangeAlways(Voss):
    """Every list has a Content-Range."""

    def range_headers(self, listing: Listing, total: int, returned: int) -> Headers:
        last = listing.skip + returned - 1
        text = f"items {listing.skip}-{last}/{total}" if returned else f"items */{total}"
        return [(b"content-range", text.encode())]
