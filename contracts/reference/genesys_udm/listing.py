"""Lists: filters, order, and the part of the list that is wanted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.showing import Showing, Shown
from contracts.reference.genesys_udm.state import read_moment

EVERYTHING = 999_999_999

_NUMBER = re.compile(r"[0-9]{1,12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Parameter: the member that it is about, by list and version.
CONTAINS = {
    ("listHistory", "v4"): ("title", "fileName", "type", "status"),
    ("listHistory", "v10"): ("title", "fileName", "type", "status", "source"),
    ("listJobs", "v4"): ("title", "type", "scheduleType"),
    ("listJobs", "v10"): ("title", "type", "scheduleType", "source"),
    ("listFileMetadatas", "v3"): ("name", "jobTitle", "type"),
    ("listFileMetadatas", "v10"): ("name", "jobTitle", "type", "source"),
}
EQUALS = {
    ("listHistory", "v10"): {"jobId": "parentId"},
    ("listFileMetadatas", "v10"): {"historyId": "historyId"},
}


@dataclass(slots=True)
class Listing:
    """What a list request asks for; `contains` and `equals` are by member."""

    call: Call
    contains: dict[str, str]
    equals: dict[str, str]
    suspend: bool | None
    start: dt.datetime | None
    end: dt.datetime | None
    order_field: str
    descending: bool
    begin: int
    size: int
    found: int = 0

    @property
    def name(self) -> str:
        """The list that is asked for."""
        return self.call.operation.name


class Lists(Showing):
    """The layer that answers with lists."""

    def list_reply(self, call: Call, items: list[Shown]) -> Reply:
        """The list that a request asks for, out of all `items`."""
        listing = self.listing(call)
        found = [item for item in items if self.matches(listing, item)]
        listing.found = len(found)
        ordered = self.ordered(listing, found)
        window = self.window(listing, ordered)
        return self.page(listing, window) if window else self.nothing(listing)

    def listing(self, call: Call) -> Listing:
        """What a request asks for. What cannot be read counts as not given (UA-21)."""
        kind = (call.operation.name, call.version)
        is_files = call.operation.name == "listFileMetadatas"
        return Listing(
            call=call,
            contains={name: call.one(name) for name in self.filters(kind) if call.one(name)},
            equals={
                member: call.one(name)
                for name, member in EQUALS.get(kind, {}).items()
                if call.one(name)
            },
            suspend=_flag(call.one("suspend")) if call.operation.name == "listJobs" else None,
            start=self.moment(call, "startDate") if is_files else None,
            end=self.moment(call, "endDate") if is_files else None,
            order_field=call.one("orderField"),
            descending=self.descending(call),
            begin=self.number(call, "from", 0),
            size=self.number(call, "size", EVERYTHING),
        )

    def filters(self, kind: tuple[str, str]) -> tuple[str, ...]:
        """The parameters of a list that say what an item has to contain."""
        return CONTAINS[kind]

    def number(self, call: Call, name: str, default: int) -> int:
        """A number that is given, or the default."""
        given = call.one(name)
        return int(given) if _NUMBER.fullmatch(given) else default

    def descending(self, call: Call) -> bool:
        """Whether the order is to be descending."""
        return bool(_flag(call.one("descAsc")))

    def moment(self, call: Call, name: str) -> dt.datetime | None:
        """A date that is given; of an end date without time the whole day counts."""
        given = call.one(name)
        found = read_moment(given.replace(" ", "+")) if "T" in given else read_moment(given)
        if found is not None and name == "endDate" and _DAY.fullmatch(given.strip()):
            found += dt.timedelta(days=1) - dt.timedelta(microseconds=1)
        return found

    def matches(self, listing: Listing, item: Shown) -> bool:
        """Whether an item is what is asked for."""
        return (
            all(self.contains(listing, m, item.get(m), n) for m, n in listing.contains.items())
            and all(self.equals(listing, m, item.get(m), n) for m, n in listing.equals.items())
            and (listing.suspend is None or self.is_suspended(item) == listing.suspend)
            and self.is_within(listing, item)
        )

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:  # noqa: ARG002
        """Whether a member contains a text, in any letter case."""
        return needle.casefold() in str(value or "").casefold()

    def equals(self, listing: Listing, member: str, value: Any, wanted: str) -> bool:  # noqa: ARG002
        """Whether a member is what is wanted."""
        return str(value) == wanted

    def is_suspended(self, item: Shown) -> bool:
        """What the filter `suspend` is compared with."""
        return bool(item["suspended"])

    def is_within(self, listing: Listing, item: Shown) -> bool:
        """Whether a file was uploaded in the wanted time; both ends belong to it."""
        if listing.start is None and listing.end is None:
            return True
        uploaded = read_moment(item["uploadDate"])
        if uploaded is None:
            return False
        late_enough = listing.start is None or listing.start <= uploaded
        return late_enough and (listing.end is None or uploaded <= listing.end)

    def ordered(self, listing: Listing, items: list[Shown]) -> list[Shown]:
        """The items in the wanted order; a field that there is not counts as not given."""
        name = listing.order_field or self.default_order(listing)
        if not any(name in item for item in items):
            name = self.default_order(listing)
        keys = [
            (self.sort_key(listing, name, item.get(name)), place)
            for place, item in enumerate(items)
        ]
        keys.sort(reverse=listing.descending)
        return [items[place] for _, place in keys]

    def default_order(self, listing: Listing) -> str:
        """The field to order by where none is given."""
        return "name" if listing.name == "listFileMetadatas" else "id"

    def sort_key(self, listing: Listing, name: str, value: Any) -> Any:  # noqa: ARG002
        """What a value is ordered by: numbers before texts, texts by their code points."""
        if isinstance(value, int):
            return (0, value, "")
        return (1, 0, str(value or ""))

    def window(self, listing: Listing, items: Sequence[Shown]) -> Sequence[Shown]:
        """The part of the list that is wanted."""
        return items[listing.begin : listing.begin + listing.size]

    def page(self, listing: Listing, items: Sequence[Shown]) -> Reply:
        """A PagedResponse: `count` is all that were found (UA-19), `size` how many are here."""
        return self.json(listing.call, 200, self.paged(listing, items))

    def paged(self, listing: Listing, items: Sequence[Shown]) -> Shown:
        """The members of a PagedResponse."""
        return {
            "count": listing.found,
            "from": listing.begin,
            "items": [self.item_shown(listing, item) for item in items],
            "size": len(items),
        }

    def item_shown(self, listing: Listing, item: Shown) -> Shown:  # noqa: ARG002
        """An item as it stands in the list."""
        return item

    def nothing(self, listing: Listing) -> Reply:
        """Nothing was found: 204, which is not documented for files."""
        if listing.name == "listFileMetadatas":
            return self.page(listing, [])
        return self.empty(listing.call, 204)


def _flag(given: str) -> bool | None:
    return {"true": True, "false": False}.get(given.lower())
