"""Faults of parameters that meet: each has its effect alone, and not beside another one."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.listing import DEFAULT_LIMIT, MAXIMUM_LIMIT, Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_SEEN = 1000


@fault(
    "limit-ignored-with-all-data",
    violates="VOSS-LIST-03",
    kind="only-sometimes",
    related="VOSS-PAGE-05",
)
class _LimitIgnoredWithAllData(Voss):
    """With summary=false limit is not read."""

    def read_limit(self, call: Call) -> int:
        full = call.one("summary") == "false"
        return DEFAULT_LIMIT if full else super().read_limit(call)


@fault("limit-default-lost-with-filters", violates="VOSS-LIST-03", kind="wrong-default")
class _LimitDefaultLostWithFilters(Voss):
    """A filtered list has up to 2000 resources where limit is not given."""

    def read_limit(self, call: Call) -> int:
        filtered = call.one("filter_field") and not call.one("limit")
        return MAXIMUM_LIMIT if filtered else super().read_limit(call)


@fault("filtered-counted-always", violates="VOSS-LIST-03", kind="only-sometimes")
class _FilteredCountedAlways(Voss):
    """A filtered list is counted also with count=false."""

    def listing(self, call: Call, model: Model) -> Listing:
        listing = super().listing(call, model)
        listing.count = listing.count or bool(listing.sets)
        return listing


@fault("sets-of-one-field-replaced", violates="VOSS-FILTER-23", kind="only-sometimes")
class _SetsOfOneFieldReplaced(Voss):
    """Of several sets on one field the last one counts."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        return super().effective(list({one.field: one for one in sets}.values()))


@fault("equals-joined-when-third", violates="VOSS-FILTER-14", kind="only-sometimes")
class _EqualsJoinedWhenThird(Voss):
    """An equals set that stands behind two others is combined with them."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        early = any(one.condition == "equals" for one in sets[:2])
        return super().effective(sets) if early else sets


@fault("filters-see-1000", violates="VOSS-FILTER-21", kind="only-sometimes")
class _FiltersSee1000(Voss):
    """A filter looks at the first 1000 resources of a list."""

    def filtered(
        self, instances: Sequence[Instance], sets: list[FilterSet], model: Model
    ) -> Sequence[Instance]:
        return super().filtered(instances[:_SEEN], sets, model)


class _Unfiltered(Voss):
    """Filters are ignored beside another parameter."""

    def beside(self, call: Call, model: Model) -> bool:
        raise NotImplementedError

    def filter_sets(self, call: Call, model: Model) -> list[FilterSet]:
        sets = super().filter_sets(call, model)
        return [] if self.beside(call, model) else sets


@fault("filters-ignored-descending", violates="VOSS-LIST-03", kind="only-sometimes")
class _FiltersIgnoredDescending(_Unfiltered):
    """With direction=desc filters are ignored."""

    def beside(self, call: Call, model: Model) -> bool:  # noqa: ARG002
        return call.one("direction") == "desc"


@fault("filters-ignored-uncounted", violates="VOSS-LIST-03", kind="only-sometimes")
class _FiltersIgnoredUncounted(_Unfiltered):
    """With count=false filters are ignored."""

    def beside(self, call: Call, model: Model) -> bool:  # noqa: ARG002
        return call.one("count") == "false"


@fault("devices-skip-ignored", violates="VOSS-LIST-03", kind="only-sometimes")
class _DevicesSkipIgnored(Voss):
    """The lists of devices begin with the first resource whatever skip says."""

    def listing(self, call: Call, model: Model) -> Listing:
        listing = super().listing(call, model)
        listing.skip = 0 if model.is_device else listing.skip
        return listing


@fault("local-unsorted", violates="VOSS-LIST-03", kind="only-sometimes")
class _LocalUnsorted(Voss):
    """With traversal=local order_by is ignored."""

    def order_by(self, call: Call, model: Model) -> str:
        given = super().order_by(call, model)
        return model.summary[0] if call.one("traversal") == "local" else given


@fault(
    "devices-unsorted-by-second",
    violates="VOSS-ORDER-01",
    kind="only-sometimes",
    related="VOSS-LIST-03",
)
class _DevicesUnsortedBySecond(Voss):
    """The lists of devices are not sorted by the second summary attribute."""

    def order_by(self, call: Call, model: Model) -> str:
        given = super().order_by(call, model)
        return model.summary[0] if model.is_device and given == model.summary[1] else given
