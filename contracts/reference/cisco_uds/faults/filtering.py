"""Faults with filters."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Person

_NUMBERS = {"number": "UDS-FILTER-03", "numberlast": "UDS-FILTER-05"}


@fault("uri-beginning", violates="UDS-FILTER-08", kind="wrong-value")
class _UriBeginning(Uds):
    """A filter matches differently."""

    def by_uri(self, person: Person, value: str) -> bool:
        texts = (person.details["directoryUri"], person.details["msUri"])
        return any(self.begins(one, value) for one in texts)


def _anywhere(name: str, detail: str) -> type:
    class _Anywhere(Uds):
        """A filter matches differently."""

        def meets(self, name_: str, person: Person, value: str) -> bool:
            if name_ != name:
                return super().meets(name_, person, value)
            text = person.details[detail] if detail else str(getattr(person, name))
            return self.same_case(value) in self.same_case(text)

    return _Anywhere


for _name, _detail, _requirement in (
    ("first", "", "UDS-FILTER-01"),
    ("last", "", "UDS-FILTER-02"),
    ("displayname", "displayName", "UDS-FILTER-11"),
):
    fault(f"{_name}-anywhere", violates=_requirement, kind="wrong-value")(_anywhere(_name, _detail))


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
