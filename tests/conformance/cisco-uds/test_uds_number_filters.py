"""Filters of the search for users by telephone numbers (users)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Uds, digits
from contracts.apis.cisco_uds.filtering import (
    hold_search,
    inner_part,
)
from contracts.apis.cisco_uds.users import numbers
from contracts.kit import Inconclusive, Judge

_BEGINNING = 3
_DIGITS = 6


@pytest.mark.requirement("UDS-FILTER-03")
def test_number_from_the_left(uds: Uds, judge: Judge) -> None:
    """The first digits of any number find those who have a number that begins so."""
    value = uds.probe(
        lambda one: [number[:size] for number in numbers(one) for size in (_BEGINNING, _DIGITS)],
        "number",
        lambda one, value: any(value in number for number in numbers(one)),
    )
    hold_search(uds, judge, "number", value)
    for field in ("phoneNumber", "homeNumber", "mobileNumber"):
        given = [digits(one[field]) for one in uds.directory().users if one.get(field)]
        if given and given[0].isdecimal():
            hold_search(uds, judge, "number", given[0], aside=True)
    inner = inner_part(uds, numbers)
    if inner:
        hold_search(uds, judge, "number", inner, aside=True)


@pytest.mark.requirement("UDS-FILTER-04")
def test_separators_in_a_number_do_not_count(uds: Uds, judge: Judge) -> None:
    """A number is found as it is written, and with other separators."""
    value = uds.probe(
        lambda one: [number[:_DIGITS] for number in numbers(one) if len(number) >= _DIGITS],
        "number",
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
    value = uds.probe(
        lambda one: [number[-size:] for number in numbers(one) for size in (4, 5)],
        "numberlast",
        lambda one, value: any(value in number for number in numbers(one)),
    )
    hold_search(uds, judge, "numberlast", value)
    inner = inner_part(uds, numbers, ends=True)
    if inner:
        hold_search(uds, judge, "numberlast", inner, aside=True)
    written = f"{value[:2]}-{value[2:3]} {value[3:]}"
    hold_search(uds, judge, "numberlast", written)
