"""Lists that are known: whole ones, and the beginnings of long ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from contracts.apis.voss.answers import Item, Page
from contracts.kit import (
    Exchange,
    FilterSet,
    Inconclusive,
    Partition,
    Table,
    split,
    split_either_way,
)

Rows = Mapping[str, Mapping[str, Any]]
"""The data of resources by pkid."""

_LONGEST_TEXT = 60


class Whole:
    """A list as it was read: its resources in order, and the last exchange in which it was.

    `how` is what it was asked for with; `complete` is false where only its beginning is known.
    `pools` are the filter sets that were chosen from it; `pages` the filtered lists, `views` the
    pages, `sorted` the orders that were asked for already.
    """

    def __init__(
        self,
        model: str,
        how: Mapping[str, Any],
        pages: Sequence[Page],
        *,
        complete: bool,
        most: int | None = None,
    ) -> None:
        self.model = model
        self.how = how
        self.items: list[Item] = [one for page in pages for one in page.items][:most]
        self.complete = complete
        self._read = pages
        self.total = pages[0].total
        self.exchange: Exchange = pages[-1].exchange
        self.summary_attrs = pages[0].summary_attrs
        self.pools: dict[Any, list[FilterSet]] = {}
        self.pages: dict[tuple[FilterSet, ...], Page] = {}
        self.views: dict[tuple[tuple[str, Any], ...], Page] = {}
        self.sorted: dict[tuple[str, str], list[Page]] = {}
        self._texts: dict[str, Sequence[str]] = {}
        self._splits: dict[FilterSet, Partition] = {}
        self._exact: dict[FilterSet, Partition] = {}

    def beginning(self, count: int) -> Whole:
        """The first `count` resources, as a list of which no more is known."""
        if len(self) <= count:
            return self
        found = Whole(self.model, self.how, self._read, complete=False, most=count)
        found.summary_attrs = self.summary_attrs
        return found

    @cached_property
    def keys(self) -> list[str]:
        """The pkids in the order of the list."""
        return [one.key for one in self.items]

    @cached_property
    def rows(self) -> Rows:
        """The data by pkid."""
        return Table((one.key, one.data) for one in self.items)

    @property
    def end(self) -> int:
        """How many resources the list has: the total where only the beginning is known.

        Raises Inconclusive where the target does not say it.
        """
        if self.complete:
            return len(self)
        if not self.total or self.total < len(self):
            reason = f"the list of {self.model} is long, and its total is {self.total}"
            raise Inconclusive(reason)
        return self.total

    def values(self, attribute: str) -> list[Any]:
        """The values of an attribute in the order of the list."""
        return [one.data.get(attribute) for one in self.items]

    def texts(self, attribute: str) -> Sequence[str]:
        """The different texts of an attribute of which filter texts are made, in their order."""
        if attribute not in self._texts:
            values = (one for one in self.values(attribute) if isinstance(one, str))
            self._texts[attribute] = [
                one
                for one in dict.fromkeys(values)
                if one and one.strip() == one and len(one) <= _LONGEST_TEXT
            ]
        return self._texts[attribute]

    def is_unique(self, attribute: str) -> bool:
        """Whether no two resources have the same text in an attribute, in any letters."""
        values = [one for one in self.values(attribute) if isinstance(one, str) and one]
        return len({one.casefold() for one in values}) == len(self)

    def split(self, one: FilterSet) -> Partition:
        """What `one` has to list, whether case counts or not."""
        if one not in self._splits:
            self._splits[one] = split_either_way(self.rows, one)
        return self._splits[one]

    def exactly(self, one: FilterSet) -> Partition:
        """What `one` has to list with its own ignore_case."""
        if one not in self._exact:
            self._exact[one] = split(self.rows, one)
        return self._exact[one]

    def same_as(self, other: Whole) -> bool:
        """Whether two lists have the same resources, or begin alike and are of one length."""
        if self.complete and other.complete:
            return set(self.keys) == set(other.keys)
        known = min(len(self), len(other))
        return self.total == other.total and self.keys[:known] == other.keys[:known]

    def trouble(self, part: Callable[[Rows], Partition], page: Page) -> str | None:
        """What is wrong with a page that has to be the beginning of a part of this list.

        `part` divides rows into those that belong to it and others. None where nothing is wrong.
        """
        found = page.keys
        if self.complete:
            return part(self.rows).problem(found)
        wanted = part({**self.rows, **{one.key: one.data for one in page}})
        first = [key for key in self.keys if key in wanted.required]
        if page.total != len(found):
            first = first[: len(found)]  # The part goes on behind what the page shows.
        shown = frozenset(found)
        due = frozenset(first) | (wanted.required & shown)
        return Partition(due, wanted.forbidden, wanted.either).problem(found)

    def __len__(self) -> int:
        return len(self.items)


class PagesOverlap(Inconclusive):
    """Pages of a list have resources that others had before."""


def gather(model: str, how: Mapping[str, Any], onward: Callable[[int], Page], most: int) -> Whole:
    """A whole list, or its first resources where it has more than `most`.

    `onward(skip)` gives the page that begins there. Nothing that is judged elsewhere is relied
    upon: a page may be shorter than was asked for, and the total may be wrong. Raises
    PagesOverlap where pages repeat what others had.
    """
    first = onward(0)
    pages, seen, first_total = [first], set(first.keys), first.total
    complete = False
    while True:
        if len(seen) == first_total or (first.keys == [] and not first_total):
            complete = True
            break
        if len(seen) >= most:
            break
        page = onward(len(seen))
        if page.refused or (page.is_list and not page.keys):
            complete = True
            break
        if seen & set(page.keys):
            reason = "the list cannot be read in pages: resources come again (VOSS-PAGE-03)"
            raise PagesOverlap(reason)
        seen |= set(page.keys)
        pages.append(page)
    return Whole(model, how, pages, complete=complete)
