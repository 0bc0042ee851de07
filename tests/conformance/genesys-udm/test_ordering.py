"""The order of lists: descAsc and orderField."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_udm import LISTINGS, Listing, Ordered, Udm, Whole, inversion
from contracts.engine import Judge
from contracts.model import Inconclusive

_FEW = 3
_TRIED = 6
_ENOUGH = 2


@pytest.mark.requirement("UDM-LIST-*-ASC")
def test_items_ascend(udm: Udm, judge: Judge) -> None:
    """With descAsc=false the items ascend by orderField."""
    for listing in LISTINGS:
        with judge.of(listing.requirement("ASC")):
            _in_order(udm, judge, listing, descending=False)


@pytest.mark.requirement("UDM-LIST-*-DESC")
def test_items_descend(udm: Udm, judge: Judge) -> None:
    """With descAsc=true the items descend by orderField."""
    for listing in LISTINGS:
        with judge.of(listing.requirement("DESC")):
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
        if inversion(whole.rows, field, descending=descending) is None:
            continue
        ordered = udm.ordered(listing, field, descending=descending)
        page = ordered.first
        tried.append(field)
        if page.refused or _is_fallback(whole, ordered):
            continue
        if not ordered.rows:
            reason = f"{listing.name} is empty when it is ordered by {field}: {page}"
            raise Inconclusive(reason)
        wrong = inversion(ordered.rows, field, descending=descending)
        if wrong is not None:
            udm.settled(whole)
        judge.holds(
            wrong is None,
            f"{listing.name}: the order by {field} is not {direction}",
            expected=direction,
            observed=wrong,
            shown=(page,),
        )
        effective = True
        if len(tried) >= _ENOUGH:
            break
    if not effective and not _turns(udm, judge, whole, descending=descending):
        reason = (
            f"{listing.name}: no field was found that it can be ordered by (tried "
            f"{', '.join(tried) or 'none'}); name one in [data] order_field"
        )
        raise Inconclusive(reason)


def _is_fallback(whole: Whole, ordered: Ordered) -> bool:
    """Whether a list has its own order, one way or the other: the field may be none."""
    count = len(ordered.keys)
    return ordered.keys in (whole.keys[:count], whole.keys[::-1][:count])


def _turns(udm: Udm, judge: Judge, whole: Whole, *, descending: bool) -> bool:
    """Hold a list that has the order anyway to what the other direction makes of it.

    Whether there is a field by which the other direction has another order.
    """
    listing, direction = whole.listing, "descending" if descending else "ascending"
    for field in udm.fields(whole)[:_TRIED]:
        turned = udm.ordered(listing, field, descending=not descending)
        if inversion(turned.rows, field, descending=descending) is None:
            continue
        if inversion(turned.rows, field, descending=not descending) is not None:
            continue
        page = udm.ordered(listing, field, descending=descending)
        judge.holds(
            bool(page.rows) and inversion(page.rows, field, descending=descending) is None,
            f"{listing.name}: the order by {field} is not {direction}",
            expected=direction,
            observed=page.first,
            shown=(page.first, turned.first),
        )
        return True
    return False
