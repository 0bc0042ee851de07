"""Partitions: what a filter has to list, must not list, and may do either with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from contracts.oracles.difference import named


class Partition(msgspec.Struct, frozen=True):
    """Keys of items that a filter has to list, must not list, and may do either with."""

    required: frozenset[str]
    forbidden: frozenset[str]
    either: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        rows: Mapping[str, Any],
        certain: Callable[[Any], bool],
        possible: Callable[[Any], bool],
    ) -> Partition:
        """How a filter divides items by key.

        Those that are `certain` to match under every reading of it are required; those that are
        not even `possible` under any are forbidden.
        """
        required = frozenset(key for key, row in rows.items() if certain(row))
        forbidden = frozenset(
            key for key, row in rows.items() if key not in required and not possible(row)
        )
        return cls(required, forbidden, frozenset(rows) - required - forbidden)

    @property
    def telling(self) -> bool:
        """Whether a target that ignores the filter, or lists nothing, gives itself away."""
        return bool(self.required) and bool(self.forbidden)

    def differs(self, other: Partition) -> bool:
        """Whether no list can be right for both."""
        return bool(self.required & other.forbidden or self.forbidden & other.required)

    def problem(
        self, listed: Iterable[str], *, skipped: int = 0, partial: bool = False
    ) -> str | None:
        """What is wrong with the keys that a filter listed; None where nothing is.

        So many of those that match may be `skipped` by the window that was asked for. Of a list
        that is known in part only, others than those of the partition may be listed.
        """
        found = list(listed)
        keys = set(found)
        if len(keys) != len(found):
            twice = next(one for at, one in enumerate(found) if one in found[:at])
            return f"{twice} is listed more than once"
        extra = [one for one in found if one in self.forbidden]
        missing = sorted(self.required - keys)
        if len(missing) <= skipped:
            missing = []
        known = self.required | self.forbidden | self.either
        foreign = [] if partial else [one for one in found if one not in known]
        parts = (
            (extra, "listed that do not match"),
            (missing, "that match and are not listed"),
            ([] if extra or missing else foreign, "listed that the whole list lacks"),
        )
        said = [f"{len(some)} {what} ({named(some)})" for some, what in parts if some]
        return "; ".join(said) or None


def both(one: Partition, other: Partition) -> Partition:
    """What has to match both filters."""
    return _rest(one, one.required & other.required, one.forbidden | other.forbidden)


def any_of(one: Partition, other: Partition) -> Partition:
    """What has to match one of the filters at least."""
    return _rest(one, one.required | other.required, one.forbidden & other.forbidden)


def _rest(one: Partition, required: frozenset[str], forbidden: frozenset[str]) -> Partition:
    every = one.required | one.forbidden | one.either
    return Partition(required, forbidden, every - required - forbidden)
