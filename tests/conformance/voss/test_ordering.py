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
from contracts.oracles import Direction, inversion, telling, turned_round

_WORDS: dict[Direction, str] = {"asc": "ascending", "desc": "descending"}


def _sortable(whole: Whole) -> list[str]:
    """The summary attributes whose values differ enough to be sorted."""
    names = [name for name in whole.summary_attrs if _tells(whole.values(name))]
    if not names:
        reason = f"{whole.model} has no attribute whose order could be told"
        raise Inconclusive(reason)
    return names


def _tells(values: list[Any]) -> bool:
    """Whether an order of these values could be told: of texts, or of whole numbers."""
    texts = [one for one in values if isinstance(one, str)]
    numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    return telling(sorted(texts)) or (not texts and telling(sorted(numbers)))


def _most_varied(whole: Whole) -> str:
    """The attribute with the most different texts."""
    return max(_sortable(whole), key=lambda name: len(whole.texts(name)))


def _sorted(voss: Voss, whole: Whole, name: str, **order: Any) -> Page:
    """A sorted page on which an order of the values of an attribute shows, if there is any."""
    length = len(whole)
    skips = (0,) if whole.complete else (0, whole.end // 2, whole.end - length)
    for skip in skips:
        page = voss.page(whole.model, skip=skip, limit=length, **order)
        if not page.is_list or telling(page.values(name), 1):
            break
    return page


def _control(voss: Voss, whole: Whole, name: str, direction: Direction) -> Page:
    """The beginning of the list, sorted as order_by and direction say, from memory."""
    return voss.view(whole, limit=len(whole), order_by=name, direction=direction)


def _across_pages(voss: Voss, whole: Whole, name: str, direction: str) -> list[Any]:
    """The values of the sorted list read in three pages; none where pages do not make it up."""
    size = -(-len(whole) // 3)
    how: dict[str, Any] = {"order_by": name, "direction": direction, "limit": size}
    pages = [voss.page(whole.model, skip=skip, **how) for skip in (0, size, 2 * size)]
    keys = [key for page in pages for key in page.keys]
    joined = len(set(keys)) == len(keys) and len(keys) >= len(whole)
    return [value for page in pages for value in page.values(name)] if joined else []


def _sorts(page: Page, name: str) -> bool:
    """Whether the values of an attribute go up, or go down, as far as can be told."""
    values = page.values(name)
    return not inversion(values, "asc") or not inversion(values, "desc")


@pytest.mark.requirement("VOSS-ORDER-01")
def test_order_by_sorts(voss: Voss, judge: Judge) -> None:
    """The list is sorted by each summary attribute that order_by names."""
    whole = voss.sample()
    for name in _sortable(whole):
        page = _sorted(voss, whole, name, order_by=name, direction="asc")
        judge.holds(
            page.is_list,
            f"order_by={name} is refused",
            expected="the list",
            observed=page,
            shown=(page,),
        )
        values = page.values(name)
        if len(values) < len(whole):
            plain = voss.page(whole.model, limit=len(whole))
            judge.holds(
                voss.settled(len(plain.keys) <= len(values), whole),
                f"order_by={name} leaves resources out",
                expected=f"{len(plain.keys)} resources",
                observed=len(values),
                shown=(plain, page),
            )
        if not telling(values, 1) and len(values) < len(whole):
            reason = "the list is cut so short that its order cannot be told: see VOSS-PAGE-05"
            raise Inconclusive(reason)
        judge.holds(
            voss.settled((telling(values, 1) or not whole.complete) and _sorts(page, name), whole),
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


def _hold_sorts(voss: Voss, whole: Whole, name: str) -> None:
    """Raise Inconclusive where order_by does not sort the list, either way."""
    asc, desc = (_control(voss, whole, name, one) for one in ("asc", "desc"))
    if not asc.is_list or not _sorts(asc, name) or (desc.is_list and not _sorts(desc, name)):
        reason = f"order_by={name} does not sort the list: see VOSS-ORDER-01"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-ORDER-02")
def test_direction_turns_the_order(voss: Voss, judge: Judge) -> None:
    """With asc values go up, with desc they go down, and one is the other backwards."""
    whole = voss.sample()
    for name in _sortable(whole):
        _hold_sorts(voss, whole, name)
        asc, desc = (_control(voss, whole, name, one) for one in ("asc", "desc"))
        judge.holds(
            desc.is_list,
            "direction=desc is refused",
            expected="the list",
            observed=desc,
            shown=(desc,),
        )
        directions: tuple[tuple[Page, Direction], ...] = ((asc, "asc"), (desc, "desc"))
        for page, direction in directions:
            found = inversion(page.values(name), direction)
            judge.holds(
                voss.settled(not found, whole),
                f"with direction={direction} the list is not sorted by {name} in "
                f"{_WORDS[direction]} order",
                expected=f"{_WORDS[direction]} order",
                observed=found,
                shown=(page,),
            )
        if not whole.complete:
            last = voss.page(
                whole.model,
                skip=whole.end - len(desc.keys),
                limit=len(desc.keys),
                order_by=name,
                direction="asc",
            )
            values = last.values(name)
        else:
            values = asc.values(name) if set(asc.keys) == set(desc.keys) else []
        judge.holds(
            voss.settled(not values or turned_round(values, desc.values(name)), whole),
            f"by {name}, direction=desc is not direction=asc backwards",
            expected=values[::-1][:5],
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


def _hold_direction_works(voss: Voss, whole: Whole, name: str, direction: Direction) -> Page:
    """The sorted list as a control. Raises Inconclusive where direction does not sort it so."""
    _hold_sorts(voss, whole, name)
    page = _control(voss, whole, name, direction)
    if not page.is_list or inversion(page.values(name), direction):
        reason = f"order_by={name} with direction={direction} does not sort: see VOSS-ORDER-02"
        raise Inconclusive(reason)
    return page


@pytest.mark.requirement("VOSS-ORDER-03")
def test_default_of_direction(voss: Voss, judge: Judge) -> None:
    """Without direction values go up."""
    whole = voss.sample()
    for name in _sortable(whole)[:3]:
        asc = _hold_direction_works(voss, whole, name, "asc")
        page = _sorted(voss, whole, name, order_by=name)
        found = inversion(page.values(name), "asc")
        judge.holds(
            voss.settled(not found, whole),
            f"without direction the list is not sorted by {name} in ascending order",
            expected="ascending order",
            observed=found,
            shown=(asc, page),
        )


def _first(whole: Whole) -> str:
    """The first summary attribute. Raises Inconclusive where its order could not be told."""
    first = whole.summary_attrs[0]
    if first not in _sortable(whole):
        reason = f"the order of {first}, the first summary attribute, could not be told"
        raise Inconclusive(reason)
    return first


@pytest.mark.requirement("VOSS-ORDER-04")
def test_default_of_order_by(voss: Voss, judge: Judge) -> None:
    """Without order_by the list is sorted by the first summary attribute, in ascending order."""
    whole = voss.sample()
    first = _first(whole)
    control = _hold_direction_works(voss, whole, first, "asc")
    page = _sorted(voss, whole, first)
    found = inversion(page.values(first), "asc")
    judge.holds(
        voss.settled(not found, whole),
        f"without order_by the list is not sorted by {first}, the first summary attribute",
        expected=f"{first} in ascending order",
        observed=found,
        shown=(control, page),
    )


@pytest.mark.requirement("VOSS-ORDER-06")
def test_direction_without_order_by(voss: Voss, judge: Judge) -> None:
    """direction=desc alone sorts by the first summary attribute, in descending order."""
    whole = voss.sample()
    first = _first(whole)
    control = _hold_direction_works(voss, whole, first, "desc")
    page = _sorted(voss, whole, first, direction="desc")
    found = inversion(page.values(first), "desc")
    judge.holds(
        page.is_list and voss.settled(not found, whole),
        f"with direction=desc alone the list is not sorted by {first} in descending order",
        expected=f"{first}, the first summary attribute, in descending order",
        observed=found or page,
        shown=(control, page),
    )


@pytest.mark.requirement("VOSS-ORDER-05")
def test_collation_is_observed(voss: Voss, judge: Judge) -> None:
    """The collation, and what an order_by that is no summary attribute does, are reported."""
    whole = voss.sample()
    name = _sortable(whole)[0]
    values = [one for one in _control(voss, whole, name, "asc").values(name) if one]
    texts = [one for one in values if isinstance(one, str)]
    for what, key in (("code points", str), ("letters without case", str.casefold)):
        if texts == sorted(texts, key=key):
            judge.observe(f"{name} is sorted by {what}")
    how = {"defect": "order_by is no summary attribute"}
    page = voss.page(whole.model, limit=5, order_by="uccNoSuchAttribute", how=how)
    judge.observe(f"order_by with another name: {'ignored' if page.is_list else page.status}")
