"""Lists in an order: as a whole, or at a few places from the beginning to the end of a long one."""

from __future__ import annotations

from typing import Any

from contracts.apis.voss.answers import Page
from contracts.apis.voss.lists import Whole
from contracts.apis.voss.sampling import Sampling
from contracts.kit import Direction, Inconclusive, inversion, telling

_PARTS = 6
"""In how many places a long list is looked at."""

Pages = list[Page]


def sorted_pages(voss: Sampling, whole: Whole, **order: Any) -> Pages:
    """The sorted list, or pages of a long one from its beginning to its end."""
    if whole.complete:
        return [voss.page(whole.model, limit=len(whole), **order)]
    step = whole.end // _PARTS
    size = min(step, -(-len(whole) // _PARTS))
    return [
        voss.page(whole.model, skip=skip, limit=size, **order)
        for skip in range(0, step * _PARTS, step)
    ]


def known_order(
    voss: Sampling, whole: Whole, name: str = "", direction: Direction = "asc"
) -> Pages:
    """The list sorted as order_by and direction say, or without them, from memory."""
    key = (name, direction)
    if key not in whole.sorted:
        order = {"order_by": name, "direction": direction} if name else {}
        whole.sorted[key] = sorted_pages(voss, whole, **order)
    return whole.sorted[key]


def values_in(pages: Pages, name: str) -> list[Any]:
    """The values of an attribute on all pages."""
    return [value for page in pages for value in page.values(name)]


def are_lists(pages: Pages) -> bool:
    """Whether none of the pages is a refusal."""
    return all(page.is_list for page in pages)


def sortable(voss: Sampling, whole: Whole) -> list[str]:
    """The summary attributes whose values differ enough to be sorted.

    Raises Inconclusive where there are none.
    """
    known = known_order(voss, whole) if not whole.complete else []
    names = [
        name
        for name in whole.summary_attrs
        if _tells([*whole.values(name), *(values_in(known, name) if are_lists(known) else [])])
    ]
    if not names:
        reason = f"{whole.model} has no attribute whose order could be told"
        raise Inconclusive(reason)
    return names


def hold_sorts(voss: Sampling, whole: Whole, name: str) -> None:
    """Raise Inconclusive where order_by does not sort the list, either way."""
    asc, desc = (known_order(voss, whole, name, one) for one in ("asc", "desc"))
    if (
        not are_lists(asc)
        or not goes_one_way(asc, name)
        or (are_lists(desc) and not goes_one_way(desc, name))
    ):
        reason = f"order_by={name} does not sort the list: see VOSS-ORDER-01"
        raise Inconclusive(reason)


def hold_direction_works(voss: Sampling, whole: Whole, name: str, direction: Direction) -> Page:
    """The sorted list as a control. Raises Inconclusive where direction does not sort it so."""
    hold_sorts(voss, whole, name)
    pages = known_order(voss, whole, name, direction)
    if not are_lists(pages) or inversion(values_in(pages, name), direction):
        reason = f"order_by={name} with direction={direction} does not sort: see VOSS-ORDER-02"
        raise Inconclusive(reason)
    return pages[0]


def _tells(values: list[Any]) -> bool:
    """Whether an order of these values could be told: of texts, or of numbers."""
    texts = [one for one in values if isinstance(one, str)]
    numbers = [one for one in values if isinstance(one, (int, float)) and not isinstance(one, bool)]
    return telling(sorted(texts)) or (not texts and telling(sorted(numbers)))


def goes_one_way(pages: Pages, name: str) -> bool:
    """Whether the values of an attribute go up, or go down, as far as can be told."""
    values = values_in(pages, name)
    return not inversion(values, "asc") or not inversion(values, "desc")
