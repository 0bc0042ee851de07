"""Which conformance tests judge a requirement, read from their source."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache

from contracts.catalogue.resources import conformance_dir


def judging_tests(api: str, requirement: str) -> list[tuple[str, str]]:
    """`file::test` and the first line of its docstring, for each test that names `requirement`."""
    return [
        (name, text)
        for name, text, patterns in _index(api)
        if any(fnmatchcase(requirement, pattern) for pattern in patterns)
    ]


@cache
def _index(api: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    found = []
    for path in sorted((conformance_dir() / api).glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                patterns = tuple(_patterns(node))
                if patterns:
                    text = (ast.get_docstring(node) or "").split("\n", 1)[0]
                    found.append((f"{path.name}::{node.name}", text, patterns))
    return tuple(found)


def _patterns(function: ast.FunctionDef) -> Iterator[str]:
    """The ids in `@pytest.mark.requirement(…)` decorators."""
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            continue
        if decorator.func.attr == "requirement":
            for argument in decorator.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value
