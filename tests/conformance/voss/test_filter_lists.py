"""Filters together with the parameters of lists (Filter)."""

from __future__ import annotations

from itertools import product

import pytest

from contracts.apis.voss import NODES, Voss
from contracts.engine import Judge
from contracts.model import Inconclusive
from contracts.oracles import CONDITIONS, inversion, mended, telling


@pytest.mark.requirement("VOSS-FILTER-16")
def test_filtered_lists_are_paged(voss: Voss, judge: Judge) -> None:
    """Pages of a filtered list make it up, and total is its length."""
    whole = voss.sample()
    if voss.page(whole.model, skip=2, limit=3).keys != whole.keys[2:5]:
        reason = "skip and limit do not work without filters: see VOSS-PAGE-03 and VOSS-PAGE-05"
        raise Inconclusive(reason)
    counts = voss.page(whole.model, limit=1, count=True).total == len(whole)
    one = voss.broad_set(whole)
    listed = voss.read(whole.model, (one,))
    size = max(1, len(listed) // 4)
    pages = [
        voss.page(whole.model, (one,), skip=skip, limit=size, count=True)
        for skip in range(0, len(listed), size)
    ]
    trouble = mended([page.keys for page in pages], listed.keys)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"pages of {size} of a filtered list do not make it up",
        expected=f"{one}: {len(listed)} resources",
        observed=trouble,
        shown=(listed, *pages[:3]),
    )
    judge.holds(
        voss.settled(not counts or all(page.total == len(listed) for page in pages), whole),
        "total of a filtered list is not the number of resources that the filter left",
        expected=len(listed),
        observed=[page.total for page in pages],
        shown=(listed, *pages[:3]),
    )


@pytest.mark.requirement("VOSS-FILTER-17")
def test_filtered_lists_are_sorted(voss: Voss, judge: Judge) -> None:
    """A filtered list is sorted in both directions where the whole list is."""
    whole = voss.sample()
    one = voss.broad_set(whole)
    rows = voss.read(whole.model, (one,))
    names = [
        n for n in whole.summary_attrs if telling(sorted(map(str, filter(None, rows.values(n)))))
    ]
    tried = 0
    for name, direction in product(names[:3], ("asc", "desc")):
        plain = voss.page(whole.model, limit=2000, order_by=name, direction=direction)
        if inversion(plain.values(name), "asc" if direction == "asc" else "desc"):
            continue  # It is not sorted without a filter either: see VOSS-ORDER-01 and 02.
        page = voss.page(whole.model, (one,), limit=2000, order_by=name, direction=direction)
        found = inversion(page.values(name), "asc" if direction == "asc" else "desc")
        judge.holds(
            voss.settled(bool(page.keys) and not found, whole),
            f"a filtered list is not sorted by {name}, {direction}",
            expected=f"{name} in order",
            observed=found or "no resources",
            shown=(plain, page),
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
    sets = [one, *voss.working_sets(whole, *CONDITIONS)]
    nodes = [node for node, _ in voss.tree().families()][:2]
    tried = 0
    for node, traversal in product(nodes, ("local", "down", "up")):
        there = voss.whole(whole.model, hierarchy=node.pkid, traversal=traversal)
        telling_there = [each for each in sets if there.split(each).telling]
        if not telling_there or len(there) == len(whole):
            continue
        here = telling_there[0]
        wanted = there.split(here)
        listed = voss.read(whole.model, (here,), hierarchy=node.pkid, traversal=traversal)
        trouble = wanted.problem(listed.keys)
        judge.holds(
            voss.settled(trouble is None, there),
            f"a filtered list with traversal={traversal} is not the filtered part of that list",
            expected=f"{len(wanted.inside)} of {len(there)} resources",
            observed=f"{len(listed)} resources: {trouble}",
            shown=(there, listed),
        )
        tried += 1
    plain = voss.page(whole.model, limit=3, summary=False)
    full = voss.page(whole.model, (one,), limit=3, summary=False)
    if tried and plain.is_list and set(plain.items[0].data) - set(whole.summary_attrs):
        judge.holds(
            any(set(item.data) - set(whole.summary_attrs) for item in full),
            "a filtered list with summary=false has summary data only",
            expected="data beyond the summary",
            observed=", ".join(full.items[0].data) if full.keys else "no resources",
            shown=(plain, full),
        )
    short = voss.page(whole.model, limit=2000, summary=True)
    brief = voss.page(whole.model, (one,), limit=2000, summary=True)
    names = {item.key: set(item.data) for item in short}
    longer = [item for item in brief if set(item.data) - names.get(item.key, set(item.data))]
    judge.holds(
        voss.settled(not longer, whole),
        "a filtered list with summary=true has more data than the list without the filter",
        expected=", ".join(whole.summary_attrs),
        observed=", ".join(longer[0].data) if longer else "",
        shown=(short, brief),
    )
    if not tried:
        reason = f"no node below {NODES} has a part of the list that a filter divides"
        raise Inconclusive(reason)
