"""Reading target files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from contracts.catalogue import add_kit
from contracts.catalogue.positions import Position, line_of
from contracts.catalogue.toml_lines import lines_of
from contracts.model import ConfigurationError, Target
from contracts.targets.apart import check_apart
from contracts.targets.make import dotted, made
from contracts.targets.mistakes import Mistakes

_PLACE = re.compile(r"^(.*) \((?:at line (\d+), column (\d+)|at end of document)\)$", re.DOTALL)


def read_targets(paths: Sequence[Path]) -> list[Target]:
    """The targets that TOML files describe, in this order.

    Raises ConfigurationError with a line for each mistake of any of the files, and where two
    targets could not be told apart.
    """
    targets: list[Target] = []
    lines: list[str] = []
    for path in paths:
        try:
            targets.append(read_target(path))
        except ConfigurationError as trouble:
            lines.extend(trouble.lines)
    lines.extend(check_apart(paths, targets))
    if lines:
        raise ConfigurationError(*lines)
    return targets


def read_target(path: Path) -> Target:
    """The target that a TOML file describes.

    Raises ConfigurationError with a line for each mistake: the file, its line, the key and the
    nearest valid one. Nothing is sent.
    """
    data, lines = read_document(path)
    mistakes = Mistakes(
        lambda at: f"{path}:{line_of(lines, at)}: {dotted(at)}", lambda at: line_of(lines, at)
    )
    return made(with_kit(data, mistakes, path.parent), mistakes, path.parent, path.stem)


def read_document(
    path: Path, what: str = "target file"
) -> tuple[dict[str, Any], Mapping[Position, int]]:
    """What a TOML file holds, and the lines of its keys. Raises ConfigurationError."""
    text = _text(path, what)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise ConfigurationError(_syntax(path, text, str(trouble))) from trouble
    return data, lines_of(text)


def with_kit(data: dict[str, Any], mistakes: Mistakes, folder: Path) -> dict[str, Any]:
    """`data` with the name of the API that the kit of the target has, once that is found."""
    facts = data.get("target")
    said = facts.get("kit") if isinstance(facts, dict) else None
    if not isinstance(facts, dict) or not isinstance(said, str):
        return data
    kit = mistakes.attempt(("target", "kit"), lambda: add_kit(folder / said), None)
    if kit is None:
        return data
    if facts.setdefault("api", kit.name) != kit.name:
        text = f"is not the name of the kit in {said}, {kit.name!r}; leave it out"
        mistakes.add(("target", "api"), text)
    return data


def _text(path: Path, what: str) -> str:
    try:
        # Some editors begin UTF-8 with a byte order mark.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as trouble:
        msg = f"{path}: there is no such {what}"
        raise ConfigurationError(msg) from trouble
    except OSError as trouble:
        msg = f"{path}: cannot be read ({trouble.strerror})"
        raise ConfigurationError(msg) from trouble
    except UnicodeDecodeError as trouble:
        line = trouble.object.count(b"\n", 0, trouble.start) + 1
        msg = f"{path}:{line}: is not UTF-8 text; save it as UTF-8"
        raise ConfigurationError(msg) from trouble
    except ValueError as trouble:
        msg = f"{path}: is not a valid file name ({trouble})"
        raise ConfigurationError(msg) from trouble


def _syntax(path: Path, text: str, trouble: str) -> str:
    """`trouble` as the parser words it, behind the place that it ends with."""
    found = _PLACE.match(trouble)
    words, line, column = found.groups() if found else (trouble, None, None)
    where = f"line {line}, column {column}" if line else f"line {text.count(chr(10)) + 1}, the end"
    number = line or text.count("\n") + 1
    return f"{path}:{number}: is not valid TOML: {where}: {words}"
