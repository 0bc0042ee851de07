"""Faults in ordering: VOSS-ORDER-01 to -04."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_SORTED = "VOSS-LIST-03 VOSS-FILTER-17"


@fault(
    "order-last-ignored",
    violates="VOSS-ORDER-01",
    kind="only-sometimes",
    related=f"{_SORTED} VOSS-LIST-03",
)
class _OrderLastIgnored(Voss):
    """Lists are not sorted by the last summary attribute."""

    def order_by(self, call: Call, model: Model) -> str:
        given = super().order_by(call, model)
        return model.summary[0] if given == model.summary[-1] else given


@fault("order-by-length", violates="VOSS-ORDER-01", kind="wrong-value", related=_SORTED)
class _OrderByLength(Voss):
    """Where order_by is given, lists are sorted by the lengths of texts."""

    def arranged(self, listing: Listing) -> Sequence[Instance]:
        found = super().arranged(listing)
        if not listing.call.one("order_by"):
            return found
        turned = listing.direction == "desc"
        name = listing.order_by
        return sorted(found, key=lambda one: len(self.sort_value(one, name)), reverse=turned)


@fault(
    "order-within-page",
    violates="VOSS-ORDER-01",
    kind="only-sometimes",
    related=f"{_SORTED} VOSS-ORDER-02",
)
class _OrderWithinPage(Voss):
    """A list is cut first, and then each page is sorted by order_by."""

    def arranged(self, listing: Listing) -> Sequence[Instance]:
        if not listing.call.one("order_by"):
            return super().arranged(listing)
        return self.scope(listing.model, listing.node, listing.traversal)

    def window(self, listing: Listing, found: Sequence[Instance]) -> Sequence[Instance]:
        page = super().window(listing, found)
        if not listing.call.one("order_by"):
            return page
        return self.ordered(list(page), listing.order_by, listing.direction)


@fault("order-by-first-letter", violates="VOSS-ORDER-01", kind="only-sometimes", related=_SORTED)
class _OrderByFirstLetter(Voss):
    """Where order_by is given, only the first letters of texts count."""

    def arranged(self, listing: Listing) -> Sequence[Instance]:
        if not listing.call.one("order_by"):
            return super().arranged(listing)
        found = self.scope(listing.model, listing.node, listing.traversal)
        turned = listing.direction == "desc"
        name = listing.order_by

        def letter(one: Instance) -> str:
            return self.sort_value(one, name)[:1].casefold()

        return sorted(found, key=letter, reverse=turned)


@fault(
    "direction-ignored-for-one", violates="VOSS-ORDER-02", kind="only-sometimes", related=_SORTED
)
class _DirectionIgnoredForOne(Voss):
    """direction is not read for the second summary attribute."""

    def listing(self, call: Call, model: Model) -> Listing:
        listing = super().listing(call, model)
        if listing.order_by == model.summary[1]:
            listing.direction = "asc"
        return listing


@fault(
    "direction-of-page",
    violates="VOSS-ORDER-02",
    kind="only-sometimes",
    related=f"{_SORTED} VOSS-PAGE-03",
)
class _DirectionOfPage(Voss):
    """direction=desc turns each page round, and not the list."""

    def arranged(self, listing: Listing) -> Sequence[Instance]:
        found = self.scope(listing.model, listing.node, listing.traversal)
        return self.ordered(found, listing.order_by, "asc")

    def window(self, listing: Listing, found: Sequence[Instance]) -> Sequence[Instance]:
        page = super().window(listing, found)
        return page[::-1] if listing.direction == "desc" else page


@fault("order-default-made", violates="VOSS-ORDER-04", kind="wrong-default")
class _OrderDefaultMade(Voss):
    """Without order_by a list is in the order of the resources' making."""

    def arranged(self, listing: Listing) -> Sequence[Instance]:
        if listing.call.one("order_by"):
            return super().arranged(listing)
        found = self.scope(listing.model, listing.node, listing.traversal)
        return found[::-1] if listing.direction == "desc" else found


@fault(
    "order-default-pkid", violates="VOSS-ORDER-04", kind="wrong-default", related="VOSS-ORDER-06"
)
class _OrderDefaultPkid(Voss):
    """Without order_by a list is sorted by pkid."""

    def arranged(self, listing: Listing) -> Sequence[Instance]:
        found = super().arranged(listing)
        return found if listing.call.one("order_by") else sorted(found, key=lambda one: one.pkid)
