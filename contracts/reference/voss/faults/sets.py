"""Faults with several filter sets, and with filters beside other parameters: VOSS-FILTER-13 on."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

Found = Sequence[Instance]
_TWO = 2


class _Columns(Voss):
    """The values of the four keys are not paired as they should be."""

    def paired(self, columns: list[list[str]]) -> list[list[str]]:
        raise NotImplementedError

    def columns(self, call: Call, length: int) -> list[list[str]]:
        columns = super().columns(call, length)
        return self.paired(columns) if length > 1 else columns


@fault(
    "sets-first-condition",
    violates="VOSS-FILTER-13",
    kind="wrong-value",
    related="VOSS-FILTER-14 VOSS-FILTER-15 VOSS-LIST-03",
)
class _SetsFirstCondition(_Columns):
    """All sets have the condition of the first one."""

    def paired(self, columns: list[list[str]]) -> list[list[str]]:
        fields, conditions, texts, cases = columns
        return [fields, conditions[:1] * len(fields), texts, cases]


@fault(
    "sets-first-ignore-case",
    violates="VOSS-FILTER-13",
    kind="only-sometimes",
    related="VOSS-FILTER-14 VOSS-FILTER-15 VOSS-LIST-03",
)
class _SetsFirstIgnoreCase(_Columns):
    """All sets have the ignore_case of the first one."""

    def paired(self, columns: list[list[str]]) -> list[list[str]]:
        fields, conditions, texts, cases = columns
        return [fields, conditions, texts, cases[:1] * len(fields)]


@fault("equals-combined-unless-first", violates="VOSS-FILTER-14", kind="only-sometimes")
class _EqualsCombinedUnlessFirst(Voss):
    """A set that says equals stands alone only where it is the first."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        return super().effective(sets) if sets and sets[0].condition == "equals" else sets


@fault("equals-ignored", violates="VOSS-FILTER-14", kind="wrong-value")
class _EqualsIgnored(Voss):
    """Of several sets the one that says equals is ignored."""

    def effective(self, sets: list[FilterSet]) -> list[FilterSet]:
        return [one for one in sets if one.condition != "equals"] or sets


@fault("sets-or", violates="VOSS-FILTER-15", kind="wrong-value", related="VOSS-FILTER-13")
class _SetsOr(Voss):
    """A resource has to match one of several sets only."""

    def keeps_all(self, sets: list[FilterSet], instance: Instance) -> bool:
        return any(self.keeps(one, instance) for one in sets)


@fault("sets-or-from-three", violates="VOSS-FILTER-15", kind="only-sometimes")
class _SetsOrFromThree(Voss):
    """A resource has to match both of two sets, and one of three."""

    def keeps_all(self, sets: list[FilterSet], instance: Instance) -> bool:
        some = any(self.keeps(one, instance) for one in sets)
        return some if len(sets) > _TWO else super().keeps_all(sets, instance)


@fault("filtered-total-of-all", violates="VOSS-FILTER-16", kind="wrong-value")
class _FilteredTotalOfAll(Voss):
    """The total of a filtered list is that of the list before."""

    def total(self, listing: Listing, found: Found) -> int:
        return len(self.arranged(listing)) if listing.sets else super().total(listing, found)


@fault("filtered-after-cutting", violates="VOSS-FILTER-16", kind="only-sometimes")
class _FilteredAfterCutting(Voss):
    """Where skip is given, a list is cut first and filtered then."""

    def window(self, listing: Listing, found: Found) -> Found:
        if not listing.sets or not listing.skip:
            return super().window(listing, found)
        page = super().window(listing, self.arranged(listing))
        return self.filtered(page, listing.sets, listing.model)


@fault("filtered-unsorted", violates="VOSS-FILTER-17", kind="omitted")
class _FilteredUnsorted(Voss):
    """A filtered list is in the order of the resources' making."""

    def filtered(self, instances: Found, sets: list[FilterSet], model: Model) -> Found:
        made = {pkid: place for place, pkid in enumerate(self.store.table(model))}
        found = super().filtered(instances, sets, model)
        return sorted(found, key=lambda one: made[one.pkid])
