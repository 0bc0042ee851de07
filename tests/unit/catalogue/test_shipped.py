"""The specs that ship with the suite: valid, and traceable both ways."""

from __future__ import annotations

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from lxml import etree
from openapi_spec_validator import OpenAPIV31SpecValidator

import contracts.apis
from contracts.catalogue import Spec, apis, conformance_dir, judging_tests, load, specs_dir

XSDS = sorted(specs_dir().glob("*/*.xsd"))
DOCUMENTS = [(api, name) for api in apis() for name in load(api).documents]
_VOCABULARIES = Path(contracts.apis.__file__).parent
_XS = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(params=apis())
def spec(request: pytest.FixtureRequest) -> Spec:
    """One API's specs."""
    return load(request.param)


def _marked(api: str) -> set[str]:
    """The ids and patterns that the markers of an API's tests name."""
    found: set[str] = set()
    for path in (conformance_dir() / api).glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            is_marker = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
                "mark.requirement"
            )
            if is_marker and isinstance(node, ast.Call):
                found |= {ast.literal_eval(one) for one in node.args}
    return found


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _attributed(spec: Spec) -> set[str]:
    """The ids that OpenAPI documents and XSDs attribute violations to."""
    prefix = re.compile(rf"{spec.prefix}-(?!AMB)[A-Za-z0-9-]*[A-Za-z0-9]")
    found = {one for one in _strings(dict(spec.documents)) if prefix.fullmatch(one)}
    for path in spec.directory.glob("*.xsd"):
        tree = etree.parse(path)
        found |= {str(one.get("name")) for one in tree.iter(f"{_XS}key", f"{_XS}unique")}
        found |= {(one.text or "").strip() for one in tree.iter(f"{_XS}appinfo")}
    return {one for one in found if one.startswith(f"{spec.prefix}-")}


def _ruled(spec: Spec) -> set[str]:
    """The ids that an API's vocabulary names."""
    name = spec.catalogue.api.replace("-", "_")
    sources = [*(_VOCABULARIES / name).glob("*.py"), *_VOCABULARIES.glob(f"{name}.py")]
    ids = re.compile(rf"{spec.prefix}-[A-Z]+-[0-9]+")
    return {one for path in sources for one in ids.findall(path.read_text("utf-8"))}


def test_every_folder_of_specs_is_an_api() -> None:
    assert {path.name for path in specs_dir().iterdir() if path.is_dir()} == set(apis())


def test_every_testable_requirement_is_judged_by_something(spec: Spec) -> None:
    marked, attributed = _marked(spec.catalogue.api), _attributed(spec) | _ruled(spec)
    orphans = {
        one.id
        for one in spec.catalogue.requirements.values()
        if one.not_tested is None
        and not one.derived
        and one.id not in attributed
        and not any(fnmatchcase(one.id, pattern) for pattern in marked)
    }
    assert orphans == set()


def test_what_cannot_be_tested_is_judged_by_nothing(spec: Spec) -> None:
    untestable = {o.id for o in spec.catalogue.requirements.values() if o.not_tested is not None}
    assert untestable.isdisjoint(_attributed(spec) | _ruled(spec))
    assert all(judging_tests(spec.catalogue.api, one) == [] for one in untestable)


def test_every_id_in_a_marker_is_in_the_catalogue(spec: Spec) -> None:
    known = spec.catalogue.requirements
    for pattern in _marked(spec.catalogue.api):
        assert any(fnmatchcase(one, pattern) for one in known), pattern


def test_every_id_that_violations_are_attributed_to_is_in_the_catalogue(spec: Spec) -> None:
    assert _attributed(spec) - spec.catalogue.requirements.keys() == set()


def test_every_id_in_a_vocabulary_is_in_the_catalogue(spec: Spec) -> None:
    known = spec.catalogue.requirements.keys() | spec.catalogue.ambiguities.keys()
    assert _ruled(spec) - known == set()


def test_every_entry_of_the_ledger_is_named_somewhere(spec: Spec) -> None:
    named = {one.ambiguity for one in spec.catalogue.requirements.values()} | _ruled(spec)
    # An entry with one reading only is a note to the reader.
    flippable = {o.id for o in spec.catalogue.ambiguities.values() if len(o.readings) > 1}
    assert flippable <= named


def test_every_feature_has_a_requirement(spec: Spec) -> None:
    used = {one.feature for one in spec.catalogue.requirements.values()}
    assert used == spec.catalogue.features.keys()


def test_every_must_and_should_says_how_to_fix_it(spec: Spec) -> None:
    without = [
        one.id
        for one in spec.catalogue.requirements.values()
        if one.level != "may" and one.not_tested is None and not one.fix
    ]
    assert without == []


@pytest.mark.parametrize(("api", "name"), DOCUMENTS)
def test_openapi_documents_are_valid(api: str, name: str) -> None:
    document = json.loads(json.dumps(load(api).documents[name]))
    OpenAPIV31SpecValidator(document).validate()


@pytest.mark.parametrize("xsd", XSDS, ids=[f"{one.parent.name}/{one.name}" for one in XSDS])
def test_xsds_compile_with_both_libraries(xsd: Path) -> None:
    etree.XMLSchema(etree.parse(xsd))
    assert xmlschema.XMLSchema10(str(xsd)).elements


def test_xsds_named_from_openapi_are_there_and_have_the_root(spec: Spec) -> None:
    for path, root in _named_xsds(spec):
        tree = etree.parse(path)
        assert root in {one.get("name") for one in tree.getroot().iterfind(f"{_XS}element")}


def _named_xsds(spec: Spec) -> Iterator[tuple[Path, str]]:
    def walk(data: Any) -> Iterator[tuple[Path, str]]:
        if isinstance(data, dict):
            if "x-xsd" in data:
                yield spec.directory / data["x-xsd"]["file"], data["x-xsd"]["root"]
            for value in data.values():
                yield from walk(value)

    return walk(dict(spec.documents))


@pytest.mark.parametrize(
    "path", sorted(specs_dir().rglob("*.schema.json")), ids=lambda path: path.name
)
def test_json_schemas_are_schemas(path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_every_requirement_cites_a_document_that_is_there(spec: Spec) -> None:
    unknown = {
        one.source.document
        for one in spec.catalogue.requirements.values()
        if one.source.document not in spec.catalogue.documents
    }
    assert unknown == set()


def test_the_readme_counts_the_requirements(spec: Spec) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (row,) = (
        line for line in readme.splitlines() if line.startswith(f"| `{spec.directory.name}` |")
    )
    assert f" {len(spec.catalogue.requirements)} requirements |" in row


def test_no_two_requirements_say_the_same(spec: Spec) -> None:
    said = Counter(one.statement for one in spec.catalogue.requirements.values())
    assert [text for text, count in said.items() if count > 1] == []
