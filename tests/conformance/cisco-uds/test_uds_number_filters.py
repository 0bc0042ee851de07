"""Filters of the search for users by telephone numbers (users)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Uds, digits
from contracts.apis.cisco_uds.directory import Entry, numbers
from contracts.apis.cisco_uds.filtering import (
    Fold,
    Matches,
    having,
    inner_part,
    searched,
)
from contracts.kit import Inconclusive, Judge

_BEGINNING = 3
_DIGITS = 6


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
                having(has, given[0]),
            )
    inner = inner_part(uds, numbers)
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
        reason = f"the number is also not found without separators: {plain}"
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
    inner = inner_part(uds, numbers, ends=True)
    if inner:
        _check(uds, judge, [("numberlast", inner)], lambda one, fold: has(one, inner, fold))
    written = f"{value[:2]}-{value[2:3]} {value[3:]}"
    _check(uds, judge, [("numberlast", written)], lambda one, fold: has(one, value, fold))
