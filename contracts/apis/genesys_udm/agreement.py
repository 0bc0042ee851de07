"""The same job, record or file read twice: where two descriptions of it contradict each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from contracts.apis.genesys_udm.answers import Row
from contracts.kit import Inconclusive, disagreements, moment

if TYPE_CHECKING:
    from contracts.apis.genesys_udm.api import Udm

_SECOND = dt.timedelta(seconds=1)
_LINK = re.compile(r"(?:https?:/)?/\S+$")

EVER = ("suspended",)
"""Members of which one place has a text and another one a boolean (UDM-AMB-07)."""
WAITS = ("status", *EVER)
"""What a job that waits may still change by itself, such as its state after a suspension."""
MOVES = ("progress", "fileName", "fileSize", *WAITS)
"""What moves with the state of a job."""


def apart(one: Row, other: Row, ignoring: Sequence[str] = MOVES) -> dict[str, tuple[Any, Any]]:
    """The members that differ, with both values, by name.

    Nothing (null, an empty text) contradicts nothing, nor does a value of another type, which its
    schema judges; times may be rounded to the second, and ids be texts. Media have no order. Links
    are no part of what is described: each version has its own, and a signature may be new.
    """
    found = disagreements(_plain(one), _plain(other), ignoring=ignoring, differs=_differs)
    return {one.place.strip("/"): (one.one, one.other) for one in found}


def _plain(row: Row) -> Row:
    media = row.get("media")
    ordered = {"media": tuple(sorted(map(str, media)))} if isinstance(media, list) else {}
    return {**row, **ordered, "id": str(row.get("id", ""))}


def _differs(one: Any, other: Any) -> bool:
    if one in (None, "") or other in (None, "") or type(one) is not type(other):
        return False
    if isinstance(one, str) and _LINK.match(one) and _LINK.match(other):
        return False
    first, second = moment(one), moment(other)
    if first is None or second is None:
        return bool(one != other)
    return abs(first - second) > _SECOND


def compared(
    udm: Udm, look: Callable[[], Sequence[tuple[Row, Row]]], what: str
) -> dict[str, tuple[Any, Any]]:
    """What differs in pairs of descriptions once they had the time to agree; empty where they do.

    `look` reads the pairs. Raises Inconclusive where they have no member in common; `what` is
    what was looked for.
    """
    found: dict[str, tuple[Any, Any]] = {}
    pairs: list[tuple[Row, Row]] = []

    def agree() -> bool | None:
        pairs[:] = look()
        found.clear()
        for one, other in pairs:
            found.update(apart(one, other, EVER if udm.is_at_its_end(one) else MOVES))
        if found:
            udm.forget("list")
        return not found or None

    udm.patience("two readings agree", udm.patience_s).until(agree)
    if not any(set(one) & set(other) - {"id"} for one, other in pairs):
        raise Inconclusive(what)
    return found
