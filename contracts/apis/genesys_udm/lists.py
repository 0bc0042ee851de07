"""Lists that are read as a whole, and the order of their items."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

import msgspec

from contracts.apis.genesys_udm.answers import Page, Row, key_of
from contracts.apis.genesys_udm.collation import differing, out_of_order, tells_numbers
from contracts.apis.genesys_udm.filters import dividing
from contracts.apis.genesys_udm.requests import Requests
from contracts.apis.genesys_udm.versions import Listing
from contracts.kit import Inconclusive, Snapshot

_AT_ONCE = 1000
_MOST = 20_000
"""A list of more items is judged by its first ones."""
_FEW = 3
_TRIED = 6
_PAUSES_S = (0.3, 1.0)
_LATER = 3
"""Items of a window that begins within a list."""
_MOVING = frozenset({"status", "progress"})
"""Members that change by themselves, or that may be ordered by what their words stand for."""


class Whole(Snapshot, frozen=True, kw_only=True):
    """A list as a whole, and the page that came first; of one that is too long the first items."""

    listing: Listing
    first: Page


class Ordered(Snapshot, frozen=True, kw_only=True):
    """The items of a list in an order that was asked for (none where it was refused)."""

    first: Page


class InOrder(msgspec.Struct, frozen=True):
    """The keys of a list in an order that lasts, and the parameters that ask for it."""

    query: tuple[tuple[str, str], ...]
    keys: Sequence[str]


class MovedError(Inconclusive):
    """A list changed while it was being looked at."""


class Together(msgspec.Struct, frozen=True):
    """Two windows of a list that is filtered and descends; the second begins one item later.

    `asked` are the parameters of both but for the windows.
    """

    asked: tuple[tuple[str, str], ...]
    first: Page
    second: Page


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
        spec = listing.spec
        rows: dict[str, Row] = {}
        first: Page | None = None
        offset = 0
        while True:
            window = spec.windowing.query(offset, _AT_ONCE)
            page = self.page(spec.operation, *query, *window)
            first = first or page
            fresh = {key_of(row): row for row in page.rows if key_of(row) not in rows}
            rows |= fresh
            offset += len(page.rows)
            count = page.number("count") or 0
            more = len(page.rows) >= _AT_ONCE or count > len(rows)
            ends, seen = not fresh or not more, tuple(rows.values())
            if ends or max(len(rows), count) > _MOST:
                return Whole(spec, seen, complete=ends, listing=listing, first=first)

    def hold_order(self, listing: Listing, order: InOrder) -> None:
        """Raise MovedError where a list is no longer as it was when its order was seen."""
        if self.read(listing, *order.query).keys != list(order.keys):
            self.forget("list")
            reason = f"the list {listing.name} changed while it was being looked at"
            raise MovedError(reason)

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

    def settled(self, whole: Whole, accused: Container[str] = (), skipped: int = 0) -> None:
        """Raise MovedError where a list has changed since it was read.

        More than `skipped` of the `accused` items that are as they were are enough: of a list that
        is in use others may change meanwhile.
        """
        now = self.read(whole.listing)
        standing = [
            key
            for key, row in whole.by_key.items()
            if key in accused and now.by_key.get(key) == row
        ]
        if whole.moved(now) and len(standing) <= skipped:
            self.forget("list")
            reason = f"the list {whole.listing.name} changed while it was being looked at"
            raise MovedError(reason)

    def standing(self, judged: Callable[[], None]) -> None:
        """Judge a list, again where it changed meanwhile. Raises MovedError if it always does."""
        for pause in _PAUSES_S:
            try:
                return judged()
            except MovedError:
                self.sleep(pause)
        return judged()

    # Order

    def fields(self, whole: Whole) -> list[str]:
        """Members of the items that a list may be ordered by, and that tell an order.

        The second one has numbers of several lengths, where there is such a member.
        """
        given = self.target.data.get("order_field")
        others = [
            name
            for name in dict.fromkeys(name for row in whole.rows[:_AT_ONCE] for name in row)
            if name not in _MOVING
        ]
        wanted = [str(given), *whole.listing.fields] if given else list(whole.listing.fields)
        first, usual = wanted[0], wanted[1:]
        numbers = [name for name in (*usual, *others) if tells_numbers(whole.rows, name)]
        names = dict.fromkeys((first, *numbers[:1], *usual, *others))
        return [name for name in names if len(differing(whole.rows, name)) >= _FEW]

    def ordered(self, listing: Listing, field: str, *, descending: bool) -> Ordered:
        """A list that is ordered by a field, in two windows that join where paging works."""
        half = max(1, min(_AT_ONCE, len(self.whole(listing).rows)) // 2)
        spec = listing.spec
        order = spec.ordering.query(field, "desc" if descending else "asc")
        # No field is documented: one that is refused is none.
        first, second = (
            self.page(spec.operation, *order, *spec.windowing.query(begin, size), checked=False)
            for begin, size in ((0, half), (half, _AT_ONCE))
        )
        if not first.is_page or not second.is_page:
            return Ordered(spec, (), first=first)
        if len(first.rows) > half or set(first.keys) & set(second.keys):
            # Windows that overlap are said of SIZE and FROM: each is in order for itself.
            return Ordered(spec, first.rows, first=first)
        return Ordered(spec, (*first.rows, *second.rows), first=first)

    def together(self, listing: Listing, field: str) -> Together | None:
        """Windows of a list with a filter, an order and descAsc=true, all of them at once.

        None where no filter divides the items, or such requests are not answered with pages.
        """
        key = ("list", listing.name, "together", field)
        return self.keep(key, lambda: self._together(listing, field))

    def _together(self, listing: Listing, field: str) -> Together | None:
        whole, spec = self.whole(listing), listing.spec
        found = dividing(whole.rows, listing.texts, _LATER + 1, self.prefix)
        if found is None:
            return None
        asked = (found, *spec.ordering.query(field, "desc"))
        first, second = (
            self.page(spec.operation, *asked, *spec.windowing.query(begin, size), checked=False)
            for begin, size in ((0, _LATER + 1), (1, _LATER))
        )
        if not first.is_page or not second.is_page or len(first.rows) <= 1:
            return None
        return Together(asked, first, second)

    def dependable(self, listing: Listing) -> tuple[tuple[str, str], ...]:
        """Parameters with which a list has the same order each time; none where none is seen."""
        whole = self.whole(listing)
        for field in self.fields(whole)[:_TRIED]:
            values = whole.values(field)
            if len({repr(one) for one in values}) < len(values):
                continue
            rows = self.ordered(listing, field, descending=False).rows
            if rows and not out_of_order(rows, field, descending=False):
                return listing.spec.ordering.query(field, "asc")
        return ()
