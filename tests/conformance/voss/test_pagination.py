"""The pagination object, count, and the Range header (List pagination)."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from contracts.apis.voss import Page, Voss, attributes
from contracts.engine import Judge
from contracts.model import Inconclusive

OUT_OF_RANGE = (
    ("limit", "0"),
    ("limit", "-1"),
    ("limit", "ten"),
    ("limit", "99999999999999999999"),
    ("skip", "-1"),
    ("skip", "none"),
)


@pytest.mark.requirement("VOSS-LIST-01")
def test_a_list_has_resources(voss: Voss, judge: Judge) -> None:
    """The lists of several models have resources with meta and data."""
    for model in list(voss.totals())[:4]:
        page = voss.page(model, limit=3)
        judge.holds(
            page.is_list and len(page.keys) > 0,
            "the answer to a list has no resources with meta and data",
            observed=page,
            shown=(page,),
        )


@pytest.mark.requirement("VOSS-PAGE-01")
def test_pagination_has_a_total(voss: Voss, judge: Judge) -> None:
    """A list has a pagination object with a whole number as total."""
    page = voss.page(voss.any_list().model, limit=3)
    judge.holds(
        page.is_list and page.total is not None,
        "the answer to a list has no total in its pagination",
        expected="pagination with total",
        observed=repr(page.members.get("pagination")),
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-PAGE-02")
def test_pagination_says_skip_and_limit(voss: Voss, judge: Judge) -> None:
    """Pagination repeats the skip and the limit that were sent."""
    page = voss.page(voss.any_list().model, skip=3, limit=7)
    said = {name: page.pagination.get(name) for name in ("skip", "limit")}
    judge.equal(said, {"skip": 3, "limit": 7}, "skip and limit in pagination", shown=(page,))


@pytest.mark.requirement("VOSS-PAGE-13")
def test_total_is_the_length_of_the_list(voss: Voss, judge: Judge) -> None:
    """With count=true total is the number of all resources, whatever part is shown."""
    whole = voss.sample()
    for skip, limit in ((0, 1), (3, 5), (0, 2000)):
        page = voss.page(whole.model, skip=skip, limit=limit, count=True)
        judge.holds(
            voss.settled(page.total == len(whole), whole),
            "total is not the number of resources of the whole list",
            expected=len(whole),
            observed=page.total,
            shown=(page,),
        )
    for node, _ in voss.tree().families()[:2]:
        part = voss.whole(whole.model, hierarchy=node.pkid)
        page = voss.page(whole.model, hierarchy=node.pkid, limit=1, count=True)
        if part.keys and page.keys:
            judge.holds(
                voss.settled(page.total == len(part), part),
                f"total is not the number of resources that {node.name} has",
                expected=len(part),
                observed=page.total,
                shown=(part, page),
            )


def _counted(voss: Voss, model: str, skip: int = 0) -> Page:
    """A list with count=true. Raises Inconclusive where its total is not that of any list."""
    page = voss.page(model, skip=skip, limit=3, count=True)
    if not page.total:
        reason = f"with count=true total is {page.total}: see VOSS-PAGE-13"
        raise Inconclusive(reason)
    return page


@pytest.mark.requirement("VOSS-PAGE-14")
def test_total_is_0_without_counting(voss: Voss, judge: Judge) -> None:
    """With count=false total is 0, where it is not with count=true."""
    model = voss.any_list().model
    _counted(voss, model)
    page = voss.page(model, limit=3, count=False)
    judge.equal(page.pagination.get("total"), 0, "total with count=false", shown=(page,))


@pytest.mark.requirement("VOSS-PAGE-15")
def test_count_does_not_change_the_resources(voss: Voss, judge: Judge) -> None:
    """The same resources are listed with and without counting."""
    whole = voss.sample()
    name = max(attributes(whole), key=lambda one: len(whole.texts(one)))
    orders: tuple[dict[str, Any], ...] = ({}, {"order_by": name, "direction": "desc"})
    for (skip, limit), order in product(((0, 5), (4, 9)), orders):
        counted = voss.page(whole.model, skip=skip, limit=limit, count=True, **order)
        if order and counted.keys == voss.page(whole.model, skip=skip, limit=limit).keys:
            continue  # The order is not taken in any case: see VOSS-ORDER-01 and 02.
        page = voss.page(whole.model, skip=skip, limit=limit, count=False, **order)
        judge.holds(
            voss.settled(bool(page.keys) and page.keys == counted.keys, whole),
            "with count=false other resources are listed than with count=true",
            expected=counted.keys,
            observed=page.keys,
            shown=(counted, page),
        )


@pytest.mark.requirement("VOSS-PAGE-16")
def test_counting_is_the_default(voss: Voss, judge: Judge) -> None:
    """Without count total is the one with count=true."""
    whole = voss.sample()
    for skip in (0, 3):
        counted = _counted(voss, whole.model, skip)
        page = voss.page(whole.model, skip=skip, limit=3)
        judge.holds(
            voss.settled(page.total == counted.total, whole),
            "without count the resources are not counted",
            expected=counted.total,
            observed=page.total,
            shown=(counted, page),
        )


@pytest.mark.requirement("VOSS-PAGE-17")
@pytest.mark.parametrize(("name", "value"), OUT_OF_RANGE)
def test_values_out_of_range(voss: Voss, judge: Judge, name: str, value: str) -> None:
    """A skip or limit that cannot be is refused, or a list in range comes all the same."""
    model = voss.any_list().model
    query = (("hierarchy", voss.hierarchy), ("format", "json"), (name, value))
    page = Page(voss.ask(f"/{model}/", query, defect=f"{name}={value}").exchange)
    lenient = voss.reading("VOSS-AMB-11") == "lenient" or name == "skip"
    judge.holds(
        page.refused or (lenient and page.is_list and len(page.keys) <= 2000),
        f"{name}={value} is neither refused nor replaced",
        expected="a 4xx, or a list in range" if lenient else "a 4xx",
        observed=page,
        shown=(page,),
    )


def _ranged(voss: Voss, model: str, first: int, last: int) -> Page:
    """A list with skip=6, limit=4 and a Range header that says something else."""
    how = {"headers": (("Range", f"items={first}-{last}"),)}
    page = voss.page(model, how=how, skip=6, limit=4)
    if page.refused:
        reason = f"the form of the Range header is not taken: {page}"
        raise Inconclusive(reason)
    return page


@pytest.mark.requirement("VOSS-PAGE-11")
def test_range_overrides_skip(voss: Voss, judge: Judge) -> None:
    """The list begins where Range says, not where skip says."""
    whole = voss.sample()
    if voss.page(whole.model, skip=6, limit=4).keys[:1] != whole.keys[6:7]:
        reason = "skip does not work by itself: see VOSS-PAGE-03"
        raise Inconclusive(reason)
    for first, last in ((0, 1), (2, 3)):
        page = _ranged(voss, whole.model, first, last)
        judge.holds(
            voss.settled(page.keys[:1] == whole.keys[first : first + 1], whole),
            f"Range: items={first}-{last} does not override skip=6",
            expected=f"number {first} of the list: {whole.keys[first]}",
            observed=page.keys[:1],
            shown=(page,),
        )


@pytest.mark.requirement("VOSS-PAGE-12")
def test_range_overrides_limit(voss: Voss, judge: Judge) -> None:
    """There are as many resources as Range says, not as limit says."""
    whole = voss.sample()
    if len(voss.page(whole.model, limit=4).keys) != 4:
        reason = "limit does not work by itself: see VOSS-PAGE-05"
        raise Inconclusive(reason)
    end = len(whole) - 1
    for first, last in ((0, 1), (1, 6), (end - 2, end), (end - 1, end + 5)):
        page = _ranged(voss, whole.model, first, last)
        wanted = min(last, end) - first + 1
        judge.holds(
            voss.settled(len(page.keys) == wanted, whole),
            f"Range: items={first}-{last} does not override limit=4",
            expected=f"{wanted} of {len(whole)} resources",
            observed=len(page.keys),
            shown=(page,),
        )
