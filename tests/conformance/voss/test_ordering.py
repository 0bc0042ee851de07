"""order_by and direction (List format).

No collation is taken for granted: values are out of order only where they are so under every
plausible one. A long list is looked at from its beginning to its end, a few resources at a time.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from contracts.apis.voss import (
    SUBSCRIBERS,
    Voss,
    Whole,
    are_lists,
    goes_one_way,
    hold_sorts,
    known_order,
    sortable,
    values_in,
)
from contracts.kit import (
    Direction,
    Found,
    Inconclusive,
    Judge,
    Lacking,
    Mismatch,
    across,
    backwards,
    inversion,
    ordered,
    ordered_across,
    telling,
)

_WHEN_SLOW = 2
"""By how many attributes lists are sorted where they are slow."""


def _across_pages(voss: Voss, whole: Whole, name: str, direction: str) -> list[list[Any]]:
    """The values of the sorted list read in three pages; none where pages do not make it up."""
    size = -(-len(whole) // 3)
    how: dict[str, Any] = {"order_by": name, "direction": direction, "limit": size}
    pages = [voss.page(whole.model, skip=skip, **how) for skip in (0, size, 2 * size)]
    keys = [key for page in pages for key in page.keys]
    joined = len(set(keys)) == len(keys) and len(keys) >= len(whole)
    return [page.values(name) for page in pages] if joined else []


def _most_varied(whole: Whole, names: list[str]) -> str:
    """The attribute with the most different texts."""
    return max(names, key=lambda name: len(whole.texts(name)))


@pytest.mark.requirement("VOSS-ORDER-01")
def test_order_by_sorts(voss: Voss, judge: Judge) -> None:
    """The lists of two models are sorted by each summary attribute that order_by names."""
    whole = voss.sample()
    names = sortable(voss, whole)
    evidence = _hold_sorted(voss, judge, whole, names)
    # By the first summary attribute lists are sorted without order_by, too.
    others = [one for one in names if one != whole.summary_attrs[0]]
    name = _most_varied(whole, others or names)
    values = [one for page in _across_pages(voss, whole, name, "asc") for one in page]
    found = inversion(values, "asc") and inversion(values, "desc")
    judge.holds(
        voss.settled(not found, whole),
        f"order_by={name} does not sort across pages",
        expected=f"{name} in order",
        observed=found,
    )
    other = None if voss.reach.slow else _another(voss, whole.model)
    if other is not None:
        evidence += _hold_sorted(voss, judge, other, sortable(voss, other))
    judge.law(across(evidence), "order_by")


def _another(voss: Voss, model: str) -> Whole | None:
    """The list of another model, of devices if there is one, whose order can be told."""
    devices = [one for one in voss.totals() if one.startswith("device/")]
    for one in dict.fromkeys((*devices, *voss.totals())):
        if one in {model, SUBSCRIBERS}:
            continue
        with suppress(Inconclusive):
            whole = voss.beginning(one)
            if whole.complete and sortable(voss, whole):
                return whole
    return None


def _hold_sorted(voss: Voss, judge: Judge, whole: Whole, names: list[str]) -> list[Found]:
    """Judge that a list is sorted by each of these attributes; what shows that it is asked to be.

    A list that has the order without order_by shows nothing, unless the other direction does.
    """
    evidence: list[Found] = []
    for name in voss.sampled(names, _WHEN_SLOW):
        pages = known_order(voss, whole, name, "asc")
        judge.holds(
            are_lists(pages),
            f"order_by={name} is refused",
            expected="the list",
            observed=pages[0],
            shown=tuple(pages),
        )
        values = values_in(pages, name)
        if whole.complete and len(values) < len(whole):
            _hold_complete(voss, judge, whole, name, len(values))
        if not telling(values, 1) and len(values) < len(whole):
            reason = "the list is cut so short that its order cannot be told: see VOSS-PAGE-05"
            raise Inconclusive(reason)
        # In an order of the target's own what can be compared need not stand side by side.
        told = telling(values, 1) or inversion(values, "asc") or inversion(values, "desc")
        judge.holds(
            voss.settled(bool(told or not whole.complete) and goes_one_way(pages, name), whole),
            f"order_by={name} does not sort the list",
            expected=f"{name} in order",
            observed=inversion(values, "asc") or values[:5],
            shown=tuple(pages),
        )
        evidence.append(_asked_for(voss, whole, name))
    return evidence


def _asked_for(voss: Voss, whole: Whole, name: str) -> Found:
    """Whether the order by an attribute, in one direction at least, is there for being asked."""
    plain = values_in(known_order(voss, whole), name)
    directions: tuple[Direction, ...] = ("asc", "desc")
    orders = ((one, values_in(known_order(voss, whole, name, one), name)) for one in directions)
    found = (ordered(values, one, plain) for one, values in orders)
    return across(Lacking(one.where) if isinstance(one, Mismatch) else one for one in found)


def _hold_complete(voss: Voss, judge: Judge, whole: Whole, name: str, length: int) -> None:
    """Judge that a sorted list has as many resources as it has without order_by."""
    plain = voss.page(whole.model, limit=len(whole))
    judge.holds(
        voss.settled(len(plain.keys) <= length, whole),
        f"order_by={name} leaves resources out",
        expected=f"{len(plain.keys)} resources",
        observed=length,
        shown=(plain,),
    )


@pytest.mark.requirement("VOSS-ORDER-02")
def test_direction_turns_the_order(voss: Voss, judge: Judge) -> None:
    """With asc values go up, with desc they go down, and one is the other backwards."""
    whole = voss.sample()
    names = sortable(voss, whole)
    for name in voss.sampled(names, _WHEN_SLOW):
        hold_sorts(voss, whole, name)
        directions: tuple[Direction, ...] = ("asc", "desc")
        for direction in directions:
            pages = known_order(voss, whole, name, direction)
            judge.holds(
                are_lists(pages),
                f"direction={direction} is refused",
                expected="the list",
                observed=pages[0],
                shown=tuple(pages),
            )
            judge.law(
                ordered(values_in(pages, name), direction),
                f"the order by {name} with direction={direction}",
                shown=tuple(pages),
                moved=partial(voss.hold_still, whole),
                among=[],
            )
        _hold_turned(voss, judge, whole, name)
    name = _most_varied(whole, names)
    judge.law(
        ordered_across(_across_pages(voss, whole, name, "desc"), "desc"),
        f"the order by {name} over all pages with direction=desc",
        moved=partial(voss.hold_still, whole),
        among=[],
    )


def _hold_turned(voss: Voss, judge: Judge, whole: Whole, name: str) -> None:
    """Judge that desc is asc backwards: of a whole list, or of the two ends of a long one."""
    asc, desc = (known_order(voss, whole, name, one) for one in ("asc", "desc"))
    turned = desc[0].values(name)
    if whole.complete:
        values = asc[0].values(name) if set(asc[0].keys) == set(desc[0].keys) else []
    else:
        how: dict[str, Any] = {"order_by": name, "direction": "asc", "limit": len(turned)}
        values = voss.page(whole.model, skip=whole.end - len(turned), **how).values(name)
    judge.law(
        backwards(values, turned) if values else None,
        f"the order by {name}",
        shown=(asc[-1], desc[0]),
        moved=partial(voss.hold_still, whole),
        among=[],
    )


@pytest.mark.requirement("VOSS-ORDER-05")
def test_collation_is_observed(voss: Voss, judge: Judge) -> None:
    """The collation, and what an order_by that is no summary attribute does, are reported."""
    whole = voss.sample()
    name = sortable(voss, whole)[0]
    values = [one for one in values_in(known_order(voss, whole, name, "asc"), name) if one]
    texts = [one for one in values if isinstance(one, str)]
    for what, key in (("code points", str), ("letters without case", str.casefold)):
        if texts == sorted(texts, key=key):
            judge.observe(f"{name} is sorted by {what}")
    how = {"defect": "order_by is no summary attribute"}
    page = voss.page(whole.model, limit=5, order_by="uccNoSuchAttribute", how=how)
    judge.observe(f"order_by with another name: {'ignored' if page.is_list else page.status}")
