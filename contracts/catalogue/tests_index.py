"""Which conformance tests judge a requirement, read from their source."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import msgspec

from contracts.catalogue.kits import suites_of

_MARKER = "requirement"


class JudgingTest(msgspec.Struct, frozen=True):
    """A test function: `patterns` are the ids that its markers name, `text` what it says it shows.

    `line` is that of the function, from 1.
    """

    path: Path
    name: str
    text: str
    patterns: tuple[str, ...]
    line: int


def judging_tests(api: str, requirement: str) -> list[tuple[str, str]]:
    """`file::test` and the first line of its docstring, for each test that names `requirement`."""
    return [
        (f"{one.path.name}::{one.name}", one.text)
        for one in marked_tests(api)
        if any(fnmatchcase(requirement, pattern) for pattern in one.patterns)
    ]


def marked_tests(api: str) -> tuple[JudgingTest, ...]:
    """The tests of `api` that name requirements; a file that is not Python has none."""
    return _marked(suites_of(api))


@cache
def _marked(folders: tuple[Path, ...]) -> tuple[JudgingTest, ...]:
    files = (one for folder in folders for one in sorted(folder.glob("test_*.py")))
    return tuple(one for path in files for one in tests_in(path))


def tests_in(path: Path) -> Iterator[JudgingTest]:
    """The tests of a file that name requirements; none where it is not Python."""
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (SyntaxError, ValueError):
        return
    for function, patterns in functions(tree):
        if patterns:
            text = (ast.get_docstring(function) or "").split("\n", 1)[0]
            yield JudgingTest(path, function.name, text, patterns, function.lineno)


_LAWS = {
    "{law}": ("LIMIT", "OFFSET", "PAGE", "SORT", "SEARCH", "FILTER-*"),
    "{life}": ("MADE", "ANSWERED", "LISTED", "CHANGED", "REFUSED", "REMOVED"),
}


def _opened(pattern: str) -> Iterator[str]:
    """What the marker of a test that judges any API names: each operation, law or life."""
    if pattern in _LAWS:
        yield from (f"*-*-{kind}" for kind in _LAWS[pattern])
    else:
        yield pattern.replace("{operation}", "*")


Aliases = Mapping[str, tuple[str, ...]]
"""Names that stand for the marker, each with the ids that it names by itself."""


def _aliases(tree: ast.Module) -> Aliases:
    """The names that a module gives to the marker: `req = pytest.mark.requirement`."""
    found: dict[str, tuple[str, ...]] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and _is_marker(node.value, found):
            ids = tuple(_ids(node.value, found))
            found |= {one.id: ids for one in node.targets if isinstance(one, ast.Name)}
    return found


def functions(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, tuple[str, ...]]]:
    """The functions of a module and its classes, each with the ids that markers name for it."""
    known = _aliases(tree)
    for function, above in _functions(tree, known, ()):
        yield function, (*above, *_patterns(function.decorator_list, known))


def _functions(
    tree: ast.Module | ast.ClassDef, known: Aliases, above: tuple[str, ...]
) -> Iterator[tuple[ast.FunctionDef, tuple[str, ...]]]:
    """The functions of a module and its classes, with the ids that stand above them."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and _names(node) == ["pytestmark"]:
            value = node.value
            marks = value.elts if isinstance(value, ast.List | ast.Tuple) else [value]
            above = (*above, *_patterns(marks, known))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node, above
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node, known, (*above, *_patterns(node.decorator_list, known)))


def _names(node: ast.Assign) -> list[str]:
    return [one.id for one in node.targets if isinstance(one, ast.Name)]


def _patterns(marks: Sequence[ast.expr], known: Aliases) -> Iterator[str]:
    """The ids that marks name, in decorators or in a `pytestmark`."""
    for mark in marks:
        if _is_marker(mark, known):
            yield from _ids(mark, known)


def _is_marker(node: ast.expr, known: Aliases) -> bool:
    """Whether an expression is `….requirement`, a name for it, or a call of either."""
    if isinstance(node, ast.Call):
        return _is_marker(node.func, known)
    if isinstance(node, ast.Attribute):
        return node.attr == _MARKER
    return isinstance(node, ast.Name) and (node.id == _MARKER or node.id in known)


def _ids(node: ast.expr, known: Aliases) -> Iterator[str]:
    if isinstance(node, ast.Name):
        yield from known.get(node.id, ())
    elif isinstance(node, ast.Call):
        yield from _ids(node.func, known)
        for argument in node.args:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield from _opened(argument.value)
