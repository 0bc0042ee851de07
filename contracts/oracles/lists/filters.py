"""Filters: the partition of a list, and the conjunction of several filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce

from contracts.oracles.lists.found import Found, Lacking, Mismatch
from contracts.oracles.lists.partition import Partition, both


def divided(
    listed: Sequence[str],
    partition: Partition,
    *,
    skipped: int = 0,
    rivals: Sequence[Partition] = (),
) -> Found:
    """Partition: a filter lists what matches, and nothing else.

    So many that match may be `skipped` by the window. `rivals` are what wrong comparisons would
    list: evidence tells where it differs from all of them.
    """
    trouble = partition.problem(listed, skipped=skipped)
    if trouble:
        expected = f"the {len(partition.required)} items that match"
        return Mismatch(expected, f"{len(listed)} items", trouble)
    if not partition.telling:
        return Lacking("items that match the filter, and others that do not")
    if not all(partition.differs(one) for one in rivals):
        return Lacking("items that a wrong comparison would list otherwise")
    return None


def joint(
    listed: Sequence[str],
    parts: Sequence[Partition],
    join: Callable[[Partition, Partition], Partition] = both,
) -> Found:
    """Conjunction: several filters list what all of them list alone.

    With another `join` what that makes of them. A filter that takes nothing away from what the
    others list shows nothing.
    """
    whole = reduce(join, parts)
    trouble = whole.problem(listed)
    if trouble:
        return Mismatch(
            f"the {len(whole.required)} items that match", f"{len(listed)} items", trouble
        )
    for at in range(len(parts)):
        rest = [*parts[:at], *parts[at + 1 :]]
        if not rest or not whole.differs(reduce(join, rest)):
            return Lacking("items that match all of the filters, and others that match all but one")
    return None if whole.required else Lacking("items that match all of the filters")
