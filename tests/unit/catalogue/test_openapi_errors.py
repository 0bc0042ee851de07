"""What is wrong in an OpenAPI document is named by file, line and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Copy

FILE = "openapi.yaml"
GET, POST = "paths./webAPI.aspx.get", "paths./webAPI.aspx.post"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("openapi: 3.1.0", "openapi: 3.2.0", "openapi: not an OpenAPI 3.0 or 3.1 document"),
        ("openapi: 3.1.0", "openapi: [3.1]", "openapi: not an OpenAPI 3.0 or 3.1 document"),
        (
            "openapi: 3.1.0",
            'swagger: "2.0"',
            "openapi: not an OpenAPI 3.0 or 3.1 document; co",
        ),
        (
            "openapi: 3.1.0",
            "openapi: 3.1.0\nopenapi: 3.1.0",
            "openapi: the key 'openapi' stands here twice",
        ),
        (
            "operationId: commandByGet",
            "operationId: command-by-get",
            f"{GET}.operationId: 'command-by-get' does not match",
        ),
        (
            "operationId: commandByGet",
            "operationId: 7",
            f"{GET}.operationId: 7 is not of type 'string'",
        ),
        (
            "operationId: commandByPost",
            "operationId: commandByGet",
            "paths./webAPI.aspx.post.operationId: 'commandByGet' names another operation already",
        ),
        (
            "x-feature: http",
            "x-feature: htpp",
            f"{GET}.x-feature: unknown feature 'htpp' (did you mean 'http'?)",
        ),
        (
            "x-basis: public-docs",
            "x-basis: public",
            f"{POST}.x-basis: 'public' is not one of stated, implied, public-docs",
        ),
        (
            "x-derived: {STATUS: null, MEDIA: null,",
            "x-derived: {STATSU: null, MEDIA: null,",
            f"{POST}.x-derived.STATSU: unknown key 'STATSU' (did you mean 'STATUS'?)",
        ),
        (
            "x-derived: {STATUS: null, MEDIA: null,",
            "x-derived: {STATUS: maybe, MEDIA: null,",
            f"{POST}.x-derived.STATUS: 'maybe' is not one of must, should, may, None",
        ),
    ],
)
def test_a_defect_is_named(specs: Copy, old: str, new: str, text: str) -> None:
    line = specs.change(FILE, old, new) + new.count("\n")
    found, said = specs.trouble(FILE)
    assert said.startswith(text), said
    assert found == line


@pytest.mark.parametrize("field", ["operationId: commandByGet", "x-feature: http"])
def test_a_missing_field_is_named_at_its_operation(specs: Copy, field: str) -> None:
    line = specs.change(FILE, f"      {field}\n", "", last=False)
    found, said = specs.trouble(FILE)
    assert said == f"{GET}: {field.split(':', maxsplit=1)[0]!r} is a required property"
    assert line - 3 <= found <= line


def test_an_operation_id_in_two_documents_is_named(specs: Copy) -> None:
    specs.write("v2.yaml", specs.text(FILE))
    assert specs.trouble("v2.yaml")[1].startswith(
        f"{GET}.operationId: 'commandByGet' names another operation already"
    )


def test_a_derived_requirement_cannot_stand_for_one_by_hand(specs: Copy) -> None:
    specs.change("requirements.yaml", "UPT-HTTP-01", "UPT-commandByGet-BODY")
    said = specs.trouble(FILE)[1]
    assert said.startswith(f"{GET}.operationId: the operation's UPT-commandByGet-BODY stands in")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "is empty"),
        ("- x\n", "openapi: not an OpenAPI 3.0 or 3.1 document"),
        ("openapi: 3.1.0\n", "(top): 'info' is a required property"),
        ("openapi: 3.1.0\ninfo: {}\npaths: {}\n", "paths: {} "),
        ("openapi: 3.1.0\ninfo: {}\npaths: [a]\n", "paths: ['a'] is not of type 'object'"),
        ("openapi: 3.1.0\ninfo: {}\npaths: {/a: {get: 1}}\n", "paths./a.get: 1 is not of type"),
        ("a: b: c\n", "not YAML ("),
    ],
)
def test_a_file_that_is_no_openapi_document_at_all(specs: Copy, content: str, text: str) -> None:
    specs.write(FILE, content)
    assert specs.trouble(FILE)[1].startswith(text)
