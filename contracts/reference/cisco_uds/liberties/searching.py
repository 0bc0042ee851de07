"""Liberties of the search."""

from __future__ import annotations

from contracts.reference.cisco_uds.liberties._registry import liberty
from contracts.reference.cisco_uds.request import Call
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Person


@liberty("order-by-number", ambiguity="UDS-AMB-19", choice="order")
class _OrderByNumber(Uds):
    """Users stand in the order in which they were made."""

    def listed(self, call: Call) -> list[Person]:  # noqa: ARG002
        return list(self.cluster.people.values())


@liberty("order-by-name-backwards", ambiguity="UDS-AMB-19", choice="order")
class _OrderBackwards(Uds):
    """Users stand in reverse order of their user names."""

    def listed(self, call: Call) -> list[Person]:
        return sorted(super().listed(call), key=lambda one: one.name, reverse=True)


@liberty("displayed-name-searched", ambiguity="UDS-AMB-21")
class _DisplayedNameSearched(Uds):
    """The displayed name is searched by name, too."""

    def by_name(self, person: Person, value: str) -> bool:
        shown = person.details["displayName"]
        return self.begins(shown, value) or super().by_name(person, value)


@liberty("filter-wanted", ambiguity="UDS-AMB-26")
class _FilterWanted(Uds):
    """A search without a filter finds nobody, as behind a directory that requires one."""

    def meets_all(self, call: Call, person: Person) -> bool:
        return bool(self.sought(call)) and super().meets_all(call, person)
