"""Agreement: what describes the same thing twice says the same, member by member.

A list and its items, the answer of a change and the GET after it, two versions of an API, a
summary and the whole: each pair is read at nearly the same time, and what both have has to be
equal. A member that only one of them has is no disagreement.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from contracts.oracles.lists.found import Found, Lacking, Mismatch


def _unlike(one: Any, other: Any) -> bool:
    """Whether two values of JSON differ: true is not 1."""
    return isinstance(one, bool) is not isinstance(other, bool) or bool(one != other)


class Disagreement(msgspec.Struct, frozen=True):
    """A member that differs. `place` is its JSON Pointer; `one` and `other` are the values."""

    place: str
    one: Any
    other: Any

    def __str__(self) -> str:
        return f"{self.place or 'the value'} is {_shown(self.one)} and {_shown(self.other)}"


def disagreements(
    one: Any,
    other: Any,
    *,
    ignoring: Collection[str] = (),
    differs: Callable[[Any, Any], bool] = _unlike,
) -> Iterator[Disagreement]:
    """Where two descriptions of one thing contradict each other, in the order of `one`.

    `ignoring` are names of members that may move from one moment to the next (a progress, a time
    of last access), at any depth. `differs` compares two values that are no objects; lists are
    compared item by item where they are of one length, else as a whole.
    """
    yield from _walk(one, other, "", frozenset(ignoring), differs)


class Pair(msgspec.Struct, frozen=True):
    """Two descriptions of one thing, and in which words they are told apart: `of` a and b."""

    of: str
    one: Any
    other: Any


def agreed(
    pairs: Iterable[Pair],
    *,
    ignoring: Collection[str] = (),
    differs: Callable[[Any, Any], bool] = _unlike,
) -> Found:
    """Agreement of pairs: the first contradiction; members of some pair have to be in common.

    Such pairs are a list and its items, the answer to a change and the GET after it, two versions,
    a summary and the whole.
    """
    shared = False
    for pair in pairs:
        found = next(disagreements(pair.one, pair.other, ignoring=ignoring, differs=differs), None)
        if found is not None:
            return Mismatch(_shown(found.one), _shown(found.other), f"{pair.of}: {found}")
        both = isinstance(pair.one, Mapping) and isinstance(pair.other, Mapping)
        shared = shared or not both or bool(pair.one.keys() & pair.other.keys() - set(ignoring))
    return None if shared else Lacking("two descriptions with a member in common")


def _walk(
    one: Any,
    other: Any,
    place: str,
    ignoring: frozenset[str],
    differs: Callable[[Any, Any], bool],
) -> Iterator[Disagreement]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name, value in one.items():
            if name in other and name not in ignoring:
                at = f"{place}/{str(name).replace('~', '~0').replace('/', '~1')}"
                yield from _walk(value, other[name], at, ignoring, differs)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _walk(left, right, f"{place}/{number}", ignoring, differs)
    elif differs(one, other):
        yield Disagreement(place, one, other)


def _shown(value: Any) -> str:
    """A value as JSON writes it, cut to 80 characters."""
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 80 else f"{text[:80]}…"  # noqa: PLR2004 - as said
