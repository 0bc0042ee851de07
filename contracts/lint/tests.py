"""The tests of a kit: each names its requirements, asks for `judge`, and says what it found."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from fnmatch import fnmatchcase

from contracts.catalogue import Spec, nearest
from contracts.catalogue.kits import Kit
from contracts.catalogue.tests_index import functions
from contracts.engine import Judge
from contracts.lint.problem import Problem
from contracts.lint.sources import Source, nodes, source
from contracts.model import Level

_OUTSIDE = frozenset({"skip", "skipif", "xfail", "importorskip"})
_GIVEN = frozenset({*Judge.__init__.__code__.co_names, *Judge.begin.__code__.co_names})
_MEMBERS = {name for name in dir(Judge) if not name.startswith("_")} | _GIVEN
_SAYS_NOTHING = _GIVEN | {"observe", "unsaid", "seen", "begin"}
"""Members of `judge` that judge nothing."""

_Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_sources(kit: Kit) -> list[Source]:
    """The Python files of a kit's tests."""
    return [source(path) for path in sorted(kit.tests.glob("*.py"))]


def of_tests(kit: Kit, spec: Spec, elsewhere: AbstractSet[str]) -> Iterator[Problem]:
    """What is wrong with the tests of a kit; `elsewhere` is what rules and schemas judge."""
    files = test_sources(kit)
    if not any(one.path.name.startswith("test_") for one in files):
        text = f"the kit has no tests; put test_….py into {kit.tests}"
        yield Problem(str(kit.file), 1, "no-tests", text)
    for one in files:
        if one.tree is None:
            yield Problem(str(one.path), one.line, "python", one.error)
        else:
            yield from _File(one.path.name, str(one.path), one.tree, spec, elsewhere).problems()


class _File:
    """One file of tests."""

    def __init__(
        self, name: str, path: str, tree: ast.Module, spec: Spec, elsewhere: AbstractSet[str]
    ) -> None:
        self._name = name
        self._path = path
        self._tree = tree
        self._known = spec.catalogue.requirements
        self._elsewhere = elsewhere
        self._helpers = {one.name: one for one in nodes(tree) if isinstance(one, _Function)}

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it."""
        tests = [
            (function, ids)
            for function, ids in functions(self._tree)
            if function.name.startswith("test")
        ]
        if tests and not self._name.startswith("test_"):
            text = "holds tests that nobody collects; let the file's name begin with test_"
            yield self._at(tests[0][0], "not-collected", text)
        for function, ids in tests:
            yield from self._of_test(function, ids)
        for node in nodes(self._tree):
            if isinstance(node, ast.Assert):
                text = "an assert says nothing of a requirement; say it with judge.holds"
                yield self._at(node, "assert", text)
            elif isinstance(node, ast.Attribute) and node.attr in _OUTSIDE and _of_pytest(node):
                text = f"a conformance test has no {node.attr}; raise NotTested('why')"
                yield self._at(node, "skip", text)

    def _of_test(self, function: ast.FunctionDef, ids: tuple[str, ...]) -> Iterator[Problem]:
        if not ids:
            text = f"{function.name} names no requirement; add @pytest.mark.requirement('…')"
            yield self._at(function, "no-requirement", text)
        for pattern in ids:
            if not self._matching(pattern):
                text = f"unknown requirement {pattern!r}{nearest(pattern, self._known)}"
                yield self._at(function, "unknown-requirement", text)
        if "judge" not in {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}:
            text = f"{function.name} does not ask for `judge`, and says nothing of what it found"
            yield self._at(function, "no-judge", text)
            return
        yield from self._judgements(function, ids)

    def _judgements(self, function: ast.FunctionDef, ids: tuple[str, ...]) -> Iterator[Problem]:
        reached = list(_reached(function, self._helpers))
        members = [
            node
            for one in reached
            for node in nodes(one)
            if isinstance(node, ast.Attribute) and _is_judge(node.value)
        ]
        for node in members:
            if node.attr not in _MEMBERS:
                text = f"`judge` has no {node.attr!r}{nearest(node.attr, _MEMBERS)}"
                yield self._at(node, "judge", text)
        for place, subject in _subjects(reached):
            if not any(fnmatchcase(subject, pattern) for pattern in ids):
                text = f"{function.name} judges {subject!r}, which its marker does not name"
                yield self._at(place, "unnamed", text)
        says = any(node.attr not in _SAYS_NOTHING for node in members)
        if not says and not _handed_on(reached, self._helpers):
            named = {one for pattern in ids for one in self._matching(pattern)}
            unjudged = named - self._elsewhere
            if any(self._known[one].level is not Level.MAY for one in unjudged):
                text = f"{function.name} only observes; an observation is no check: use judge.holds"
                yield self._at(function, "only-observes", text)

    def _matching(self, pattern: str) -> list[str]:
        return [one for one in self._known if fnmatchcase(one, pattern)]

    def _at(self, node: ast.AST, rule: str, text: str) -> Problem:
        return Problem(self._path, getattr(node, "lineno", 1), rule, text)


def _reached(function: _Function, helpers: Mapping[str, _Function]) -> Iterator[_Function]:
    """A function, and those of the same file that it names, and so on."""
    seen: dict[str, _Function] = {function.name: function}
    waiting = [function]
    while waiting:
        one = waiting.pop()
        yield one
        for node in nodes(one):
            name = node.id if isinstance(node, ast.Name) else ""
            name = node.attr if isinstance(node, ast.Attribute) else name
            if name in helpers and name not in seen:
                seen[name] = helpers[name]
                waiting.append(helpers[name])


def _subjects(reached: list[_Function]) -> Iterator[tuple[ast.AST, str]]:
    """The ids of `judge.of("…")`."""
    for one in reached:
        for node in nodes(one):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                said = node.args[0] if node.args else None
                text = said.value if isinstance(said, ast.Constant) else None
                is_of = node.func.attr == "of" and _is_judge(node.func.value)
                if is_of and isinstance(text, str):
                    yield node, text


def _handed_on(reached: list[_Function], helpers: Mapping[str, _Function]) -> bool:
    """Whether `judge` is given to something that is not in the file."""
    for one in reached:
        for node in nodes(one):
            if isinstance(node, ast.Call):
                called = node.func.id if isinstance(node.func, ast.Name) else ""
                values = [*node.args, *(given.value for given in node.keywords)]
                if called not in helpers and any(_is_judge(value) for value in values):
                    return True
    return False


def _is_judge(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else ""
    name = node.id if isinstance(node, ast.Name) else name
    return name in {"judge", "_judge"}


def _of_pytest(node: ast.Attribute) -> bool:
    return ast.unparse(node.value) in {"pytest", "pytest.mark", "mark"}
