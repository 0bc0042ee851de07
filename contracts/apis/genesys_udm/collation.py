"""The order of items by a member, and whether it could be told."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.apis.genesys_udm.answers import Row
from contracts.kit import Collation, inversion, is_comparable, moment

COLLATION = Collation(numeric=True)
"""Numbers are ordered by their value."""


def differing(rows: Sequence[Row], field: str) -> set[str]:
    """The values by which the items could be ordered, as texts."""
    return {str(row[field]) for row in rows if is_comparable(row.get(field))}


def tells_numbers(rows: Sequence[Row], field: str) -> bool:
    """Whether a member has numbers whose order as texts is another one."""
    values = [row.get(field) for row in rows]
    numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    return len(numbers) == len(values) and sorted(numbers) != sorted(numbers, key=str)


def out_of_order(rows: Sequence[Row], field: str, *, descending: bool) -> str:
    """Two items that no plausible collation puts in this order; empty where there are none.

    Dates in a form that cannot be read may stand anywhere.
    """
    values = [row.get(field) for row in rows]
    if field.lower().endswith("date"):
        values = [None if isinstance(one, str) and not moment(one) else one for one in values]
    return inversion(values, "desc" if descending else "asc", COLLATION)
