"""The windows of lists: from, size, count, and pages that follow each other."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from contracts.apis.genesys_udm import LISTINGS, V10, InOrder, Listing, Page, Together, Udm, Whole
from contracts.apis.genesys_udm.lists import MovedError
from contracts.kit import Inconclusive, Judge, capped, in_place, joined

_SOME = 3
_PLAUSIBLE = 2
"""Of a list of one item nothing could be cut."""
_LATER = 3
_LONGEST = 5000
_WINDOW = 200


def _each(udm: Udm, judge: Judge, what: str, judged: Callable[[Udm, Judge, Listing], None]) -> None:
    """Judge one thing of each list, again where the list changed meanwhile."""
    for listing in LISTINGS:
        with judge.of(listing.requirement(what)):
            udm.needs(listing.feature, listing.version)
            udm.standing(partial(judged, udm, judge, listing))


@pytest.mark.requirement("UDM-LIST-*-SIZE")
def test_size_caps_the_items(udm: Udm, judge: Judge) -> None:
    """No more items come than were asked for, and some do, wherever the window begins."""
    _each(udm, judge, "SIZE", _size)


def _size(udm: Udm, judge: Judge, listing: Listing) -> None:
    length = len(udm.filled(listing, _SOME).rows)
    for offset, size in ((0, 1), (0, length - 1), (1, 1)):
        page = _window(udm, listing, offset, size)
        judge.law(
            capped(len(page.rows), size, length - offset),
            f"{listing.name} with from={offset} and size={size}",
            shown=(page,),
            moved=partial(udm.settled, udm.whole(listing)),
        )
    _size_counts_with_others(udm, judge, listing)


def _size_counts_with_others(udm: Udm, judge: Judge, listing: Listing) -> None:
    """No more items than size come where the list is filtered and descends."""
    both = _together(udm, listing)
    if both is None:
        return
    judge.law(
        capped(len(both.second.rows), _LATER, _LATER + 1),
        f"{listing.name} with {_said(both)} and size={_LATER}",
        shown=(both.second,),
        moved=partial(udm.settled, udm.whole(listing)),
    )


def _together(udm: Udm, listing: Listing, field: str = "") -> Together | None:
    """Windows with a filter, an order and descAsc=true; None where there is nothing to compare."""
    fields = [field] if field else udm.fields(udm.whole(listing))[:1]
    return udm.together(listing, fields[0]) if fields else None


def _said(both: Together) -> str:
    return " ".join(f"{name}={value}" for name, value in both.asked)


def _window(
    udm: Udm, listing: Listing, offset: int, size: int | None, *order: tuple[str, str]
) -> Page:
    """The items from an index on: so many, or those up to the end."""
    spec = listing.spec
    return udm.page(spec.operation, *order, *spec.windowing.query(offset, size))


@pytest.mark.requirement("UDM-LIST-*-FROM")
def test_from_skips_items(udm: Udm, judge: Judge) -> None:
    """A window begins at the item whose index is from, also at the end of the list."""
    _each(udm, judge, "FROM", _from)


def _from(udm: Udm, judge: Judge, listing: Listing) -> None:
    length = len(udm.filled(listing, _SOME).rows)
    for offset in (1, length // 2, length - 1):
        # Where size has a documented default, from counts without it, too.
        size = 2 if offset < length - 1 or listing.version is V10 else None
        page, keys = _window(udm, listing, offset, size), udm.whole(listing).keys
        order: InOrder | None = None
        if page.keys[:1] != keys[offset : offset + 1]:
            order = udm.in_order(listing)
            page, keys = _window(udm, listing, offset, size, *order.query), list(order.keys)
        # How many items come is what SIZE is about; a list may have become shorter.
        first = page.keys[:1]
        judge.law(
            in_place(first, keys, offset) if first or keys[offset:] else None,
            f"{listing.name} from={offset}",
            shown=(page,),
            moved=partial(udm.hold_order, listing, order) if order else None,
        )
    _from_counts_with_others(udm, judge, listing)


def _from_counts_with_others(udm: Udm, judge: Judge, listing: Listing) -> None:
    """A window begins at from where the list is filtered and descends."""
    both = _together(udm, listing)
    if both is not None and both.second.keys[:1] != both.first.keys[1:2]:
        # Items that are equal by that field may come in another order each time.
        order = dict(udm.dependable(listing))
        both = _together(udm, listing, order["orderField"]) if order else None
    if both is None:
        return
    if both.second.keys[:1] != both.first.keys[1:2]:
        udm.settled(udm.whole(listing))
    judge.holds(
        both.second.keys[:1] == both.first.keys[1:2],
        f"{listing.name}: the first item is not the one at from=1, with {_said(both)}",
        expected=both.first.keys[1:2],
        observed=both.second.keys[:1],
        shown=(both.first, both.second),
    )


@pytest.mark.requirement("UDM-LIST-*-AT")
def test_a_page_says_where_it_begins(udm: Udm, judge: Judge) -> None:
    """The from of a page is the one that was asked for, at the begin of the list and within."""
    _each(udm, judge, "AT", _says_where)


def _says_where(udm: Udm, judge: Judge, listing: Listing) -> None:
    udm.filled(listing, _SOME)
    for offset in (0, 1, 2):
        page = _window(udm, listing, offset, 1)
        if page.number("from") is None:
            reason = f"{listing.name} gives no from: see its BODY"
            raise Inconclusive(reason)
        judge.equal(page.number("from"), offset, f"{listing.name}: from of a page", shown=(page,))


@pytest.mark.requirement("UDM-LIST-*-JOIN")
def test_pages_join_to_the_whole(udm: Udm, judge: Judge) -> None:
    """Pages that follow each other give each item of the list once."""
    _each(udm, judge, "JOIN", _joins)


def _joins(udm: Udm, judge: Judge, listing: Listing) -> None:
    whole = udm.filled(listing, _SOME)
    if not whole.complete or len(whole.rows) > _LONGEST:
        _overlap(udm, judge, whole)
        return
    keys, order = whole.keys, None
    pages = _pages(udm, listing, keys)
    if joined(pages, keys, sequence=False) is not None:
        order = udm.in_order(listing)
        keys = list(order.keys)
        pages = _pages(udm, listing, keys, *order.query)
    judge.law(
        joined(pages, keys, sequence=False),
        f"{listing.name}: its pages",
        moved=partial(udm.hold_order, listing, order) if order else None,
    )


def _overlap(udm: Udm, judge: Judge, whole: Whole) -> None:
    """Windows of a long list that follow each other share nothing, and are those of one window."""
    listing, half = whole.listing, _WINDOW // 2
    first, second = _window(udm, listing, 0, half), _window(udm, listing, half, half)
    both = _window(udm, listing, 0, _WINDOW)
    judge.law(
        joined([first.keys, second.keys], both.keys, sequence=False),
        f"{listing.name}: two of its pages",
        shown=(first, second, both),
        moved=partial(udm.settled, whole),
    )


def _pages(udm: Udm, listing: Listing, keys: list[str], *order: tuple[str, str]) -> list[list[str]]:
    """The keys of pages that follow each other, the last of which is empty.

    Raises Inconclusive where the pages themselves are not what was asked for.
    """
    size = max(1, -(-len(keys) // 3))
    pages: list[list[str]] = []
    for number in range(4):
        page = _window(udm, listing, number * size, size, *order)
        if len(page.rows) > size or (number == 0 and not page.rows):
            reason = f"size does not cap the items: see {listing.requirement('SIZE')}"
            raise Inconclusive(reason)
        if number and page.keys[:1] == pages[0][:1]:
            reason = f"from does not skip items: see {listing.requirement('FROM')}"
            raise Inconclusive(reason)
        pages.append(page.keys)
    return pages


@pytest.mark.requirement("UDM-LIST-*-COUNT")
def test_count_is_not_less_than_the_items(udm: Udm, judge: Judge) -> None:
    """The count is a number of items that can be, on a page and on the whole list."""
    _each(udm, judge, "COUNT", _counts)


def _counts(udm: Udm, judge: Judge, listing: Listing) -> None:
    reading = udm.reading("UDM-AMB-19")
    whole = udm.filled(listing, 2)
    page = _window(udm, listing, 0, 2)
    for one in (page, _window(udm, listing, 1, 1), whole.first):
        count = one.number("count")
        if count is None:
            reason = f"{listing.name} gives no count: see UDM-FORM-09, -13 and -17"
            raise Inconclusive(reason)
        right = {
            "either": count >= len(one.rows),
            "total": count == len(whole.rows),
            "page": count == len(one.rows),
        }[reading]
        judge.holds(
            right and _is_plausible(udm, whole, one, count),
            f"{listing.name}: count is not that of the items",
            expected=f"{len(one.rows)} items here, {len(whole.rows)} in all",
            observed=f"count {count}",
            shown=(one,),
        )
    judge.observe(f"{listing.name}: count {page.number('count')} on a page of 2")


def _is_plausible(udm: Udm, whole: Whole, page: Page, count: int) -> bool:
    """Whether a count is that of the page or of the whole list, while this stands still."""
    if not whole.complete or count in {len(page.rows), len(whole.rows)}:
        return True
    with suppress(MovedError):
        udm.settled(whole)
        return False
    return True


@pytest.mark.requirement("UDM-LIST-*-DEFAULT")
def test_a_list_is_not_cut_by_default(udm: Udm, judge: Judge) -> None:
    """Without from and size the list is the one with from=0 and size=999999999."""
    for listing in LISTINGS:
        if not listing.name.endswith(("V4", "V3")):
            continue
        with judge.of(listing.requirement("DEFAULT")):
            udm.needs(listing.feature, listing.version)
            _lists_what_it_counts(udm, judge, listing)
            if not udm.filled(listing, _PLAUSIBLE).complete:
                reason = f"the list {listing.name} is too long to be read without from and size"
                raise Inconclusive(reason)
            whole, plain, uncut = _standing(udm, listing)
            if set(whole.keys) < set(plain.keys):
                reason = f"the list {listing.name} is not read as a whole by its pages"
                raise Inconclusive(reason)
            if (plain.number("count") or 0) < len(plain.rows):
                reason = f"{listing.name} counts less than it lists: see its COUNT"
                raise Inconclusive(reason)
            judge.holds(
                set(plain.keys) == set(whole.keys),
                f"{listing.name}: without from and size it is not the list that its pages give",
                expected=f"{len(whole.rows)} items",
                observed=f"{len(plain.rows)} items",
                shown=(plain, uncut),
            )


def _lists_what_it_counts(udm: Udm, judge: Judge, listing: Listing) -> None:
    """Items that are counted, on the page or in all, are not all left out."""
    if udm.whole(listing).rows:
        return
    plain = udm.page(listing.operation)
    judge.holds(
        not plain.number("count") or bool(plain.rows),
        f"{listing.name}: without from and size it counts items, and lists none",
        expected=f"{plain.number('count')} items",
        observed="no items",
        shown=(plain,),
    )


def _standing(udm: Udm, listing: Listing) -> tuple[Whole, Page, Page]:
    """A list by its pages, without from and size, and with their defaults, while it stands still.

    Raises Inconclusive where it changes each time.
    """
    default = listing.spec.windowing.default

    def look() -> tuple[Whole, Page, Page] | None:
        whole = udm.filled(listing, _PLAUSIBLE)
        plain, uncut = udm.page(listing.operation), _window(udm, listing, 0, default)
        if not set(plain.keys) == set(uncut.keys) == set(whole.keys):
            try:
                udm.settled(whole)
            except Inconclusive:
                return None
        return whole, plain, uncut

    patience = udm.patience("a list stands still", udm.patience_s)
    return patience.wait(look, f"the list {listing.name} stands still")


@pytest.mark.requirement("UDM-FORM-05", "UDM-FORM-06")
def test_what_a_page_leaves_open(udm: Udm, judge: Judge) -> None:
    """What answers where nothing is found, and what size says."""
    with judge.of("UDM-FORM-05"):
        page = udm.page("listJobsV10", ("title", "ucc-no-such-text"), checked=False)
        judge.observe(f"nothing found is answered with {page.status}")
    with judge.of("UDM-FORM-06"):
        page = udm.page("listJobsV10", ("from", "0"), ("size", "2"))
        judge.observe(f"asked for size 2, size is {page.members.get('size')}")
