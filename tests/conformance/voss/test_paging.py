"""skip and limit, and the pages that they make (List pagination)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.voss import LONGEST, Page, Voss, Whole, attributes
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested
from contracts.oracles import mended, misplaced

USUAL = 50
"""The default of limit."""


def _is_list(judge: Judge, page: Page, what: str) -> None:
    judge.holds(page.is_list, f"a list with {what} is refused", observed=page, shown=(page,))


@pytest.mark.requirement("VOSS-PAGE-03")
def test_skip_is_the_offset(voss: Voss, judge: Judge) -> None:
    """With skip=n the first resource is number n of the whole list, counted from 0."""
    whole = voss.sample()
    for skip in sorted({1, 2, 5, len(whole) // 2, len(whole) - 1}):
        page = voss.page(whole.model, skip=skip, limit=LONGEST)
        _is_list(judge, page, f"skip={skip}")
        trouble = misplaced(page.keys, whole.keys, skip, len(page.keys)) if page.keys else "empty"
        judge.holds(
            voss.settled(trouble is None, whole),
            f"a list with skip={skip} does not begin after {skip} resources",
            expected=whole.keys[skip],
            observed=trouble,
            shown=(whole, page),
        )
    name = _most_varied(whole)
    ordered = voss.page(whole.model, skip=0, limit=LONGEST, order_by=name)
    page = voss.page(whole.model, skip=3, limit=LONGEST, order_by=name)
    complete = len(ordered.keys) == len(whole)  # Where limit is honoured: see VOSS-PAGE-07.
    judge.holds(
        voss.settled(len(page.keys) == len(ordered.keys) - 3 or not complete, whole),
        f"a list with order_by={name} and skip=3 does not leave out 3 resources",
        expected=len(ordered.keys) - 3,
        observed=len(page.keys),
        shown=(ordered, page),
    )


@pytest.mark.requirement("VOSS-PAGE-04")
def test_default_of_skip(voss: Voss, judge: Judge) -> None:
    """Without skip the list begins as with skip=0."""
    whole = voss.sample()
    plain = voss.page(whole.model, limit=3)
    explicit = voss.page(whole.model, skip=0, limit=3)
    judge.holds(
        voss.settled(bool(explicit.keys) and plain.keys == explicit.keys, whole),
        "without skip a list does not begin with its first resource",
        expected=explicit.keys[:1],
        observed=plain.keys[:1],
        shown=(plain, explicit),
    )


@pytest.mark.requirement("VOSS-PAGE-05")
def test_limit_is_the_number_of_resources(voss: Voss, judge: Judge) -> None:
    """With limit=n there are n resources."""
    whole = voss.sample()
    for limit in (1, 2, 7, 49, 50):
        page = voss.page(whole.model, limit=limit)
        _is_list(judge, page, f"limit={limit}")
        judge.holds(
            voss.settled(len(page.keys) == min(limit, len(whole)), whole),
            f"a list with limit={limit} has another number of resources",
            expected=min(limit, len(whole)),
            observed=len(page.keys),
            shown=(page,),
        )


def _longest(voss: Voss) -> tuple[str, int]:
    """The model with the longest list, and its total."""
    return max(voss.totals().items(), key=lambda one: one[1])


@pytest.mark.requirement("VOSS-PAGE-06")
def test_default_of_limit(voss: Voss, judge: Judge) -> None:
    """Without limit a list of more than 50 resources shows 50."""
    model, total = _longest(voss)
    if total <= USUAL:
        reason = f"no list is known to have more than {USUAL} resources"
        raise Inconclusive(reason)
    page = voss.page(model)
    if len(page.keys) < USUAL and voss.page(model, limit=1).total != total:
        reason = f"the length of {model} changed while it was being looked at"
        raise Inconclusive(reason)
    judge.holds(
        len(page.keys) == USUAL,
        f"without limit a list does not have {USUAL} resources",
        expected=USUAL,
        observed=len(page.keys),
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-PAGE-07")
def test_limits_up_to_2000_are_honoured(voss: Voss, judge: Judge) -> None:
    """limit=51, 199 and 2000 give as many resources as there are."""
    model, total = _longest(voss)
    if total <= USUAL:
        reason = f"no list is known to have more than {USUAL} resources"
        raise NotTested(reason)
    for limit in (51, 199, LONGEST):
        page = voss.page(model, limit=limit)
        _is_list(judge, page, f"limit={limit}")
        if len(page.keys) < min(limit, total) and voss.page(model, limit=1).total != total:
            reason = f"the length of {model} changed while it was being looked at"
            raise Inconclusive(reason)
        judge.holds(
            len(page.keys) >= min(limit, total),
            f"limit={limit} is not honoured",
            expected=f"{min(limit, total)} of {total} resources",
            observed=len(page.keys),
            shown=(page,),
        )


@pytest.mark.requirement("VOSS-PAGE-08")
def test_never_more_than_2000(voss: Voss, judge: Judge) -> None:
    """limit=2001 is refused or gives 2000 resources at most, of a list that has more."""
    model, total = _longest(voss)
    if total <= LONGEST:
        reason = f"no list is known to have more than {LONGEST} resources"
        raise NotTested(reason)
    if len(voss.page(model, limit=1).keys) != 1:
        reason = "limit does not work by itself: see VOSS-PAGE-05"
        raise Inconclusive(reason)
    page = voss.page(model, limit=LONGEST + 1, how={"operation": None, "defect": "limit=2001"})
    judge.holds(
        page.refused or len(page.keys) <= LONGEST,
        f"a list has more than {LONGEST} resources",
        expected=f"a 4xx, or at most {LONGEST} resources",
        observed=len(page.keys) if page.is_list else page,
        shown=(page,),
    )


def _most_varied(whole: Whole) -> str:
    """The attribute with the fewest equals, whose order may change from page to page."""
    return max(attributes(whole), key=lambda one: len(whole.texts(one)))


def _paging_works(voss: Voss, whole: Whole) -> None:
    """Raise Inconclusive where skip or limit alone do not do what they have to."""
    skipped = voss.page(whole.model, skip=1, limit=LONGEST).keys
    limited = voss.page(whole.model, limit=3).keys
    how: dict[str, Any] = {"order_by": _most_varied(whole), "limit": LONGEST}
    first = voss.page(whole.model, **how).keys
    second = voss.page(whole.model, skip=1, **how).keys
    alone = skipped[:1] == whole.keys[1:2] and len(limited) == min(3, len(whole))
    if not alone or second[:1] != first[1:2]:
        reason = "skip or limit does not work by itself: see VOSS-PAGE-03 and VOSS-PAGE-05"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-PAGE-09")
@given(data=st.data())
def test_any_window_is_that_of_the_list(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Any skip and limit together give the window of the whole list that they name."""
    whole = voss.sample()
    skip = data.draw(st.integers(0, len(whole) - 1), label="skip")
    limit = data.draw(st.integers(1, USUAL), label="limit")
    page = voss.page(whole.model, skip=skip, limit=limit)
    trouble = misplaced(page.keys, whole.keys, skip, limit)
    if trouble:
        _paging_works(voss, whole)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"a page with skip={skip} and limit={limit} is not that part of the list",
        expected="the resources that the whole list has there",
        observed=trouble,
        shown=(whole, page),
    )


