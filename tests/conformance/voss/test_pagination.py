"""The pagination object, count, and the Range header (List pagination)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from contracts.apis.voss import NODES, Page, Voss, Whole, attributes
from contracts.kit import FilterSet, Found, Inconclusive, Judge, across, counted, defaulted

_NAMED = {NODES, "relation/Subscriber"}
"""Models whose lists the document names."""
_BREAKDOWN = 500
_WHEN_SLOW = 3
"""Of how many models lists are looked at where they are slow."""


@pytest.mark.requirement("VOSS-LIST-01")
def test_a_list_has_resources(voss: Voss, judge: Judge) -> None:
    """The lists of several models have resources, each with its data.

    A breakdown is judged where the document names the list, and others are given.
    """
    listed, broken = 0, dict[str, Page]()
    for model in dict.fromkeys((NODES, *voss.models)):
        if voss.reach.slow and listed >= _WHEN_SLOW:
            break
        page = voss.page(model, limit=3)
        if page.status == _BREAKDOWN and model in _NAMED:
            broken[model] = page
        if not page.accepted or (page.is_list and not page.keys):
            continue  # There is no such model here, or it has no resources.
        judge.holds(
            page.is_list,
            f"the answer to the list of {model} has no resources with data",
            expected="an array of objects that have data",
            observed=page,
            shown=(page,),
        )
        listed += 1
    if listed and broken:
        judge.holds(
            condition=False,
            summary=f"{' and '.join(broken)}: no list, while other models are listed",
            expected="the resources of a list that the document names",
            observed=next(iter(broken.values())),
            shown=tuple(broken.values()),
        )
    if not listed:
        reason = f"no resources are listed of {', '.join(voss.models)}"
        raise Inconclusive(reason)


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
    judge.holds(
        said == {"skip": 3, "limit": 7},
        f"pagination says skip={said['skip']} and limit={said['limit']}; the request sent 3 and 7",
        expected={"skip": 3, "limit": 7},
        observed=said,
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-PAGE-13")
def test_total_is_the_length_of_the_list(voss: Voss, judge: Judge) -> None:
    """With count=true total is the number of all resources, whatever part is shown."""
    whole = voss.sample()
    if whole.complete:
        _hold_total(voss, judge, whole)
    else:
        _hold_end(voss, judge, whole)
    longest, total = max(voss.totals().items(), key=lambda one: one[1])
    if longest != whole.model and total > len(whole):
        _hold_end(voss, judge, voss.beginning(longest))
    nodes = [node for node, _ in voss.tree().families()[:2]]
    places = [(node, "down") for node in nodes] + [(node, "local") for node in nodes[:1]]
    for node, traversal in voss.sampled(places, 1):
        how: dict[str, Any] = {"hierarchy": node.pkid, "traversal": traversal}
        part = voss.beginning(whole.model, **how)
        how = {**voss.explicit, **how}
        page = voss.page(whole.model, limit=1, count=True, **how)
        if part.complete and part.keys and page.keys:
            judge.holds(
                voss.settled(page.total == len(part), part),
                f"total is {page.total}; {node.name} has {len(part)} resources",
                expected=len(part),
                observed=page.total,
                shown=(part, page),
            )


def _hold_total(voss: Voss, judge: Judge, whole: Whole) -> None:
    """Judge the total of a list that is known as a whole."""
    evidence: list[Found] = []
    for skip, limit in voss.sampled(((3, 5), (0, len(whole) + 1), (0, 1)), 2):
        page = voss.page(whole.model, skip=skip, limit=limit, count=True, **whole.how)
        found = counted(page.total, len(whole), len(page.keys))
        judge.law(
            found,
            f"total of a page with skip={skip} and limit={limit}",
            shown=(page,),
            moved=partial(voss.hold_still, whole),
            among=evidence,
        )
    judge.law(across(evidence), "total")


def _hold_end(voss: Voss, judge: Judge, whole: Whole) -> None:
    """Judge the total of a long list: its last resource is there, and none behind it."""
    first = voss.page(whole.model, skip=3, limit=5, count=True, **whole.how)
    if first.keys[:1] != whole.keys[3:4]:
        reason = "skip does not work by itself: see VOSS-PAGE-03"
        raise Inconclusive(reason)
    total = first.total or 0
    last = voss.page(whole.model, skip=max(0, total - 1), limit=5, **whole.how)
    behind = voss.page(whole.model, skip=total, limit=5, **whole.how)
    after = voss.page(whole.model, limit=1, count=True, **whole.how)
    if after.total != first.total:
        reason = f"the length of {whole.model} changed from {first.total} to {after.total}"
        raise Inconclusive(reason)
    judge.holds(
        total >= len(whole) and len(last.keys) == 1 and not (behind.is_list and behind.keys),
        f"total is {first.total}, and the list does not end there",
        expected=f"one resource after skip={total - 1}, none after skip={total}",
        observed=f"{len(last.keys)} and {len(behind.keys) if behind.is_list else behind}",
        shown=(first, last, behind),
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
    whole = voss.any_list()
    _counted(voss, whole.model)
    for skip in (0, 3):
        page = voss.page(whole.model, skip=skip, limit=3, count=False)
        total = page.pagination.get("total")
        judge.holds(
            total == 0 and not isinstance(total, bool),
            f"with count=false total is {total!r}",
            expected=0,
            observed=repr(total),
            shown=(page,),
        )


@pytest.mark.requirement("VOSS-PAGE-15")
def test_count_does_not_change_the_resources(voss: Voss, judge: Judge) -> None:
    """The same resources are listed with and without counting."""
    whole = voss.sample()
    name = max(attributes(whole), key=lambda one: len(whole.texts(one)))
    orders: tuple[dict[str, Any], ...] = (
        dict(whole.how),
        {**whole.how, "order_by": name, "direction": "desc"},
    )
    tried = ((4, 9, orders[0]), (4, 9, orders[1]), (0, 5, orders[0]))
    for skip, limit, order in voss.sampled(tried, 2):
        counted = voss.page(whole.model, skip=skip, limit=limit, count=True, **order)
        page = voss.page(whole.model, skip=skip, limit=limit, count=False, **order)
        same = bool(page.keys) and page.keys == counted.keys
        if not same:
            again = voss.page(whole.model, skip=skip, limit=limit, count=True, **order)
            if again.keys != counted.keys:
                reason = "the list comes in another order each time"
                raise Inconclusive(reason)
        judge.holds(
            voss.settled(same, whole, ordered=True),
            "with count=false other resources are listed than with count=true",
            expected=counted.keys,
            observed=page.keys,
            shown=(counted, page),
        )


@pytest.mark.requirement("VOSS-PAGE-16")
def test_counting_is_the_default(voss: Voss, judge: Judge) -> None:
    """Without count total is the one with count=true."""
    whole = voss.sample()
    for skip in voss.sampled((3, 0), 1):
        given = _counted(voss, whole.model, skip)
        other = voss.page(whole.model, skip=skip, limit=3, count=False)
        page = voss.page(whole.model, skip=skip, limit=3)
        judge.law(
            defaulted(page.total, given.total, other.total),
            "total without count",
            shown=(given, page, other),
            moved=partial(voss.hold_still, whole),
        )


def _ranged(
    voss: Voss,
    whole: Whole,
    first: int,
    last: int,
    filters: Sequence[FilterSet] = (),
    **beside: int,
) -> Page:
    """A list with a Range header, beside skip and limit that say something else."""
    how = {"headers": (("Range", f"items={first}-{last}"),)}
    page = voss.page(whole.model, filters, how=how, **{**whole.how, **beside})
    if page.refused:
        reason = f"the form of the Range header is not taken: {page}"
        raise Inconclusive(reason)
    return page


def _is_taken(voss: Voss, judge: Judge, whole: Whole, *, end: bool) -> bool:
    """Whether a Range header alone gives what it says of its begin, or of its `end`.

    It is worth a warning where it does not (VOSS-AMB-20).
    """
    page = _ranged(voss, whole, 2, 4)
    taken = len(page.keys) == len(whole.keys[2:5]) if end else page.keys[:1] == whole.keys[2:3]
    if voss.settled(taken, whole, ordered=True):
        return True
    judge.warns(
        f"Range: items=2-4 alone does not {'end' if end else 'begin'} the list where it says",
        expected="the third to the fifth resource",
        observed=f"{len(page.keys)} resources, the first one {page.keys[:1]}",
        shown=(page,),
    )
    return False


@pytest.mark.requirement("VOSS-PAGE-11")
def test_range_overrides_skip(voss: Voss, judge: Judge) -> None:
    """The list begins where Range says, not where skip says."""
    whole = voss.sample()
    if voss.page(whole.model, skip=6, limit=4, **whole.how).keys[:1] != whole.keys[6:7]:
        reason = "skip does not work by itself: see VOSS-PAGE-03"
        raise Inconclusive(reason)
    if not _is_taken(voss, judge, whole, end=False):
        return
    for first, last in ((0, 1), (2, 3)):
        page = _ranged(voss, whole, first, last, skip=6, limit=4)
        judge.holds(
            voss.settled(page.keys[:1] == whole.keys[first : first + 1], whole, ordered=True),
            f"Range: items={first}-{last} does not override skip=6",
            expected=f"number {first} of the list: {whole.keys[first]}",
            observed=page.keys[:1],
            shown=(page,),
        )
    with suppress(Inconclusive):
        _hold_range_with_filter(voss, judge, whole, voss.broad_set(whole))


def _hold_range_with_filter(voss: Voss, judge: Judge, whole: Whole, one: FilterSet) -> None:
    """Judge that Range overrides skip in a filtered list, too. Raises Inconclusive."""
    keys = voss.page(whole.model, (one,), skip=0, limit=9, **whole.how).keys
    skipped = voss.page(whole.model, (one,), skip=6, limit=3, **whole.how).keys
    if len(keys) < 7 or skipped[:1] != keys[6:7]:
        reason = "skip does not work with a filter: see VOSS-FILTER-16"
        raise Inconclusive(reason)
    page = _ranged(voss, whole, 2, 3, (one,), skip=6, limit=3)
    judge.holds(
        voss.settled(page.keys[:1] == keys[2:3], whole, ordered=True),
        "Range: items=2-3 does not override skip=6 in a filtered list",
        expected=f"number 2 of the list: {keys[2]}",
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
    if not _is_taken(voss, judge, whole, end=True):
        return
    end = whole.end - 1
    windows = ((1, 6), (end - 1, end + 5), (0, 1), (end - 2, end))
    for first, last in voss.sampled(windows, 2):
        page = _ranged(voss, whole, first, last, skip=6, limit=4)
        wanted = min(last, end) - first + 1
        judge.holds(
            voss.settled(len(page.keys) == wanted, whole),
            f"Range: items={first}-{last} does not override limit=4",
            expected=f"{wanted} of {end + 1} resources",
            observed=len(page.keys),
            shown=(page,),
        )
