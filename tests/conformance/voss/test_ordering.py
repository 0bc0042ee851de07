"""order_by and direction (List format).

No collation is taken for granted: values are out of order only where they are so under every
plausible one.
"""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import Page, Voss, Whole
from contracts.engine import Judge
from contracts.model import Inconclusive
from contracts.oracles import inversion, telling, turned_round


def _sortable(whole: Whole) -> list[str]:
    """The summary attributes whose values differ enough to be sorted."""
    names = [name for name in whole.summary_attrs if _told(whole.values(name))]
    if not names:
        reason = f"{whole.model} has no attribute whose order could be told"
        raise Inconclusive(reason)
    return names


def _told(values: list[Any]) -> bool:
    """Whether an order of these values could be told: of texts, or of whole numbers."""
    texts = [one for one in values if isinstance(one, str)]
    numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    return telling(sorted(texts)) or (not texts and telling(sorted(numbers)))


def _most_varied(whole: Whole) -> str:
    """The attribute with the most different texts."""
    return max(_sortable(whole), key=lambda name: len(whole.texts(name)))


def _sorted(voss: Voss, whole: Whole, **how: Any) -> Page:
    return voss.page(whole.model, limit=2000, **how)


def _across_pages(voss: Voss, whole: Whole, name: str, direction: str) -> list[Any]:
    """The values of the sorted list read in three pages; none where pages do not make it up."""
    size = -(-len(whole) // 3)
    how: dict[str, Any] = {"order_by": name, "direction": direction, "limit": size}
    pages = [voss.page(whole.model, skip=skip, **how) for skip in (0, size, 2 * size)]
    keys = [key for page in pages for key in page.keys]
    complete = len(keys) == len(whole) and set(keys) == set(whole.keys)
    return [value for page in pages for value in page.values(name)] if complete else []


def _sorts(page: Page, name: str) -> bool:
    """Whether the values of an attribute go up, or go down, as far as can be told."""
    values = page.values(name)
    return not inversion(values, "asc") or not inversion(values, "desc")


@pytest.mark.requirement("VOSS-ORDER-01")
def test_order_by_sorts(voss: Voss, judge: Judge) -> None:
    """The list is sorted by each summary attribute that order_by names."""
    whole = voss.sample()
    for name in _sortable(whole):
        page = _sorted(voss, whole, order_by=name, direction="asc")
        judge.holds(page.is_list, f"order_by={name} is refused", observed=page, shown=(page,))
        values = page.values(name)
        if len(values) < len(whole):
            plain = voss.page(whole.model, limit=2000)
            judge.holds(
                voss.settled(len(plain.keys) < len(whole), whole),
                f"order_by={name} leaves resources out",
                expected=f"{len(whole)} resources",
                observed=len(values),
                shown=(plain, page),
            )
        if not telling(values, 1) and len(values) < len(whole):
            reason = "the list is cut so short that its order cannot be told: see VOSS-PAGE-05"
            raise Inconclusive(reason)
        judge.holds(
            voss.settled(telling(values, 1) and _sorts(page, name), whole),
            f"order_by={name} does not sort the list",
            expected=f"{name} in order",
            observed=inversion(values, "asc") or values[:5],
            shown=(page,),
        )
    name = _most_varied(whole)
    values = _across_pages(voss, whole, name, "asc")
    found = inversion(values, "asc") and inversion(values, "desc")
    judge.holds(
        voss.settled(not found, whole),
        f"order_by={name} does not sort across pages",
        expected=f"{name} in order",
        observed=found,
    )


def _both_ways(voss: Voss, whole: Whole, name: str) -> tuple[Page, Page]:
    """The list in ascending and in descending order. Raises Inconclusive where it is in none."""
    asc = _sorted(voss, whole, order_by=name, direction="asc")
    desc = _sorted(voss, whole, order_by=name, direction="desc")
    if not _sorts(asc, name) or (desc.is_list and not _sorts(desc, name)):
        reason = f"order_by={name} does not sort the list: see VOSS-ORDER-01"
        raise Inconclusive(reason)
    return asc, desc


@pytest.mark.requirement("VOSS-ORDER-02")
def test_direction_turns_the_order(voss: Voss, judge: Judge) -> None:
    """With asc values go up, with desc they go down, and one is the other backwards."""
    whole = voss.sample()
    for name in _sortable(whole):
        asc, desc = _both_ways(voss, whole, name)
        judge.holds(desc.is_list, "direction=desc is refused", observed=desc, shown=(desc,))
        for page, found in (
            (asc, inversion(asc.values(name), "asc")),
            (desc, inversion(desc.values(name), "desc")),
        ):
            judge.holds(
                voss.settled(not found, whole),
                f"the list is not sorted by {name} in the direction that was asked for",
                expected="ascending with asc, descending with desc",
                observed=found,
                shown=(page,),
            )
        if set(asc.keys) == set(desc.keys):
            judge.holds(
                voss.settled(turned_round(asc.values(name), desc.values(name)), whole),
                f"by {name}, direction=desc is not direction=asc backwards",
                expected=asc.values(name)[::-1][:5],
                observed=desc.values(name)[:5],
                shown=(asc, desc),
            )
    name = _most_varied(whole)
    found = inversion(_across_pages(voss, whole, name, "desc"), "desc")
    judge.holds(
        voss.settled(not found, whole),
        f"the pages of a list sorted by {name} are not in descending order with direction=desc",
        expected="descending order over all pages",
        observed=found,
    )


@pytest.mark.requirement("VOSS-ORDER-03")
def test_default_of_direction(voss: Voss, judge: Judge) -> None:
    """Without direction values go up."""
    whole = voss.sample()
    for name in _sortable(whole)[:3]:
        asc, _ = _both_ways(voss, whole, name)
        if inversion(asc.values(name), "asc"):
            reason = "direction=asc does not sort in ascending order: see VOSS-ORDER-02"
            raise Inconclusive(reason)
        page = _sorted(voss, whole, order_by=name)
        found = inversion(page.values(name), "asc")
        judge.holds(
            voss.settled(not found, whole),
            f"without direction the list is not sorted by {name} in ascending order",
            expected="ascending order",
            observed=found,
            shown=(asc, page),
        )


@pytest.mark.requirement("VOSS-ORDER-04")
def test_default_of_order_by(voss: Voss, judge: Judge) -> None:
    """Without order_by the list is sorted by the first summary attribute."""
    whole = voss.sample()
    first = whole.summary_attrs[0]
    if first not in _sortable(whole):
        reason = f"the order of {first}, the first summary attribute, could not be told"
        raise Inconclusive(reason)
    _both_ways(voss, whole, first)
    page = _sorted(voss, whole)
    judge.holds(
        voss.settled(_sorts(page, first), whole),
        f"without order_by the list is not sorted by {first}, the first summary attribute",
        expected=f"{first} in order",
        observed=inversion(page.values(first), "asc"),
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-ORDER-05")
def test_collation_is_observed(voss: Voss, judge: Judge) -> None:
    """The collation, and what an order_by that is no summary attribute does, are reported."""
    whole = voss.sample()
    name = _sortable(whole)[0]
    values = [one for one in _sorted(voss, whole, order_by=name).values(name) if one]
    texts = [one for one in values if isinstance(one, str)]
    for what, key in (("code points", str), ("letters without case", str.casefold)):
        if texts == sorted(texts, key=key):
            judge.observe(f"{name} is sorted by {what}")
    how = {"defect": "order_by is no summary attribute"}
    page = voss.page(whole.model, limit=5, order_by="uccNoSuchAttribute", how=how)
    judge.observe(f"order_by with another name: {'ignored' if page.is_list else page.status}")
