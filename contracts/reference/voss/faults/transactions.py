"""Faults with transactions: VOSS-TRANS-01 to -03, VOSS-ASYNC-01 to -06."""

from __future__ import annotations

from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.filters import FilterSet
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.model_list import TRANSACTION
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, refuse
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_BY_ID = "VOSS-TRANS-02"


class _Filters(Voss):
    """Filters on transactions are not what they should be."""

    def instead(self, sets: list[FilterSet]) -> list[FilterSet]:
        raise NotImplementedError

    def filter_sets(self, call: Call, model: Model) -> list[FilterSet]:
        sets = super().filter_sets(call, model)
        return self.instead(sets) if model is TRANSACTION else sets


@fault("transactions-not-filtered", violates="VOSS-TRANS-01", kind="omitted", related=_BY_ID)
class _TransactionsNotFiltered(_Filters):
    """Filters on transactions are ignored."""

    def instead(self, sets: list[FilterSet]) -> list[FilterSet]:  # noqa: ARG002
        return []


@fault("transactions-filter-refused", violates="VOSS-TRANS-01", kind="wrong-reason", related=_BY_ID)
class _TransactionsFilterRefused(_Filters):
    """Filters on transactions are refused."""

    def instead(self, sets: list[FilterSet]) -> list[FilterSet]:
        return refuse(400, "transactions cannot be filtered") if sets else sets


@fault("transactions-filter-contains", violates="VOSS-TRANS-01", kind="wrong-value")
class _TransactionsFilterContains(_Filters):
    """On transactions every condition is contains."""

    def instead(self, sets: list[FilterSet]) -> list[FilterSet]:
        return [FilterSet(one.field, "contains", one.text, one.ignore_case) for one in sets]


@fault(
    "transaction-id-not-filtered", violates="VOSS-TRANS-02", kind="omitted", related="VOSS-TRANS-01"
)
class _TransactionIdNotFiltered(_Filters):
    """A filter by the id of a transaction is ignored."""

    def instead(self, sets: list[FilterSet]) -> list[FilterSet]:
        return [one for one in sets if one.field != "id"]


@fault("transaction-id-without-dashes", violates="VOSS-TRANS-02", kind="only-sometimes")
class _TransactionIdWithoutDashes(_Filters):
    """A filter by the id of a transaction compares as if ids had no dashes."""

    def filter_value(self, instance: Instance, field: str) -> str:
        value = super().filter_value(instance, field)
        return value.replace("-", "") if instance.model is TRANSACTION and field == "id" else value

    def instead(self, sets: list[FilterSet]) -> list[FilterSet]:
        return sets


@fault(
    "transaction-id-refused", violates="VOSS-TRANS-02", kind="wrong-reason", related="VOSS-TRANS-01"
)
class _TransactionIdRefused(_Filters):
    """A filter by the id of a transaction is refused."""

    def instead(self, sets: list[FilterSet]) -> list[FilterSet]:
        by_id = any(one.field == "id" for one in sets)
        return refuse(400, "id is no filter_field") if by_id else sets


class _Paged(Voss):
    def paged(self, listing: Listing) -> None:
        raise NotImplementedError

    def listing(self, call: Call, model: Model) -> Listing:
        listing = super().listing(call, model)
        if model is TRANSACTION:
            self.paged(listing)
        return listing


@fault("transactions-skip-ignored", violates="VOSS-TRANS-03", kind="omitted")
class _TransactionsSkipIgnored(_Paged):
    """skip is not read on the list of transactions."""

    def paged(self, listing: Listing) -> None:
        listing.skip = 0


@fault(
    "transactions-limit-ignored",
    violates="VOSS-TRANS-03",
    kind="omitted",
    related="VOSS-PAGE-05",
)
class _TransactionsLimitIgnored(_Paged):
    """limit is not read on the list of transactions."""

    def paged(self, listing: Listing) -> None:
        listing.limit = 2000


@fault("transactions-skip-off-by-one", violates="VOSS-TRANS-03", kind="off-by-one")
class _TransactionsSkipOffByOne(_Paged):
    """On the list of transactions skip=n begins one resource too late."""

    def paged(self, listing: Listing) -> None:
        listing.skip += bool(listing.skip)


@fault("support-async-omitted", violates="VOSS-ASYNC-01", kind="omitted")
class _SupportAsyncOmitted(Voss):
    """Actions do not say whether they support asynchronous requests."""

    def actions_of(self, model: Model) -> dict[str, dict[str, Any]]:
        found = super().actions_of(model)
        return {
            name: {k: value for k, value in one.items() if k != "support_async"}
            for name, one in found.items()
        }


@fault("actions-omitted", violates="VOSS-ASYNC-01", kind="omitted")
class _ActionsOmitted(Voss):
    """There are no actions in meta."""

    def actions_of(self, model: Model) -> dict[str, dict[str, Any]]:  # noqa: ARG002
        return {}


@fault("support-async-elsewhere", violates="VOSS-ASYNC-01", kind="wrong-value")
class _SupportAsyncElsewhere(Voss):
    """support_async is a list beside the actions, and not said of each."""

    def actions_of(self, model: Model) -> dict[str, dict[str, Any]]:
        found = super().actions_of(model)
        return {
            name: {"method": one["method"], "href": one["href"], "async": one["support_async"]}
            for name, one in found.items()
        }
