"""Lists of VOSS: pagination, order, summary and traversal, by the pages that were seen."""

from __future__ import annotations

from collections.abc import Hashable
from urllib.parse import parse_qsl, urlsplit

import msgspec

from contracts.apis.voss import LISTS, Page
from contracts.oracles import inversion, telling
from contracts.oracles.lists import apart, capped, ended, filled, follows
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.lists import How, Shelf, Shelves, View
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_LISTS = frozenset({"listResources", "listDevices", "listTransactions"})
_FILTERS = ("filter_field", "filter_condition", "filter_text", "ignore_case")


class Asked(msgspec.Struct, frozen=True):
    """The parameters of a list; None for what is left out."""

    pairs: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str | None:
        """The value of a parameter, the last one where it is given more than once."""
        return next((value for one, value in reversed(self.pairs) if one == name), None)

    def number(self, name: str) -> int | None:
        """A parameter that is a whole number."""
        value = self.get(name)
        return int(value) if value is not None and value.isdecimal() else None

    def flag(self, name: str) -> bool | None:
        """A parameter that is true or false."""
        return {"true": True, "false": False}.get((self.get(name) or "").lower())


class Listed(msgspec.Struct, frozen=True):
    """A page of a list, as it was asked for and as it came."""

    seen: Seen
    page: Page
    asked: Asked
    view: View

    @property
    def counted(self) -> int | None:
        """The total, where it was not asked not to be counted."""
        return None if self.asked.flag("count") is False else self.page.total


def listed_in(seen: Seen) -> Listed | None:
    """The page of a list that an exchange gave; None where it gave none that can be judged."""
    request = seen.exchange.request
    if request.operation not in _LISTS or not seen.whole or seen.unjudged:
        return None
    page = Page(seen.exchange)
    if not page.is_list or request.header("Range") is not None:
        return None
    asked = Asked(tuple(parse_qsl(urlsplit(request.url).query, keep_blank_values=True)))
    query, windowing = dict(asked.pairs), LISTS.windowing
    window = windowing.asked(query)
    if window is None or window[1] == 0 or not seen.plain:
        return None
    skip, limit = window[0], windowing.capped(window[1])
    keys = tuple(page.keys)
    if len(set(keys)) != len(keys):
        return None
    scope: Hashable = (
        seen.place.path,
        seen.caller,
        asked.get("hierarchy"),
        asked.get("traversal") or "down",
    )
    filters = tuple(one for one in asked.pairs if one[0] in _FILTERS)
    counted = page.total if asked.flag("count") is not False else None
    rows = [item.data for item in page.items]
    how = How(LISTS.sorting(query), filters)
    view = View(seen, scope, how, skip, limit, keys, rows, counted)
    return Listed(seen, page, asked, view)


