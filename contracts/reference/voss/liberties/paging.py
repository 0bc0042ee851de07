"""Liberties in paging."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.listing import DEFAULT_LIMIT, MAXIMUM_LIMIT, Listing
from contracts.reference.voss.request import Headers, refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_UNKNOWN_TOTAL = 999999999


@liberty("pagination-three-members")
class _ThreeMembers(Voss):
    """The pagination object has skip, limit and total only."""

    def pagination(self, listing: Listing, found: Sequence[Instance]) -> dict[str, Any]:
        pagination = super().pagination(listing, found)
        return {name: pagination[name] for name in ("skip", "limit", "total")}


@liberty("limit-refused", ambiguity="VOSS-AMB-11", choice="limit")
class _LimitRefused(Voss):
    """A limit above 2000 is refused."""

    def limit_out_of_range(self, given: str) -> int:
        refuse(400, f"limit={given} is not from 1 to {MAXIMUM_LIMIT}")


@liberty("limit-default", ambiguity="VOSS-AMB-11", choice="limit")
class _LimitDefault(Voss):
    """In place of a limit that is out of range the default is used."""

    def limit_out_of_range(self, given: str) -> int:  # noqa: ARG002
        return DEFAULT_LIMIT


@liberty("limit-nearest", ambiguity="VOSS-AMB-11", choice="limit")
class _LimitNearest(Voss):
    """In place of a limit that is out of range the nearest one in range is used."""

    def limit_out_of_range(self, given: str) -> int:
        try:
            return max(1, min(int(given), MAXIMUM_LIMIT))
        except ValueError:
            return DEFAULT_LIMIT


@liberty("skip-nonsense-0", ambiguity="VOSS-AMB-11")
class _SkipNonsense0(Voss):
    """In place of a skip that is no offset 0 is used."""

    def skip_out_of_range(self, given: str) -> int:  # noqa: ARG002
        return 0


@liberty("range-206", ambiguity="VOSS-AMB-20")
class _Range206(Voss):
    """A list that a Range header asked for has status 206."""

    def list_status(self, listing: Listing) -> int:
        return 206 if listing.ranged else super().list_status(listing)


@liberty("content-range-absent", ambiguity="VOSS-AMB-20", choice="content-range")
class _ContentRangeAbsent(Voss):
    """There is no Content-Range."""

    def range_headers(self, listing: Listing, total: int, returned: int) -> Headers:  # noqa: ARG002
        return []


@liberty("content-range-unknown-total", ambiguity="VOSS-AMB-20", choice="content-range")
class _ContentRangeUnknownTotal(Voss):
    """The total in Content-Range is 999999999."""

    def range_headers(self, listing: Listing, total: int, returned: int) -> Headers:  # noqa: ARG002
        return super().range_headers(listing, _UNKNOWN_TOTAL, returned)


@liberty("content-range-end-as-asked", ambiguity="VOSS-AMB-20", choice="content-range")
class _ContentRangeEndAsAsked(Voss):
    """The end in Content-Range is the one asked for, also past the end of the list."""

    def range_headers(self, listing: Listing, total: int, returned: int) -> Headers:  # noqa: ARG002
        return super().range_headers(listing, total, listing.limit)


@liberty("content-range-always", ambiguity="VOSS-AMB-20", choice="content-range")
class _ContentRangeAlways(Voss):
    """Every list has a Content-Range."""

    def range_headers(self, listing: Listing, total: int, returned: int) -> Headers:
        last = listing.skip + returned - 1
        text = f"items {listing.skip}-{last}/{total}" if returned else f"items */{total}"
        return [(b"content-range", text.encode())]
