"""Lists of UDM: windows, counts, order and filters, by the pages that were seen."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from contracts.apis.genesys_udm import LISTINGS, Listing, Page, out_of_order
from contracts.apis.genesys_udm import filters as f
from contracts.oracles import Partition
from contracts.oracles.lists import apart, capped, follows
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.lists import How, Shelf, Shelves, View
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_OPEN = frozenset({"status", "suspend", "startDate", "endDate", "scheduleType", "bgUpdate"})
"""Filters whose values may be written otherwise than items show them."""

Query = Mapping[str, str]


class UdmLists(Saying):
    """The laws of the six lists."""

    name = "lists"

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        self._shelves.note(seen)
        listing = _BY_OPERATION.get(seen.exchange.request.operation or "")
        if listing is None or not seen.plain:
            return
        page = Page(seen.exchange)
        query = dict(parse_qsl(urlsplit(seen.exchange.request.url).query))
        if not page.is_page or (view := _view(seen, listing, page, query)) is None:
            return
        shelf = self._shelves.shelf(view)
        self._page(listing, page, query, view, shelf)
        self._windows(listing, view, shelf)
        self._shelves.enter(view, shelf)
        self._joined(listing, view, shelf)
        self._ordered(listing, query, view)
        self._filtered(listing, view)

    _shelves: Shelves

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._shelves = Shelves()
        self._works: set[tuple[str, str]] = set()

    def _page(self, listing: Listing, page: Page, query: Query, view: View, shelf: Shelf) -> None:
        """What one page has to keep by itself: size, from and count."""
        size = listing.requirement("SIZE")
        if view.most is not None and view.keys:
            found = capped(len(view.keys), view.most, len(view.keys) + _goes_on(view, shelf))
            self.law(size, found, f"a page with size={view.most} has", view.seen)
        said = page.number("from")
        if "from" in query and view.skip > 0 and said is not None:
            at = listing.requirement("AT")
            if said == view.skip:
                self.passes(at, view.seen)
            else:
                text = f"from of the page is {said}; the request asked for {view.skip}"
                self.breaks(at, text, view.seen, expected=view.skip, observed=said)
        count = page.number("count")
        if count is not None and view.keys:
            required = listing.requirement("COUNT")
            if count < len(view.keys):
                text = f"count is {count} on a page of {len(view.keys)} items"
                self.breaks(required, text, view.seen, observed=count)
            else:
                self.passes(required, view.seen)

    def _windows(self, listing: Listing, view: View, shelf: Shelf) -> None:
        """A page begins where from says, and follows from those before it."""
        others, shown = shelf.others(view), shelf.shown(view.seen)
        certain, said = shelf.certain, f"the page from={view.skip}"
        found = follows(view.keys, view.skip, others)
        self.law(listing.requirement("FROM"), found, said, *shown, certain=certain)
        twice = apart(view.keys, view.skip, others)
        if twice is not None:
            said = f"{said}:"
            self.law(listing.requirement("JOIN"), twice, said, *shown, certain=certain)

    def _joined(self, listing: Listing, view: View, shelf: Shelf) -> None:
        """Windows that make up the whole list; without from and size it is not cut."""
        whole = shelf.whole()
        parts = [window for window in shelf.windows if window[1] is not None]
        if whole is None or len(whole) < 2:  # noqa: PLR2004 - one item is no list to be cut
            return
        if len({skip for skip, _ in parts}) > 1 and view.most is not None:
            self.passes(listing.requirement("JOIN"), *shelf.shown(view.seen))
        plain = shelf.windows.get((0, None))
        if plain is not None and parts and listing.version.mark:
            required = listing.requirement("DEFAULT")
            if set(plain[0]) == set(whole):
                self.passes(required, plain[1], view.seen)

    def _ordered(self, listing: Listing, query: Query, view: View) -> None:
        """The order that is asked for, where it is one that the list does not have anyway."""
        field, direction = query.get("orderField"), query.get("descAsc")
        if field is None or direction not in {"true", "false"} or len(view.rows) < 3:  # noqa: PLR2004
            return
        descending = direction == "true"
        required = listing.requirement("DESC" if descending else "ASC")
        wrong = out_of_order(view.rows, field, descending=descending)
        back = out_of_order(view.rows, field, descending=not descending)
        if not wrong and back and self._otherwise(view, field, descending):
            self._works.add((listing.name, field))
            self.passes(required, view.seen)
        elif wrong and (listing.name, field) in self._works:
            text = f"the order by {field} is not {'descending' if descending else 'ascending'}"
            self.breaks(required, text, view.seen, observed=wrong)

    def _otherwise(self, view: View, field: str, descending: bool) -> bool:  # noqa: FBT001 - of two
        """Whether the list was seen in an order that is not this one."""
        for _, shelf in self._shelves.others(view):
            rows = [shelf.rows[key] for _, key in sorted(shelf.positions.items())]
            if out_of_order(rows, field, descending=descending):
                return True
        return False

    def _filtered(self, listing: Listing, view: View) -> None:
        """A filter lists what matches and nothing else, by the list without it."""
        filters = view.how.filters
        for parameter, value in filters:
            required = f"UDM-FILTER-{listing.name}-{parameter}"
            if parameter in _OPEN or f.ids_asked(parameter):
                continue
            member = f.member_of(view.rows, parameter)
            foreign = f.contains(view.rows, member, value).forbidden if member else frozenset()
            if foreign:
                text = f"{parameter}={value!r} lists {len(foreign)} items that do not match"
                self.breaks(required, text, view.seen, observed=", ".join(sorted(foreign)[:3]))
        if len(filters) != 1 or view.skip or view.end is None:
            return
        ((parameter, value),) = filters
        if parameter in _OPEN:
            return
        for how, shelf in self._shelves.others(view):
            whole = shelf.whole()
            if whole is None or how.filters:
                continue
            self._against_whole(listing, parameter, value, view, shelf)
            return

    def _against_whole(
        self, listing: Listing, parameter: str, value: str, view: View, shelf: Shelf
    ) -> None:
        rows = list(shelf.rows.values())
        required = f"UDM-FILTER-{listing.name}-{parameter}"
        if members := f.ids_asked(parameter):
            inside = f.having_id(rows, members, value)
            split = Partition(inside & frozenset(view.keys), frozenset(shelf.rows) - inside)
        else:
            member = f.member_of(rows, parameter)
            if not member:
                return
            split = f.contains(rows, member, value)
        problem = split.problem(view.keys, partial=True)
        if problem:
            text = f"{parameter}={value!r}: {problem}"
            self.breaks(required, text, *shelf.shown(view.seen), certain=shelf.certain)
        elif split.telling:
            self.passes(required, *shelf.shown(view.seen))


_BY_OPERATION: Mapping[str, Listing] = {one.operation: one for one in LISTINGS}


def _view(seen: Seen, listing: Listing, page: Page, query: Query) -> View | None:
    spec, keys = listing.spec, tuple(page.keys)
    window = spec.windowing.asked(query)
    if window is None or window[1] == 0 or len(set(keys)) != len(keys):
        return None
    skip, most = window
    # Only v3 and v4 say that a list without size is not cut.
    if most is None and spec.windowing.default is None:
        most = len(keys)
    scope = (listing.name, seen.caller)
    how = How(spec.sorting(query), spec.filtering(query))
    return View(seen, scope, how, skip, most, keys, page.rows)


def _goes_on(view: View, shelf: Shelf) -> bool:
    """Whether the list is known to go on behind a page."""
    end = view.skip + len(view.keys)
    return any(at >= end for at in shelf.positions)
