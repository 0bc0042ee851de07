"""Faults with skip, and with pages: VOSS-PAGE-03, -04, -09 and -10."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.reference.voss.faults._registry import Cut, fault
from contracts.reference.voss.listing import DEFAULT_LIMIT, Listing
from contracts.reference.voss.request import refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

Found = Sequence[Instance]
_SKIPS = "VOSS-PAGE-09 VOSS-PAGE-10 VOSS-FILTER-16 VOSS-TRANS-03"


@fault("skip-ignored", violates="VOSS-PAGE-03", kind="omitted", related=_SKIPS)
class _SkipIgnored(Cut):
    """skip is not read."""

    def begin(self, listing: Listing) -> int:
        return listing.skip if listing.ranged else 0


@fault("skip-off-by-one", violates="VOSS-PAGE-03", kind="off-by-one", related=_SKIPS)
class _SkipOffByOne(Cut):
    """skip=n begins with the nth resource, so that one comes twice."""

    def begin(self, listing: Listing) -> int:
        return listing.skip if listing.ranged else max(0, listing.skip - 1)


@fault(
    "skip-wrong-beyond-50",
    violates="VOSS-PAGE-03",
    kind="only-sometimes",
    related=f"{_SKIPS} VOSS-PAGE-13",
)
class _SkipWrongBeyond50(Cut):
    """From an offset of 50 on a resource is lost."""

    def begin(self, listing: Listing) -> int:
        lost = not listing.ranged and listing.skip >= DEFAULT_LIMIT
        return listing.skip + lost


@fault(
    "skip-short-beyond-50",
    violates="VOSS-PAGE-03",
    kind="off-by-one",
    related=f"{_SKIPS} VOSS-PAGE-13 VOSS-PAGE-19",
)
class _SkipShortBeyond50(Cut):
    """From an offset of 50 on a resource comes twice."""

    def begin(self, listing: Listing) -> int:
        twice = not listing.ranged and listing.skip >= DEFAULT_LIMIT
        return listing.skip - twice


@fault("skip-counts-pages", violates="VOSS-PAGE-03", kind="wrong-value", related=_SKIPS)
class _SkipCountsPages(Cut):
    """skip counts pages, and not resources."""

    def begin(self, listing: Listing) -> int:
        return listing.skip if listing.ranged else listing.skip * listing.limit


@fault(
    "skip-ignored-when-sorted",
    violates="VOSS-PAGE-03",
    kind="only-sometimes",
    related=f"{_SKIPS} VOSS-LIST-03",
)
class _SkipIgnoredWhenSorted(Cut):
    """skip is not read where order_by is given."""

    def begin(self, listing: Listing) -> int:
        return 0 if listing.call.one("order_by") else listing.skip


@fault(
    "skip-default-1",
    violates="VOSS-PAGE-04",
    kind="wrong-default",
    related="VOSS-PAGE-02 VOSS-FILTER-01 VOSS-FILTER-12 VOSS-FILTER-13 VOSS-FILTER-23",
)
class _SkipDefault1(Voss):
    """Without skip a list begins with the second resource."""

    def default_skip(self) -> int:
        return 1


@fault("skip-default-wrong-with-limit", violates="VOSS-PAGE-04", kind="only-sometimes")
class _SkipDefaultWrongWithLimit(Cut):
    """Without skip, but with a limit, a list begins with the second resource."""

    def begin(self, listing: Listing) -> int:
        call = listing.call
        moved = call.one("limit") and not call.one("skip") and not listing.ranged
        return listing.skip + bool(moved)


@fault("skip-default-last", violates="VOSS-PAGE-04", kind="wrong-default")
class _SkipDefaultLast(Cut):
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


@fault(
    "pages-gap",
    violates="VOSS-PAGE-09",
    kind="omitted",
    related="VOSS-PAGE-03 VOSS-TRANS-03",
)
class _PagesGap(Cut):
    """Between two pages of less than ten resources one is lost."""

    def begin(self, listing: Listing) -> int:
        lost = listing.skip and listing.limit < 10 and not listing.ranged  # noqa: PLR2004
        return listing.skip + bool(lost)


@fault("pages-odd-overlap", violates="VOSS-PAGE-09", kind="off-by-one", related="VOSS-PAGE-03")
class _PagesOddOverlap(Cut):
    """Pages with an odd limit repeat the last resource of the page before."""

    def begin(self, listing: Listing) -> int:
        repeats = listing.skip and listing.limit % 2 and not listing.ranged
        return listing.skip - bool(repeats)


@fault("past-the-end-last", violates="VOSS-PAGE-10", kind="wrong-value")
class _PastTheEndLast(Voss):
    """Past the end the last resource is listed."""

    def window(self, listing: Listing, found: Found) -> Found:
        return super().window(listing, found) or found[-1:]


@fault("past-the-end-again", violates="VOSS-PAGE-10", kind="wrong-value", related="VOSS-PAGE-13")
class _PastTheEndAgain(Cut):
    """Past its end the list begins again."""

    def window(self, listing: Listing, found: Found) -> Found:
        return super().window(listing, found) or found[: listing.limit]


@fault(
    "past-the-end-500",
    violates="VOSS-PAGE-10",
    kind="breaks-down",
    related="VOSS-listResources-STATUS",
)
class _PastTheEnd500(Voss):
    """An offset past the end is an internal error."""

    def window(self, listing: Listing, found: Found) -> Found:
        if listing.skip > len(found):
            refuse(500, "internal error")
        return super().window(listing, found)
