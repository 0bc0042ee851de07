"""Filters and orders, held against the list of all users."""

import pytest
from scim.vocabulary import Scim

from contracts.kit import (
    MALFORMED,
    FilterSet,
    Inconclusive,
    Judge,
    inversion,
    out_of_order,
    refusal,
    requirement,
    split,
    telling,
)

OPERATORS = {
    "SCIM-FILTER-01": ("eq", "equals"),
    "SCIM-FILTER-02": ("co", "contains"),
    "SCIM-FILTER-03": ("sw", "startswith"),
}


def _text(name: str, operator: str) -> str:
    """A text that a filter asks for, made of a user's name."""
    part = {"eq": name, "co": name[1:-1], "sw": name[: len(name) // 2]}[operator]
    return part.swapcase().replace('"', "")


@requirement("SCIM-FILTER-01", "SCIM-FILTER-02", "SCIM-FILTER-03")
def test_filters_list_what_they_ask_for(scim: Scim, judge: Judge) -> None:
    """By userName, which is compared in any case; the most telling of several names."""
    rows = {one["id"]: one for one in scim.users()}
    names = sorted({one["userName"] for one in rows.values()}, key=len, reverse=True)
    for identifier, (operator, condition) in OPERATORS.items():
        with judge.of(identifier):
            texts = [_text(name, operator) for name in names[:5]]
            asked = [FilterSet("userName", condition, text, ignore_case=True) for text in texts]
            parts = [(one, split(rows, one)) for one in asked]
            wanted = [(one, part) for one, part in parts if part.telling]
            if not wanted:
                raise Inconclusive(f"no userName tells users apart by {operator}")
            for one, part in wanted[:3]:
                text = f'userName {operator} "{one.text}"'
                listed = [found["id"] for found in scim.users(("filter", text))]
                problem = part.problem(listed)
                judge.holds(problem is None, f"{text}: {problem}")


@requirement("SCIM-FILTER-04")
def test_a_filter_that_cannot_be_read_is_refused(scim: Scim, judge: Judge) -> None:
    """A filter without an operator, beside one that is right."""
    scim.page(("filter", "userName pr"))
    broken = scim.call("listUsers", None, ("filter", "userName near x"), defect="a broken filter")
    judge.refused(refusal("a broken filter", 400, cause=MALFORMED), broken)
    judge.equal(broken.members.get("scimType"), "invalidFilter", "scimType")


@requirement("SCIM-SORT-01")
@pytest.mark.parametrize("order", ["ascending", "descending"])
def test_users_are_sorted(scim: Scim, judge: Judge, order: str) -> None:
    """By userName, over all pages."""
    listed = scim.users(("sortBy", "userName"), ("sortOrder", order))
    names = [one["userName"] for one in listed]
    if not telling(names):
        raise Inconclusive("the users have too few different names")
    direction = "asc" if order == "ascending" else "desc"
    judge.holds(
        out_of_order(names, direction) is None,
        f"sortOrder {order}: {inversion(names, direction)}",
    )
