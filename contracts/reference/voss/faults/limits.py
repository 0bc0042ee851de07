"""Faults with limit: VOSS-PAGE-05 to -08 and -17."""

from __future__ import annotations

from contracts.reference.voss.faults._registry import Cut, fault
from contracts.reference.voss.listing import DEFAULT_LIMIT, Listing
from contracts.reference.voss.request import Call, refuse
from contracts.reference.voss.server import Voss

_LONGEST = 2000
_LIMITS = "VOSS-PAGE-07 VOSS-PAGE-09 VOSS-FILTER-16 VOSS-TRANS-03"


@fault(
    "limit-one-more", violates="VOSS-PAGE-05", kind="off-by-one", related=f"{_LIMITS} VOSS-PAGE-08"
)
class _LimitOneMore(Cut):
    """A list has one resource more than limit says."""

    def size(self, listing: Listing) -> int:
        return listing.limit + bool(listing.call.one("limit") and not listing.ranged)


@fault(
    "limit-one-less", violates="VOSS-PAGE-07", kind="off-by-one", related=f"{_LIMITS} VOSS-PAGE-18"
)
class _LimitOneLess(Cut):
    """A list has one resource less than limit says, if that is more than one."""

    def size(self, listing: Listing) -> int:
        less = listing.call.one("limit") and not listing.ranged
        return max(1, listing.limit - bool(less))


@fault("limit-ignored", violates="VOSS-PAGE-05", kind="omitted", related=_LIMITS)
class _LimitIgnored(Cut):
    """limit is not read."""

    def size(self, listing: Listing) -> int:
        return listing.limit if listing.ranged else DEFAULT_LIMIT


@fault("limit-ignored-descending", violates="VOSS-PAGE-05", kind="only-sometimes")
class _LimitIgnoredDescending(Cut):
    """With direction=desc limit is not read."""

    def size(self, listing: Listing) -> int:
        descending = listing.direction == "desc" and not listing.ranged
        return _LONGEST if descending else listing.limit


@fault("limit-at-least-5", violates="VOSS-PAGE-05", kind="only-sometimes", related=_LIMITS)
class _LimitAtLeast5(Cut):
    """A list has at least five resources, whatever limit says."""

    def size(self, listing: Listing) -> int:
        return listing.limit if listing.ranged else max(5, listing.limit)


class _DefaultLimit(Voss):
    """Without limit there are more resources than 50."""

    value = 2000

    def default_limit(self) -> int:
        return self.value


@fault("limit-default-2000", violates="VOSS-PAGE-06", kind="wrong-default")
class _LimitDefault2000(_DefaultLimit):
    """Without limit a list has up to 2000 resources."""


@fault("limit-default-100", violates="VOSS-PAGE-06", kind="wrong-default")
class _LimitDefault100(_DefaultLimit):
    """Without limit a list has up to 100 resources."""

    value = 100


@fault("limit-default-51", violates="VOSS-PAGE-06", kind="off-by-one")
class _LimitDefault51(_DefaultLimit):
    """Without limit a list has up to 51 resources."""

    value = 51


class _Capped(Cut):
    """No list has more resources than this."""

    cap = 0

    def size(self, listing: Listing) -> int:
        return min(listing.limit, self.cap)


@fault("limit-capped-50", violates="VOSS-PAGE-07", kind="only-sometimes", related="VOSS-PAGE-05")
class _LimitCapped50(_Capped):
    """limit is ignored above 50."""

    cap = 50


@fault("limit-capped-100", violates="VOSS-PAGE-07", kind="only-sometimes", related="VOSS-PAGE-05")
class _LimitCapped100(_Capped):
    """limit is ignored above 100."""

    cap = 100


@fault("limit-capped-1999", violates="VOSS-PAGE-07", kind="off-by-one", related="VOSS-PAGE-05")
class _LimitCapped1999(_Capped):
    """No list has more than 1999 resources."""

    cap = 1999


@fault(
    "limit-1000-refused",
    violates="VOSS-PAGE-05",
    kind="wrong-reason",
    related="VOSS-PAGE-07 VOSS-PAGE-08",
)
class _Limit1000Refused(Voss):
    """A limit above 1000 is refused."""

    def read_limit(self, call: Call) -> int:
        limit = super().read_limit(call)
        return limit if limit <= 1000 else refuse(400, "limit is at most 1000")  # noqa: PLR2004


@fault("limit-without-end", violates="VOSS-PAGE-08", kind="omitted")
class _LimitWithoutEnd(Voss):
    """A limit above 2000 is honoured."""

    def limit_out_of_range(self, given: str) -> int:
        return int(given) if given.isdigit() and int(given) else super().limit_out_of_range(given)


@fault("limit-above-means-all", violates="VOSS-PAGE-08", kind="wrong-value")
class _LimitAboveMeansAll(Cut):
    """A limit above 2000 means all resources."""

    def size(self, listing: Listing) -> int:
        given = listing.call.one("limit")
        above = given.isdigit() and int(given) > self.maximum_limit()
        return 10**9 if above else listing.limit


@fault("limit-2001-honoured", violates="VOSS-PAGE-08", kind="off-by-one")
class _Limit2001Honoured(Voss):
    """The greatest limit is 2001."""

    def limit_out_of_range(self, given: str) -> int:
        return min(int(given), 2001) if given.isdigit() else super().limit_out_of_range(given)


@fault("limit-nonsense-500", violates="VOSS-PAGE-17", kind="breaks-down")
class _LimitNonsense500(Voss):
    """A limit that is no number is an internal error."""

    def limit_out_of_range(self, given: str) -> int:
        return super().limit_out_of_range(given) if given.isdigit() else refuse(500, "internal")


@fault("skip-nonsense-500", violates="VOSS-PAGE-17", kind="breaks-down")
class _SkipNonsense500(Voss):
    """A skip that is no offset is an internal error."""

    def skip_out_of_range(self, given: str) -> int:  # noqa: ARG002
        refuse(500, "internal error")


@fault(
    "limit-out-of-range-500", violates="VOSS-PAGE-17", kind="breaks-down", related="VOSS-PAGE-08"
)
class _LimitOutOfRange500(Voss):
    """A limit that is out of range is an internal error."""

    def limit_out_of_range(self, given: str) -> int:  # noqa: ARG002
        refuse(500, "internal error")
