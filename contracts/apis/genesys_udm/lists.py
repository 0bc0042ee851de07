"""Lists that are read as a whole, and the order of their items."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import msgspec

from contracts.apis.genesys_udm.answers import Page, Row, key_of
from contracts.apis.genesys_udm.filters import moment
from contracts.apis.genesys_udm.requests import Requests
from contracts.apis.genesys_udm.versions import Listing
from contracts.model import Inconclusive

_AT_ONCE = 1000
_MOST = 20_000
"""A list of more items is judged by its first ones."""
_FEW = 3
_TRIED = 6


class Whole(msgspec.Struct, frozen=True):
    """All items of a list in the order in which they came, and the page that came first.

    Of a list that is too long `rows` are the first ones, and it is `partial`.
    """

    listing: Listing
    rows: Sequence[Row]
    first: Page
    partial: bool = False

    @property
    def keys(self) -> list[str]:
        """What tells the items apart, in their order."""
        return [key_of(row) for row in self.rows]

    @property
    def by_key(self) -> Mapping[str, Row]:
        """The items by what tells them apart."""
        return {key_of(row): row for row in self.rows}


class Ordered(msgspec.Struct, frozen=True):
    """The items of a list in an order that was asked for (none where it was refused)."""

    rows: Sequence[Row]
    first: Page

    @property
    def keys(self) -> list[str]:
        """What tells the items apart, in their order."""
        return [key_of(row) for row in self.rows]


class InOrder(msgspec.Struct, frozen=True):
    """The keys of a list in an order that lasts, and the parameters that ask for it."""

    query: tuple[tuple[str, str], ...]
    keys: Sequence[str]


class Lists(Requests):
    """The part of the vocabulary that reads lists."""

    def whole(self, listing: Listing) -> Whole:
        """A whole list, from memory where it was read before. Raises Inconclusive."""
        return self.keep(("list", listing.name), lambda: self.read(listing))

    def filled(self, listing: Listing, least: int = 1) -> Whole:
        """A whole list with at least so many items. Raises Inconclusive where it has fewer."""
        whole = self.whole(listing)
        if len(whole.rows) < least:
            reason = f"the list {listing.name} has {len(whole.rows)} items; it takes {least}"
            raise Inconclusive(reason)
        return whole

    def read(self, listing: Listing, *query: tuple[str, str]) -> Whole:
        """A whole list, read now in as many pages as it takes; the first of one that is too long.

        Raises Inconclusive where it is no list.
        """
        rows: dict[str, Row] = {}
        first: Page | None = None
        offset = 0
        while True:
            window = (("from", str(offset)), ("size", str(_AT_ONCE)))
            page = self.page(listing.operation, *query, *window)
            first = first or page
            fresh = {key_of(row): row for row in page.rows if key_of(row) not in rows}
            rows |= fresh
            offset += len(page.rows)
            count = page.number("count") or 0
            more = len(page.rows) >= _AT_ONCE or count > len(rows)
            if not fresh or not more:
                return Whole(listing, tuple(rows.values()), first)
            if max(len(rows), count) > _MOST:
                return Whole(listing, tuple(rows.values()), first, partial=True)

    def hold_order(self, listing: Listing, order: InOrder) -> None:
        """Raise Inconclusive where a list is no longer as it was when its order was seen."""
        if self.read(listing, *order.query).keys != list(order.keys):
            self.forget("list")
            reason = f"the list {listing.name} changed while it was being looked at"
            raise Inconclusive(reason)

    def in_order(self, listing: Listing) -> InOrder:
        """A list in an order that it has each time: its own, or else one by a field.

        Raises Inconclusive where neither is seen.
        """
        return self.keep(("list", listing.name, "in order"), lambda: self._in_order(listing))

    def _in_order(self, listing: Listing) -> InOrder:
        for query in ((), self.dependable(listing)):
            keys = self.read(listing, *query).keys
            if keys == self.read(listing, *query).keys:
                return InOrder(query, keys)
        reason = f"the list {listing.name} has another order each time"
        raise Inconclusive(reason)

    def settled(self, whole: Whole) -> None:
        """Raise Inconclusive where a list has changed since it was read."""
        if self.read(whole.listing).rows != whole.rows:
            self.forget("list")
            reason = f"the list {whole.listing.name} changed while it was being looked at"
            raise Inconclusive(reason)

    # Order

    def fields(self, whole: Whole) -> list[str]:
        """Members of the items that a list may be ordered by, and that tell an order."""
        given = self.target.data.get("order_field")
        others = dict.fromkeys(name for row in whole.rows[:_AT_ONCE] for name in row)
        names = dict.fromkeys((*((given,) if given else ()), *whole.listing.fields, *others))
        return [name for name in names if len(_texts(whole.rows, name)) >= _FEW]

    def ordered(self, listing: Listing, field: str, *, descending: bool) -> Ordered:
        """A list that is ordered by a field, in two windows that join where paging works."""
        half = max(1, min(_AT_ONCE, len(self.whole(listing).rows)) // 2)
        order = (("orderField", field), ("descAsc", "true" if descending else "false"))
        # No field is documented: one that is refused is none.
        first, second = (
            self.page(listing.operation, *order, ("from", begin), ("size", size), checked=False)
            for begin, size in (("0", str(half)), (str(half), str(_AT_ONCE)))
        )
        if not first.is_page or not second.is_page:
            return Ordered((), first)
        if len(first.rows) > half or set(first.keys) & set(second.keys):
            # Windows that overlap are said of SIZE and FROM: each is in order for itself.
            return Ordered(first.rows, first)
        return Ordered((*first.rows, *second.rows), first)

    def dependable(self, listing: Listing) -> tuple[tuple[str, str], ...]:
        """Parameters with which a list has the same order each time; none where none is seen."""
        whole = self.whole(listing)
        for field in self.fields(whole)[:_TRIED]:
            values = [row.get(field) for row in whole.rows]
            if len({repr(one) for one in values}) < len(values):
                continue
            rows = self.ordered(listing, field, descending=False).rows
            if rows and inversion(rows, field, descending=False) is None:
                return (("orderField", field), ("descAsc", "false"))
        return ()


def _texts(rows: Sequence[Row], field: str) -> set[str]:
    return {str(row[field]) for row in rows if _comparable(row.get(field))}


def _comparable(value: Any) -> bool:
    return isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""


def inversion(rows: Sequence[Row], field: str, *, descending: bool) -> tuple[Any, Any] | None:
    """Two values that no plausible collation puts in this order; None where there are none.

    Items without a value, texts with letters beyond ASCII, and dates in a form that cannot be
    read, may stand anywhere: the others have to be in order without them.
    """
    of_dates = field.lower().endswith("date")
    values = [row[field] for row in rows if _tells(row.get(field), of_dates=of_dates)]
    for one, other in pairwise(values):
        first, second = (other, one) if descending else (one, other)
        if _after(first, second):
            return one, other
    return None


def _tells(value: Any, *, of_dates: bool) -> bool:
    if not isinstance(value, str):
        return _comparable(value)
    return _comparable(value) and (moment(value) is not None if of_dates else value.isascii())


def _after(first: Any, second: Any) -> bool:
    """Whether `first` comes after `second`, however texts are compared."""
    if isinstance(first, str) and isinstance(second, str):
        earlier, later = moment(second), moment(first)
        in_time = earlier is None or later is None or later > earlier
        return in_time and all(fold(first) > fold(second) for fold in _FOLDS)
    if isinstance(first, str) or isinstance(second, str):
        return False
    return bool(first > second)


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _numbers(text: str) -> list[tuple[int, str]]:
    """Texts in which numbers count by their value, as people order them."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", text.casefold())
    return [(int(one), "") if one.isdigit() else (-1, one) for one in parts]


_FOLDS: Sequence[Callable[[str], Any]] = (
    str,
    str.casefold,
    _letters,
    _numbers,
)
