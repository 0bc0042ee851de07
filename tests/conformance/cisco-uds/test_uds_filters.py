"""Filters of the search for users (users)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from contracts.apis.cisco_uds import Uds, digits
from contracts.apis.cisco_uds.directory import Entry, Found, numbers
from contracts.engine import Judge
from contracts.model import Inconclusive

Fold = Callable[[str], str]
Matches = Callable[[Entry, Fold], bool]
"""Whether a user matches; letter case counts or does not, by what the texts are folded with."""

_BEGINNING = 3
_DIGITS = 6
_PART = 4


def _as_written(text: str) -> str:
    return text


def _begins(text: str, value: str, fold: Fold = str.casefold) -> bool:
    return fold(text).startswith(fold(value))


def _field_begins(field: str, value: str, one: Entry, fold: Fold) -> bool:
    """Whether a field of a user begins with a value."""
    return _begins(one.get(field, ""), value, fold)


def _having(has: Callable[[Entry, str, Fold], bool], value: str) -> Matches:
    """Whether a user has a value, by what says so of any."""
    return lambda one, fold: has(one, value, fold)


def _check(
    uds: Uds,
    judge: Judge,
    filters: list[tuple[str, str]],
    wanted: Matches,
    also: Matches | None = None,
) -> None:
    """Check that a search finds all users who are `wanted`, and no others but those of `also`.

    Whether letter case counts is left open: only what matches as it is written has to be found.
    """
    page = uds.find(*filters)
    if not page.first.none_found:
        page.first.needed("users")
    _nobody_else(
        uds,
        judge,
        filters,
        page,
        lambda one: any(match(one, str.casefold) for match in (wanted, also) if match),
    )
    missing = {o["userName"] for o in uds.directory().users if wanted(o, _as_written)} - set(
        page.names
    )
    if missing and page.users and not page.whole:
        reason = f"not all users that are found are on the page: {page}"
        raise Inconclusive(reason)
    judge.holds(
        uds.stands(not missing),
        f"a search by {_shown(filters)} does not find all users that match",
        expected=", ".join(sorted(missing)),
        observed=page,
        shown=(page,),
    )


def _nobody_else(
    uds: Uds,
    judge: Judge,
    filters: list[tuple[str, str]],
    page: Found,
    allowed: Callable[[Entry], bool],
) -> None:
    wrong = [one for one in page.users if not allowed(one)]
    judge.holds(
        uds.stands(not wrong),
        f"a search by {_shown(filters)} finds users who do not match",
        expected="matches only",
        observed=_named(wrong[0]) if wrong else "",
        shown=(page,),
    )


def _named(one: Entry) -> str:
    """A user as a finding shows one."""
    return ", ".join(f"{name} {text}" for name, text in one.items() if text)


def _shown(filters: list[tuple[str, str]]) -> str:
    return " and ".join(f"{name}={value}" for name, value in filters)


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


def _inner(uds: Uds, texts: Callable[[Entry], list[str]], *, ends: bool = False) -> str:
    """A part from inside of somebody's text, with which no text begins (or ends); or nothing."""
    known = {text.casefold(): text for one in uds.directory().users for text in texts(one)}
    for text in known.values():
        part = text[-_PART - 1 : -1] if ends else text[1 : _PART + 1]
        sought = part.casefold()
        whole = any(t.endswith(sought) if ends else t.startswith(sought) for t in known)
        if len(part) == _PART and part.isalnum() and not whole:
            return part
    return ""


