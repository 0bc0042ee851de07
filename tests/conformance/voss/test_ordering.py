"""order_by and direction (List format).

No collation is taken for granted: values are out of order only where they are so under every
plausible one. A long list is looked at from its beginning to its end, a few resources at a time.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from contracts.apis.voss import SUBSCRIBERS, Page, Voss, Whole
from contracts.engine import Judge
from contracts.model import Inconclusive
from contracts.oracles import Direction, inversion, telling, turned_round

_WORDS: dict[Direction, str] = {"asc": "ascending", "desc": "descending"}
_PARTS = 6
"""In how many places a long list is looked at."""
_WHEN_SLOW = 2
"""By how many attributes lists are sorted where they are slow."""

Pages = list[Page]


def _sorted(voss: Voss, whole: Whole, **order: Any) -> Pages:
    """The sorted list, or pages of a long one from its beginning to its end."""
    if whole.complete:
        return [voss.page(whole.model, limit=len(whole), **order)]
    step = whole.end // _PARTS
    size = min(step, -(-len(whole) // _PARTS))
    return [
        voss.page(whole.model, skip=skip, limit=size, **order)
        for skip in range(0, step * _PARTS, step)
    ]


def _control(voss: Voss, whole: Whole, name: str, direction: Direction) -> Pages:
    """The list sorted as order_by and direction say, from memory."""
    key = (name, direction)
    if key not in whole.sorted:
        whole.sorted[key] = _sorted(voss, whole, order_by=name, direction=direction)
    return whole.sorted[key]


def _values(pages: Pages, name: str) -> list[Any]:
    return [value for page in pages for value in page.values(name)]


def _are_lists(pages: Pages) -> bool:
    return all(page.is_list for page in pages)


def _sortable(voss: Voss, whole: Whole) -> list[str]:
    """The summary attributes whose values differ enough to be sorted.

    Raises Inconclusive where there are none.
    """
    known = _sorted(voss, whole) if not whole.complete else []
    names = [
        name
        for name in whole.summary_attrs
        if _tells([*whole.values(name), *(_values(known, name) if _are_lists(known) else [])])
    ]
    if not names:
        reason = f"{whole.model} has no attribute whose order could be told"
        raise Inconclusive(reason)
    return names


def _tells(values: list[Any]) -> bool:
    """Whether an order of these values could be told: of texts, or of whole numbers."""
    texts = [one for one in values if isinstance(one, str)]
    numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    return telling(sorted(texts)) or (not texts and telling(sorted(numbers)))


def _across_pages(voss: Voss, whole: Whole, name: str, direction: str) -> list[Any]:
    """The values of the sorted list read in three pages; none where pages do not make it up."""
    size = -(-len(whole) // 3)
    how: dict[str, Any] = {"order_by": name, "direction": direction, "limit": size}
    pages = [voss.page(whole.model, skip=skip, **how) for skip in (0, size, 2 * size)]
    keys = [key for page in pages for key in page.keys]
    joined = len(set(keys)) == len(keys) and len(keys) >= len(whole)
    return _values(pages, name) if joined else []


def _most_varied(whole: Whole, names: list[str]) -> str:
    """The attribute with the most different texts."""
    return max(names, key=lambda name: len(whole.texts(name)))


def _sorts(pages: Pages, name: str) -> bool:
    """Whether the values of an attribute go up, or go down, as far as can be told."""
    values = _values(pages, name)
    return not inversion(values, "asc") or not inversion(values, "desc")


@pytest.mark.requirement("VOSS-ORDER-01")
def test_order_by_sorts(voss: Voss, judge: Judge) -> None:
    """The lists of two models are sorted by each summary attribute that order_by names."""
    whole = voss.sample()
    names = _sortable(voss, whole)
    _hold_sorted(voss, judge, whole, names)
    name = _most_varied(whole, names)
    values = _across_pages(voss, whole, name, "asc")
    found = inversion(values, "asc") and inversion(values, "desc")
    judge.holds(
        voss.settled(not found, whole),
        f"order_by={name} does not sort across pages",
        expected=f"{name} in order",
        observed=found,
    )
    other = None if voss.reach.slow else _another(voss, whole.model)
    if other is not None:
        _hold_sorted(voss, judge, other, _sortable(voss, other))


def _another(voss: Voss, model: str) -> Whole | None:
    """The list of another model, of devices if there is one, whose order can be told."""
    devices = [one for one in voss.totals() if one.startswith("device/")]
    for one in dict.fromkeys((*devices, *voss.totals())):
        if one in {model, SUBSCRIBERS}:
            continue
        with suppress(Inconclusive):
            whole = voss.beginning(one)
            if whole.complete and _sortable(voss, whole):
                return whole
    return None


def _hold_sorted(voss: Voss, judge: Judge, whole: Whole, names: list[str]) -> None:
    """Judge that a list is sorted by each of these attributes."""
    for name in voss.sampled(names, _WHEN_SLOW):
        pages = _control(voss, whole, name, "asc")
        judge.holds(
            _are_lists(pages),
            f"order_by={name} is refused",
            expected="the list",
            observed=pages[0],
            shown=tuple(pages),
        )
        values = _values(pages, name)
        if whole.complete and len(values) < len(whole):
            _hold_complete(voss, judge, whole, name, len(values))
        if not telling(values, 1) and len(values) < len(whole):
            reason = "the list is cut so short that its order cannot be told: see VOSS-PAGE-05"
            raise Inconclusive(reason)
        judge.holds(
            voss.settled((telling(values, 1) or not whole.complete) and _sorts(pages, name), whole),
            f"order_by={name} does not sort the list",
            expected=f"{name} in order",
            observed=inversion(values, "asc") or values[:5],
            shown=tuple(pages),
        )


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


def _hold_sorts(voss: Voss, whole: Whole, name: str) -> None:
    """Raise Inconclusive where order_by does not sort the list, either way."""
    asc, desc = (_control(voss, whole, name, one) for one in ("asc", "desc"))
    if (
        not _are_lists(asc)
        or not _sorts(asc, name)
        or (_are_lists(desc) and not _sorts(desc, name))
    ):
        reason = f"order_by={name} does not sort the list: see VOSS-ORDER-01"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-ORDER-02")
def test_direction_turns_the_order(voss: Voss, judge: Judge) -> None:
    """With asc values go up, with desc they go down, and one is the other backwards."""
    whole = voss.sample()
    names = _sortable(voss, whole)
    for name in voss.sampled(names, _WHEN_SLOW):
        _hold_sorts(voss, whole, name)
        directions: tuple[Direction, ...] = ("asc", "desc")
        for direction in directions:
            pages = _control(voss, whole, name, direction)
            judge.holds(
                _are_lists(pages),
                f"direction={direction} is refused",
                expected="the list",
                observed=pages[0],
                shown=tuple(pages),
            )
            found = inversion(_values(pages, name), direction)
            judge.holds(
                voss.settled(not found, whole),
                f"with direction={direction} the list is not sorted by {name} in "
                f"{_WORDS[direction]} order",
                expected=f"{_WORDS[direction]} order",
                observed=found,
                shown=tuple(pages),
            )
        _hold_turned(voss, judge, whole, name)
    name = _most_varied(whole, names)
    found = inversion(_across_pages(voss, whole, name, "desc"), "desc")
    judge.holds(
        voss.settled(not found, whole),
        f"the pages of a list sorted by {name} are not in descending order with direction=desc",
        expected="descending order over all pages",
        observed=found,
    )


def _hold_turned(voss: Voss, judge: Judge, whole: Whole, name: str) -> None:
    """Judge that desc is asc backwards: of a whole list, or of the two ends of a long one."""
    asc, desc = (_control(voss, whole, name, one) for one in ("asc", "desc"))
    backwards = desc[0].values(name)
    if whole.complete:
        values = asc[0].values(name) if set(asc[0].keys) == set(desc[0].keys) else []
    else:
        how: dict[str, Any] = {"order_by": name, "direction": "asc", "limit": len(backwards)}
        values = voss.page(whole.model, skip=whole.end - len(backwards), **how).values(name)
    judge.holds(
        voss.settled(not values or turned_round(values, backwards), whole),
        f"by {name}, direction=desc is not direction=asc backwards",
        expected=values[::-1][:5],
        observed=backwards[:5],
        shown=(asc[-1], desc[0]),
    )


def _hold_direction_works(voss: Voss, whole: Whole, name: str, direction: Direction) -> Page:
    """The sorted list as a control. Raises Inconclusive where direction does not sort it so."""
    _hold_sorts(voss, whole, name)
    pages = _control(voss, whole, name, direction)
    if not _are_lists(pages) or inversion(_values(pages, name), direction):
        reason = f"order_by={name} with direction={direction} does not sort: see VOSS-ORDER-02"
        raise Inconclusive(reason)
    return pages[0]


@pytest.mark.requirement("VOSS-ORDER-03")
def test_default_of_direction(voss: Voss, judge: Judge) -> None:
    """Without direction values go up."""
    whole = voss.sample()
    for name in voss.sampled(_sortable(voss, whole)[:3], _WHEN_SLOW):
        control = _hold_direction_works(voss, whole, name, "asc")
        pages = _sorted(voss, whole, order_by=name)
        found = inversion(_values(pages, name), "asc")
        judge.holds(
            voss.settled(not found, whole),
            f"without direction the list is not sorted by {name} in ascending order",
            expected="ascending order",
            observed=found,
            shown=(control, *pages),
        )


def _first(voss: Voss, whole: Whole) -> str:
    """The first summary attribute. Raises Inconclusive where its order could not be told."""
    first = whole.summary_attrs[0]
    if first not in _sortable(voss, whole):
        reason = f"the order of {first}, the first summary attribute, could not be told"
        raise Inconclusive(reason)
    return first


@pytest.mark.requirement("VOSS-ORDER-04")
def test_default_of_order_by(voss: Voss, judge: Judge) -> None:
    """Without order_by the list is sorted by the first summary attribute, in ascending order."""
    whole = voss.sample()
    first = _first(voss, whole)
    control = _hold_direction_works(voss, whole, first, "asc")
    pages = _sorted(voss, whole)
    found = inversion(_values(pages, first), "asc")
    judge.holds(
        voss.settled(not found, whole),
        f"without order_by the list is not sorted by {first}, the first summary attribute",
        expected=f"{first} in ascending order",
        observed=found,
        shown=(control, *pages),
    )


@pytest.mark.requirement("VOSS-ORDER-06")
def test_direction_without_order_by(voss: Voss, judge: Judge) -> None:
    """direction=desc alone sorts by the first summary attribute, in descending order."""
    whole = voss.sample()
    first = _first(voss, whole)
    control = _hold_direction_works(voss, whole, first, "desc")
    pages = _sorted(voss, whole, direction="desc")
    judge.holds(
        _are_lists(pages),
        "direction=desc is refused where there is no order_by",
        expected="the list",
        observed=pages[0],
        shown=tuple(pages),
    )
    found = inversion(_values(pages, first), "desc")
    judge.holds(
        voss.settled(not found, whole),
        f"with direction=desc alone the list is not sorted by {first} in descending order",
        expected=f"{first}, the first summary attribute, in descending order",
        observed=found,
        shown=(control, *pages),
    )


@pytest.mark.requirement("VOSS-ORDER-05")
def test_collation_is_observed(voss: Voss, judge: Judge) -> None:
    """The collation, and what an order_by that is no summary attribute does, are reported."""
    whole = voss.sample()
    name = _sortable(voss, whole)[0]
    values = [one for one in _values(_control(voss, whole, name, "asc"), name) if one]
    texts = [one for one in values if isinstance(one, str)]
    for what, key in (("code points", str), ("letters without case", str.casefold)):
        if texts == sorted(texts, key=key):
            judge.observe(f"{name} is sorted by {what}")
    how = {"defect": "order_by is no summary attribute"}
    page = voss.page(whole.model, limit=5, order_by="uccNoSuchAttribute", how=how)
    judge.observe(f"order_by with another name: {'ignored' if page.is_list else page.status}")
