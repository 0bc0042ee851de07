"""Servers that each break one requirement: what a row of `faults.tsv` cannot say."""

from __future__ import annotations

from typing import Any

from scim.reference.filters import InvalidFilterError, matches
from scim.reference.server import Call, Reply, Users

from contracts.kit.reference import Fault, enter_rows, seeded

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


@fault("broken-filter-lists-all", violates="SCIM-FILTER-04", kind="accepted")
class _(Users):
    """A filter that cannot be read lists everybody."""

    def wanted(self, user: dict[str, Any], query: dict[str, str]) -> bool:
        try:
            return super().wanted(user, query)
        except InvalidFilterError:
            return True


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


@fault("removed-are-listed", violates="SCIM-DEL-01", kind="forgotten", related="SCIM-MAKE-02")
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


enter_rows(FAULTS, Fault, __file__, Users)
