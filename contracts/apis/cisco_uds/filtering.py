"""Searches with filters, held to what the directory has."""

from __future__ import annotations

from collections.abc import Callable

from contracts.apis.cisco_uds.directory import Searching
from contracts.apis.cisco_uds.users import USERS, Entry
from contracts.kit import Inconclusive, Judge, Lacking, divided

_PART = 4


def hold_search(
    uds: Searching, judge: Judge, name: str, value: str, *, aside: bool = False
) -> None:
    """Hold a search to finding those who match a filter, and nobody else.

    With `aside` it may find nobody, and shows nothing by itself. Raises Inconclusive where the
    search cannot be read as a whole.
    """
    page = uds.find((name, value))
    if not page.first.none_found:
        page.first.needed("users")
    rows = {USERS.key(one): one for one in uds.directory().users}
    shown = {key or f"user {number}": one for number, (key, one) in enumerate(page.pairs)}
    part = USERS.divided({**rows, **shown}, name, value)
    found = divided(list(shown), part)
    if aside and isinstance(found, Lacking):
        found = None
    extra = part.forbidden & shown.keys()
    if found is not None and not extra and page.users and not page.whole:
        reason = f"not all users that are found are on the page: {page}"
        raise Inconclusive(reason)
    judge.law(
        found,
        f"a search by {told([(name, value)])}",
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
