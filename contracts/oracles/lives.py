"""The life of a thing: made, seen, changed, seen changed, removed, gone; as it was read.

What was read of a thing is its members, or None where it was not found. A change that is refused
changes nothing, and what was seen once stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from contracts.oracles.agreement import Disagreement, disagreements
from contracts.oracles.difference import literal
from contracts.oracles.lists.found import Found, Lacking, Mismatch
from contracts.oracles.lists.moments import moment

Seen = Mapping[str, Any] | None


def _unlike(one: Any, other: Any) -> bool:
    """Whether two values differ: true is not 1, and one moment may be written in two ways."""
    if isinstance(one, bool) is not isinstance(other, bool):
        return True
    first, second = moment(one), moment(other)
    return bool(first != second) if first and second else bool(one != other)


def _first(one: Any, other: Any, ignoring: Collection[str]) -> Disagreement | None:
    return next(disagreements(one, other, ignoring=ignoring, differs=_unlike), None)


def _mismatch(found: Disagreement, what: str) -> Mismatch:
    expected, observed = literal(found.one), literal(found.other)
    return Mismatch(expected, observed, f"{found.place} is {observed}, {what} {expected}")


def made(sent: Mapping[str, Any], seen: Seen, ignoring: Collection[str] = ()) -> Found:
    """Made: a thing is found, as it was sent. Members that only one side has do not differ."""
    if seen is None:
        return Mismatch("what was made", "nothing", "it is not found")
    differing = _first(sent, seen, ignoring)
    if differing is not None:
        return _mismatch(differing, "made as")
    shared = sent.keys() & seen.keys() - set(ignoring)
    return None if shared else Lacking("members that are sent and shown")


def changed(
    before: Mapping[str, Any], sent: Mapping[str, Any], after: Seen, ignoring: Collection[str] = ()
) -> Found:
    """Changed: what a change sent is seen, where it was not so before."""
    if after is None:
        return Mismatch("what was changed", "nothing", "it is not found")
    differing = _first(sent, after, ignoring)
    if differing is not None:
        return _mismatch(differing, "changed to")
    if _first(sent, before, ignoring) is None:
        return Lacking("a change that makes a difference")
    return None


def untouched(
    before: Mapping[str, Any], after: Seen, *, refused: bool, ignoring: Collection[str] = ()
) -> Found:
    """Refused: a change that is refused changes nothing."""
    if not refused:
        return Lacking("a change that the target refuses")
    return _same(before, after, ignoring, "a change was refused")


def _same(before: Mapping[str, Any], after: Seen, ignoring: Collection[str], when: str) -> Found:
    """Nothing of a thing is otherwise, or gone, since something happened, or nothing did."""
    if after is None:
        return Mismatch("what was there", "nothing", f"it is gone after {when}")
    lost = sorted(before.keys() - after.keys() - set(ignoring))
    if lost:
        return Mismatch(lost[0], "nothing", f"{lost[0]} is gone after {when}")
    differing = _first(before, after, ignoring)
    return _mismatch(differing, f"before {when} it was") if differing else None


def gone(before: Seen, after: Seen, later: Seen = None) -> Found:
    """Removed: what was there is gone, and stays so when it is looked at `later`."""
    if after is not None:
        return Mismatch("nothing", literal(after), "it is still found after it was removed")
    if later is not None:
        return Mismatch("nothing", literal(later), "it is found again after it was gone")
    return None if before is not None else Lacking("a thing that was found before it was removed")


def stays(first: Mapping[str, Any], later: Seen, ignoring: Collection[str] = ()) -> Found:
    """Effects stay: what was seen once is seen later, where nobody changed it."""
    return _same(first, later, ignoring, "it was seen")
