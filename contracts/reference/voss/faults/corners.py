"""Faults at the edges: bystanders, second occurrences, what stands beside what was asked for."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.model_list import USER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance
from contracts.reference.voss.tagging import CLEAR
from contracts.reference.voss.transactions import Pending


@fault("clear-one-clears-longer", violates="VOSS-TAG-03", kind="only-sometimes")
class _ClearOneClearsLonger(Voss):
    """__CLEAR_TAG__ also removes tags that begin with the name."""

    def clear(self, instance: Instance, name: str) -> None:
        instance.tags = tuple(one for one in instance.tags if not one.startswith(name))


@fault("clear-second-dropped", violates="VOSS-TAG-03", kind="omitted")
class _ClearSecondDropped(Voss):
    """Of several __CLEAR_TAG__ in one request only the first counts."""

    def tag_values(self, call: Call) -> list[str]:
        values = super().tag_values(call)
        clears = [one for one in values if one.startswith(CLEAR)]
        return [one for one in values if one not in clears[1:]]


@fault("tag-on-all", violates="VOSS-TAG-01", kind="wrong-value", related="VOSS-TAG-04")
class _TagOnAll(Voss):
    """+tag gives the tag to every contact."""

    def add_tag(self, instance: Instance, name: str) -> None:
        for one in list(self.store.table(instance.model).values()):
            super().add_tag(one, name)


@fault("clear-all-of-all", violates="VOSS-TAG-04", kind="wrong-value")
class _ClearAllOfAll(Voss):
    """__CLEAR_ALL_TAGS__ removes the tags of every contact."""

    def clear_all(self, instance: Instance) -> None:
        for one in list(self.store.table(instance.model).values()):
            super().clear_all(one)


@fault("clear-all-clears-version", violates="VOSS-VTAG-02", kind="wrong-value")
class _ClearAllClearsVersion(Voss):
    """__CLEAR_ALL_TAGS__ removes the version tag as well."""

    def clear_all(self, instance: Instance) -> None:
        super().clear_all(instance)
        instance.version_tag = ""


@fault("instance-of-any-model", violates="VOSS-INST-02", kind="wrong-value")
class _InstanceOfAnyModel(Voss):
    """A pkid gives its resource whatever model is asked for."""

    def unknown_instance(self, model: Model, pkid: str) -> Instance:
        found = self.store.nodes.get(pkid)
        if found is None or model is not USER:
            return super().unknown_instance(model, pkid)
        return next(iter(self.store.table(model).values()))


@fault("range-short-at-the-end", violates="VOSS-PAGE-12", kind="off-by-one")
class _RangeShortAtTheEnd(Voss):
    """A range that ends with the list lacks the last resource."""

    def window(self, listing: Listing, found: Sequence[Instance]) -> Sequence[Instance]:
        part = super().window(listing, found)
        ends = listing.skip and listing.skip + listing.limit >= len(found)
        return part[:-1] if listing.ranged and ends else part


@fault("success-called-failure", violates="VOSS-ASYNC-06", kind="wrong-value")
class _SuccessCalledFailure(Voss):
    """A transaction had its effect, and is said to have failed."""

    def carry_out(self, one: Pending) -> None:
        super().carry_out(one)
        words = self.status_words()
        if one.transaction.data["status"] == words["done"]:
            one.transaction.data["status"] = words["failed"]


@fault(
    "order-drops-empty",
    violates="VOSS-ORDER-01",
    kind="omitted",
    related="VOSS-PAGE-09 VOSS-PAGE-19",
)
class _OrderDropsEmpty(Voss):
    """A list sorted by an attribute lacks the resources without a value."""

    def ordered(self, instances: list[Instance], order_by: str, direction: str) -> list[Instance]:
        present = [one for one in instances if self.sort_value(one, order_by)]
        return super().ordered(present, order_by, direction)
