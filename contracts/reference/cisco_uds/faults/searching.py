"""Faults with pages and clusters."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Person
from contracts.reference.cisco_uds.xml import Element

People = list[Person]


def _counting(name: str, change: str) -> type:
    class _Counting(Uds):
        """A counter of the search is wrong."""

        def counters(self, start: int, wanted: int, page: People, found: People) -> dict[str, str]:
            said = super().counters(start, wanted, page, found)
            other = {
                "one more": str(int(said[name]) + 1),
                "as returned": str(len(page)),
                "the rest": str(max(len(found) - start, 0)),
                "zero": "0",
            }
            return {**said, name: other[change]}

    return _Counting


for _identifier, _requirement, _name, _change in (
    ("returned-one-more", "UDS-USERS-01", "returnedCount", "one more"),
    ("requested-as-returned", "UDS-USERS-02", "requestedCount", "as returned"),
    ("requested-one-more", "UDS-USERS-02", "requestedCount", "one more"),
    ("start-from-one", "UDS-USERS-04", "start", "one more"),
    ("start-always-zero", "UDS-USERS-04", "start", "zero"),
    ("total-of-page", "UDS-USERS-06", "totalCount", "as returned"),
    ("total-of-rest", "UDS-USERS-06", "totalCount", "the rest"),
):
    fault(_identifier, violates=_requirement, kind="wrong-value")(_counting(_name, _change))


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


@fault("cluster-no-home", violates="UDS-CLUSTER-01", kind="omitted")
class _ClusterNoHome(Uds):
    """The home cluster is missing."""

    def get_cluster_user(self, call: Call) -> Element:
        root = super().get_cluster_user(call)
        root.content = [one for one in root.children if one.name != "homeCluster"]
        return root


@fault("nobody-not-found", violates="UDS-CLUSTER-03", kind="wrong-value")
class _NobodyNotFound(Uds):
    """A user who does not exist is answered with 404."""

    def get_cluster_user(self, call: Call) -> Element:
        if self.sought_in_cluster(call) is None:
            refuse(404, "there is no such user")
        return super().get_cluster_user(call)


@fault("everybody-found", violates="UDS-CLUSTER-03", kind="wrong-value")
class _EverybodyFound(Uds):
    """Everybody is in this cluster."""

    def sought_in_cluster(self, call: Call) -> Person | None:
        return super().sought_in_cluster(call) or self.cluster.people["aberg"]


@fault("cluster-beginnings", violates="UDS-CLUSTER-03", kind="wrong-value")
class _ClusterBeginnings(Uds):
    """A user is found by the beginning of the user name."""

    def sought_in_cluster(self, call: Call) -> Person | None:
        begun = call.query.get("username", "").lower()
        names = [name for name in self.cluster.people if begun and name.startswith(begun)]
        if names:
            call.query["username"] = min(names, key=len)
        return super().sought_in_cluster(call)
