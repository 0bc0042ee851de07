"""The requirements that each OpenAPI operation carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from contracts.catalogue import read_table
from contracts.model import Basis, Level

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Copy

FILE = "openapi.yaml"


def _operation(**facts: Any) -> dict[str, Any]:
    plain = {
        "operationId": "listThings",
        "x-feature": "http",
        "responses": {
            200: {"description": "", "content": {"text/xml": {}, "application/json": {}}},
            "4XX": {"description": ""},
        },
    }
    return {name: value for name, value in (plain | facts).items() if value is not None}


def _levels(specs: Copy, default: Any = None, **facts: Any) -> dict[str, str]:
    document: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"x-document": "a-document"},
        "paths": {"/things": {"get": _operation(**facts)}},
    }
    if default is not None:
        document["security"] = default
    specs.write(FILE, yaml.safe_dump(document, sort_keys=False))
    return {
        one.id.removeprefix("UPT-listThings-"): str(one.level)
        for one in specs.load().catalogue.requirements.values()
        if one.derived
    }


PLAIN = {"STATUS": "must", "MEDIA": "should", "BODY": "must"}
SECURED = PLAIN | {"AUTH": "must"}
BASIC: list[dict[str, list[str]]] = [{"basic": []}]


@pytest.mark.parametrize(
    ("facts", "levels"),
    [
        ({}, PLAIN),
        ({"x-derived": {"MEDIA": "must"}}, PLAIN | {"MEDIA": "must"}),
        (
            {"x-derived": {"STATUS": "may", "BODY": "should"}},
            {"STATUS": "may", "MEDIA": "should", "BODY": "should"},
        ),
        ({"x-derived": {"STATUS": None, "MEDIA": None}}, {"BODY": "must"}),
        ({"x-basis": "stated"}, PLAIN),
        ({"x-basis": "public-docs"}, dict.fromkeys(PLAIN, "should")),
        (
            {"x-basis": "public-docs", "x-derived": {"BODY": "must", "MEDIA": "may"}},
            {"STATUS": "should", "MEDIA": "may", "BODY": "should"},
        ),
        ({"responses": {204: {"description": ""}}}, {"STATUS": "must", "BODY": "must"}),
        ({"security": BASIC}, SECURED),
        ({"security": BASIC, "x-basis": "public-docs"}, dict.fromkeys(SECURED, "should")),
        ({"security": BASIC, "x-derived": {"AUTH": None}}, PLAIN),
        ({"security": []}, PLAIN),
        ({"security": [*BASIC, {}]}, PLAIN),
        ({"x-derived": {"AUTH": "must"}}, PLAIN),
    ],
)
def test_levels_of_an_operation(specs: Copy, facts: dict[str, Any], levels: dict[str, str]) -> None:
    assert _levels(specs, **facts) == levels


@pytest.mark.parametrize(
    ("default", "own", "levels"),
    [
        (BASIC, None, SECURED),
        (BASIC, [], PLAIN),
        (BASIC, [{}], PLAIN),
        ([], BASIC, SECURED),
        ([], None, PLAIN),
    ],
)
def test_security_of_the_document_holds_where_the_operation_has_none(
    specs: Copy, default: Any, own: Any, levels: dict[str, str]
) -> None:
    assert _levels(specs, default, security=own) == levels


def test_what_a_derived_requirement_says(specs: Copy) -> None:
    _levels(specs, security=BASIC)
    found = specs.load().catalogue.requirements
    status, media = found["UPT-listThings-STATUS"], found["UPT-listThings-MEDIA"]
    assert status.statement.endswith(
        "GET /things is answered with a status that is documented for it: 200, 4XX."
    )
    assert media.statement.endswith("documented for it: application/json, text/xml.")
    assert str(status.source) == "a-document, GET /things"
    assert (status.basis, status.feature, status.derived) == (Basis.IMPLIED, "http", True)
    assert status.fix
    assert found["UPT-listThings-AUTH"].level is Level.MUST


def test_section_and_document_are_those_given(specs: Copy) -> None:
    _levels(specs, **{"x-section": "Lists", "x-lines": "77-81"})
    assert str(specs.load().catalogue.requirements["UPT-listThings-BODY"].source) == (
        "a-document, Lists, lines 77-81"
    )


def test_each_kind_can_have_a_basis_of_its_own(specs: Copy) -> None:
    levels = _levels(specs, **{"x-basis": {"STATUS": "stated", "BODY": "public-docs"}})
    found = specs.load().catalogue.requirements
    bases = {kind: str(found[f"UPT-listThings-{kind}"].basis) for kind in levels}
    assert bases == {"STATUS": "stated", "MEDIA": "implied", "BODY": "public-docs"}
    assert levels["BODY"] == "should"


def test_operations_are_known_by_id_with_their_file(specs: Copy) -> None:
    found = specs.load().operations
    assert list(found) == ["commandByGet", "commandByPost"]
    post = found["commandByPost"]
    assert (post.method, post.path, post.secured) == ("POST", "/webAPI.aspx", False)
    assert post.file == str(specs.folder / FILE)
    assert post.raw["operationId"] == "commandByPost"


def test_two_documents_add_up(specs: Copy) -> None:
    second = specs.text(FILE).replace("commandBy", "oldCommandBy")
    specs.write("old.yaml", second)
    spec = specs.load()
    assert list(spec.documents) == ["old.yaml", FILE]
    assert "UPT-oldCommandByGet-BODY" in spec.catalogue.requirements


def test_a_table_is_read_as_text(specs: Copy) -> None:
    rows = read_table(specs.folder / "result-codes.tsv")
    assert rows[1] == {
        "code": "1",
        "label": "API_ERROR_ALREADY_RECORDING",
        "kind": "error",
        "line": "23",
    }
