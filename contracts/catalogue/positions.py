"""YAML with the line of every value, so that an error can say where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from contracts.model import SpecError

Position = tuple[str | int, ...]

# libyaml where it is there: an OpenAPI document of some thousand lines takes a second without.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> tuple[Any, Mapping[Position, int]]:
    """The data of a YAML file, and the line (from 1) of each value by its path.

    Raises SpecError naming file and line when the file is missing or not YAML, or says a key
    twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as trouble:
        msg = f"{path}: cannot be read ({trouble.strerror})"
        raise SpecError(msg) from trouble
    except UnicodeDecodeError as trouble:
        line = trouble.object.count(b"\n", 0, trouble.start) + 1
        msg = f"{path}:{line}: is not UTF-8 text"
        raise SpecError(msg) from trouble
    return _read(path, text)


def _read(path: Path, text: str) -> tuple[Any, Mapping[Position, int]]:
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            msg = f"{path}:1: is empty"
            raise SpecError(msg)
        lines = dict(_walk(path, node, ()))
        return loader.construct_document(node), lines
    except yaml.reader.ReaderError as trouble:
        line = text.count("\n", 0, trouble.position) + 1
        msg = f"{path}:{line}: not YAML ({trouble.reason})"
        raise SpecError(msg) from trouble
    except yaml.YAMLError as trouble:
        mark = getattr(trouble, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        msg = f"{path}{where}: not YAML ({getattr(trouble, 'problem', trouble)})"
        raise SpecError(msg) from trouble
    finally:
        if loader is not None:
            loader.dispose()


def _walk(path: Path, node: Any, at: Position) -> Iterator[tuple[Position, int]]:
    yield at, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                msg = f"{path}:{line}: a key is not a text"
                raise SpecError(msg)
            if key.value in seen:
                where = ".".join(str(part) for part in (*at, key.value))
                msg = f"{path}:{line}: {where}: the key {key.value!r} stands here twice"
                raise SpecError(msg)
            seen.add(key.value)
            yield from _walk(path, value, (*at, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(path, value, (*at, index))


def line_of(lines: Mapping[Position, int], at: Position) -> int:
    """The line of the value at `at`, or of the nearest value around it."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)
