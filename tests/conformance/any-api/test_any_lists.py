"""Laws of lists that a kit confirms: limit, offset, pages, order, search and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from contracts.kit import (
    Allow,
    Found,
    Inconclusive,
    JsonApi,
    Judge,
    Law,
    NotTested,
    Partition,
    capped,
    divided,
    in_place,
    joined,
    loosely,
    ordered,
)

_ENOUGH = 3
_MOST_PAGES = 200
_LEAST_TEXT = 2


class _List:
    """A list under a law: what it holds, and what it gives when it is asked in a certain way."""

    def __init__(self, api: JsonApi, law: Law) -> None:
        self._api = api
        self.law = law
        self._values = api.values_for(law.operation)
        self.whole = self._read()
        self._fill()
        if len(self.whole) < _ENOUGH - 1:
            reason = f"the list has {len(self.whole)} items; it takes two to show anything"
            raise Inconclusive(reason)

    def _read(self) -> list[Any]:
        return self._api.whole(self.law.operation, self._values)

    def _fill(self) -> None:
        """Make items of the suite's own where the list has few, and where that can be."""
        path = self._api.spec.operations[self.law.operation].path
        making = self._api.operation_at("POST", path) if "{" not in path else None
        if making is None or self._api.target.allow is not Allow.WRITE:
            return
        try:
            for _ in range(_ENOUGH - len(self.whole)):
                self._api.make(making.id)
        except (Inconclusive, NotTested):
            return
        self.whole = self._read()

    def ask(self, *query: tuple[str, str]) -> list[Any]:
        """The items that one request gives."""
        asked = (*self._api.required_query(self.law.operation), *query)
        answer = self._api.call(self.law.operation, self._values, *asked)
        return self._api.items(answer, self.law.listing)

    def keys(self, items: Sequence[Any]) -> list[str]:
        """What tells the items apart."""
        return self._api.keys(items, self.law.listing)

    def rows(self, items: Sequence[Any]) -> list[str]:
        """What tells the items apart, with the member: one id may stand in a list twice."""
        pairs = zip(self.keys(items), self.values(items), strict=True)
        return [f"{key} ({value})" for key, value in pairs]

    def hold_still(self) -> None:
        """Raise Inconclusive where the list has moved since it was read."""
        if self.keys(self._read()) != self.keys(self.whole):
            reason = "the list moved while it was read"
            raise Inconclusive(reason)

    def values(self, items: Sequence[Any]) -> list[Any]:
        """What the items have as the member that the law is about."""
        return [one.get(self.law.member) if isinstance(one, dict) else one for one in items]


@pytest.mark.requirement("{law}")
def test_a_list_keeps_its_laws(any_api: JsonApi, law: str, judge: Judge) -> None:
    """What a parameter of a list does is what the kit says of it."""
    found = any_api.spec.laws[law]
    _LAWS[found.kind](_List(any_api, found), judge)


def _limit(one: _List, judge: Judge) -> None:
    for most in dict.fromkeys((1, len(one.whole) - 1)):
        found = one.ask((one.law.parameter, str(most)))
        if not found:
            reason = f"with {one.law.parameter}={most} the list is empty"
            raise Inconclusive(reason)
        _hold(one, judge, capped(len(found), most, len(one.whole)), str(most))


def _hold(one: _List, judge: Judge, found: Found, value: str = "") -> None:
    """Hold the list to what a law says of it, where it did not move meanwhile."""
    said = (
        f"with {one.law.parameter}={value}" if value else f"page by page with {one.law.parameter}"
    )
    judge.law(found, f"the list {said}", moved=one.hold_still)


def _offset(one: _List, judge: Judge) -> None:
    number = str(1 + one.law.first)
    found = one.keys(one.ask((one.law.parameter, number)))
    _hold(one, judge, in_place(found, one.keys(one.whole), 1), number)


def _page(one: _List, judge: Judge) -> None:
    size = ((one.law.limit, "2"),) if one.law.limit else ()
    pages: list[list[str]] = []
    for number in range(one.law.first, one.law.first + _MOST_PAGES):
        pages.append(one.keys(one.ask((one.law.parameter, str(number)), *size)))
        if not pages[-1] or sum(map(len, pages)) > len(one.whole):
            break
        if len(pages[0]) == len(one.whole):
            break
    _hold(one, judge, joined(pages, one.keys(one.whole)))


def _sort(one: _List, judge: Judge) -> None:
    found = one.values(one.ask((one.law.parameter, one.law.value)))
    _hold(one, judge, ordered(found, "asc", one.values(one.whole)), one.law.value)


def _filter(one: _List, judge: Judge) -> None:
    values = one.values(one.whole)
    known = [value for value in values if isinstance(value, str | int) and value != ""]
    picked = max(
        (value for value in known if values.count(value) < len(values)),
        key=lambda value: _worth(value, values),
        default=None,
    )
    if picked is None:
        reason = f"all items have the same {one.law.member}; a filter would show nothing"
        raise Inconclusive(reason)
    text = picked if isinstance(picked, str) else msgspec.json.encode(picked).decode()
    found = one.rows(one.ask((one.law.parameter, text)))
    wanted = [
        row for row, value in zip(one.rows(one.whole), values, strict=True) if value == picked
    ]
    if len(wanted) > len(found) >= _ENOUGH:
        wanted = wanted[: len(found)]  # What is cut into pages shows its first ones.
    _hold(one, judge, divided(found, _matching(one, picked, wanted)), text)


def _worth(picked: Any, values: Sequence[Any]) -> tuple[bool, bool]:
    """How much a value shows: that others contain it, and that several items have it."""
    near = isinstance(picked, str) and any(
        value != picked and picked in value for value in values if isinstance(value, str)
    )
    return near, values.count(picked) > 1


def _matching(one: _List, picked: Any, wanted: Sequence[str]) -> Partition:
    """The items that a filter has to list, must not list, and may: those in other letters."""
    rows = dict(zip(one.rows(one.whole), one.values(one.whole), strict=True))

    def alike(value: Any) -> bool:
        texts = isinstance(value, str) and isinstance(picked, str)
        return loosely(value) == loosely(picked) if texts else bool(value == picked)

    alike_keys = {key for key, value in rows.items() if alike(value)}
    return Partition(
        frozenset(wanted),
        frozenset(rows) - alike_keys,
        frozenset(alike_keys) - frozenset(wanted),
    )


def _search(one: _List, judge: Judge) -> None:
    texts = [
        value
        for item in one.whole
        for value in (item.values() if isinstance(item, dict) else [item])
        if isinstance(value, str) and len(value) >= _LEAST_TEXT
    ]
    held = {text: [item for item in one.whole if _contains(item, text)] for text in texts}
    text = next((text for text, items in held.items() if len(items) < len(one.whole)), None)
    if text is None:
        reason = "no text is in some items of the list and not in others"
        raise Inconclusive(reason)
    found = one.ask((one.law.parameter, text))
    strangers = [item for item in found if not _contains(item, text)]
    judge.holds(
        bool(found) and not strangers,
        f"with {one.law.parameter}={text} the list "
        + ("has an item without that text" if found else "is empty"),
        expected=f"items with {text!r}",
        observed=strangers or found,
    )


def _contains(item: Any, text: str) -> bool:
    return text.casefold() in msgspec.json.encode(item).decode().casefold()


_LAWS: dict[str, Callable[[_List, Judge], None]] = {
    "limit": _limit,
    "offset": _offset,
    "page": _page,
    "sort": _sort,
    "filter": _filter,
    "search": _search,
}
