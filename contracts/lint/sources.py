"""The Python files of a kit's parts, as text and as trees."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from contracts.catalogue.kits import Kit


class Source(msgspec.Struct, frozen=True):
    """A Python file: its path, its text, and its tree; None where it is not Python."""

    path: Path
    text: str
    tree: ast.Module | None
    error: str = ""
    line: int = 1


def source(path: Path) -> Source:
    """The file at `path`."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        return Source(path, "", None, f"cannot be read ({trouble})")
    return Source(path, text, *_parsed(text))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[ast.Module | None, str, int]:
    """The tree of a text, or what is wrong with it and where: each rule asks for it anew."""
    try:
        return ast.parse(text), "", 1
    except SyntaxError as trouble:
        return None, f"is not valid Python ({trouble.msg})", trouble.lineno or 1
    except ValueError as trouble:  # a null byte
        return None, f"is not valid Python ({trouble})", 1


@lru_cache(maxsize=4096)
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    """The nodes of a tree, in the order of ast.walk."""
    return tuple(ast.walk(tree))


def sources_of(kit: Kit, part: str) -> list[Source]:
    """The files of `vocabulary` or `reference`; none where the kit has no such part of its own."""
    name: str | None = getattr(kit, part)
    if name is None:
        return []
    return [source(path) for path in sorted(_files(kit, name))]


def _files(kit: Kit, name: str) -> Iterator[Path]:
    if name.startswith("."):
        base = kit.home.joinpath(*name[1:].split("."))
        if base.is_dir():
            yield from base.rglob("*.py")
        elif (single := base.with_suffix(".py")).is_file():
            yield single
        return
    spec = importlib.util.find_spec(name)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        yield from Path(folder).rglob("*.py")
    if spec and spec.origin and not spec.submodule_search_locations:
        yield Path(spec.origin)
