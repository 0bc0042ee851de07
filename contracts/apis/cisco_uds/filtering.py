"""Searches with filters, held to what the directory has."""

from __future__ import annotations

from collections.abc import Callable

from contracts.apis.cisco_uds.directory import Entry, Searching
from contracts.kit import Inconclusive, Judge, Lacking, Partition, divided, loosely

Fold = Callable[[str], str]
Matches = Callable[[Entry, Fold], bool]
"""Whether a user matches; letter case counts or does not, by what the texts are folded with."""

_PART = 4


def as_written(text: str) -> str:
    """The text itself: letter case counts."""
    return text


def begins(text: str, value: str, fold: Fold = loosely) -> bool:
    """Whether a text begins with a value."""
    return fold(text).startswith(fold(value))


def field_begins(field: str, value: str, one: Entry, fold: Fold) -> bool:
    """Whether a field of a user begins with a value."""
    return begins(one.get(field, ""), value, fold)


def having(has: Callable[[Entry, str, Fold], bool], value: str) -> Matches:
    """Whether a user has a value, by what says so of any."""
    return lambda one, fold: has(one, value, fold)


def hold_search(  # noqa: PLR0913 - one parameter for each part of the search
    uds: Searching,
    judge: Judge,
    filters: list[tuple[str, str]],
    wanted: Matches,
    also: Matches | None = None,
    *,
    aside: bool = False,
) -> None:
    """Hold a search to finding all who are `wanted`, and else only those of `also`.

    Whether letter case and marks count is left open: what matches as it is written has to be
    found. With `aside` it may find nobody, and shows nothing by itself. Raises Inconclusive where
    the search cannot be read as a whole.
    """
    page = uds.find(*filters)
    if not page.first.none_found:
        page.first.needed("users")
    either = [match for match in (wanted, also) if match]
    rows = {one["userName"]: one for one in uds.directory().users}
    shown = {name or f"user {number}": one for number, (name, one) in enumerate(page.pairs)}
    part = Partition.of(
        {**rows, **shown},
        lambda one: wanted(one, as_written),
        lambda one: any(match(one, loosely) for match in either),
    )
    found = divided(list(shown), part)
    if aside and isinstance(found, Lacking):
        found = None
    extra = part.forbidden & shown.keys()
    if found is not None and not extra and page.users and not page.whole:
        reason = f"not all users that are found are on the page: {page}"
        raise Inconclusive(reason)
    judge.law(
        found,
        f"a search by {told(filters)}",
        shown=(page,),
        moved=lambda: uds.stands(False),  # noqa: FBT003 - what it is asked about
    )


def told(filters: list[tuple[str, str]]) -> str:
    """Filters as a finding shows them."""
    return " and ".join(f"{name}={value}" for name, value in filters)


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
