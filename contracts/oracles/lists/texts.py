"""Texts as the most lenient search compares them, and partitions by them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from contracts.oracles.lists.partition import Partition

_BARE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe"})
"""Letters with marks that do not come off."""

Test = Callable[[str, str], bool]
"""Whether a value meets a text, such as str.startswith."""


@lru_cache(maxsize=8192)
def loosely(text: str) -> str:
    """A text without case, marks and space at its edges, as searches may compare it."""
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(one for one in parts if not unicodedata.combining(one)).translate(_BARE)


def by_texts(
    rows: Mapping[str, Any], texts: Callable[[Any], Sequence[str]], test: Test, text: str
) -> Partition:
    """How a text divides items, each of which has some texts: one of them has to meet it.

    Those that meet it as it is written are required. Those that do so only in other letters (of
    another case, or without marks) may do either: whether a search tells them apart is left open.
    """
    loose = loosely(text)
    return Partition.of(
        rows,
        lambda row: any(test(one, text) for one in texts(row)),
        lambda row: any(test(loosely(one), loose) for one in texts(row)),
    )
