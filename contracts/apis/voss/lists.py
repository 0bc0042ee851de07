"""Whole lists, read in pages and kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from contracts.apis.voss.answers import Item, Page
from contracts.model import Exchange, Inconclusive
from contracts.oracles import FilterSet, Split, split_either_way

LONGEST = 2000
"""The greatest limit."""

_LONGEST_TEXT = 60


class Whole:
    """A whole list: its resources in order, and the last exchange in which it was read.

    `how` is what it was asked for with; `complete` is false where the list is longer than the
    suite may read. `pools` are the filter sets that were chosen from it, `controls` those
    of which it is known whether the target answers them right.
    """

    def __init__(
        self, model: str, how: Mapping[str, Any], pages: Sequence[Page], *, complete: bool
    ) -> None:
        self.model = model
        self.how = how
        self.items: list[Item] = [one for page in pages for one in page.items]
        self.complete = complete
        self.exchange: Exchange = pages[-1].exchange
        self.summary_attrs = pages[0].summary_attrs
        self.pools: dict[Any, list[FilterSet]] = {}
        self.controls: dict[FilterSet, bool] = {}
        self._texts: dict[str, Sequence[str]] = {}
        self._splits: dict[FilterSet, Split] = {}

    @cached_property
    def keys(self) -> list[str]:
        """The pkids in the order of the list."""
        return [one.key for one in self.items]

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Any]]:
        """The data by pkid."""
        return {one.key: one.data for one in self.items}

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

    def split(self, one: FilterSet) -> Split:
        """What `one` has to list, whether case counts or not."""
        if one not in self._splits:
            self._splits[one] = split_either_way(self.rows, one)
        return self._splits[one]

    def __len__(self) -> int:
        return len(self.items)


def gather(model: str, how: Mapping[str, Any], onward: Callable[[int], Page], most: int) -> Whole:
    """A whole list; `onward(skip)` gives the page that begins there.

    Nothing that is judged elsewhere is relied upon: a page may be shorter than was asked for,
    and the total may be wrong. Raises Inconclusive where pages repeat what others had.
    """
    first = onward(0)
    pages, seen, first_total = [first], set(first.keys), first.total
    while len(seen) < most:
        if len(seen) == first_total or (first.keys == [] and not first_total):
            break
        page = onward(len(seen))
        if page.refused or (page.is_list and not page.keys):
            break
        if seen & set(page.keys):
            reason = "the list cannot be read in pages: resources come again (VOSS-PAGE-03)"
            raise Inconclusive(reason)
        seen |= set(page.keys)
        pages.append(page)
    return Whole(model, how, pages, complete=len(seen) < most)
