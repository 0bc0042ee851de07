"""Laws of lists that a kit confirms: limit, offset, pages, order, search and filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from contracts.kit import (
    Allow,
    Inconclusive,
    JsonApi,
    Judge,
    Law,
    NotTested,
    inversion,
    mismatch,
    telling,
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
        judge.holds(
            len(found) <= most,
            f"with {one.law.parameter}={most} the list has {len(found)} items",
            expected=f"at most {most}",
            observed=len(found),
        )


def _offset(one: _List, judge: Judge) -> None:
    skipped = 1
    found = one.keys(one.ask((one.law.parameter, str(skipped + one.law.first))))
    wanted = one.keys(one.whole)[skipped : skipped + len(found)]
    if not found or found != wanted:
        one.hold_still()
    judge.holds(
        bool(found) and found == wanted,
        f"with {one.law.parameter}={skipped + one.law.first} the list does not begin with its "
        "second item",
        expected=wanted or one.keys(one.whole)[skipped : skipped + 1],
        observed=found,
    )


def _page(one: _List, judge: Judge) -> None:
    size = ((one.law.limit, "2"),) if one.law.limit else ()
    joined: list[str] = []
    for number in range(one.law.first, one.law.first + _MOST_PAGES):
        page = one.keys(one.ask((one.law.parameter, str(number)), *size))
        if not page or len(joined) > len(one.whole):
            break
        joined += page
        if number == one.law.first and len(page) == len(one.whole):
            reason = "all items are on the first page; it takes a longer list to show anything"
            raise Inconclusive(reason)
    wrong = mismatch(joined, one.keys(one.whole))
    if wrong:
        one.hold_still()
    judge.holds(wrong is None, f"page by page with {one.law.parameter}: {wrong}", observed=joined)


def _sort(one: _List, judge: Judge) -> None:
    found = one.values(one.ask((one.law.parameter, one.law.value)))
    wrong = inversion(found, "asc")
    if not wrong and not telling(found, 1):
        reason = f"the values of {one.law.member} do not differ enough to show an order"
        raise Inconclusive(reason)
    if not wrong and not inversion(one.values(one.whole), "asc"):
        reason = f"the list is in the order of {one.law.member} without being asked for it"
        raise Inconclusive(reason)
    judge.holds(
        not wrong,
        f"with {one.law.parameter}={one.law.value} the list is not in the order of "
        f"{one.law.member}: {wrong}",
        expected="ascending",
        observed=found,
    )


def _filter(one: _List, judge: Judge) -> None:
    values = one.values(one.whole)
    known = [value for value in values if isinstance(value, str | int) and value != ""]
    picked = next((value for value in known if values.count(value) < len(values)), None)
    if picked is None:
        reason = f"all items have the same {one.law.member}; a filter would show nothing"
        raise Inconclusive(reason)
    text = picked if isinstance(picked, str) else msgspec.json.encode(picked).decode()
    found = one.ask((one.law.parameter, text))
    strangers = [value for value in one.values(found) if value != picked]
    judge.holds(
        not strangers,
        f"with {one.law.parameter}={text} the list has an item whose {one.law.member} is "
        f"{strangers[0] if strangers else ''!r}",
        expected=picked,
        observed=one.values(found),
    )
    wanted = [item for item in one.whole if one.values([item]) == [picked]]
    missing = set(one.keys(wanted)) - set(one.keys(found))
    if missing and len(found) >= _ENOUGH:
        wanted = wanted[: len(found)]
        missing = set(one.keys(wanted)) - set(one.keys(found))
    if missing:
        one.hold_still()
    judge.holds(
        not missing,
        f"with {one.law.parameter}={text} the list lacks {len(missing)} items that have it",
        expected=one.keys(wanted),
        observed=one.keys(found),
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
