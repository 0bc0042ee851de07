"""Lists as traffic shows them: windows of the same list, put together as long as it stands still.

What is compared was seen within a few minutes, by the same caller, in the same order and with the
same filters, and without any request between that may have changed something. A difference
accuses only where the list was seen twice in the same state: others may write unseen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from contracts.traffic.seen import Seen

Row = Mapping[str, Any]

_STANDS_S = 300.0
_VARIANTS = 64
_ROWS = 5_000
_ALL_ROWS = 20_000
"""Rows of all lists that are kept, of one and together."""
_WINDOWS = 64
_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


Pairs = tuple[tuple[str, str], ...]


class How(NamedTuple):
    """What a list was asked for beside its window: an order, and filters."""

    order: Pairs = ()
    filters: Pairs = ()


class View(msgspec.Struct, frozen=True):
    """One page of a list.

    `scope` tells the list and who asks, `how` its order and filters. `skip` is where the page
    begins, `most` how many items were asked for (None: as many as there are). `length` is how
    long the list is, where the page says so.
    """

    seen: Seen
    scope: Hashable
    how: How
    skip: int
    most: int | None
    keys: tuple[str, ...]
    rows: Sequence[Row]
    length: int | None = None

    @property
    def end(self) -> int | None:
        """How long the list is by this page; None where it may go on."""
        if self.length is not None:
            return self.length
        short = self.most is None or len(self.keys) < self.most
        return self.skip + len(self.keys) if short and (self.keys or not self.skip) else None


class Shelf(msgspec.Struct):
    """All that was seen of one list in one order with the same filters, while it stood still.

    `steady` is whether a page of it was seen twice, and the same; `moved` whether another one was.
    """

    epoch: int
    first: float
    last: Seen
    positions: dict[int, str] = {}
    rows: dict[str, Row] = {}
    windows: dict[tuple[int, int | None], tuple[tuple[str, ...], str]] = {}
    length: int | None = None
    steady: bool = False
    moved: bool = False

    @property
    def certain(self) -> bool:
        """Whether a difference is the list's own fault."""
        return self.steady and not self.moved

    def whole(self) -> list[str] | None:
        """The keys of the whole list; None where not all of it was seen, or one key twice."""
        if self.moved or not self.length or self.length != len(self.positions):
            return None
        keys = [self.positions.get(at) for at in range(self.length)]
        found = [one for one in keys if one is not None]
        return found if len(set(found)) == self.length else None

    def shown(self, *more: Seen) -> tuple[str, ...]:
        """Some exchanges that show the list, and `more`."""
        known = [identifier for _, identifier in self.windows.values()][-3:]
        return tuple(dict.fromkeys([*known, *(one.id for one in more)]))

    def others(self, view: View) -> list[tuple[int, tuple[str, ...]]]:
        """The pages that were seen beside `view`: where they begin, and their keys."""
        return [(at, keys) for (at, _), (keys, _) in self.windows.items() if at != view.skip]


class Shelves:
    """The lists that were seen; of very many the last ones."""

    def __init__(self) -> None:
        self.epoch = 0
        self._rows = 0
        self._shelves: OrderedDict[tuple[Hashable, How], Shelf] = OrderedDict()

    def note(self, seen: Seen) -> bool:
        """Take into account that an exchange may have changed something; whether it may."""
        if seen.exchange.request.method in _WRITES:
            self.epoch += 1
            return True
        return False

    def shelf(self, view: View) -> Shelf:
        """What is known beside `view` of its list; `view` itself is not in it yet."""
        key = (view.scope, view.how)
        found = self._shelves.pop(key, None)
        old = len(found.rows) if found is not None else 0
        began = view.seen.exchange.started
        if (
            found is None
            or found.epoch != self.epoch
            or began - found.first > _STANDS_S
            or not found.last.before(view.seen)
            or len(found.rows) > _ROWS
        ):
            found = Shelf(self.epoch, began, view.seen, {}, {}, {})
            self._rows -= old
        self._shelves[key] = found
        return found

    def enter(self, view: View, shelf: Shelf) -> None:
        """Put `view` on its shelf."""
        window = (view.skip, view.most)
        before = shelf.windows.get(window)
        if before is not None:
            shelf.steady = shelf.steady or before[0] == view.keys
            shelf.moved = shelf.moved or before[0] != view.keys
        if len(shelf.windows) < _WINDOWS or before is not None:
            shelf.windows[window] = (view.keys, view.seen.id)
        for at, key in enumerate(view.keys, view.skip):
            shelf.positions.setdefault(at, key)
        before_it = len(shelf.rows)
        shelf.rows.update(zip(view.keys, view.rows, strict=True))
        self._rows += len(shelf.rows) - before_it
        while len(self._shelves) > _VARIANTS or (self._rows > _ALL_ROWS and len(self._shelves) > 1):
            _, oldest = self._shelves.popitem(last=False)
            self._rows -= len(oldest.rows)
        if view.end is not None:
            shelf.moved = shelf.moved or (shelf.length not in {None, view.end})
            shelf.length = view.end
        shelf.last = view.seen

    def others(self, view: View) -> Iterator[tuple[How, Shelf]]:
        """The same list in other orders or with other filters, as it stands: `how`, and shelf."""
        for (scope, how), shelf in self._shelves.items():
            alike = scope == view.scope and how != view.how and shelf.epoch == self.epoch
            near = abs(view.seen.exchange.started - shelf.last.exchange.started) <= _STANDS_S
            if alike and near:
                yield how, shelf