def _beginning(uds: Uds, judge: Judge, name: str, field: str) -> None:
    value = uds.probe(
        _prefixes(field),
        lambda one, value: _begins(one.get(field, ""), value),
        lambda one, value: value.casefold() in one.get(field, "").casefold(),
    )
    inner = _inner(uds, lambda one: [one[field]] if one.get(field) else [])
    for sought in (value, inner) if inner else (value,):
        _check(
            uds,
            judge,
            [(name, sought)],
            partial(_field_begins, field, sought),
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
            _check(uds, judge, [(name, other)], _having(has, other))


@pytest.mark.requirement("UDS-FILTER-03")
def test_number_from_the_left(uds: Uds, judge: Judge) -> None:
    """The first digits of any number find those who have a number that begins so."""

    def has(one: Entry, value: str, _: Fold = str.casefold) -> bool:
        return any(number.startswith(value) for number in numbers(one))

    value = uds.probe(
        lambda one: [number[:size] for number in numbers(one) for size in (_BEGINNING, _DIGITS)],
        has,
        lambda one, value: any(value in number for number in numbers(one)),
    )
    _check(uds, judge, [("number", value)], lambda one, fold: has(one, value, fold))
    for field in ("phoneNumber", "homeNumber", "mobileNumber"):
        given = [digits(one[field]) for one in uds.directory().users if one.get(field)]
        if given and given[0].isdecimal():
            _check(
                uds,
                judge,
                [("number", given[0])],
                _having(has, given[0]),
            )
    inner = _inner(uds, numbers)
    if inner:
        _check(uds, judge, [("number", inner)], lambda one, fold: has(one, inner, fold))


@pytest.mark.requirement("UDS-FILTER-04")
def test_separators_in_a_number_do_not_count(uds: Uds, judge: Judge) -> None:
    """A number is found as it is written, and with other separators."""

    def has(one: Entry, value: str, _: Fold = str.casefold) -> bool:
        return any(number.startswith(digits(value)) for number in numbers(one))

    value = uds.probe(
        lambda one: [number[:_DIGITS] for number in numbers(one) if len(number) >= _DIGITS],
        has,
        lambda one, value: any(value in number for number in numbers(one)),
    )
    plain = uds.find(("number", value))
    if not plain.users:
        reason = f"the number is not found without separators either: {plain}"
        raise Inconclusive(reason)
    for written in (f"+{value[:2]} {value[2:4]}-{value[4:]}", f"({value[:3]}) {value[3:]}"):
        page = uds.find(("number", written))
        judge.holds(
            uds.stands(sorted(page.names) == sorted(plain.names)),
            "a number with separators finds others than without",
            expected=plain,
            observed=page,
            shown=(plain, page),
        )


@pytest.mark.requirement("UDS-FILTER-05")
def test_number_from_the_right(uds: Uds, judge: Judge) -> None:
    """The last digits of any number find those who have a number that ends so."""

    def has(one: Entry, value: str, _: Fold = str.casefold) -> bool:
        return any(number.endswith(value) for number in numbers(one))

    value = uds.probe(
        lambda one: [number[-size:] for number in numbers(one) for size in (4, 5)],
        has,
        lambda one, value: any(value in number for number in numbers(one)),
    )
    _check(uds, judge, [("numberlast", value)], lambda one, fold: has(one, value, fold))
    inner = _inner(uds, numbers, ends=True)
    if inner:
        _check(uds, judge, [("numberlast", inner)], lambda one, fold: has(one, inner, fold))
    written = f"{value[:2]}-{value[2:3]} {value[3:]}"
    _check(uds, judge, [("numberlast", written)], lambda one, fold: has(one, value, fold))


@pytest.mark.requirement("UDS-FILTER-09")
@pytest.mark.parametrize("field", ["firstName", "lastName", "email"])
def test_name_of_one_word(uds: Uds, judge: Judge, field: str) -> None:
    """One word finds whose first name, last name or e-mail address begins with it."""

    def has(one: Entry, value: str, fold: Fold = str.casefold) -> bool:
        fields = ("firstName", "lastName", "email")
        return any(_begins(one.get(name, ""), value, fold) for name in fields)

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
        lambda one, fold: _begins(one.get("displayName", ""), value, fold),
    )


@pytest.mark.requirement("UDS-FILTER-10")
@pytest.mark.parametrize("order", ["first-last", "last-first", "one-name"])
def test_name_of_two_words(uds: Uds, judge: Judge, order: str) -> None:
    """Two words find those whose names begin with them, in either order, or with both."""

    def has(one: Entry, value: str, fold: Fold = str.casefold) -> bool:
        left, _, right = value.partition(" ")
        first, last = one.get("firstName", ""), one.get("lastName", "")
        straight = _begins(first, left, fold) and _begins(last, right, fold)
        other = _begins(last, left, fold) and _begins(first, right, fold)
        return straight or other or _begins(first, value, fold) or _begins(last, value, fold)

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
        values, has, lambda one, value: _begins(one.get("lastName", ""), value.split()[not turned])
    )
    _check(
        uds,
        judge,
        [("name", value)],
        lambda one, fold: has(one, value, fold),
        lambda one, fold: _begins(one.get("displayName", ""), value, fold),
    )


@pytest.mark.requirement("UDS-FILTER-10")
def test_name_of_three_words(uds: Uds, judge: Judge) -> None:
    """Three words find those whose first and last name begin with them, however they are cut."""

    def has(one: Entry, value: str, fold: Fold = str.casefold) -> bool:
        words = value.split(" ")
        first, last = one.get("firstName", ""), one.get("lastName", "")
        return any(
            (_begins(first, left, fold) and _begins(last, right, fold))
            or (_begins(last, left, fold) and _begins(first, right, fold))
            for left, right in ((" ".join(words[:at]), " ".join(words[at:])) for at in (1, 2))
        )

    def values(one: Entry) -> list[str]:
        whole = f"{one.get('firstName', '')} {one.get('lastName', '')}"
        return [whole] if len(whole.split(" ")) == 3 and all(whole.split(" ")) else []

    value = uds.probe(
        values, has, lambda one, value: _begins(one.get("lastName", ""), value.split(" ")[-1])
    )
    _check(
        uds,
        judge,
        [("name", value)],
        lambda one, fold: has(one, value, fold),
        lambda one, fold: (
            _begins(one.get("displayName", ""), value, fold)
            or _begins(one.get("firstName", ""), value, fold)
            or _begins(one.get("lastName", ""), value, fold)
        ),
    )


@pytest.mark.requirement("UDS-FILTER-12")
def test_all_filters_are_met(uds: Uds, judge: Judge) -> None:
    """First and last name together find those who match both, not those who match one."""

    def has(one: Entry, first: str, last: str) -> bool:
        begun = _begins(one.get("firstName", ""), first)
        return begun and _begins(one.get("lastName", ""), last)

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
            _begins(one.get("firstName", ""), parts(value)[0])
            or _begins(one.get("lastName", ""), parts(value)[1])
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
            f"a search by {_shown(filters)} does not find those who meet both",
            expected=", ".join(expected) or "nobody",
            observed=page,
            shown=(*alone, page),
        )
