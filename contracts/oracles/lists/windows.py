"""Windows of a list: pages, their ends, totals and defaults, over the list as a whole."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from contracts.oracles.difference import difference, literal
from contracts.oracles.lists.found import Found, Lacking, Mismatch

Key = TypeVar("Key", bound=Hashable)
Window = tuple[int, Sequence[Key]]
"""Where a page begins, and what tells its items apart."""


def window(whole: Sequence[Key], skip: int, limit: int) -> Sequence[Key]:
    """The part of `whole` that a list with this skip and limit has to be."""
    return whole[skip : skip + limit]


def misplaced(part: Sequence[Key], whole: Sequence[Key], skip: int, limit: int) -> str | None:
    """How a page differs from the window that it has to be; None where it does not."""
    wanted = window(whole, skip, limit)
    if list(part) == list(wanted):
        return None
    if len(part) != len(wanted):
        return f"{len(part)} items instead of {len(wanted)}"
    first = next(
        at for at, (one, other) in enumerate(zip(part, wanted, strict=True)) if one != other
    )
    if part[first] not in whole:
        return f"item {first} of the page is not in the whole list"
    return (
        f"item {first} of the page is number {whole.index(part[first])} of the whole list, "
        f"not number {skip + first}"
    )


def mismatch(keys: Sequence[Key], whole: Sequence[Key]) -> str | None:
    """How the keys of pages, joined, differ from the whole list; None where they do not."""
    if list(keys) == list(whole):
        return None
    repeated = len(keys) - len(set(keys))
    if repeated:
        return f"{repeated} items are on more than one page"
    missing = len(set(whole) - set(keys))
    if missing:
        return f"{missing} items are on no page"
    foreign = len(set(keys) - set(whole))
    if foreign:
        return f"{foreign} items are not in the whole list"
    return "the items stand in another order on the pages"


# The laws


def in_place(
    page: Sequence[Key], whole: Sequence[Key], skip: int, limit: int | None = None
) -> Found:
    """Window: a page is the part of the list that its parameters name.

    With `limit` it has to be all of that part, without it may be shorter, but not empty. A window
    that begins where the list does shows nothing of skip.
    """
    most = limit if limit is not None else max(1, len(page))
    trouble = misplaced(page, whole, skip, most)
    if trouble:
        wanted = window(whole, skip, most)
        return Mismatch(literal(list(wanted)[:5]), literal(list(page)[:5]), trouble)
    if skip == 0 or not page:
        return Lacking("a list with items behind its first page")
    return None


def follows(page: Sequence[Key], skip: int, others: Iterable[Window[Key]]) -> Found:
    """Window: a page begins with the item that another page has at its place.

    For lists of which the whole is not known; `others` are pages, and where they begin.
    """
    places = (keys[skip - at] for at, keys in others if at < skip < at + len(keys))
    due = next(places, None)
    if due is None or not page:
        return Lacking("another page that has the item at its place")
    if page[0] == due:
        return None
    return Mismatch(literal(due), literal(page[0]), f"begins with {page[0]}, not with {due}")


def apart(page: Sequence[Key], skip: int, others: Iterable[Window[Key]]) -> Found:
    """Join: no item of a page is on another one that has other places of the list."""
    mine, end, told = set(page), skip + len(page), False
    for at, keys in others:
        if not keys or not page or (at < end and skip < at + len(keys)):
            continue
        told = True
        again = next((key for key in keys if key in mine), None)
        if again is not None:
            where = f"item {again} is on two pages that follow each other"
            return Mismatch("each item once", literal(again), where)
    return None if told else Lacking("another page with other items")


def capped(count: int, most: int, available: int) -> Found:
    """Maximum: not more items than were asked for, and some, of a list that has more."""
    if count > most:
        return Mismatch(
            f"at most {most} items", f"{count} items", f"{count} items instead of {most}"
        )
    if available and most and not count:
        return Mismatch(
            f"1 to {min(most, available)} items", "no items", "no items, though the list has some"
        )
    if available <= most:
        return Lacking(f"a list of more than {most} items")
    return None


def filled(count: int, most: int, available: int) -> Found:
    """Maximum: not fewer items than were asked for where the list goes on."""
    due = min(most, available)
    if count < due:
        return Mismatch(
            f"{due} of {available} items",
            f"{count} items",
            f"{count} items, though the list goes on",
        )
    return None if due else Lacking("a list with items")


def joined(pages: Sequence[Sequence[Key]], whole: Sequence[Key], *, sequence: bool = True) -> Found:
    """Join: pages that follow each other are the list, nothing twice and nothing missing.

    Without `sequence` the order of the items is nothing.
    """
    keys = [key for page in pages for key in page]
    same = not sequence and len(keys) == len(whole) and set(keys) == set(whole)
    trouble = None if same else mismatch(keys, whole)
    if trouble:
        return Mismatch(f"{len(whole)} items", f"{len(keys)} items", trouble)
    if sum(bool(page) for page in pages) <= 1:
        return Lacking("a list of two pages at least")
    return None


def ended(count: int, skip: int, length: int) -> Found:
    """Beyond the end: behind its last item a list has none."""
    if skip >= length and count:
        return Mismatch("no items", f"{count} items", f"{count} items behind the last of {length}")
    return None if length and skip >= length else Lacking("a list with an end")


def counted(said: Any, length: int, shown: int) -> Found:
    """Total: the number of all items, where only `shown` of them came."""
    if isinstance(said, bool) or said != length:
        return Mismatch(str(length), literal(said), f"is {literal(said)}, and there are {length}")
    if length == shown:
        return Lacking("a list of which a page does not show all")
    return None


def defaulted(plain: Any, given: Any, other: Any) -> Found:
    """Default: what comes without a parameter is what comes with its default value.

    `other` is what comes with another value: where that is the same, nothing is shown.
    """
    if plain != given:
        return Mismatch(literal(given), literal(plain), difference(plain, given))
    if given == other:
        return Lacking("a list in which another value of the parameter makes a difference")
    return None


def stable(first: Sequence[Any], again: Sequence[Any]) -> Found:
    """Stability: a list that nobody changes is the same each time."""
    if list(first) != list(again):
        return Mismatch(
            literal(list(first)[:5]),
            literal(list(again)[:5]),
            "the list differs when it is read again",
        )
    return None if len(first) > 1 else Lacking("a list of two items at least")
