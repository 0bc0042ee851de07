"""Lists asked for with several parameters at once, over what is known of the list.

The combinations are the rows of an orthogonal array, L18 (2 x 3^7, Taguchi): every value of every
parameter meets every value of every other one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import permutations
from typing import Any

import msgspec

from contracts.apis.voss.answers import Page
from contracts.apis.voss.filtering import Filtering
from contracts.apis.voss.hierarchy import Node
from contracts.apis.voss.listing import USUAL
from contracts.apis.voss.lists import Whole
from contracts.apis.voss.meta import difference, parent_of
from contracts.apis.voss.texts import attributes
from contracts.kit import (
    Combination,
    Direction,
    FilterSet,
    Inconclusive,
    any_of,
    both,
    combined,
    telling,
)

Levels = Mapping[str, int]
"""Which value of each parameter is sent, by its number; 1 leaves the parameter out."""

_FACTORS = ("skip", "traversal", "filter", "order_by", "count", "direction", "limit", "summary")
_L18 = (
    "11111131 11222212 11333323 12112223 12223331 12331112 13121313 13232121 13313232 "
    "21133211 21211322 21322133 22123122 22231233 22312311 23132332 23213113 23321221"
)
ROWS: Sequence[Levels] = tuple(
    {name: int(level) for name, level in zip(_FACTORS, row, strict=True)} for row in _L18.split()
)
WITHOUT_TRAVERSAL: Sequence[Levels] = tuple(row for row in ROWS if row["traversal"] == 1)

_LOCAL, _UP = 2, 3
_ALL_DATA = 3
_UNCOUNTED = 3
_SKIP = 2
_LIMITS = (USUAL, 2, 7)
_FLAGS = (None, True, False)
_DIRECTIONS = (None, "asc", "desc")
_TRAVERSALS = (None, "local", "up")


class Ground(msgspec.Struct, frozen=True):
    """What is known of a list.

    `scopes` are the lists by the level of traversal, `filters` for each of them no set, one, and
    two. `orders` are the keys in the orders that leave nothing open, by attribute and direction;
    `names` the attributes by the level of order_by. `beyond` are attributes beyond the summary.
    """

    model: str
    scopes: Mapping[int, Whole]
    filters: Mapping[int, Sequence[tuple[FilterSet, ...]]]
    orders: Mapping[tuple[str, str], Sequence[str]]
    names: Sequence[str]
    beyond: frozenset[str]

    def page(self, voss: Filtering, levels: Levels) -> Page:
        """The answer to a list request with parameters at these levels."""
        scope = self.scopes[levels["traversal"]]
        sent: dict[str, Any] = {
            "skip": _SKIP if levels["skip"] > 1 else None,
            "limit": _LIMITS[levels["limit"] - 1] if levels["limit"] > 1 else None,
            "order_by": self.names[levels["order_by"] - 1] if levels["order_by"] > 1 else None,
            "direction": _DIRECTIONS[levels["direction"] - 1],
            "count": _FLAGS[levels["count"] - 1],
            "summary": _FLAGS[levels["summary"] - 1],
            "traversal": _TRAVERSALS[levels["traversal"] - 1],
            "hierarchy": scope.how.get("hierarchy"),
        }
        sets = self.filters[levels["traversal"]][levels["filter"] - 1]
        given = {name: value for name, value in sent.items() if value is not None}
        return voss.page(self.model, sets, **given)

    def mistake(self, levels: Levels, page: Page, has_more: Callable[[str], bool]) -> str | None:
        """What is wrong with the answer; None where it is what the parameters say.

        `has_more` says of a resource, by its key, whether it has data beyond the summary: one may
        have nothing but what was sent for it.
        """
        if not page.is_list:
            return f"refused: {page}"
        scope = self.scopes[levels["traversal"]]
        sets = self.filters[levels["traversal"]][levels["filter"] - 1]
        troubles = [
            self._against(levels, page, [key for key in scope.keys if key in part])
            for part in _parts(scope, sets)
        ]
        if None not in troubles:
            return troubles[0]
        return self._data(levels, page, scope) or self._shortened(levels, page, has_more)

    def _against(self, levels: Levels, page: Page, due: Sequence[str]) -> str | None:
        """What is wrong with the resources of a page, where `due` are those that match."""
        name = self.names[levels["order_by"] - 1]
        direction: Direction = "desc" if _DIRECTIONS[levels["direction"] - 1] == "desc" else "asc"
        asked = Combination(
            due,
            skip=_SKIP if levels["skip"] > 1 else 0,
            most=_LIMITS[levels["limit"] - 1],
            total=0 if levels["count"] == _UNCOUNTED else len(due),
            by=name,
            direction=direction,
            order=self.orders.get((name, direction), ()),
        )
        found = combined(page.keys, page.values(name), page.total, asked)
        return str(found) if found else None

    def _data(self, levels: Levels, page: Page, scope: Whole) -> str | None:
        """What is wrong with the data of the resources of a page."""
        for item in page:
            other = difference(scope.rows.get(item.key, {}), item.data)
            if other:
                return f"{other} of {item.key} is {item.data[other]!r}"
        shown = {name for item in page for name in item.data} & self.beyond
        if levels["summary"] != _ALL_DATA and shown:
            return f"{', '.join(sorted(shown))} listed, which is no summary data"
        return None

    def _shortened(self, levels: Levels, page: Page, has_more: Callable[[str], bool]) -> str | None:
        """What is wrong where all data is asked for, and none beyond the summary is listed."""
        if levels["summary"] != _ALL_DATA or any(self.beyond & set(item.data) for item in page):
            return None
        return "summary data only" if any(map(has_more, page.keys)) else None

    def said(self, levels: Levels) -> str:
        """The names of the parameters that are sent."""
        return " and ".join(name for name in _FACTORS if levels[name] > 1) or "no parameters"


def _parts(scope: Whole, sets: Sequence[FilterSet]) -> Iterator[frozenset[str]]:
    """The resources that filter sets may list: of two those of both, or of either (AMB-09)."""
    if not sets:
        yield frozenset(scope.keys)
    elif len(sets) == 1:
        yield scope.split(sets[0]).required
    else:
        first, second = (scope.split(one) for one in sets)
        yield both(first, second).required
        yield any_of(first, second).required


def smaller(levels: Levels) -> Iterator[Levels]:
    """The combinations with one parameter less."""
    for name in _FACTORS:
        if levels[name] > 1:
            yield {**levels, name: 1}


def with_defaults(levels: Levels) -> Iterator[Levels]:
    """The combinations with one parameter more, whose default is known, in so many words."""
    for name in ("limit", "count", "summary", "direction"):
        if levels[name] == 1:
            yield {**levels, name: 2}


def parameters(levels: Levels) -> int:
    """How many parameters are sent."""
    return sum(level > 1 for level in levels.values())


def grounded(voss: Filtering, model: str, *, places: bool) -> Ground:
    """What is known of a model's list; with `places` also at a node, by traversal.

    Raises Inconclusive where the list is too long to be known as a whole, or tells too little.
    """
    whole = voss.beginning(model)
    names = attributes(whole)
    if not whole.complete or not names:
        reason = (
            f"the list of {model} is longer than is read as a whole, or its resources are alike"
        )
        raise Inconclusive(reason)
    first = whole.summary_attrs[0]
    clear = [name for name in whole.summary_attrs if whole.is_unique(name)]
    sortable = [n for n in names if telling(sorted(whole.texts(n)), 1)] or names
    others = [name for name in sortable if name != first] or sortable
    by_clear = next((name for name in clear if name != first), others[0])
    orders = {
        (name, direction): voss.whole(
            model, order_by=name, direction=direction, **voss.explicit
        ).keys
        for name in dict.fromkeys((first, by_clear))
        if name in clear
        for direction in ("asc", "desc")
    }
    scopes = {1: whole}
    node = _busy_node(voss, whole) if places else None
    if node is not None:
        for level, traversal in ((_LOCAL, "local"), (_UP, "up")):
            with suppress(Inconclusive):
                scope = voss.beginning(model, hierarchy=node.pkid, traversal=traversal)
                if scope.complete:
                    scopes[level] = scope
    return Ground(
        model=model,
        scopes=scopes,
        filters={level: _filters(voss, whole, scope) for level, scope in scopes.items()},
        orders=orders,
        names=(first, by_clear, next((n for n in others if n != by_clear), others[0])),
        beyond=voss.beyond(whole) if whole.keys else frozenset(),
    )


def _busy_node(voss: Filtering, whole: Whole) -> Node | None:
    """The node with most resources of its own and others below it, as far as their meta says."""
    try:
        tree = voss.tree()
    except Inconclusive:
        return None
    hung: Counter[str] = Counter()
    for item in whole.items:
        place = item.meta.get("hierarchy")
        at = {parent_of(item.meta), place if isinstance(place, str) else ""}
        hung.update(node.pkid for node in tree if {node.pkid, node.dotted} & at)
    below: Counter[str] = Counter()
    for node in tree:
        for above in tree.above(node):
            below[above.pkid] += hung[node.pkid]
    best = max(tree, key=lambda node: min(hung[node.pkid], below[node.pkid]), default=None)
    if best is None or not hung[best.pkid]:
        return next((node for node, _ in tree.families()), None)
    return best


def _filters(voss: Filtering, whole: Whole, scope: Whole) -> Sequence[tuple[FilterSet, ...]]:
    """No filter, one, and two that list others than each alone; fewer sets where there are none."""
    sets = [
        one
        for one in voss.candidate_sets(whole, "contains", "startswith", "endswith", "notcontain")
        if not scope.split(one).either
    ]

    def evenness(inside: int) -> tuple[bool, int]:
        """How well the default of limit, and the filter itself, can be told."""
        return USUAL < inside < len(scope), min(inside, len(scope) - inside)

    one = max(sets, key=lambda each: evenness(len(scope.split(each).required)), default=None)
    if one is None:
        return ((), (), ())
    pairs = [
        (first, second)
        for first, second in permutations(sets, 2)
        if first.field != second.field and _apart(scope, first, second)
    ]
    two = max(
        pairs,
        key=lambda pair: evenness(len(both(*(scope.split(each) for each in pair)).required)),
        default=(one,),
    )
    return ((), (one,), two)


def _apart(scope: Whole, first: FilterSet, second: FilterSet) -> bool:
    """Whether two sets together list others than each of them alone."""
    one, other = scope.split(first), scope.split(second)
    listed = (both(one, other).required, any_of(one, other).required, one.required, other.required)
    return len(set(listed)) == len(listed)
