"""The notes on relation/Subscriber, from 11.5.2 (Cached, List format, Filter)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import SUBSCRIBERS, Page, Voss, Whole, telling_sets
from contracts.kit import FilterSet, Inconclusive, Judge, NotApplicable

FIELDS = (
    "userid",
    "firstname",
    "lastname",
    "mailid",
    "hierarchy_friendly_name",
    "device",
    "extension_mobility",
    "phone",
)

_FEW = 3


def _subscribers(voss: Voss) -> Whole:
    """The list. Raises NotApplicable where the target has none."""
    page = voss.page(SUBSCRIBERS, limit=1)
    if page.refused:
        reason = f"{SUBSCRIBERS} cannot be listed here: {page}"
        raise NotApplicable(reason)
    whole = voss.beginning(SUBSCRIBERS)
    if not whole.items:
        reason = "there are no subscribers"
        raise Inconclusive(reason)
    return whole


def _is_ignored(voss: Voss, judge: Judge, **parameters: Any) -> None:
    """Judge that a parameter that is not honoured is not refused either."""
    page = voss.page(SUBSCRIBERS, limit=5, **parameters)
    judge.holds(
        page.is_list,
        "a parameter that is not honoured on the list of subscribers is refused",
        expected="the list",
        observed=page,
        shown=(page,),
    )


def _again(voss: Voss, whole: Whole, **parameters: Any) -> Page:
    """As much of the list as is known, with a parameter."""
    return voss.longest(SUBSCRIBERS, most=len(whole), skip=0, **parameters)


@pytest.mark.requirement("VOSS-SUB-01")
def test_cached_is_not_honoured(voss: Voss, judge: Judge) -> None:
    """cached=false lists what cached=true lists."""
    whole = _subscribers(voss)
    before = _again(voss, whole, cached=True)
    _is_ignored(voss, judge, cached=False)
    direct = _again(voss, whole, cached=False)
    found = {one.key: one.data for one in direct}
    wanted = {one.key: one.data for one in before}
    differ = [key for key in wanted if found.get(key) != wanted[key]]
    judge.holds(
        voss.settled(not differ, whole),
        f"cached=false changes {len(differ)} resources in the list of subscribers",
        expected=f"{len(wanted)} resources as with cached=true",
        observed=f"{len(differ)} differ: {', '.join(differ[:3])}",
        shown=(before, direct),
    )


@pytest.mark.requirement("VOSS-SUB-02")
def test_summary_is_not_honoured(voss: Voss, judge: Judge) -> None:
    """summary=false lists summary data, though a subscriber has more."""
    whole = _subscribers(voss)
    full = voss.get(SUBSCRIBERS, whole.keys[0]).resource()
    beyond = set(full.data) - set(whole.summary_attrs) - set(whole.items[0].data)
    if not beyond:
        reason = "a subscriber has no data beyond its summary"
        raise Inconclusive(reason)
    _is_ignored(voss, judge, summary=False)
    listed = _again(voss, whole, summary=False)
    later = voss.page(SUBSCRIBERS, skip=len(whole) // 2, limit=_FEW, summary=False)
    rows = [*listed, *(later if later.is_list else ())]
    more = sorted({name for one in rows for name in one.data} & beyond)
    differ = [one.key for one in listed if whole.rows.get(one.key, one.data) != one.data]
    judge.holds(
        voss.settled(bool(listed.keys) and not more and not differ, whole),
        "summary=false changes the list of subscribers",
        expected="summary data",
        observed=", ".join(more) or f"{len(differ)} of {len(listed.keys)} resources differ",
        shown=(whole, listed),
    )


@pytest.mark.requirement("VOSS-SUB-03")
def test_traversal_up_is_not_honoured(voss: Voss, judge: Judge) -> None:
    """traversal=up lists what traversal=down lists, at a node where this can be told."""
    _subscribers(voss)
    tree = voss.tree()
    for node, below in tree.families():
        above = tree.above(node)
        if not above:
            continue
        down = voss.beginning(SUBSCRIBERS, hierarchy=node.pkid, traversal="down")
        higher = voss.beginning(SUBSCRIBERS, hierarchy=above[0].pkid, traversal="local")
        if not (set(higher.keys) - set(down.keys) and down.items and below):
            continue
        _is_ignored(voss, judge, hierarchy=node.pkid, traversal="up")
        most = None if down.complete else len(down)
        up = voss.read(SUBSCRIBERS, most=most, hierarchy=node.pkid, traversal="up")
        judge.holds(
            voss.settled(up.same_as(down), down),
            f"traversal=up at {node.name} does not list what traversal=down lists",
            expected=f"{down.total or len(down)} resources",
            observed=f"{up.total or len(up)} resources",
            shown=(down, up),
        )
        return
    reason = "there is no node with subscribers that has others above it"
    raise Inconclusive(reason)


def _works(voss: Voss, whole: Whole, name: str) -> bool | None:
    """Whether a filter on a field works with some condition; None where it cannot be told."""
    told = None
    for condition in ("contains", "equals", "startswith"):
        try:
            one = telling_sets(whole, condition, fit=bool, fields=(name,))[0]
        except Inconclusive:
            continue
        told = voss.works(whole, one)
        if told:
            return True
    return told


@pytest.mark.requirement("VOSS-SUB-04")
def test_the_eight_fields_can_be_filtered(voss: Voss, judge: Judge) -> None:
    """Each of the eight fields is taken as filter_field, and filters where values are shown."""
    whole = _subscribers(voss)
    found = {name: _works(voss, whole, name) for name in FIELDS}
    if not any(found.values()):
        reason = "no filter works on subscribers: see VOSS-FILTER-01 to 06"
        if any(one is False for one in found.values()) and _filters_elsewhere(voss):
            judge.holds(condition=False, summary="no field of subscribers can be filtered")
        raise Inconclusive(reason)
    for name, works in found.items():
        if works:
            judge.holds(condition=True, summary="")
            continue
        one = FilterSet(name, "contains", "a", ignore_case=True)
        page = voss.page(SUBSCRIBERS, (one,), limit=5)
        judge.holds(
            voss.settled(page.is_list and works is not False, whole),
            f"the list of subscribers cannot be filtered by {name}",
            expected="the resources that match",
            observed=page if not page.is_list else "other resources",
            shown=(page,),
        )


def _filters_elsewhere(voss: Voss) -> bool:
    """Whether a filter works on another list."""
    whole = voss.sample()
    return voss.works(whole, telling_sets(whole, "contains")[0])


def _other_fields(voss: Voss, whole: Whole) -> dict[str, tuple[str, Any]]:
    """Text fields that subscribers have beyond the eight: for each a pkid and a value."""
    found: dict[str, tuple[str, Any]] = {}
    for key in whole.keys[:_FEW]:
        for name, value in voss.get(SUBSCRIBERS, key).resource().data.items():
            if isinstance(value, str) and value and name not in FIELDS:
                found.setdefault(name, (key, value))
    return found


@pytest.mark.requirement("VOSS-SUB-05")
def test_other_fields_cannot_be_filtered(voss: Voss, judge: Judge) -> None:
    """A filter by any other field is refused or ignored: it does not list what matches.

    What it lists for a text that a resource has is compared with what it lists for one that none
    has; where only the first has that resource, the field was filtered by.
    """
    whole = _subscribers(voss)
    others = _other_fields(voss, whole)
    if not others:
        reason = "subscribers have no other text field"
        raise Inconclusive(reason)
    for name, (key, value) in voss.sampled(others.items(), 2):
        pages = []
        for text in (value, "ucc-no-such-text"):
            one = FilterSet(name, "contains", text, ignore_case=True)
            how = {"defect": "a field that cannot be filtered by"}
            pages.append(voss.page(SUBSCRIBERS, (one,), limit=len(whole), how=how))
        matching, none = pages
        filtered = matching.is_list and none.is_list and key in matching.keys and not none.keys
        judge.holds(
            voss.settled(not filtered, whole),
            f"the list of subscribers is filtered by {name}",
            expected="a refusal, or the same list whatever filter_text is",
            observed=f"{len(matching.keys)} resources with {value!r}, none with another text"
            if filtered
            else "",
            shown=(matching, none),
        )
