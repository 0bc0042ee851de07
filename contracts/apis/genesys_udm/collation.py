"""What no plausible order of items is, however texts are compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any

from contracts.apis.genesys_udm.answers import Row
from contracts.apis.genesys_udm.filters import moment

_MOST_FOREIGN = 80
"""Texts beyond ASCII that are compared each with each."""


def is_comparable(value: Any) -> bool:
    """Whether a value may have a place in an order: a number, or a text that is not empty."""
    return isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""


def differing(rows: Sequence[Row], field: str) -> set[str]:
    """The values by which the items could be ordered, as texts."""
    return {str(row[field]) for row in rows if is_comparable(row.get(field))}


def tells_numbers(rows: Sequence[Row], field: str) -> bool:
    """Whether a member has numbers whose order as texts is another one."""
    values = [row.get(field) for row in rows]
    numbers = [one for one in values if isinstance(one, int) and not isinstance(one, bool)]
    return len(numbers) == len(values) and sorted(numbers) != sorted(numbers, key=str)


def inversion(rows: Sequence[Row], field: str, *, descending: bool) -> tuple[Any, Any] | None:
    """Two values that no plausible collation puts in this order; None where there are none.

    Items without a value, and dates in a form that cannot be read, may stand anywhere: the others
    have to be in order without them. Letters beyond ASCII may stand anywhere, too; of two texts
    that have the same ones up to where they begin to differ, what differs decides.
    """
    of_dates = field.lower().endswith("date")
    values = [row[field] for row in rows if is_comparable(row.get(field))]
    plain = [one for one in values if _tells(one, of_dates=of_dates)]
    foreign = [] if of_dates else [one for one in values if isinstance(one, str)]
    for one, other in (*pairwise(plain), *_alike_at_first(foreign)):
        first, second = (other, one) if descending else (one, other)
        if _after(first, second):
            return one, other
    return None


def _tells(value: Any, *, of_dates: bool) -> bool:
    if not isinstance(value, str):
        return True
    return moment(value) is not None if of_dates else value.isascii()


def _alike_at_first(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of texts beyond ASCII whose first letters that differ are letters or digits of ASCII.

    What stands before is the same in both, so that it decides nothing.
    """
    foreign = [one for one in texts if not one.isascii()][:_MOST_FOREIGN]
    for one, other in combinations(foreign, 2):
        pair = next((two for two in zip(one, other, strict=False) if two[0] != two[1]), None)
        if pair and all(letter.isascii() and letter.isalnum() for letter in pair):
            yield one, other


def _after(first: Any, second: Any) -> bool:
    """Whether `first` comes after `second`, however texts are compared."""
    if isinstance(first, str) and isinstance(second, str):
        earlier, later = moment(second), moment(first)
        in_time = earlier is None or later is None or later > earlier
        return in_time and all(fold(first) > fold(second) for fold in _FOLDS)
    if isinstance(first, str) or isinstance(second, str):
        return False
    return bool(first > second)


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _numbers(text: str) -> list[tuple[int, str]]:
    """Texts in which numbers count by their value, as people order them."""
    parts = re.findall(r"[0-9]{1,18}|[^0-9]+", text.casefold())
    return [(int(one), "") if one.isdigit() else (-1, one) for one in parts]


_FOLDS: Sequence[Callable[[str], Any]] = (
    str,
    str.casefold,
    _letters,
    _numbers,
)
