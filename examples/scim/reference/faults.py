"""Servers that each break one requirement."""

from __future__ import annotations

from typing import Any

from scim.reference.filters import InvalidFilterError, matches
from scim.reference.server import Call, Reply, Users

from contracts.kit.reference import Fault, seeded

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)


@fault("total-of-the-page", violates="SCIM-LIST-01", kind="wrong-value", related="SCIM-LIST-03")
class _(Users):
    """totalResults counts the page."""

    def total(self, _users: list[Any], page: list[Any]) -> int:
        return len(page)


@fault("start-from-zero", violates="SCIM-LIST-02", kind="wrong-value")
class _(Users):
    """startIndex 0 skips to the last user."""

    def start(self, asked: int) -> int:
        return super().start(asked) if asked >= 1 else len(self.users)


@fault("count-zero-is-all", violates="SCIM-LIST-03", kind="ignored")
class _(Users):
    """count 0 is taken for none given."""

    def count(self, asked: int) -> int:
        return super().count(asked if asked > 0 else self.page)


@fault("count-ignored", violates="SCIM-listUsers-LIMIT", kind="ignored", related="SCIM-LIST-03")
class _(Users):
    """count has no effect."""

    def count(self, _asked: int) -> int:
        return self.page


@fault(
    "names-case-exact",
    violates="SCIM-FILTER-01",
    kind="wrong-value",
    related="SCIM-FILTER-02 SCIM-FILTER-03",
)
class _(Users):
    """Filters tell upper and lower case apart."""

    def wanted(self, user: dict[str, Any], query: dict[str, str]) -> bool:
        return "filter" not in query or matches(user, query["filter"], case_exact=True)


@fault("contains-begins", violates="SCIM-FILTER-02", kind="wrong-value")
class _(Users):
    """co is taken for sw."""

    def wanted(self, user: dict[str, Any], query: dict[str, str]) -> bool:
        text = query.get("filter", "").replace(" co ", " sw ")
        return super().wanted(user, {"filter": text} if text else {})


@fault("begins-contains", violates="SCIM-FILTER-03", kind="wrong-value")
class _(Users):
    """sw is taken for ew."""

    def wanted(self, user: dict[str, Any], query: dict[str, str]) -> bool:
        text = query.get("filter", "").replace(" sw ", " ew ")
        return super().wanted(user, {"filter": text} if text else {})


@fault("broken-filter-lists-all", violates="SCIM-FILTER-04", kind="accepted")
class _(Users):
    """A filter that cannot be read lists everybody."""

    def wanted(self, user: dict[str, Any], query: dict[str, str]) -> bool:
        try:
            return super().wanted(user, query)
        except InvalidFilterError:
            return True


@fault("descending-ignored", violates="SCIM-SORT-01", kind="ignored")
class _(Users):
    """sortOrder has no effect."""

    def ordered(self, users: list[Any], query: dict[str, str]) -> list[Any]:
        return super().ordered(users, {k: v for k, v in query.items() if k != "sortOrder"})


@fault("location-of-the-list", violates="SCIM-MAKE-01", kind="wrong-value")
class _(Users):
    """Location leads to a user that there is not."""

    def location(self, address: str) -> tuple[tuple[str, str], ...]:
        return super().location(f"{address}0") if self._late() else super().location(address)

    def _late(self) -> bool:
        return len(self.users) > 43  # so that the first users of a run can be removed


@fault("names-taken-twice", violates="SCIM-MAKE-02", kind="accepted")
class _(Users):
    """A userName in the other case is another one."""

    def same_name(self, one: str, other: str) -> bool:
        return one == other


@fault("id-of-the-client", violates="SCIM-MAKE-03", kind="wrong-value")
class _(Users):
    """The client chooses the id."""

    def new_id(self, given: dict[str, Any], made: str) -> str:
        return str(given.get("id") or made)


@fault("put-forgotten", violates="SCIM-PUT-01", kind="forgotten")
class _(Users):
    """A replacement is confirmed and forgotten."""

    def kept(self, given: dict[str, Any], user: dict[str, Any]) -> dict[str, Any]:
        return {**user, **given}


@fault("removed-are-listed", violates="SCIM-DEL-01", kind="half-done", related="SCIM-MAKE-02")
class _(Users):
    """What was removed is still listed."""

    def __init__(self, clock: Any) -> None:
        self.lost: set[str] = set()
        super().__init__(clock)

    def forget(self, identifier: str) -> None:
        self.lost.add(identifier)

    def answer(self, call: Call) -> Reply:
        if call.path.rpartition("/")[2] in self.lost:
            return self.error(404, "it was removed")
        return super().answer(call)


@fault(
    "status-is-a-number",
    violates="SCIM-ERR-01",
    kind="wrong-type",
    related="SCIM-listUsers-BODY SCIM-createUser-BODY SCIM-getUser-BODY SCIM-replaceUser-BODY",
)
class _(Users):
    """The status in an error is a number."""

    def status_text(self, status: int) -> Any:
        return status


@fault("versions-not-compared", violates="SCIM-ETAG-01", kind="ignored")
class _(Users):
    """If-None-Match has no effect."""

    def unchanged(self, _call: Call, _shown: Any) -> bool:
        return False


@fault("stale-changes", violates="SCIM-ETAG-02", kind="accepted")
class _(Users):
    """If-Match has no effect."""

    def stale(self, _call: Call, _user: Any) -> bool:
        return False


@fault("password-given", violates="SCIM-PASSWORD-01", kind="extra")
class _(Users):
    """The password comes back."""

    def hidden(self) -> set[str]:
        return set()


@fault("token-not-looked-at", violates="SCIM-listUsers-AUTH", kind="accepted")
class _(Users):
    """Lists need no token."""

    def knows(self, call: Call) -> bool:
        return super().knows(call) or (call.method == "GET" and call.path == "/Users")
