"""Windows of a list, judged over the whole list."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def window(whole: Sequence[Key], skip: int, limit: int) -> Sequence[Key]:
    """The part of `whole` that a list with this skip and limit has to be."""
    return whole[skip : skip + limit]


def misplaced(part: Sequence[Key], whole: Sequence[Key], skip: int, limit: int) -> str | None:
    """How a page differs from the window that it has to be; None where it does not."""
    wanted = window(whole, skip, limit)
    if list(part) == list(wanted):
        return None
    if len(part) != len(wanted):
        return f"{len(part)} resources instead of {len(wanted)}"
    first = next(
        at for at, (one, other) in enumerate(zip(part, wanted, strict=True)) if one != other
    )
    if part[first] not in whole:
        return f"resource {first} of the page is not in the whole list"
    return (
        f"resource {first} of the page is number {whole.index(part[first])} of the whole list, "
        f"not number {skip + first}"
    )


def mismatch(keys: Sequence[Key], whole: Sequence[Key]) -> str | None:
    """How the keys of pages, joined, differ from the whole list; None where they do not."""
    if list(keys) == list(whole):
        return None
    repeated = len(keys) - len(set(keys))
    if repeated:
        return f"{repeated} resources are on more than one page"
    missing = len(set(whole) - set(keys))
    if missing:
        return f"{missing} resources are on no page"
    foreign = len(set(keys) - set(whole))
    if foreign:
        return f"{foreign} resources are not in the whole list"
    return "the resources stand in another order on the pages"
