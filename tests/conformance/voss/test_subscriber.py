"""The notes on relation/Subscriber, from 11.5.2 (Cached, List format, Filter)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import SUBSCRIBERS, Voss, Whole, telling_sets
from contracts.engine import Judge
from contracts.model import Inconclusive, NotApplicable
from contracts.oracles import FilterSet

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

_FEW = 5


def _subscribers(voss: Voss) -> Whole:
    """The whole list. Raises NotApplicable where the target has none."""
    page = voss.page(SUBSCRIBERS, limit=1)
    if page.refused:
        reason = f"{SUBSCRIBERS} cannot be listed here: {page}"
        raise NotApplicable(reason)
    whole = voss.whole(SUBSCRIBERS)
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


@pytest.mark.requirement("VOSS-SUB-01")
def test_cached_is_not_honoured(voss: Voss, judge: Judge) -> None:
    """cached=false lists what cached=true lists."""
    _subscribers(voss)
    before = voss.read(SUBSCRIBERS, cached=True)
    _is_ignored(voss, judge, cached=False)
    direct = voss.read(SUBSCRIBERS, cached=False)
    judge.holds(
        voss.settled(direct.rows == before.rows, before),
        "cached=false changes the list of subscribers",
        expected=f"{len(before)} resources as with cached=true",
        observed=f"{sum(direct.rows.get(k) != before.rows[k] for k in before.rows)} differ",
        shown=(before, direct),
    )


@pytest.mark.requirement("VOSS-SUB-02")
def test_summary_is_not_honoured(voss: Voss, judge: Judge) -> None:
    """summary=false lists summary data, though a subscriber has more."""
    whole = _subscribers(voss)
    full = voss.get(SUBSCRIBERS, whole.keys[0]).resource()
    beyond = set(full.data) - set(whole.items[0].data)
    if not beyond:
        reason = "a subscriber has no data beyond its summary"
        raise Inconclusive(reason)
    _is_ignored(voss, judge, summary=False)
    listed = voss.read(SUBSCRIBERS, summary=False)
    judge.holds(
        voss.settled(listed.rows == whole.rows, whole),
        "summary=false changes the list of subscribers",
        expected="summary data",
        observed=", ".join(sorted(set(listed.items[0].data) & beyond)) or "other resources",
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
        down = voss.whole(SUBSCRIBERS, hierarchy=node.pkid, traversal="down")
        higher = voss.whole(SUBSCRIBERS, hierarchy=above[0].pkid, traversal="local")
        if not (set(higher.keys) - set(down.keys) and down.items and below):
            continue
        _is_ignored(voss, judge, hierarchy=node.pkid, traversal="up")
        up = voss.read(SUBSCRIBERS, hierarchy=node.pkid, traversal="up")
        judge.holds(
            voss.settled(set(up.keys) == set(down.keys), down),
            f"traversal=up at {node.name} does not list what traversal=down lists",
            expected=f"{len(down)} resources",
            observed=f"{len(up)} resources",
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
        told = voss.filtered(whole, one)[1] is None
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
        page = voss.page(SUBSCRIBERS, (FilterSet(name, "contains", "a", ignore_case=True),))
        judge.holds(
            page.is_list and works is not False,
            f"the list of subscribers cannot be filtered by {name}",
            expected="the resources that match",
            observed=page if not page.is_list else "other resources",
            shown=(page,),
        )


def _filters_elsewhere(voss: Voss) -> bool:
    """Whether a filter works on another list."""
    whole = voss.sample()
    one = telling_sets(whole, "contains")[0]
    return voss.filtered(whole, one)[1] is None


@pytest.mark.requirement("VOSS-SUB-05")
def test_other_fields_cannot_be_filtered(voss: Voss, judge: Judge) -> None:
    """A filter by any other field is refused or ignored: it leaves no resource out."""
    whole = _subscribers(voss)
    full = [voss.get(SUBSCRIBERS, key).resource().data for key in whole.keys[:_FEW]]
    texts = (name for data in full for name, value in data.items() if isinstance(value, str))
    others = [name for name in dict.fromkeys(texts) if name not in FIELDS]
    if not others:
        reason = "subscribers have no other text field"
        raise Inconclusive(reason)
    for name in others:
        one = FilterSet(name, "contains", "ucc-no-such-text", ignore_case=True)
        how = {"defect": "a field that cannot be filtered by"}
        page = voss.page(SUBSCRIBERS, (one,), limit=2000, how=how)
        judge.holds(
            page.refused or (page.is_list and set(page.keys) == set(whole.keys)),
            f"the list of subscribers is filtered by {name}",
            expected="a 4xx, or all resources",
            observed=f"{len(page.keys)} of {len(whole)} resources" if page.is_list else page,
            shown=(page,),
        )
