"""Liberties in lists: order, counting, paging, filters."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@liberty("nothing-200")
class _Nothing200(Udm):
    """Where nothing is found the answer is a 200 without items."""

    def nothing(self, listing: Listing) -> Reply:
        return self.page(listing, [])


@liberty("count-of-page", ambiguity="UDM-AMB-19")
class _CountOfPage(Udm):
    """count is the number of items in the page."""

    def paged(self, listing: Listing, items: Sequence[Shown]) -> Shown:
        return {**super().paged(listing, items), "count": len(items)}


@liberty("choices-empty-200")
class _ChoicesEmpty200(Udm):
    """Where there is nothing to choose from the answer is an empty array."""

    def none(self, call: Call) -> Reply:
        return self.json(call, 200, self.choice_shown(call, []))


@liberty("filters-exact-case", choice="filter-letters")
class _FilterExactCase(Udm):
    """Filters tell capital from small letters."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:  # noqa: ARG002
        return needle in str(value or "")


@liberty("filters-without-marks", choice="filter-letters")
class _FiltersWithoutMarks(Udm):
    """Filters tell neither capital from small letters nor those with marks from others."""

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        return super().contains(listing, member, _bare(str(value or "")), _bare(needle))


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one))


@liberty("filters-by-day", ambiguity="UDM-AMB-26", choice="filter-dates")
class _FiltersByDay(Udm):
    """Filters take days alone for dates; others count as not given."""

    def moment(self, call: Call, name: str) -> dt.datetime | None:
        return super().moment(call, name) if _DAY.fullmatch(call.one(name)) else None


@liberty("filters-by-milliseconds", ambiguity="UDM-AMB-26", choice="filter-dates")
class _FiltersByMilliseconds(Udm):
    """Filters take milliseconds since 1970 for dates; others count as not given."""

    def moment(self, call: Call, name: str) -> dt.datetime | None:
        given = call.one(name)
        return dt.datetime.fromtimestamp(int(given) / 1000, dt.UTC) if given.isdigit() else None


@liberty("order-of-letters", choice="collation")
class _OrderOfLetters(Udm):
    """Texts are ordered by their letters alone, without accents and punctuation."""

    def sort_key(self, listing: Listing, name: str, value: Any) -> Any:
        if _is(value) and not name.endswith("Date"):
            plain = unicodedata.normalize("NFKD", value).casefold()
            value = "".join(one for one in plain if one.isalnum())
        return super().sort_key(listing, name, value)


def _is(value: Any) -> bool:
    return isinstance(value, str)


@liberty("numbers-by-value", choice="collation")
class _NumbersByValue(Udm):
    """In texts, numbers are ordered by their value."""

    def sort_key(self, listing: Listing, name: str, value: Any) -> Any:
        if _is(value) and not name.endswith("Date"):
            value = re.sub(r"[0-9]+", lambda found: found[0].zfill(20), value)
        return super().sort_key(listing, name, value)


@liberty("unordered", choice="default-order")
class _Unordered(Udm):
    """Without an order field the order is that of no member."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        return super().ordered(listing, items) if listing.order_field else items[::2] + items[1::2]


@liberty("paging-refused", ambiguity="UDM-AMB-21")
class _PagingRefused(Udm):
    """A from or size that is no number is refused."""

    def number(self, call: Call, name: str, default: int) -> int:
        found = super().number(call, name, -1)
        if found >= 0:
            return found
        return refuse(400, f"{name} is no number") if call.one(name) else default


@liberty("unknown-order-refused")
class _UnknownOrderRefused(Udm):
    """An order field that there is not is refused."""

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        name = listing.order_field
        if name and items and not any(name in item for item in items):
            refuse(400, f"{name} is no field to order by")
        return super().ordered(listing, items)
