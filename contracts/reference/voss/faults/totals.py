"""Faults in the pagination object: VOSS-PAGE-01, -02 and -13 to -16; VOSS-LIST-01."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

Found = Sequence[Instance]
_COUNTS = "VOSS-PAGE-13 VOSS-PAGE-14 VOSS-PAGE-16 VOSS-FILTER-16"


class _Pagination(Voss):
    """The pagination object is not what it should be."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:
        raise NotImplementedError

    def pagination(self, listing: Listing, found: Found) -> dict[str, Any]:
        changed: dict[str, Any] = self.changed(super().pagination(listing, found), listing)
        return changed


@fault("pagination-null", violates="VOSS-PAGE-01", kind="omitted", related=_COUNTS)
class _PaginationNull(_Pagination):
    """pagination is null."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:  # noqa: ARG002
        return None


@fault("total-omitted", violates="VOSS-PAGE-01", kind="omitted", related=_COUNTS)
class _TotalOmitted(_Pagination):
    """pagination has no total."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:  # noqa: ARG002
        return {name: one for name, one in said.items() if name != "total"}


@fault("total-text", violates="VOSS-PAGE-01", kind="wrong-value", related=_COUNTS)
class _TotalText(_Pagination):
    """The total is a text."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:  # noqa: ARG002
        return {**said, "total": str(said["total"])}


@fault("pagination-skip-0", violates="VOSS-PAGE-02", kind="wrong-value")
class _PaginationSkip0(_Pagination):
    """pagination always says skip 0."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:  # noqa: ARG002
        return {**said, "skip": 0}


@fault("pagination-limit-50", violates="VOSS-PAGE-02", kind="wrong-value")
class _PaginationLimit50(_Pagination):
    """pagination always says limit 50."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:  # noqa: ARG002
        return {**said, "limit": 50}


@fault("pagination-total-only", violates="VOSS-PAGE-02", kind="omitted")
class _PaginationTotalOnly(_Pagination):
    """pagination says neither skip nor limit."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:  # noqa: ARG002
        return {"total": said["total"]}


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


@fault("total-off-by-one", violates="VOSS-PAGE-13", kind="off-by-one", related=_TOTALS)
class _TotalOffByOne(_Total):
    """The total is one too many."""

    def said(self, listing: Listing, total: int) -> int:  # noqa: ARG002
        return total + 1


@fault("total-of-system", violates="VOSS-PAGE-13", kind="wrong-value", related=_TOTALS)
class _TotalOfSystem(_Total):
    """The total is that of the whole system, whichever node the list is from."""

    def said(self, listing: Listing, total: int) -> int:
        return total if listing.sets else len(self.store.table(listing.model))


@fault(
    "total-capped",
    violates="VOSS-PAGE-13",
    kind="only-sometimes",
    related=f"{_TOTALS} VOSS-PAGE-07",
)
class _TotalCapped(_Total):
    """No more than 100 resources are counted."""

    def said(self, listing: Listing, total: int) -> int:  # noqa: ARG002
        return min(total, 100)


class _CountFalse(_Pagination):
    value: Any = 0

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:
        return said if listing.count else {**said, "total": self.value}


@fault("count-false-counts", violates="VOSS-PAGE-14", kind="omitted")
class _CountFalseCounts(Voss):
    """count=false is not read."""

    def listing(self, *given: Any) -> Listing:
        listing = super().listing(*given)
        listing.count = True
        return listing


@fault("count-false-page", violates="VOSS-PAGE-14", kind="wrong-value")
class _CountFalsePage(Voss):
    """With count=false the total is the number of resources in the page."""

    def pagination(self, listing: Listing, found: Found) -> dict[str, Any]:
        said = super().pagination(listing, found)
        page = len(self.window(listing, found))
        return said if listing.count else {**said, "total": page}


@fault("count-false-many", violates="VOSS-PAGE-14", kind="wrong-value")
class _CountFalseMany(_CountFalse):
    """With count=false the total is 999999999."""

    value = 999999999


class _Uncounted(Voss):
    """Without counting, other resources are listed."""

    def others(self, listing: Listing, found: Found) -> Found:
        raise NotImplementedError

    def window(self, listing: Listing, found: Found) -> Found:
        return super().window(listing, found if listing.count else self.others(listing, found))


@fault("count-false-empty", violates="VOSS-PAGE-15", kind="omitted")
class _CountFalseEmpty(_Uncounted):
    """With count=false nothing is listed."""

    def others(self, listing: Listing, found: Found) -> Found:  # noqa: ARG002
        return []


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


@fault(
    "count-default-false", violates="VOSS-PAGE-16", kind="wrong-default", related="VOSS-FILTER-16"
)
class _CountDefaultFalse(Voss):
    """Without count nothing is counted."""

    def default_count(self) -> bool:
        return False


@fault(
    "count-default-false-with-skip",
    violates="VOSS-PAGE-16",
    kind="only-sometimes",
    related="VOSS-LIST-03",
)
class _CountDefaultFalseWithSkip(_Pagination):
    """Without count, only the first page says a total."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:
        uncounted = listing.skip and not listing.call.one("count")
        return {**said, "total": 0} if uncounted else said


@fault(
    "count-default-page", violates="VOSS-PAGE-16", kind="wrong-default", related="VOSS-FILTER-16"
)
class _CountDefaultPage(_Pagination):
    """Without count the total is the limit."""

    def changed(self, said: dict[str, Any], listing: Listing) -> Any:
        return said if listing.call.one("count") else {**said, "total": listing.limit}


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


@fault("resources-without-meta", violates="VOSS-LIST-02", kind="omitted")
class _ResourcesWithoutMeta(_Listed):
    """Listed resources have no meta."""

    def changed(self, resources: list[dict[str, Any]]) -> Any:
        return [{"pkid": one["meta"]["pkid"], "data": one["data"]} for one in resources]


@fault("resources-flat", violates="VOSS-LIST-01", kind="wrong-value", related="VOSS-LIST-02")
class _ResourcesFlat(_Listed):
    """The data of listed resources stand beside their meta."""

    def changed(self, resources: list[dict[str, Any]]) -> Any:
        return [{"meta": one["meta"], **one["data"]} for one in resources]


@fault("resources-renamed", violates="VOSS-LIST-02", kind="omitted")
class _ResourcesRenamed(Voss):
    """The resources of a list are called instances."""

    def list_body(self, listing: Listing, found: Found, resources: Found) -> dict[str, Any]:
        body = super().list_body(listing, found, resources)
        body["instances"] = body.pop("resources")
        return body
