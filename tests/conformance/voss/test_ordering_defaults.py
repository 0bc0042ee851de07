"""The defaults of order_by and direction (List format).

No collation is taken for granted: values are out of order only where they are so under every
plausible one. A long list is looked at from its beginning to its end, a few resources at a time.
"""

from __future__ import annotations

from functools import partial

import pytest

from contracts.apis.voss import (
    Voss,
    Whole,
    are_lists,
    hold_direction_works,
    sortable,
    sorted_pages,
    values_in,
)
from contracts.kit import Inconclusive, Judge, ordered

_WHEN_SLOW = 2
"""By how many attributes lists are sorted where they are slow."""


@pytest.mark.requirement("VOSS-ORDER-03")
def test_default_of_direction(voss: Voss, judge: Judge) -> None:
    """Without direction values go up."""
    whole = voss.sample()
    for name in voss.sampled(sortable(voss, whole)[:3], _WHEN_SLOW):
        control = hold_direction_works(voss, whole, name, "asc")
        pages = sorted_pages(voss, whole, order_by=name)
        judge.law(
            ordered(values_in(pages, name), "asc"),
            f"the order by {name} without direction",
            shown=(control, *pages),
            moved=partial(voss.hold_still, whole),
        )


def _first(voss: Voss, whole: Whole) -> str:
    """The first summary attribute. Raises Inconclusive where its order could not be told."""
    first = whole.summary_attrs[0]
    if first not in sortable(voss, whole):
        reason = f"the order of {first}, the first summary attribute, could not be told"
        raise Inconclusive(reason)
    return first


@pytest.mark.requirement("VOSS-ORDER-04")
def test_default_of_order_by(voss: Voss, judge: Judge) -> None:
    """Without order_by the list is sorted by the first summary attribute, in ascending order."""
    whole = voss.sample()
    first = _first(voss, whole)
    control = hold_direction_works(voss, whole, first, "asc")
    pages = sorted_pages(voss, whole)
    judge.law(
        ordered(values_in(pages, first), "asc"),
        f"the order by {first}, the first summary attribute, without order_by",
        shown=(control, *pages),
        moved=partial(voss.hold_still, whole),
    )


@pytest.mark.requirement("VOSS-ORDER-06")
def test_direction_without_order_by(voss: Voss, judge: Judge) -> None:
    """direction=desc alone sorts by the first summary attribute, in descending order."""
    whole = voss.sample()
    first = _first(voss, whole)
    control = hold_direction_works(voss, whole, first, "desc")
    pages = sorted_pages(voss, whole, direction="desc")
    judge.holds(
        are_lists(pages),
        "direction=desc is refused where there is no order_by",
        expected="the list",
        observed=pages[0],
        shown=tuple(pages),
    )
    judge.law(
        ordered(values_in(pages, first), "desc"),
        f"the order by {first}, the first summary attribute, with direction=desc alone",
        shown=(control, *pages),
        moved=partial(voss.hold_still, whole),
    )
