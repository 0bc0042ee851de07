"""The options of every run of a fleet, as `[run]` of its file has them."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from contracts.catalogue import apis, load
from contracts.gate import read_baseline
from contracts.model import ConfigurationError
from contracts.targets.mistakes import Mistakes


def option_values(
    table: Mapping[str, Any], mistakes: Mistakes, folder: Path
) -> tuple[tuple[str, ...], Path | None]:
    """The options as `uc-contracts run` takes them, and the file of the baseline."""
    found: list[str] = []
    baseline = None
    for name, value in table.items():
        at = ("run", name)
        if not mistakes.sound(at):
            continue
        if name == "baseline":
            path = folder / str(value)
            mistakes.attempt(at, lambda path=path: _readable(path), None)  # type: ignore[misc]
            baseline = path
            continue
        if name == "select":
            for index, one in enumerate(value):
                mistakes.attempt((*at, index), lambda one=one: _matching(one), None)  # type: ignore[misc]
        found += [f"--{name}={one}" for one in (value if isinstance(value, list) else [value])]
    return tuple(found), baseline


def _readable(path: Path) -> None:
    if not path.is_file():
        msg = f"there is no file {path}"
        raise ConfigurationError(msg)
    read_baseline(path)


def _matching(pattern: str) -> None:
    known = (one for api in apis() for one in load(api).catalogue.requirements)
    if not any(fnmatchcase(one, pattern.rpartition(":")[2]) for one in known):
        msg = f"no requirement matches {pattern!r}; `uc-contracts requirements` lists them"
        raise ConfigurationError(msg)
