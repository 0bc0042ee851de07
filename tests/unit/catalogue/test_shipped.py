"""The specs that ship with the suite are valid; what the lint asks of kits is held elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema
from lxml import etree
from openapi_spec_validator import OpenAPIV31SpecValidator

from contracts.catalogue import Spec, apis, load, specs_dir

XSDS = sorted(specs_dir().glob("*/*.xsd"))
DOCUMENTS = [(api, name) for api in apis() for name in load(api).documents]
_XS = "{http://www.w3.org/2001/XMLSchema}"


@pytest.fixture(params=apis())
def spec(request: pytest.FixtureRequest) -> Spec:
    """One API's specs."""
    return load(request.param)


def test_every_folder_of_specs_is_an_api() -> None:
    assert {path.name for path in specs_dir().iterdir() if path.is_dir()} == set(apis())


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
