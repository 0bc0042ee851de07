"""The search for users of UDS: its pages and filters, as traffic shows them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from contracts.apis.cisco_uds import USERS, Page
from contracts.oracles.lists import apart, capped, divided
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.lists import How, Shelf, Shelves, View
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_FILTERS: Mapping[str, str] = {
    "first": "UDS-FILTER-01",
    "last": "UDS-FILTER-02",
    "number": "UDS-FILTER-03",
    "numberlast": "UDS-FILTER-05",
    "username": "UDS-FILTER-06",
    "email": "UDS-FILTER-07",
    "uri": "UDS-FILTER-08",
    "displayname": "UDS-FILTER-11",
}


class UdsSearch(Saying):
    """The pages and filters of the search for users."""

    name = "search"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._shelves = Shelves()

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        self._shelves.note(seen)
        if seen.exchange.request.operation != USERS.operation or not seen.plain:
            return
        page = Page(seen.exchange)
        query = dict(parse_qsl(urlsplit(seen.exchange.request.url).query))
        if not page.is_page:
            return
        self._page(seen, page, query)
        view = _view(seen, page, query)
        if view is None:
            return
        shelf = self._shelves.shelf(view)
        self._windows(view, shelf)
        self._shelves.enter(view, shelf)
        if (whole := shelf.whole()) and len({skip for skip, _ in shelf.windows}) > 1:
            self.passes("UDS-USERS-05", *shelf.shown(seen))
            self.passes("UDS-USERS-06", *shelf.shown(seen)) if len(whole) > 1 else None
        self._filtered(view)

    def _page(self, seen: Seen, page: Page, query: Mapping[str, str]) -> None:
        """The counters of a page."""
        returned = page.counter("returnedCount")
        if returned is not None and page.users:
            self._equal("UDS-USERS-01", seen, "returnedCount", returned, len(page.users))
        most = query.get("max", "")
        if most.isdecimal() and 0 < int(most) <= 64:  # noqa: PLR2004 - the usual limit of a search
            requested = page.counter("requestedCount")
            if requested is not None:
                self._equal("UDS-USERS-02", seen, "requestedCount", requested, int(most))
            total = page.counter("totalCount") or 0
            if page.users:
                found = capped(len(page.users), int(most), total)
                self.law("UDS-USERS-03", found, f"a page with max={most} has", seen)
        start = query.get("start", "")
        said = page.counter("start")
        if start.isdecimal() and int(start) > 0 and said is not None and page.users:
            self._equal("UDS-USERS-04", seen, "start", said, int(start))

    def _equal(self, required: str, seen: Seen, name: str, said: int, wanted: int) -> None:
        if said == wanted:
            self.passes(required, seen)
        else:
            text = f"{name} is {said}, not {wanted}"
            self.breaks(required, text, seen, expected=wanted, observed=said)

    def _windows(self, view: View, shelf: Shelf) -> None:
        found = apart(view.keys, view.skip, shelf.others(view))
        if found is not None:
            shown, certain = shelf.shown(view.seen), shelf.certain
            self.law("UDS-USERS-05", found, "the search for users:", *shown, certain=certain)

    def _filtered(self, view: View) -> None:
        filters = [(name, value) for name, value in view.how.filters if name in _FILTERS]
        if len(filters) != 1 or len(view.how.filters) != 1 or view.skip:
            return
        ((name, value),) = filters
        for how, shelf in self._shelves.others(view):
            if how.filters or shelf.whole() is None or view.end != len(view.keys):
                continue
            if divided(view.keys, USERS.divided(shelf.rows, name, value)) is None:
                self.passes(_FILTERS[name], *shelf.shown(view.seen))


def _view(seen: Seen, page: Page, query: Mapping[str, str]) -> View | None:
    window, names = USERS.windowing.asked(query), tuple(page.names)
    if window is None or not all(names) or len(set(names)) != len(names):
        return None
    start, most = window
    total = page.counter("totalCount")
    return View(
        seen,
        ("users", seen.caller),
        How(USERS.sorting(query), USERS.filtering(query)),
        start,
        most,
        names,
        page.users,
        total if total is not None else -1,
    )