class VossLists(Saying):
    """The laws of lists."""

    name = "lists"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._shelves = Shelves()
        self._marks: dict[tuple[int, str], tuple[object, Seen]] = {}

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        self._shelves.note(seen)
        one = listed_in(seen)
        if one is None:
            return
        shelf = self._shelves.shelf(one.view)
        self._page(one)
        self._windows(one, shelf)
        self._compared(one, shelf)
        self._shelves.enter(one.view, shelf)
        self._whole(one, shelf)
        self._order(one)

    def _page(self, one: Listed) -> None:
        """What one page has to keep by itself."""
        seen, page, asked, view = one.seen, one.page, one.asked, one.view
        if asked.get("format") == "json":
            self.passes("VOSS-FORMAT-01", seen)
        if view.keys:
            self.passes("VOSS-LIST-01", seen)
        if page.total is None:
            self.breaks("VOSS-PAGE-01", "the answer to a list has no total in its pagination", seen)
        else:
            self.passes("VOSS-PAGE-01", seen)
        if asked.get("skip") and asked.get("limit") and view.skip and page.total is not None:
            self._says_its_window(one)
        self._hold_size(one)
        if one.counted:
            found = ended(len(view.keys), view.skip, one.counted)
            self.law("VOSS-PAGE-10", found, f"the list with skip={view.skip} has", seen)
        if asked.flag("count") is False and view.keys:
            if page.total == 0:
                self.passes("VOSS-PAGE-14", seen)
            elif page.total is not None:
                text = f"with count=false total is {page.total}"
                self.breaks("VOSS-PAGE-14", text, seen, expected=0, observed=page.total)

    def _says_its_window(self, one: Listed) -> None:
        wanted = {"skip": one.view.skip, "limit": one.asked.number("limit")}
        said = {name: one.page.pagination.get(name) for name in wanted}
        if said == wanted:
            self.passes("VOSS-PAGE-02", one.seen)
        else:
            text = f"pagination says {said}; the request sent {wanted}"
            self.breaks("VOSS-PAGE-02", text, one.seen, expected=wanted, observed=said)

    def _hold_size(self, one: Listed) -> None:
        """No more resources than were asked for, and no fewer where there are enough."""
        view, total = one.view, one.counted
        given = one.asked.get("limit") is not None
        count, most = len(view.keys), view.most
        if not count or most is None:
            return
        available = max(count, (total or 0) - view.skip)
        said = f"a list with {f'limit={most}' if given else 'no limit'} has"
        required = "VOSS-PAGE-05" if given else "VOSS-PAGE-06"
        self.law(required, capped(count, most, available), said, one.seen)
        if available > count:
            required = "VOSS-PAGE-07" if given else "VOSS-PAGE-18"
            self.law(required, filled(count, most, available), said, one.seen)

    def _windows(self, one: Listed, shelf: Shelf) -> None:
        view = one.view
        if not view.keys:
            return
        others, shown, said = shelf.others(view), shelf.shown(one.seen), f"skip={view.skip}"
        found = follows(view.keys, view.skip, others)
        self.law("VOSS-PAGE-03", found, f"the list with {said}", *shown, certain=shelf.certain)
        twice = apart(view.keys, view.skip, others)
        if twice is not None:
            certain = shelf.certain and not view.how.order
            self.law("VOSS-PAGE-09", twice, f"pages, one with {said}:", *shown, certain=certain)

    def _compared(self, one: Listed, shelf: Shelf) -> None:
        """Defaults against what is given, as long as the list stands still."""
        seen, view, asked = one.seen, one.view, one.asked
        first = view.keys[:1]
        if view.skip == 0 and first:
            name = "first, skip=0" if asked.get("skip") is not None else "first, no skip"
            self._mark(shelf, name, first, seen)
            other = "first, no skip" if asked.get("skip") is not None else "first, skip=0"
            moves = any(
                skip and keys[:1] != first for (skip, _), (keys, _) in shelf.windows.items()
            )
            self._alike(shelf, other, first, seen, "VOSS-PAGE-04", telling=moves)
        counting = asked.flag("count")
        name = f"window {view.skip} {view.most}"
        if counting is False:
            self._mark(shelf, f"{name} uncounted", view.keys, seen)
            self._alike(shelf, name, view.keys, seen, "VOSS-PAGE-15", telling=len(view.keys) > 1)
        elif counting is True:
            self._mark(shelf, name, view.keys, seen)
            other = f"{name} uncounted"
            self._alike(shelf, other, view.keys, seen, "VOSS-PAGE-15", telling=len(view.keys) > 1)
            self._mark(shelf, "total", one.page.total, seen)
            self._alike(shelf, "default", one.page.total, seen, "VOSS-PAGE-16", telling=True)
        else:
            self._mark(shelf, "default", one.page.total, seen)
            telling = bool(one.page.total)
            self._alike(shelf, "total", one.page.total, seen, "VOSS-PAGE-16", telling=telling)

    def _mark(self, shelf: Shelf, name: str, value: object, seen: Seen) -> None:
        if len(self._marks) > 10_000:  # noqa: PLR2004 - so that memory stays bounded
            self._marks.clear()
        self._marks[id(shelf), name] = (value, seen)

    def _alike(  # noqa: PLR0913 - each says one thing of the comparison
        self, shelf: Shelf, name: str, value: object, seen: Seen, required: str, *, telling: bool
    ) -> None:
        """Hold what is seen to be what was seen under `name`."""
        known, before = self._marks.get((id(shelf), name), (None, None))
        if before is None or before.exchange.started < shelf.first or not before.before(seen):
            return
        if known == value:
            if telling:
                self.passes(required, before, seen)
            return
        text = f"two lists that have to be alike differ: {required}"
        certain = shelf.certain
        self.breaks(required, text, before, seen, expected=known, observed=value, certain=certain)

    def _whole(self, one: Listed, shelf: Shelf) -> None:
        """What is known of the list as a whole."""
        view, total = one.view, one.counted
        whole = shelf.whole()
        if whole is None or total is None:
            return
        windows = {skip for (skip, _), (keys, _) in shelf.windows.items() if keys}
        if len(windows) > 1:
            self.passes("VOSS-PAGE-09", *shelf.shown(one.seen))
        reaches_end = view.keys and view.skip + len(view.keys) == total
        if reaches_end and view.most is not None and len(view.keys) < view.most:
            counted = one.asked.flag("count") is True
            self.passes("VOSS-PAGE-13" if counted else "VOSS-PAGE-16", *shelf.shown(one.seen))

    def _order(self, one: Listed) -> None:
        """The order that was asked for, or that is the default."""
        attributes = one.page.summary_attrs
        name, direction = one.asked.get("order_by"), one.asked.get("direction")
        if not attributes or direction not in {None, "asc", "desc"}:
            return
        first = attributes[0]
        by = name or first
        if by not in attributes:
            return
        values = one.page.values(by)
        if not telling(sorted(v for v in values if isinstance(v, str))):
            return
        up, down = inversion(values, "asc"), inversion(values, "desc")
        if up and down:
            required = "VOSS-ORDER-01" if name else "VOSS-ORDER-04"
            if not one.view.how.filters or name:
                text = f"the list is not sorted by {by}"
                self.breaks(required, text, one.seen, observed=up, certain=bool(name))
            return
        if not telling(values):
            return
        self._direction(one, by, first, up=not up)

    def _direction(self, one: Listed, by: str, first: str, *, up: bool) -> None:
        name, direction = one.asked.get("order_by"), one.asked.get("direction")
        right = up == (direction != "desc")
        if name and (by != first or not up) and right:
            self.passes("VOSS-ORDER-01", one.seen)
        required = {
            (True, True): "VOSS-ORDER-02",
            (True, False): "VOSS-ORDER-03",
            (False, True): "VOSS-ORDER-06",
            (False, False): "VOSS-ORDER-04",
        }[bool(name), direction is not None]
        if right:
            self.passes(required, one.seen)
        else:
            wanted = "descending" if direction == "desc" else "ascending"
            text = f"the order by {by} is not {wanted}"
            certain = bool(name)
            self.breaks(required, text, one.seen, expected=wanted, certain=certain)
