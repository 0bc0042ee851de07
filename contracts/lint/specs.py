"""The specs of a kit: valid, and nothing in them without a use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from contracts.catalogue import Spec, load
from contracts.catalogue.documents import read_documents
from contracts.catalogue.kits import Kit
from contracts.catalogue.ledger import read_ledger
from contracts.catalogue.requirements import RequirementFile
from contracts.lint.problem import Problem, said_of
from contracts.model import ConfigurationError, Level, Requirement

_RULE = "specs"


def unreadable(kit: Kit) -> Iterator[Problem]:
    """What keeps the specs from being read, of all files at once."""
    known: set[Problem] = set()
    for read in _readers(kit):
        try:
            read()
        except ConfigurationError as trouble:
            known |= set(said_of(trouble, _RULE, kit.file))
    yield from known


def _readers(kit: Kit) -> Iterator[Callable[[], object]]:
    features = load(kit.extends).catalogue.features if kit.extends else None
    path = kit.specs / "requirements.yaml"
    yield lambda: RequirementFile(path, kit.prefix, kit.document, features)
    yield lambda: read_ledger(kit.specs / "ambiguities.yaml")
    yield lambda: read_documents(kit.specs / "document.yaml", kit)
    yield lambda: load(kit.name)
    yield lambda: load(kit.name).data_schema


def untidy(kit: Kit, spec: Spec) -> Iterator[Problem]:
    """Requirements that say too little or nothing new, unused features, schemas in error."""
    own = own_requirements(kit, spec)
    said = Counter(one.statement for one in own)
    for one in own:
        if one.level is not Level.MAY and one.not_tested is None and not one.fix:
            yield _at(kit, spec, one, "no-fix", f"{one.id} does not say how to fix it; add `fix:`")
        if said[one.statement] > 1:
            yield _at(kit, spec, one, "same-statement", f"{one.id} says the same as another one")
    used = {one.feature for one in spec.catalogue.requirements.values()}
    for name in sorted(spec.catalogue.features.keys() - used):
        text = f"no requirement has the feature {name!r}; remove it, or name it where it belongs"
        yield Problem(str(kit.specs / "requirements.yaml"), 1, "unused-feature", text)
    for path in sorted(kit.specs.glob("*.xsd")):
        try:
            etree.XMLSchema(etree.parse(path))
        except (etree.XMLSchemaParseError, etree.XMLSyntaxError) as trouble:
            line = getattr(trouble, "lineno", None) or 1
            yield Problem(str(path), line, "xsd", f"is no XSD that compiles ({trouble})")


def own_requirements(kit: Kit, spec: Spec) -> list[Requirement]:
    """The requirements that a kit states itself: not derived, not of the kit that it extends."""
    known = load(kit.extends).catalogue.requirements if kit.extends else {}
    every = spec.catalogue.requirements.values()
    return [one for one in every if not one.derived and one.id not in known]


def _at(kit: Kit, spec: Spec, one: Requirement, rule: str, text: str) -> Problem:
    path, line = place(kit, spec, one.id)
    return Problem(path, line, rule, text)


def place(kit: Kit, spec: Spec, identifier: str) -> tuple[str, int]:
    """The file and line of a requirement."""
    found = spec.catalogue.places[identifier]
    return str(kit.home / found.file.partition("/")[2]), found.line
