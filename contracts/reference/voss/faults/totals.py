"""Faults in the pagination object: VOSS-PAGE-01, -02 and -13 to -16; VOSS-LIST-01."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

Found = Sequence[Instance]


class _Total(Voss):
    def said(self, listing: Listing, total: int) -> int:
        raise NotImplementedError

    def total(self, listing: Listing, found: Found) -> int:
        return self.said(listing, super().total(listing, found))


_TOTALS = "VOSS-PAGE-16 VOSS-FILTER-16"


@fault("total-of-page", violates="VOSS-PAGE-13", kind="wrong-value", related=_TOTALS)
class _TotalOfPage(_Total):
    """The total is the number of resources in the page."""

    def said(self, listing: Listing, total: int) -> int:
        return max(0, min(listing.limit, total - listing.skip))


@fault("total-less-skip", violates="VOSS-PAGE-13", kind="only-sometimes", related=_TOTALS)
class _TotalLessSkip(_Total):
    """The total changes with skip: what was skipped is not counted."""

    def said(self, listing: Listing, total: int) -> int:
        return max(0, total - listing.skip)


@fault("total-of-system", violates="VOSS-PAGE-13", kind="wrong-value", related=_TOTALS)
class _TotalOfSystem(_Total):
    """The total is that of the whole system, whichever node the list is from."""

    def said(self, listing: Listing, total: int) -> int:
        return total if listing.sets else len(self.store.table(listing.model))


@fault("count-false-page", violates="VOSS-PAGE-14", kind="wrong-value")
class _CountFalsePage(Voss):
    """With count=false the total is the number of resources in the page."""

    def pagination(self, listing: Listing, found: Found) -> dict[str, Any]:
        said = super().pagination(listing, found)
        page = len(self.window(listing, found))
        return said if listing.count else {**said, "total": page}


class _Uncounted(Voss):
    """Without counting, other resources are listed."""

    def others(self, listing: Listing, found: Found) -> Found:
        raise NotImplementedError

    def window(self, listing: Listing, found: Found) -> Found:
        return super().window(listing, found if listing.count else self.others(listing, found))


@fault("count-false-unsorted", violates="VOSS-PAGE-15", kind="wrong-value")
class _CountFalseUnsorted(_Uncounted):
    """With count=false the list is in no order."""

    def others(self, listing: Listing, found: Found) -> Found:  # noqa: ARG002
        return sorted(found, key=lambda one: one.pkid)


@fault("count-false-cut", violates="VOSS-PAGE-15", kind="only-sometimes")
class _CountFalseCut(_Uncounted):
    """With count=false the last resource of the list is missing."""

    def others(self, listing: Listing, found: Found) -> Found:
        return found[:-1] if len(found) <= listing.skip + listing.limit else found[1:]


class _Listed(Voss):
    """The resources of a list are not as they should be."""

    def changed(self, resources: list[dict[str, Any]]) -> Any:
        raise NotImplementedError

    def list_body(self, listing: Listing, found: Found, resources: Found) -> dict[str, Any]:
        body = super().list_body(listing, found, resources)
        return {**body, "resources": self.changed(body["resources"])}


@fault("resources-by-pkid", violates="VOSS-LIST-01", kind="wrong-value", related="VOSS-LIST-02")
class _ResourcesByPkid(_Listed):
    """resources is an object with the pkids as names."""

    def changed(self, resources: list[dict[str, Any]]) -> Any:
        return {one["meta"]["pkid"]: one for one in resources}


@fault("resources-flat", violates="VOSS-LIST-01", kind="wrong-value", related="VOSS-LIST-02")
class _ResourcesFlat(_Listed):
    """The data of listed resources stand beside their meta."""

    def changed(self, resources: list[dict[str, Any]]) -> Any:
        return [{"meta": one["meta"], **one["data"]} for one in resources]
