"""Several filter sets, and filters together with the parameters of lists (Filter)."""

from __future__ import annotations

from itertools import product

import pytest

from contracts.apis.voss import NODES, Voss, Whole, telling_sets
from contracts.model import Inconclusive, NotTested
from contracts.oracles import (
    CONDITIONS,
    FilterSet,
    any_of,
    both,
    inversion,
    mended,
    split,
    telling,
)
from contracts.plugin.judge import Judge

Pair = tuple[FilterSet, FilterSet]


def _working(voss: Voss, whole: Whole, *conditions: str) -> list[FilterSet]:
    """Filter sets of the conditions that work. Raises Inconclusive where none does."""
    found: list[FilterSet] = []
    for condition in conditions:
        try:
            sets = telling_sets(whole, condition)
        except Inconclusive:
            continue
        for name in dict.fromkeys(one.field for one in sets):
            of_field = [one for one in sets if one.field == name]
            if voss.filtered(whole, of_field[0])[1] is None:
                found += of_field
    if not found:
        reason = f"no filter works alone, of {', '.join(conditions)}"
        raise Inconclusive(reason)
    return found


def _telling_pair(whole: Whole, sets: list[FilterSet]) -> Pair:
    """Two sets on two attributes that belong together as they stand and in no other way."""
    for one, other in product(sets, sets):
        if one.field == other.field or one.condition == other.condition:
            continue
        first, second = whole.split(one), whole.split(other)
        right = [both(first, second), any_of(first, second), first, second]
        crossed = (
            FilterSet(one.field, other.condition, one.text, one.ignore_case),
            FilterSet(other.field, one.condition, other.text, other.ignore_case),
            FilterSet(one.field, one.condition, other.text, one.ignore_case),
            FilterSet(other.field, other.condition, one.text, other.ignore_case),
        )
        wrong = [whole.split(each) for each in crossed]
        pairs = [both(*wrong[:2]), any_of(*wrong[:2]), both(*wrong[2:]), any_of(*wrong[2:])]
        if all(part.telling for part in right) and all(
            part.problem(bad.inside) for part in right for bad in pairs
        ):
            return one, other
    reason = f"{whole.model} has no values with which two filter sets could be told from others"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-13")
def test_sets_are_paired_by_position(voss: Voss, judge: Judge) -> None:
    """Two sets on two fields list what these sets say, in either order of the sets."""
    whole = voss.sample()
    pair = _telling_pair(whole, _working(voss, whole, "startswith", "endswith", "contains"))
    first, second = (whole.split(one) for one in pair)
    for sets in (pair, pair[::-1]):
        listed = voss.read(whole.model, sets)
        right = (both(first, second), any_of(first, second), first, second)
        judge.holds(
            voss.settled(any(part.problem(listed.keys) is None for part in right), whole),
            "the values of repeated filter keys are not paired by their position",
            expected=f"{sets[0]}; {sets[1]}: {len(right[0].inside)} resources",
            observed=f"{len(listed)} resources that neither set accounts for",
            shown=(whole, listed),
        )


@pytest.mark.requirement("VOSS-FILTER-13")
def test_ignore_case_is_paired_by_position(voss: Voss, judge: Judge) -> None:
    """Of two sets, one that ignores case and one that does not, each keeps its own."""
    whole = voss.sample()
    sets = _working(voss, whole, "startswith", "contains")
    for one, other in product(sets, sets):
        ignoring = FilterSet(one.field, one.condition, one.text, ignore_case=True)
        first, second = split(whole.rows, ignoring), split(whole.rows, other)
        loose = FilterSet(other.field, other.condition, other.text, ignore_case=True)
        crossed = split(whole.rows, loose)
        right = [both(first, second), any_of(first, second), first, second]
        wrong = [both(first, crossed), any_of(first, crossed)]
        if one.field == other.field or not all(
            part.telling and part.problem(bad.inside) for part in right for bad in wrong
        ):
            continue
        if voss.filtered(whole, ignoring, first)[1] or voss.filtered(whole, other, second)[1]:
            continue  # ignore_case does not work alone: see VOSS-FILTER-08 and 09.
        for pair in ((ignoring, other), (other, ignoring)):
            listed = voss.read(whole.model, pair)
            judge.holds(
                voss.settled(any(part.problem(listed.keys) is None for part in right), whole),
                "the values of ignore_case are not paired by their position",
                expected=f"{pair[0]}; {pair[1]}: {len(right[0].inside)} resources",
                observed=f"{len(listed)} resources",
                shown=(whole, listed),
            )
        return
    reason = f"{whole.model} has no values with which ignore_case of two sets could be told"
    raise NotTested(reason)


