"""Filters of the search for users: names, addresses, and several together (users)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from contracts.apis.cisco_uds import USERS, Uds
from contracts.apis.cisco_uds.filtering import (
    hold_search,
    inner_part,
    told,
)
from contracts.apis.cisco_uds.users import Entry, numbers
from contracts.kit import Inconclusive, Judge, Partition, both, joint

_LAST = USERS.filters["last"]

_BEGINNING = 3
_SOME = 30
_VALUES: dict[str, Callable[[Entry], str]] = {
    "first": lambda one: one.get("firstName", ""),
    "last": lambda one: one.get("lastName", ""),
    "number": lambda one: next(iter(numbers(one)), ""),
}


def _prefixes(field: str) -> Callable[[Entry], list[str]]:
    return lambda one: [one[field][:_BEGINNING], one[field]] if one.get(field) else []


@pytest.mark.requirement("UDS-FILTER-01")
def test_first(uds: Uds, judge: Judge) -> None:
    """The beginning of a first name finds those whose first name begins so."""
    _beginning(uds, judge, "first", "firstName")


@pytest.mark.requirement("UDS-FILTER-02")
def test_last(uds: Uds, judge: Judge) -> None:
    """The beginning of a last name finds those whose last name begins so."""
    _beginning(uds, judge, "last", "lastName")


@pytest.mark.requirement("UDS-FILTER-11")
def test_displayname(uds: Uds, judge: Judge) -> None:
    """The beginning of a displayed name finds those whose displayed name begins so."""
    _beginning(uds, judge, "displayname", "displayName")


def _beginning(uds: Uds, judge: Judge, name: str, field: str) -> None:
    value = uds.probe(
        _prefixes(field),
        name,
        lambda one, value: value.casefold() in one.get(field, "").casefold(),
    )
    inner = inner_part(uds, lambda one: [one[field]] if one.get(field) else [])
    hold_search(uds, judge, name, value)
    if inner:
        hold_search(uds, judge, name, inner, aside=True)


@pytest.mark.requirement("UDS-FILTER-06")
def test_username(uds: Uds, judge: Judge) -> None:
    """A whole user name finds whose it is, a part of it does not."""
    _exactly(uds, judge, "username", ["userName"])


@pytest.mark.requirement("UDS-FILTER-07")
def test_email(uds: Uds, judge: Judge) -> None:
    """A whole e-mail address finds whose it is, a part of it does not."""
    _exactly(uds, judge, "email", ["email"])


@pytest.mark.requirement("UDS-FILTER-08")
def test_uri(uds: Uds, judge: Judge) -> None:
    """A whole URI finds whose it is, a part of it does not."""
    _exactly(uds, judge, "uri", ["directoryUri", "msUri"])


def _exactly(uds: Uds, judge: Judge, name: str, fields: list[str]) -> None:
    def values(one: Entry) -> list[str]:
        return [one[field] for field in fields if one.get(field)]

    def near(one: Entry, value: str) -> bool:
        return any(value.casefold() in given.casefold() for given in values(one))

    value = uds.probe(values, name, near)
    hold_search(uds, judge, name, value)
    if value[:-1]:
        hold_search(uds, judge, name, value[:-1], aside=True)
    for field in fields:
        other = next((one[field] for one in uds.directory().users if one.get(field)), "")
        if other:
            hold_search(uds, judge, name, other, aside=True)


@pytest.mark.requirement("UDS-FILTER-09")
@pytest.mark.parametrize("field", ["firstName", "lastName", "email"])
def test_name_of_one_word(uds: Uds, judge: Judge, field: str) -> None:
    """One word finds whose first name, last name or e-mail address begins with it."""
    value = uds.probe(
        lambda one: [v for v in (one.get(field, "")[:5], one.get(field, "")) if v and " " not in v],
        "name",
        lambda one, value: value.casefold() in one.get(field, "").casefold(),
    )
    hold_search(uds, judge, "name", value)


@pytest.mark.requirement("UDS-FILTER-10")
@pytest.mark.parametrize("order", ["first-last", "last-first", "one-name"])
def test_name_of_two_words(uds: Uds, judge: Judge, order: str) -> None:
    """Two words find those whose names begin with them, in either order, or with both."""
    turned = order == "last-first"

    def values(one: Entry) -> list[str]:
        if order == "one-name":
            names = (one.get("firstName", ""), one.get("lastName", ""))
            return [name for name in names if len(name.split(" ")) == 2 and all(name.split(" "))]
        first, last = one.get("firstName", "")[:4], one.get("lastName", "")[:4]
        if not first or not last or " " in first + last:
            return []
        return [f"{last} {first}" if turned else f"{first} {last}"]

    value = uds.probe(
        values,
        "name",
        lambda one, value: _LAST(one, value.split()[not turned]) is not False,
    )
    hold_search(uds, judge, "name", value)


@pytest.mark.requirement("UDS-FILTER-10")
def test_name_of_three_words(uds: Uds, judge: Judge) -> None:
    """Three words find those whose first and last name begin with them, however they are cut."""

    def values(one: Entry) -> list[str]:
        whole = f"{one.get('firstName', '')} {one.get('lastName', '')}"
        return [whole] if len(whole.split(" ")) == 3 and all(whole.split(" ")) else []

    value = uds.probe(values, "name", lambda one, value: _LAST(one, value.split()[-1]) is not False)
    hold_search(uds, judge, "name", value)


@pytest.mark.requirement("UDS-FILTER-12")
def test_all_filters_are_met(uds: Uds, judge: Judge) -> None:
    """First and last name together find those who match both, not those who match one.

    So do last name and number, where there are users that show it.
    """
    names = _BEGINNING, None, 2, 1
    if not _both_count(uds, judge, ("first", "last"), [(length, length) for length in names]):
        reason = (
            "not all users are found by one filter alone, or it would take users that share a "
            "first name, a last name, and both"
        )
        raise Inconclusive(reason)
    _both_count(uds, judge, ("last", "number"), [(1, -2), (1, -3), (1, -1), (None, -2)])


def _both_count(
    uds: Uds, judge: Judge, names: tuple[str, str], lengths: Sequence[tuple[int | None, int | None]]
) -> bool:
    """Judge two filters together, by what each lists alone; False where no users show it."""
    # Each filter may be wrong, which is judged elsewhere: here both have to count.
    for values in _values_of_several(uds, names, lengths):
        filters = list(zip(names, values, strict=True))
        alone = [uds.find(one) for one in filters]
        if all(page.users and page.whole for page in alone):
            break
    else:
        return False
    listed = (one["userName"] for one in uds.directory().users)
    every = frozenset(listed).union(*(page.names for page in alone))
    parts = [Partition(frozenset(page.names), every - frozenset(page.names)) for page in alone]
    for order in (filters, filters[::-1]):
        page = uds.find(*order)
        judge.law(
            joint(page.names, parts),
            f"a search by {told(order)}",
            shown=(*alone, page),
            moved=lambda: uds.stands(False),  # noqa: FBT003 - what it is asked about
        )
    return True


def _values_of_several(
    uds: Uds, names: tuple[str, str], lengths: Sequence[tuple[int | None, int | None]]
) -> Iterator[tuple[str, str]]:
    """Beginnings of two values of a user, each of which others have without the other one.

    The first lengths first: in a large directory fewer users have what is longer.
    """
    users = uds.directory().users
    rows = {USERS.key(one): one for one in users}
    both_given = [one for one in users if all(_VALUES[name](one) for name in names)]
    for cuts in lengths:
        for one in both_given[:: max(1, len(both_given) // _SOME)]:
            first, second = (_VALUES[n](one)[:cut] for n, cut in zip(names, cuts, strict=True))
            if not first or not second:
                continue
            found = [USERS.divided(rows, names[0], first), USERS.divided(rows, names[1], second)]
            if joint(sorted(both(*found).required), found) is None:
                yield first, second
                break
