"""Filters together with the parameters of lists (Filter)."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from contracts.apis.voss import NODES, Page, Voss, Whole
from contracts.kit import Direction, FilterSet, Inconclusive, Judge, inversion, mismatch, telling

_PAGES = 4
_TRAVERSALS_WHEN_SLOW = 1
"""How many traversals are tried with a filter where lists are slow."""


@pytest.mark.requirement("VOSS-FILTER-16")
def test_filtered_lists_are_paged(voss: Voss, judge: Judge) -> None:
    """Pages of a filtered list make it up, and total is its length."""
    whole = voss.sample()
    if voss.page(whole.model, skip=2, limit=3, **whole.how).keys != whole.keys[2:5]:
        reason = "skip and limit do not work without filters: see VOSS-PAGE-03 and VOSS-PAGE-05"
        raise Inconclusive(reason)
    counts = voss.page(whole.model, limit=1, count=True).total == whole.total
    one = voss.broad_set(whole)
    listed, _ = voss.filtered(whole, one)
    keys = listed.keys
    size = max(1, len(keys) // _PAGES)
    pages = _pages(voss, whole, one, size, len(keys))
    joined = [key for page in pages for key in page.keys]
    trouble = mismatch(joined if whole.complete else joined[: len(keys)], keys)
    judge.holds(
        voss.settled(trouble is None, whole, ordered=True),
        f"pages of {size} of a filtered list do not make it up",
        expected=f"{one}: {len(keys)} resources",
        observed=trouble,
        shown=(listed, *pages[:3]),
    )
    length = len(keys) if whole.complete else listed.total
    totals = [page.total for page in pages]
    judge.holds(
        voss.settled(not counts or totals == [length] * len(pages), whole),
        "total of a filtered list is not the number of resources that the filter left",
        expected=length,
        observed=totals,
        shown=(listed, *pages[:3]),
    )
    if counts and not whole.complete:
        _hold_complement(voss, judge, whole, one, length or 0)


def _pages(voss: Voss, whole: Whole, one: FilterSet, size: int, length: int) -> list[Page]:
    """Pages of a filtered list up to its end: behind a page that is short the next one begins."""
    pages: list[Page] = []
    skip = 0
    while skip < length:
        page = voss.page(whole.model, (one,), skip=skip, limit=size, count=True, **whole.how)
        pages.append(page)
        skip += min(size, len(page.keys)) or size
    return pages


def _hold_complement(voss: Voss, judge: Judge, whole: Whole, one: FilterSet, length: int) -> None:
    """Judge that the totals of a filter and of its opposite make up that of a long list."""
    if one.condition != "contains":
        return
    turned = FilterSet(one.field, "notcontain", one.text, one.ignore_case)
    rest = voss.page(whole.model, (turned,), limit=1, count=True)
    judge.holds(
        voss.settled(length < whole.end and (rest.total or 0) + length <= whole.end, whole),
        "totals of a filter and of its opposite are more than the whole list",
        expected=f"{whole.end} at most",
        observed=f"{length} and {rest.total}",
        shown=(rest,),
    )


@pytest.mark.requirement("VOSS-FILTER-17")
def test_filtered_lists_are_sorted(voss: Voss, judge: Judge) -> None:
    """A filtered list is sorted in both directions where the whole list is."""
    whole = voss.sample()
    one = voss.broad_set(whole)
    rows, _ = voss.filtered(whole, one)
    names = [
        n for n in whole.summary_attrs if telling(sorted(map(str, filter(None, rows.values(n)))))
    ]
    tried = 0
    directions: tuple[Direction, ...] = ("asc", "desc")
    for name, direction in product(voss.sampled(names[:3], 1), directions):
        how: dict[str, Any] = {
            "limit": len(whole),
            "order_by": name,
            "direction": direction,
        }
        if inversion(voss.view(whole, **how).values(name), direction):
            continue  # It is not sorted without a filter either: see VOSS-ORDER-01 and 02.
        page = voss.page(whole.model, (one,), **how)
        found = inversion(page.values(name), direction)
        judge.holds(
            voss.settled(bool(page.keys) and not found, whole),
            f"a filtered list is not sorted by {name}, {direction}",
            expected=f"{name} in order",
            observed=found or "no resources",
            shown=(page,),
        )
        tried += 1
    if not tried:
        reason = "no order works without filters, or none can be told"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-18")
def test_filters_go_with_traversal_and_summary(voss: Voss, judge: Judge) -> None:
    """A filtered list at a node, with each traversal, is the filtered part of that list."""
    whole = voss.sample()
    one = voss.broad_set(whole)
    tried = _with_traversals(voss, judge, whole, one)
    _with_summary(voss, judge, whole, one)
    if not tried:
        reason = f"no node below {NODES} has a part of the list that a filter divides"
        raise Inconclusive(reason)


def _with_traversals(voss: Voss, judge: Judge, whole: Whole, one: FilterSet) -> int:
    sets = [one, *voss.candidate_sets(whole, "contains", "startswith")]
    nodes = [node for node, _ in voss.tree().families()][:2]
    tried = 0
    for node, traversal in product(nodes, ("local", "down", "up")):
        if voss.reach.slow and tried >= _TRAVERSALS_WHEN_SLOW:
            break
        there = voss.beginning(whole.model, hierarchy=node.pkid, traversal=traversal)
        telling_there = [each for each in sets if there.split(each).telling]
        if not telling_there or there.same_as(whole):
            continue
        here = next((each for each in telling_there if voss.works(whole, each)), one)
        page, trouble = voss.filtered(there, here)
        judge.holds(
            voss.settled(trouble is None, there),
            f"a filtered list with traversal={traversal} is not the filtered part of that list",
            expected=f"{len(there.split(here).required)} of {len(there)} resources",
            observed=trouble,
            shown=(there, page),
        )
        tried += 1
    return tried


def _with_summary(voss: Voss, judge: Judge, whole: Whole, one: FilterSet) -> None:
    plain = voss.page(whole.model, limit=3, summary=False)
    full = voss.page(whole.model, (one,), limit=3, summary=False)
    names = set(whole.summary_attrs)
    if plain.is_list and any(set(item.data) - names for item in plain):
        judge.holds(
            full.is_list and any(set(item.data) - names for item in full),
            "a filtered list with summary=false has summary data only",
            expected="data beyond the summary",
            observed=_members(full),
            shown=(plain, full),
        )
    short = voss.view(whole, limit=len(whole), summary=True)
    brief = voss.page(whole.model, (one,), limit=len(whole), summary=True)
    shown = {item.key: set(item.data) for item in short}
    longer = [item for item in brief if set(item.data) - shown.get(item.key, set(item.data))]
    judge.holds(
        voss.settled(not longer, whole),
        "a filtered list with summary=true has more data than the list without the filter",
        expected=", ".join(whole.summary_attrs),
        observed=", ".join(longer[0].data) if longer else "",
        shown=(short, brief),
    )


def _members(page: Page) -> str:
    """The attributes of the first resource of a page."""
    if not page.is_list:
        return str(page)
    return ", ".join(page.items[0].data) if page.keys else "no resources"
