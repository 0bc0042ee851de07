"""Faults with filters."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Person

_PREFIXES = {"first": "UDS-FILTER-01", "last": "UDS-FILTER-02", "displayname": "UDS-FILTER-11"}
_EXACT = {"username": "UDS-FILTER-06", "email": "UDS-FILTER-07", "uri": "UDS-FILTER-08"}
_NUMBERS = {"number": "UDS-FILTER-03", "numberlast": "UDS-FILTER-05"}


def _text(name: str, person: Person) -> list[str]:
    """The texts that a filter is about."""
    details = person.details
    return {
        "first": [person.first],
        "last": [person.last],
        "displayname": [details["displayName"]],
        "username": [person.name],
        "email": [details["email"]],
        "uri": [details["directoryUri"], details["msUri"]],
    }[name]


def _matching(name: str, how: str) -> type:
    class _Matching(Uds):
        """A filter matches differently."""

        def meets(self, name_: str, person: Person, value: str) -> bool:
            if name_ != name:
                return super().meets(name_, person, value)
            sought = self.same_case(value)
            texts = [self.same_case(one) for one in _text(name, person) if one]
            return {
                "anywhere": any(sought in one for one in texts),
                "whole": sought in texts,
                "beginning": any(one.startswith(sought) for one in texts),
                "ignored": True,
            }[how]

    return _Matching


for _name, _requirement in _PREFIXES.items():
    for _how in ("anywhere", "whole"):
        fault(f"{_name}-{_how}", violates=_requirement, kind="wrong-value")(_matching(_name, _how))
for _name, _requirement in _EXACT.items():
    fault(f"{_name}-beginning", violates=_requirement, kind="wrong-value")(
        _matching(_name, "beginning")
    )
fault("last-ignored", violates="UDS-FILTER-02", kind="omitted", related="UDS-USERS-08")(
    _matching("last", "ignored")
)


def _dialling(name: str) -> type:
    class _Dialling(Uds):
        """Digits are found anywhere in a number."""

        def meets(self, name_: str, person: Person, value: str) -> bool:
            if name_ != name:
                return super().meets(name_, person, value)
            return any(self.digits(value) in one for one in self.numbers(person))

    return _Dialling


for _name, _requirement in _NUMBERS.items():
    fault(f"{_name}-anywhere", violates=_requirement, kind="wrong-value")(_dialling(_name))


@fault("number-of-work-only", violates="UDS-FILTER-03", kind="omitted")
class _NumberOfWorkOnly(Uds):
    """Home and mobile numbers are not searched."""

    def by_number(self, person: Person, value: str) -> bool:
        return self.digits(person.details["phoneNumber"]).startswith(self.sought_digits(value))


@fault("uri-of-directory-only", violates="UDS-FILTER-08", kind="omitted")
class _UriOfDirectoryOnly(Uds):
    """Messaging URIs are not searched."""

    def by_uri(self, person: Person, value: str) -> bool:
        return self.equals(person.details["directoryUri"], value)


@fault("name-anywhere", violates="UDS-FILTER-09", kind="wrong-value")
class _NameAnywhere(Uds):
    """One word is found anywhere in a name."""

    def by_one_word(self, person: Person, word: str) -> bool:
        sought = self.same_case(word)
        texts = (person.first, person.last, person.details["email"])
        return any(sought in self.same_case(text) for text in texts)


@fault("name-without-email", violates="UDS-FILTER-09", kind="omitted")
class _NameWithoutEmail(Uds):
    """The filter name does not search e-mail addresses."""

    def by_one_word(self, person: Person, word: str) -> bool:
        return self.begins(person.first, word) or self.begins(person.last, word)


@fault("name-not-turned", violates="UDS-FILTER-10", kind="omitted")
class _NameNotTurned(Uds):
    """Two words match first and last name in this order only."""

    def by_two_words(self, person: Person, one: str, other: str) -> bool:
        return self.begins(person.first, one) and self.begins(person.last, other)


@fault("name-any-word", violates="UDS-FILTER-10", kind="wrong-value")
class _NameAnyWord(Uds):
    """One of two words is enough."""

    def by_two_words(self, person: Person, one: str, other: str) -> bool:
        return self.by_one_word(person, one) or self.by_one_word(person, other)


@fault("name-of-two-parts", violates="UDS-FILTER-10", kind="omitted")
class _NameOfTwoParts(Uds):
    """A first or last name that has a space in it is not found by all of it."""

    def by_name(self, person: Person, value: str) -> bool:
        one, _, other = value.partition(" ")
        return self.by_two_words(person, one, other) if other else super().by_name(person, value)


@fault("separators-count-at-the-end", violates="UDS-FILTER-05", kind="omitted")
class _SeparatorsCountAtTheEnd(Uds):
    """Separators in the filter numberlast count."""

    def by_numberlast(self, person: Person, value: str) -> bool:
        return any(one.endswith(value) for one in self.numbers(person))


@fault("any-filter", violates="UDS-FILTER-12", kind="wrong-value")
class _AnyFilter(Uds):
    """One of several filters is enough."""

    def meets_all(self, call: Call, person: Person) -> bool:
        sought = self.sought(call)
        return not sought or any(self.meets(name, person, value) for name, value in sought)
