"""The order of lists: descAsc and orderField."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest

from contracts.apis.genesys_udm import LISTINGS, Listing, Ordered, Udm, Whole, out_of_order
from contracts.kit import Inconclusive, Judge, NotApplicable

_FEW = 3
_TRIED = 6
_ENOUGH = 3
_MOST = 12


@pytest.mark.requirement("UDM-LIST-*-ASC")
def test_items_ascend(udm: Udm, judge: Judge) -> None:
    """With descAsc=false the items ascend by orderField."""
    for listing in LISTINGS:
        with judge.of(listing.requirement("ASC")):
            udm.standing(partial(_in_order, udm, judge, listing, descending=False))


@pytest.mark.requirement("UDM-LIST-*-DESC")
def test_items_descend(udm: Udm, judge: Judge) -> None:
    """With descAsc=true the items descend by orderField."""
    for listing in LISTINGS:
        with judge.of(listing.requirement("DESC")):
            udm.standing(partial(_descends, udm, judge, listing))


def _descends(udm: Udm, judge: Judge, listing: Listing) -> None:
    udm.needs(listing.feature, listing.version)
    _direction_counts(udm, judge, udm.filled(listing, _FEW))
    _in_order(udm, judge, listing, descending=True)


def _in_order(udm: Udm, judge: Judge, listing: Listing, *, descending: bool) -> None:
    """Hold a list to its order by several fields.

    The document does not say which fields there are: one that changes nothing, or that is
    refused, may be none. One of them at least has to make an order that was not there.
    """
    udm.needs(listing.feature, listing.version)
    whole = udm.filled(listing, _FEW)
    direction = "descending" if descending else "ascending"
    tried, effective = [], False
    for field in udm.fields(whole)[:_TRIED]:
        if not out_of_order(whole.rows, field, descending=descending):
            continue
        ordered = udm.ordered(listing, field, descending=descending)
        page = ordered.first
        tried.append(field)
        # The field that the target file names is one, whatever order it makes.
        named = field == udm.target.data.get("order_field")
        if page.refused or (_is_fallback(whole, ordered) and not named):
            continue
        if not ordered.rows:
            reason = f"{listing.name} is empty when it is ordered by {field}: {page}"
            raise Inconclusive(reason)
        wrong = out_of_order(ordered.rows, field, descending=descending)
        if wrong:
            udm.settled(whole)
        judge.holds(
            not wrong,
            f"{listing.name}: the order by {field} is not {direction}",
            expected=direction,
            observed=wrong,
            shown=(page,),
        )
        if descending and not effective:
            _descends_filtered(udm, judge, whole, field)
        effective = True
        if len(tried) >= _ENOUGH:
            break
    if not effective:
        _some_field_counts(udm, judge, whole, descending=descending)
    if not effective and not _turns(udm, judge, whole, descending=descending):
        reason = (
            f"{listing.name}: no field was found that it can be ordered by (tried "
            f"{', '.join(tried) or 'none'}); name one in [data] order_field"
        )
        raise Inconclusive(reason)


def _direction_counts(udm: Udm, judge: Judge, whole: Whole) -> None:
    """Hold a list that descends anyway by a field to doing so where that is asked for.

    One that ascends by it then, in both directions, knows the field and not the direction.
    """
    fields = udm.fields(whole)[:_TRIED]
    field = next((f for f in fields if not out_of_order(whole.rows, f, descending=True)), None)
    if field is None:
        return
    down = udm.ordered(whole.listing, field, descending=True)
    if not down.rows or not out_of_order(down.rows, field, descending=True):
        return
    up = udm.ordered(whole.listing, field, descending=False)
    if not out_of_order(down.rows, field, descending=False) and down.keys == up.keys:
        udm.settled(whole)
        judge.holds(
            condition=False,
            summary=f"{whole.listing.name}: descAsc changes nothing of the order by {field}",
            expected="descending with descAsc=true",
            observed="ascending, as with descAsc=false",
            shown=(down.first, up.first),
        )


def _descends_filtered(udm: Udm, judge: Judge, whole: Whole, field: str) -> None:
    """A list that descends by a field does so where it is filtered, too."""
    both = udm.together(whole.listing, field)
    wrong = out_of_order(both.first.rows, field, descending=True) if both else None
    if wrong:
        udm.settled(whole)
    judge.holds(
        not wrong,
        f"{whole.listing.name}: with a filter the order by {field} is not descending",
        expected="descending",
        observed=wrong,
        shown=(both.first,) if both else (),
    )


def _is_fallback(whole: Whole, ordered: Ordered) -> bool:
    """Whether a list has its own order, one way or the other: the field may be none."""
    count = len(ordered.keys)
    return ordered.keys in (whole.keys[:count], whole.keys[::-1][:count])


def _some_field_counts(udm: Udm, judge: Judge, whole: Whole, *, descending: bool) -> None:
    """Hold a list to an order of its own for one of the fields that its items have.

    Which of them count is left open (UDM-AMB-46): the order that it has anyway may be by the only
    one. Not so where it has none, or where another version orders its list by other fields.
    """
    listing = whole.listing
    names = ("status", *udm.fields(whole))
    ways = {
        field: [out_of_order(whole.rows, field, descending=way) for way in (True, False)]
        for field in names
    }
    fields = [field for field in names if all(ways[field])][:_MOST]
    pages = [udm.ordered(listing, field, descending=descending) for field in fields]
    if len(pages) < _FEW or not all(page.rows and _is_fallback(whole, page) for page in pages):
        return
    if not all(map(all, ways.values())) and not _ordered_elsewhere(udm, listing, fields):
        return
    udm.settled(whole)
    judge.holds(
        condition=False,
        summary=f"{listing.name}: orderField changes nothing",
        expected=f"another order by one of {', '.join(fields)}",
        observed="the order without it, or the same one turned round",
        shown=tuple(page.first for page in pages[:_FEW]),
    )


def _ordered_elsewhere(udm: Udm, listing: Listing, fields: Sequence[str]) -> bool:
    """Whether the same list of another version is ordered by one of these fields."""
    kind = listing.name.partition("V")[0]
    for other in LISTINGS:
        if other is listing or not other.name.startswith(kind):
            continue
        try:
            udm.needs(other.feature, other.version)
            whole = udm.whole(other)
        except (Inconclusive, NotApplicable):
            continue
        for field in fields[:_FEW]:
            ordered = udm.ordered(other, field, descending=False)
            right = ordered.rows and not out_of_order(ordered.rows, field, descending=False)
            if right and not _is_fallback(whole, ordered):
                return True
    return False


def _turns(udm: Udm, judge: Judge, whole: Whole, *, descending: bool) -> bool:
    """Hold a list that has the order anyway to what the other direction makes of it.

    Whether there is a field by which the other direction has another order.
    """
    listing, direction = whole.listing, "descending" if descending else "ascending"
    for field in udm.fields(whole)[:_TRIED]:
        turned = udm.ordered(listing, field, descending=not descending)
        if not out_of_order(turned.rows, field, descending=descending):
            continue
        if out_of_order(turned.rows, field, descending=not descending):
            continue
        page = udm.ordered(listing, field, descending=descending)
        if _is_fallback(whole, turned) and page.keys == turned.keys:
            # The list's own order, whatever is asked for: the field may be none.
            continue
        judge.holds(
            bool(page.rows) and not out_of_order(page.rows, field, descending=descending),
            f"{listing.name}: the order by {field} is not {direction}",
            expected=direction,
            observed=page.first,
            shown=(page.first, turned.first),
        )
        return True
    return False
