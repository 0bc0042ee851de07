"""Filters of the search for users: names, addresses, and several together (users)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from contracts.apis.cisco_uds import Uds
from contracts.apis.cisco_uds.directory import Entry
from contracts.apis.cisco_uds.filtering import (
    Fold,
    Matches,
    begins,
    field_begins,
    having,
    inner_part,
    searched,
    told,
)
from contracts.kit import Inconclusive, Judge

_BEGINNING = 3


def _check(
    uds: Uds,
    judge: Judge,
    filters: list[tuple[str, str]],
    wanted: Matches,
    also: Matches | None = None,
) -> None:
    for one in searched(uds, filters, wanted, also):
        judge.holds(
            one.holds, one.summary, expected=one.expected, observed=one.observed, shown=(one.page,)
        )


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
        lambda one, value: begins(one.get(field, ""), value),
        lambda one, value: value.casefold() in one.get(field, "").casefold(),
    )
    inner = inner_part(uds, lambda one: [one[field]] if one.get(field) else [])
    for sought in (value, inner) if inner else (value,):
        _check(
            uds,
            judge,
            [(name, sought)],
            partial(field_begins, field, sought),
        )


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

    def has(one: Entry, value: str, fold: Fold = str.casefold) -> bool:
        return fold(value) in {fold(given) for given in values(one)}

    def near(one: Entry, value: str) -> bool:
        return any(value.casefold() in given.casefold() for given in values(one))

    value = uds.probe(values, has, near)
    _check(uds, judge, [(name, value)], lambda one, fold: has(one, value, fold))
    part = value[:-1]
    if part:
        _check(uds, judge, [(name, part)], lambda one, fold: has(one, part, fold))
    for field in fields:
        other = next((one[field] for one in uds.directory().users if one.get(field)), "")
        if other:
            _check(uds, judge, [(name, other)], having(has, other))


@pytest.mark.requirement("UDS-FILTER-09")
@pytest.mark.parametrize("field", ["firstName", "lastName", "email"])
def test_name_of_one_word(uds: Uds, judge: Judge, field: str) -> None:
    """One word finds whose first name, last name or e-mail address begins with it."""

    def has(one: Entry, value: str, fold: Fold = str.casefold) -> bool:
        fields = ("firstName", "lastName", "email")
        return any(begins(one.get(name, ""), value, fold) for name in fields)

    value = uds.probe(
        lambda one: [v for v in (one.get(field, "")[:5], one.get(field, "")) if v and " " not in v],
        has,
        lambda one, value: value.casefold() in one.get(field, "").casefold(),
    )
    _check(
        uds,
        judge,
        [("name", value)],
        lambda one, fold: has(one, value, fold),
        lambda one, fold: begins(one.get("displayName", ""), value, fold),
    )


@pytest.mark.requirement("UDS-FILTER-10")
@pytest.mark.parametrize("order", ["first-last", "last-first", "one-name"])
def test_name_of_two_words(uds: Uds, judge: Judge, order: str) -> None:
    """Two words find those whose names begin with them, in either order, or with both."""

    def has(one: Entry, value: str, fold: Fold = str.casefold) -> bool:
        left, _, right = value.partition(" ")
        first, last = one.get("firstName", ""), one.get("lastName", "")
        straight = begins(first, left, fold) and begins(last, right, fold)
        other = begins(last, left, fold) and begins(first, right, fold)
        return straight or other or begins(first, value, fold) or begins(last, value, fold)

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
        values, has, lambda one, value: begins(one.get("lastName", ""), value.split()[not turned])
    )
    _check(
        uds,
        judge,
        [("name", value)],
        lambda one, fold: has(one, value, fold),
        lambda one, fold: begins(one.get("displayName", ""), value, fold),
    )


@pytest.mark.requirement("UDS-FILTER-10")
def test_name_of_three_words(uds: Uds, judge: Judge) -> None:
    """Three words find those whose first and last name begin with them, however they are cut."""

    def has(one: Entry, value: str, fold: Fold = str.casefold) -> bool:
        words = value.split(" ")
        first, last = one.get("firstName", ""), one.get("lastName", "")
        return any(
            (begins(first, left, fold) and begins(last, right, fold))
            or (begins(last, left, fold) and begins(first, right, fold))
            for left, right in ((" ".join(words[:at]), " ".join(words[at:])) for at in (1, 2))
        )

    def values(one: Entry) -> list[str]:
        whole = f"{one.get('firstName', '')} {one.get('lastName', '')}"
        return [whole] if len(whole.split(" ")) == 3 and all(whole.split(" ")) else []

    value = uds.probe(
        values, has, lambda one, value: begins(one.get("lastName", ""), value.split(" ")[-1])
    )
    _check(
        uds,
        judge,
        [("name", value)],
        lambda one, fold: has(one, value, fold),
        lambda one, fold: (
            begins(one.get("displayName", ""), value, fold)
            or begins(one.get("firstName", ""), value, fold)
            or begins(one.get("lastName", ""), value, fold)
        ),
    )


@pytest.mark.requirement("UDS-FILTER-12")
def test_all_filters_are_met(uds: Uds, judge: Judge) -> None:
    """First and last name together find those who match both, not those who match one."""

    def has(one: Entry, first: str, last: str) -> bool:
        begun = begins(one.get("firstName", ""), first)
        return begun and begins(one.get("lastName", ""), last)

    def parts(value: str) -> tuple[str, str]:
        first, _, last = value.partition("\0")
        return first, last

    value = uds.probe(
        lambda one: (
            [f"{one.get('firstName', '')[:3]}\0{one.get('lastName', '')[:3]}"]
            if one.get("firstName") and one.get("lastName")
            else []
        ),
        lambda one, value: has(one, *parts(value)),
        lambda one, value: (
            begins(one.get("firstName", ""), parts(value)[0])
            or begins(one.get("lastName", ""), parts(value)[1])
        ),
    )
    first, last = parts(value)
    # Each filter may be wrong, which is judged elsewhere: here both have to count.
    alone = [uds.find(("first", first)), uds.find(("last", last))]
    if not all(page.users and page.whole for page in alone):
        # In a large directory few have the whole of a name.
        some = next(one for one in uds.directory().users if has(one, first, last))
        first, last = some["firstName"], some["lastName"]
        alone = [uds.find(("first", first)), uds.find(("last", last))]
    for page in alone:
        if not page.users or not page.whole:
            reason = f"not all users are found by one of the filters alone: {page}"
            raise Inconclusive(reason)
    expected = sorted(set(alone[0].names) & set(alone[1].names))
    for filters in ([("first", first), ("last", last)], [("last", last), ("first", first)]):
        page = uds.find(*filters)
        judge.holds(
            uds.stands(sorted(page.names) == expected),
            f"a search by {told(filters)} does not find the users who match both",
            expected=", ".join(expected) or "nobody",
            observed=page,
            shown=(*alone, page),
        )
