"""Searches with filters, held to what the directory has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from contracts.apis.cisco_uds.directory import Entry, Found, Searching
from contracts.kit import Inconclusive

Fold = Callable[[str], str]
Matches = Callable[[Entry, Fold], bool]
"""Whether a user matches; letter case counts or does not, by what the texts are folded with."""

_PART = 4


class Check(msgspec.Struct, frozen=True):
    """What is to be judged of a search: whether it holds, and what a finding says of it."""

    holds: bool
    summary: str
    expected: str
    observed: object
    page: Found


def as_written(text: str) -> str:
    """The text itself: letter case counts."""
    return text


def begins(text: str, value: str, fold: Fold = str.casefold) -> bool:
    """Whether a text begins with a value."""
    return fold(text).startswith(fold(value))


def field_begins(field: str, value: str, one: Entry, fold: Fold) -> bool:
    """Whether a field of a user begins with a value."""
    return begins(one.get(field, ""), value, fold)


def having(has: Callable[[Entry, str, Fold], bool], value: str) -> Matches:
    """Whether a user has a value, by what says so of any."""
    return lambda one, fold: has(one, value, fold)


def searched(
    uds: Searching,
    filters: list[tuple[str, str]],
    wanted: Matches,
    also: Matches | None = None,
) -> Iterator[Check]:
    """What is to be judged of a search that finds all who are `wanted`, and else those of `also`.

    Whether letter case counts is left open: only what matches as it is written has to be found.
    Raises Inconclusive where the search cannot be read as a whole.
    """
    page = uds.find(*filters)
    if not page.first.none_found:
        page.first.needed("users")
    shown = told(filters)
    either = [match for match in (wanted, also) if match]
    wrong = [o for o in page.users if not any(match(o, str.casefold) for match in either)]
    yield Check(
        uds.stands(not wrong),
        f"a search by {shown} finds users who do not match",
        "matches only",
        _named(wrong[0]) if wrong else "",
        page,
    )
    matching = {o["userName"] for o in uds.directory().users if wanted(o, as_written)}
    missing = matching - set(page.names)
    if missing and page.users and not page.whole:
        reason = f"not all users that are found are on the page: {page}"
        raise Inconclusive(reason)
    yield Check(
        uds.stands(not missing),
        f"a search by {shown} does not find all users that match",
        ", ".join(sorted(missing)),
        page,
        page,
    )


def told(filters: list[tuple[str, str]]) -> str:
    """Filters as a finding shows them."""
    return " and ".join(f"{name}={value}" for name, value in filters)


def _named(one: Entry) -> str:
    """A user as a finding shows one."""
    return ", ".join(f"{name} {text}" for name, text in one.items() if text)


def inner_part(uds: Searching, texts: Callable[[Entry], list[str]], *, ends: bool = False) -> str:
    """A part from inside of somebody's text, with which no text begins (or ends); or nothing."""
    known = {text.casefold(): text for one in uds.directory().users for text in texts(one)}
    for text in known.values():
        part = text[-_PART - 1 : -1] if ends else text[1 : _PART + 1]
        sought = part.casefold()
        whole = any(t.endswith(sought) if ends else t.startswith(sought) for t in known)
        if len(part) == _PART and part.isalnum() and not whole:
            return part
    return ""