@pytest.mark.requirement("VOSS-PAGE-09")
@pytest.mark.parametrize("limit", [7, 50])
def test_pages_make_up_the_list(voss: Voss, judge: Judge, limit: int) -> None:
    """Pages read one after the other are the whole list, without gap or repetition."""
    whole = voss.sample()
    pages = [voss.page(whole.model, skip=skip, limit=limit) for skip in range(0, len(whole), limit)]
    trouble = mended([page.keys for page in pages], whole.keys)
    if trouble:
        _paging_works(voss, whole)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"pages of {limit} do not make up the whole list",
        expected=f"{len(whole)} resources in the order of the whole list",
        observed=trouble,
        shown=(whole, *pages[:3]),
    )


@pytest.mark.requirement("VOSS-PAGE-09")
def test_pages_with_equals_make_up_the_list(voss: Voss, judge: Judge) -> None:
    """Pages sorted by an attribute with few values have each resource once, in any order."""
    whole = voss.sample()
    name = min(attributes(whole), key=lambda one: len(whole.texts(one)))
    size = max(1, len(whole) // 9)
    pages = [
        voss.page(whole.model, skip=skip, limit=size, order_by=name)
        for skip in range(0, len(whole), size)
    ]
    trouble = mended([sorted(key for page in pages for key in page.keys)], sorted(whole.keys))
    if trouble:
        _paging_works(voss, whole)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"pages of {size}, sorted by {name}, do not have each resource once",
        expected=f"{len(whole)} resources",
        observed=trouble,
        shown=(whole, *pages[:3]),
    )


@pytest.mark.requirement("VOSS-PAGE-10")
def test_nothing_is_past_the_end(voss: Voss, judge: Judge) -> None:
    """The last resource is a page of its own; after it there are none."""
    whole = voss.sample()
    last = voss.page(whole.model, skip=len(whole) - 1, limit=5)
    if last.keys != whole.keys[-1:]:
        reason = "the last resource is not the last page: see VOSS-PAGE-03"
        raise Inconclusive(reason)
    for skip in (len(whole), len(whole) + 1, len(whole) + 1000, 999_999_999):
        # Its status is not judged beside: this is the one requirement that looks past the end.
        page = voss.page(whole.model, skip=skip, limit=5, how={"operation": None})
        judge.holds(
            voss.settled(page.refused or (page.is_list and not page.keys), whole),
            f"a list of {len(whole)} resources has some after skip={skip}",
            expected="no resources",
            observed=page.keys if page.is_list else page,
            shown=(page,),
        )
