"""Lists as a vocabulary describes them, and as they were seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from contracts.oracles.lists.collation import Collation
from contracts.oracles.lists.partition import Partition

Row = Mapping[str, Any]
Query = tuple[tuple[str, str], ...]
Direction = Literal["asc", "desc"]


class Windowing(msgspec.Struct, frozen=True):
    """The parameters that cut a list; empty names where it has none.

    `first` is the number of the first item, or of the first page where `pages` are counted
    instead of items. `default` is how many items come without `limit`, `most` the greatest
    number that ever does; None where the document gives none.
    """

    skip: str = ""
    limit: str = ""
    first: int = 0
    default: int | None = None
    most: int | None = None
    pages: bool = False

    def query(self, skip: int | None = None, limit: int | None = None) -> Query:
        """Parameters that leave out `skip` items (or pages) and ask for `limit` of the others."""
        said = []
        if skip is not None and self.skip:
            said.append((self.skip, str(self.first + skip)))
        if limit is not None and self.limit:
            said.append((self.limit, str(limit)))
        return tuple(said)

    def capped(self, limit: int | None) -> int | None:
        """How many items come at most where so many were asked for, or where no limit was said."""
        limits = [one for one in (self.default if limit is None else limit, self.most) if one]
        return min(limits, default=None)

    def asked(self, query: Mapping[str, str]) -> tuple[int, int | None] | None:
        """How many items (or pages) a request leaves out, and how many it asks for.

        The second is None where it does not say so; None at all where they are no such numbers.
        """
        skip, limit = query.get(self.skip, str(self.first)), query.get(self.limit)
        if not skip.isdecimal() or not (limit is None or limit.isdecimal()):
            return None
        begins = int(skip) - self.first
        return (begins, None if limit is None else int(limit)) if begins >= 0 else None


class Ordering(msgspec.Struct, frozen=True):
    """The parameters that order a list: by which member, and in which direction.

    `ascending` and `descending` are the values of `direction`; `default` is the member without
    `by`, empty where the document gives none.
    """

    by: str = ""
    direction: str = ""
    ascending: str = ""
    descending: str = ""
    default: str = ""

    def query(self, by: str | None = None, direction: Direction | None = None) -> Query:
        """Parameters that order a list by a member, in a direction."""
        said = []
        if by is not None and self.by:
            said.append((self.by, by))
        if direction is not None and self.direction:
            said.append((self.direction, self.ascending if direction == "asc" else self.descending))
        return tuple(said)


Matches = Callable[[Row, str], bool | None]
"""Whether an item matches the value of a filter; None where the document leaves that open."""


class ListSpec(msgspec.Struct, frozen=True):
    """A list: how it is fetched, keyed, ordered, filtered and limited.

    `operation` is the operation that lists; `key` tells its items apart; `filters` are the
    predicates by the parameters that filter.
    """

    operation: str
    key: Callable[[Row], str]
    windowing: Windowing = Windowing()
    ordering: Ordering = Ordering()
    filters: Mapping[str, Matches] = {}
    collation: Collation = Collation()

    def divided(self, rows: Mapping[str, Row], parameter: str, value: str) -> Partition:
        """How a filter divides items by key: where it is open, they may be listed or not."""
        matches = self.filters[parameter]
        answers = {key: matches(row, value) for key, row in rows.items()}
        found = {
            answer: frozenset(key for key, one in answers.items() if one is answer)
            for answer in (True, False, None)
        }
        return Partition(found[True], found[False], found[None])

    def sorting(self, query: Mapping[str, str]) -> Query:
        """What a request says of the order."""
        names = (self.ordering.by, self.ordering.direction)
        return tuple((name, query[name]) for name in names if name in query)

    def filtering(self, query: Mapping[str, str]) -> Query:
        """What a request says beside the order and the window."""
        windows, orders = self.windowing, self.ordering
        others = {windows.skip, windows.limit, orders.by, orders.direction}
        return tuple(sorted(one for one in query.items() if one[0] not in others))


class Snapshot(msgspec.Struct, frozen=True):
    """A list as a whole, as it was seen, or its beginning where it is not `complete`."""

    spec: ListSpec
    rows: Sequence[Row]
    complete: bool = True

    @property
    def keys(self) -> list[str]:
        """What tells the items apart, in their order."""
        return [self.spec.key(row) for row in self.rows]

    @property
    def by_key(self) -> Mapping[str, Row]:
        """The items by what tells them apart."""
        return {self.spec.key(row): row for row in self.rows}

    def values(self, member: str) -> list[Any]:
        """The values of a member, in the order of the items."""
        return [row.get(member) for row in self.rows]

    def moved(self, later: Snapshot) -> bool:
        """Whether the list has changed when it is seen again: what is in it, or its order."""
        return list(self.rows) != list(later.rows)

    def changed(self, later: Snapshot) -> bool:
        """Whether other items, or items with other members, are in it; their order is nothing."""
        return self.by_key != later.by_key or len(self.rows) != len(later.rows)
