"""Which targets of a fleet are meant: by group, by number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from contracts.catalogue import nearest
from contracts.fleet.model import Fleet, Row
from contracts.model import ConfigurationError
from contracts.targets.mistakes import Mistakes


def groups_of(
    table: Mapping[str, Any], labels: Sequence[str], mistakes: Mistakes
) -> dict[str, tuple[str, ...]]:
    """The groups of each label; a pattern without a target is added to the mistakes."""
    found: dict[str, list[str]] = {}
    for group, patterns in table.items():
        for index, pattern in enumerate(patterns if isinstance(patterns, list) else ()):
            members = [one for one in labels if fnmatchcase(one, str(pattern))]
            if not members and labels:
                text = f"{pattern!r} is the label of no target{nearest(str(pattern), labels[:20])}"
                mistakes.add(("groups", group, index), text)
            for one in members:
                found.setdefault(one, []).append(group)
    return {label: tuple(sorted(set(groups))) for label, groups in found.items()}


def picked(fleet: Fleet, groups: Sequence[str], index: int | None) -> tuple[Row, ...]:
    """The targets of any of these groups, all where none is named; of these the one at `index`.

    Raises ConfigurationError for a group or a number that there is not.
    """
    known = {one for row in fleet.rows for one in row.groups}
    for group in groups:
        if group not in known:
            where = nearest(group, known) or f"; {fleet.path} has no groups"
            msg = f"--group: no target is in the group {group!r}{where}"
            raise ConfigurationError(msg)
    rows = tuple(row for row in fleet.rows if not groups or set(groups) & set(row.groups))
    if index is None:
        return rows
    if index >= len(rows):
        which = "these groups have" if groups else f"{fleet.path} has"
        msg = f"--index {index}: {which} {len(rows)} targets, numbered 0 to {len(rows) - 1}"
        raise ConfigurationError(msg)
    return (rows[index],)