@pytest.mark.requirement("VOSS-FILTER-14")
def test_equals_has_other_sets_ignored(voss: Voss, judge: Judge) -> None:
    """Equals beside another set lists what equals lists alone, wherever it stands."""
    whole = voss.sample()
    others = _working(voss, whole, "startswith", "endswith", "contains", "notequal")
    for one, other in product(_working(voss, whole, "equals"), others):
        alone, beside = whole.split(one), whole.split(other)
        narrower, wider = both(alone, beside), any_of(alone, beside)
        if one.field == other.field or not (
            alone.inside - narrower.inside - narrower.unsure and wider.inside - alone.inside
        ):
            continue
        for sets in ((one, other), (other, one)):
            listed = voss.read(whole.model, sets)
            trouble = alone.problem(listed.keys)
            judge.holds(
                voss.settled(trouble is None, whole),
                "a set beside one with equals is not ignored",
                expected=f"{one}: {len(alone.inside)} resources",
                observed=f"with {other}: {len(listed)} resources ({trouble})",
                shown=(whole, listed),
            )
        return
    reason = f"{whole.model} has no values with which equals could be told from two sets"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-15")
def test_several_sets_narrow_the_list(voss: Voss, judge: Judge) -> None:
    """Two sets list what matches both of them, under the reading that is in force."""
    whole = voss.sample()
    pair = _telling_pair(whole, _working(voss, whole, "startswith", "endswith", "contains"))
    first, second = (whole.split(one) for one in pair)
    narrow, wide = both(first, second), any_of(first, second)
    by_reading = {"and": (narrow,), "or": (wide,), "either": (narrow, wide)}
    wanted = by_reading[voss.reading("VOSS-AMB-09")]
    listed = voss.read(whole.model, pair)
    known = (narrow, wide, first, second)
    if all(part.problem(listed.keys) for part in known):
        reason = "the sets are not paired by their position: see VOSS-FILTER-13"
        raise Inconclusive(reason)
    judge.holds(
        voss.settled(any(part.problem(listed.keys) is None for part in wanted), whole),
        f"two filter sets do not work together as reading {voss.reading('VOSS-AMB-09')!r} says",
        expected=f"{pair[0]}; {pair[1]}: {len(wanted[0].inside)} resources",
        observed=f"{len(listed)} resources",
        shown=(whole, listed),
    )


def _broad(voss: Voss, whole: Whole) -> FilterSet:
    """A working filter that leaves many resources, but not all."""
    return max(_working(voss, whole, *CONDITIONS), key=lambda one: len(whole.split(one).inside))


@pytest.mark.requirement("VOSS-FILTER-16")
def test_filtered_lists_are_paged(voss: Voss, judge: Judge) -> None:
    """Pages of a filtered list make it up, and total is its length."""
    whole = voss.sample()
    if voss.page(whole.model, skip=2, limit=3).keys != whole.keys[2:5]:
        reason = "skip and limit do not work without filters: see VOSS-PAGE-03 and VOSS-PAGE-05"
        raise Inconclusive(reason)
    counts = voss.page(whole.model, limit=1, count=True).total == len(whole)
    one = _broad(voss, whole)
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
    one = _broad(voss, whole)
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
    one = _broad(voss, whole)
    nodes = [node for node, _ in voss.tree().families()][:2]
    tried = 0
    for node, traversal in product(nodes, ("local", "down", "up")):
        there = voss.whole(whole.model, hierarchy=node.pkid, traversal=traversal)
        wanted = there.split(one)
        if not wanted.telling or len(there) == len(whole):
            continue
        listed = voss.read(whole.model, (one,), hierarchy=node.pkid, traversal=traversal)
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
    listed = voss.page(whole.model, (one,), limit=2000, summary=True)
    names = {item.key: set(item.data) for item in short}
    longer = [item for item in listed if set(item.data) - names.get(item.key, set(item.data))]
    judge.holds(
        voss.settled(not longer, whole),
        "a filtered list with summary=true has more data than the list without the filter",
        expected=", ".join(whole.summary_attrs),
        observed=", ".join(longer[0].data) if longer else "",
        shown=(short, listed),
    )
    if not tried:
        reason = f"no node below {NODES} has a part of the list that a filter divides"
        raise Inconclusive(reason)
