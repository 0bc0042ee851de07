"""Faults with pages and clusters."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply, refuse
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


@fault("max-ignored", violates="UDS-USERS-03", kind="omitted")
class _MaxIgnored(Uds):
    """A page always has as many users as the limit allows."""

    def allowed(self, wanted: int) -> int:  # noqa: ARG002
        return self.search_limit()


@fault("max-one-more", violates="UDS-USERS-03", kind="wrong-value")
class _MaxOneMore(Uds):
    """A page has one user more than max."""

    def allowed(self, wanted: int) -> int:
        return min(wanted + 1, self.search_limit())


@fault("pages-overlap", violates="UDS-USERS-05", kind="wrong-value")
class _PagesOverlap(Uds):
    """The first user of a page is the last one of the page before."""

    def page(self, found: People, start: int, size: int) -> People:
        return super().page(found, max(start - 1, 0), size)


@fault("pages-leave-out", violates="UDS-USERS-05", kind="omitted", related="UDS-USERS-06")
class _PagesLeaveOut(Uds):
    """A user between two pages is left out."""

    def page(self, found: People, start: int, size: int) -> People:
        return super().page(found, start + 1 if start else 0, size)


@fault("start-ignored", violates="UDS-USERS-05", kind="omitted")
class _StartIgnored(Uds):
    """Every page is the first one."""

    def page(self, found: People, start: int, size: int) -> People:  # noqa: ARG002
        return super().page(found, 0, size)


@fault("start-counts-pages", violates="UDS-USERS-05", kind="wrong-value", related="UDS-USERS-06")
class _StartCountsPages(Uds):
    """The start is taken for the number of a page."""

    def page(self, found: People, start: int, size: int) -> People:
        return super().page(found, start * size, size)


@fault("limit-ignored", violates="UDS-USERS-07", kind="omitted")
class _LimitIgnored(Uds):
    """There is no limit to max."""

    def allowed(self, wanted: int) -> int:
        return wanted


@fault("beyond-limit-refused", violates="UDS-USERS-07", kind="wrong-value")
class _BeyondLimitRefused(Uds):
    """A max beyond the limit is refused."""

    def allowed(self, wanted: int) -> int:
        if wanted > self.search_limit():
            refuse(415, "max is beyond the limit")
        return wanted


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


def _blind(key: str) -> type:
    class _Blind(Uds):
        """One of the ways to name a user is ignored."""

        def is_sought(self, person: Person, sought: Mapping[str, str]) -> bool:
            return super().is_sought(person, {**sought, key: ""})

    return _Blind


fault("cluster-no-name", violates="UDS-CLUSTER-01", kind="omitted")(_blind("username"))
fault("cluster-no-email", violates="UDS-CLUSTER-02", kind="omitted")(_blind("email"))


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


@fault("nobody-named", violates="UDS-CLUSTER-04", kind="omitted")
class _NobodyNamed(Uds):
    """A request that names nobody finds nobody."""

    def nobody_sought(self) -> Person | None:
        return None


@fault(
    "nobody-is-nothing",
    violates="UDS-XML-01",
    kind="omitted",
    related="UDS-USERS-08 UDS-getUsers-BODY",
)
class _NobodyIsNothing(Uds):
    """A search without a match is answered with 200 and nothing."""

    def perform(self, call: Call) -> Reply:
        reply = super().perform(call)
        if call.operation == "getUsers" and b'returnedCount="0"' in reply.body:
            return Reply(200, reply.headers)
        return reply
