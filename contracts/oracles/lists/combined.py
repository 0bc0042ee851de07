"""Several parameters at once: a page is what all of them say together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from contracts.oracles.difference import named
from contracts.oracles.lists.found import Found, Mismatch
from contracts.oracles.lists.orders import WORDS, inversion
from contracts.oracles.lists.spec import Direction
from contracts.oracles.lists.windows import misplaced


class Combination(msgspec.Struct, frozen=True):
    """What a page has to be: `due` are the items that match, in any order.

    So many of them are left out, and at most so many listed; `total` is what the page says of
    their number. `order` is that of the whole list `by` a member, where it leaves nothing open.
    """

    due: Sequence[str]
    skip: int
    most: int
    total: int
    by: str
    direction: Direction
    order: Sequence[str] = ()


def combined(page: Sequence[str], values: Sequence[Any], total: Any, asked: Combination) -> Found:
    """Combination: window, filter, order and total of one request count together.

    `values` are those of the member that it is ordered by. It may have fewer items than were
    asked for, but not none.
    """
    due, matching = len(asked.due), set(asked.due)
    foreign = sorted(set(page) - matching)
    if foreign:
        shown = named(foreign)
        where = f"{len(foreign)} listed that do not belong to the list ({shown})"
        return Mismatch("items that match", shown, where)
    room = max(0, min(asked.most, due - asked.skip))
    if len(page) > room or (room and not page):
        where = f"{len(page)} items; {due} match, and at most {room} are due"
        return Mismatch(f"at most {room} items", f"{len(page)} items", where)
    if total != asked.total:
        return Mismatch(str(asked.total), str(total), f"total is {total}, not {asked.total}")
    wrong = inversion(values, asked.direction)
    if wrong:
        word = WORDS[asked.direction]
        return Mismatch(f"{word} order", wrong, f"{asked.by} is not in order: {wrong}")
    if not matching <= set(asked.order):
        return None
    sequence = [key for key in asked.order if key in matching]
    misplacing = misplaced(page, sequence, asked.skip, len(page))
    window = named(sequence[asked.skip :][: len(page)])
    return Mismatch(window, named(page), misplacing) if misplacing else None
