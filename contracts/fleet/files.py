"""Target files by name and pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from contracts.catalogue.positions import Position

_WILD = frozenset("*?[")


class Found(msgspec.Struct, frozen=True):
    """A target as a file says it: below `at` of the file `path`, whose keys have these `lines`."""

    label: str
    path: Path
    data: Mapping[str, Any]
    lines: Mapping[Position, int]
    at: Position


def files_of(patterns: Sequence[Any], fleet: Path) -> Iterator[tuple[Position, Path | str]]:
    """The files that `patterns` in the file `fleet` name, each once; a text says what is wrong."""
    seen = {fleet.resolve()}
    for index, pattern in enumerate(patterns):
        at: Position = ("fleet", "files", index)
        if not isinstance(pattern, str) or not pattern:
            continue
        try:
            found = _matching(fleet.parent, pattern)
        except (OSError, ValueError, NotImplementedError) as trouble:
            yield at, f"{pattern!r} is no pattern of files ({trouble})"
            continue
        if not found:
            yield at, f"{pattern!r} matches no file; it starts at {fleet.parent.absolute()}"
        for path in found:
            if path.resolve() not in seen:
                seen.add(path.resolve())
                yield at, path


def _matching(folder: Path, pattern: str) -> list[Path]:
    if not _WILD & set(pattern):
        return [folder / pattern]  # where there is none, that is said when it is read
    base = Path(pattern)
    if base.is_absolute():
        root = Path(base.anchor)
        return sorted(one for one in root.glob(str(base.relative_to(root))) if one.is_file())
    return sorted(one for one in folder.glob(pattern) if one.is_file())
