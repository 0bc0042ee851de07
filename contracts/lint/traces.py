"""Traces between a kit's parts: every requirement is judged, and every id is that of something."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from lxml import etree

from contracts.catalogue import Spec, nearest
from contracts.catalogue.kits import Kit
from contracts.catalogue.tests_index import marked_tests
from contracts.lint.problem import Problem
from contracts.lint.sources import Source, nodes, sources_of
from contracts.lint.specs import own_requirements, place
from contracts.lint.tests import test_sources

_XS = "{http://www.w3.org/2001/XMLSchema}"


def of_traces(kit: Kit, spec: Spec) -> Iterator[Problem]:
    """Requirements that nothing judges or that something judges in vain, and ids of nothing."""
    code = sources_of(kit, "vocabulary")
    named, attributed = _named(kit, code), set(_attributed(kit, spec))
    patterns = {pattern for one in marked_tests(kit.name) for pattern in one.patterns}
    for requirement in own_requirements(kit, spec):
        name = requirement.id
        tested = any(fnmatchcase(name, pattern) for pattern in patterns)
        judged = tested or name in named or name in attributed
        path, line = place(kit, spec, name)
        if requirement.not_tested is None and not judged:
            text = f"nothing judges {name}: no test, no rule and no schema names it; write a test, "
            text += "or give the reason why none can exist in `not_tested`"
            yield Problem(path, line, "not-judged", text)
        elif requirement.not_tested is not None and judged:
            text = f"{name} has a reason why it is not tested, and something judges it all the same"
            yield Problem(path, line, "judged-in-vain", text)
    for name in sorted(attributed - spec.catalogue.requirements.keys()):
        text = f"a schema attributes violations to {name!r}, an unknown requirement"
        text += nearest(name, spec.catalogue.requirements)
        yield Problem(str(kit.specs), 1, "unknown-requirement", text)
    yield from _strangers(kit, spec, code)
    yield from _unused_readings(kit, spec, named)


def judged_by_rules(kit: Kit, spec: Spec) -> set[str]:
    """The requirements that the vocabulary's rules or the schemas judge, exchange by exchange."""
    return {*_named(kit, sources_of(kit, "vocabulary")), *_attributed(kit, spec)}


def _strangers(kit: Kit, spec: Spec, code: list[Source]) -> Iterator[Problem]:
    """Ids in the vocabulary that are neither a requirement's nor an entry's of the ledger."""
    whole = re.compile(rf"{kit.prefix}(-[A-Za-z0-9]+)+")
    known = spec.catalogue.requirements.keys() | spec.catalogue.ambiguities.keys()
    for one in code:
        for node in nodes(one.tree) if one.tree else ():
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if whole.fullmatch(node.value) and node.value not in known:
                text = f"unknown requirement {node.value!r}{nearest(node.value, known)}"
                yield Problem(str(one.path), node.lineno, "unknown-requirement", text)
        yield from _operations(one, spec)


def _operations(one: Source, spec: Spec) -> Iterator[Problem]:
    """Ids of operations in the vocabulary that no OpenAPI document has."""
    known = spec.operations
    for node in nodes(one.tree) if one.tree and known else ():
        said: ast.expr | None = None
        if isinstance(node, ast.keyword) and node.arg == "operation":
            said = node.value
        elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute):
            said = node.slice if node.value.attr == "operations" else None
        if isinstance(said, ast.Constant) and isinstance(said.value, str):
            name = said.value
            if name and name not in known:
                text = f"no OpenAPI document has an operation {name!r}{nearest(name, known)}"
                yield Problem(str(one.path), said.lineno, "unknown-operation", text)


def _unused_readings(kit: Kit, spec: Spec, named: set[str]) -> Iterator[Problem]:
    """Entries of the ledger that a target file may flip, to no effect."""
    used = {one.ambiguity for one in spec.catalogue.requirements.values()} | named
    path = kit.specs / "ambiguities.yaml"
    for one in spec.catalogue.ambiguities.values():
        ours = one.id.startswith(f"{kit.prefix}-")
        if ours and len(one.readings) > 1 and one.id not in used:
            line = _line_of(path, one.id)
            text = f"{one.id} has several readings, and nothing asks which one is chosen"
            yield Problem(str(path), line, "unused-reading", text)


def _line_of(path: Any, text: str) -> int:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if text in line:
            return number
    return 1


def _named(kit: Kit, code: list[Source]) -> set[str]:
    """The ids that stand in the vocabulary, and the entries of the ledger that tests ask for."""
    ids = re.compile(rf"{kit.prefix}(?:-[A-Za-z0-9]+)+")
    entries = re.compile(rf"{kit.prefix}-AMB-[A-Za-z0-9]+")
    found = {name for one in code for name in ids.findall(one.text)}
    return found | {name for one in test_sources(kit) for name in entries.findall(one.text)}


def _attributed(kit: Kit, spec: Spec) -> Iterator[str]:
    """The ids that OpenAPI documents and XSDs attribute violations to."""
    whole = re.compile(rf"{kit.prefix}-(?!AMB)[A-Za-z0-9-]*[A-Za-z0-9]")
    if kit.extends is None:
        yield from (one for one in _strings(dict(spec.documents)) if whole.fullmatch(one))
    for path in kit.specs.glob("*.xsd"):
        try:
            tree = etree.parse(path)
        except etree.XMLSyntaxError:
            continue  # it is reported as no XSD
        texts = [str(one.get("name")) for one in tree.iter(f"{_XS}key", f"{_XS}unique")]
        texts += [(one.text or "").strip() for one in tree.iter(f"{_XS}appinfo")]
        yield from (one for one in texts if whole.fullmatch(one))


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
