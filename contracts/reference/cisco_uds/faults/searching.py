"""Faults with pages and clusters."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Person
from contracts.reference.cisco_uds.xml import Element

People = list[Person]


@fault("total-of-rest", violates="UDS-USERS-06", kind="wrong-value")
class _TotalOfRest(Uds):
    """A counter of the search is wrong."""

    def counters(self, start: int, wanted: int, page: People, found: People) -> dict[str, str]:
        said = super().counters(start, wanted, page, found)
        return {**said, "totalCount": str(max(len(found) - start, 0))}


@fault("total-of-everybody", violates="UDS-USERS-06", kind="wrong-value", related="UDS-FILTER-12")
class _TotalOfEverybody(Uds):
    """The totalCount of a search with a filter counts everybody."""

    def get_users(self, call: Call) -> Element:
        root = super().get_users(call)
        root.attributes["totalCount"] = str(len(self.listed(call)))
        return root


@fault("start-counts-pages", violates="UDS-USERS-05", kind="wrong-value", related="UDS-USERS-06")
class _StartCountsPages(Uds):
    """The start is taken for the number of a page."""

    def page(self, found: People, start: int, size: int) -> People:
        return super().page(found, start * size, size)


@fault(
    "somebody-found",
    violates="UDS-USERS-08",
    kind="wrong-value",
    related="UDS-FILTER-01 UDS-FILTER-02 UDS-FILTER-03 UDS-FILTER-05 UDS-FILTER-06 UDS-FILTER-07 "
    "UDS-FILTER-08 UDS-FILTER-11",
)
class _SomebodyFound(Uds):
    """A search without a match returns a user."""

    def page(self, found: People, start: int, size: int) -> People:
        return super().page(found, start, size) if found else [self.cluster.people["aberg"]]


# Clusters


@fault("cluster-beginnings", violates="UDS-CLUSTER-03", kind="wrong-value")
class _ClusterBeginnings(Uds):
    """A user is found by the beginning of the user name."""

    def sought_in_cluster(self, call: Call) -> Person | None:
        begun = call.query.get("username", "").lower()
        names = [name for name in self.cluster.people if begun and name.startswith(begun)]
        if names:
            call.query["username"] = min(names, key=len)
        return super().sought_in_cluster(call)
