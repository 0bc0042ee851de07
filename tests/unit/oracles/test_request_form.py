"""Our own requests against the OpenAPI document."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.catalogue import load
from contracts.model import Request
from contracts.oracles import RequestForm

SPEC = load("uptivity")
OPERATION = {
    "parameters": [
        {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}},
        {"name": "ratio", "in": "query", "schema": {"type": ["number", "null"]}},
        {"name": "deep", "in": "query", "schema": {"type": "boolean"}},
        {
            "name": "id",
            "in": "query",
            "schema": {
                "type": "array",
                "maxItems": 2,
                "items": {"$ref": "#/components/schemas/Id"},
            },
        },
        {"$ref": "#/components/parameters/name"},
        {"name": "X-Id", "in": "header", "required": True, "schema": {"type": "string"}},
    ],
    "requestBody": {
        "required": True,
        "content": {"Application/JSON; charset=utf-8": {"schema": {"type": "object"}}},
    },
}
DOCUMENT = {
    "components": {
        "parameters": {
            "name": {
                "name": "name",
                "in": "query",
                "required": True,
                "schema": {"$ref": "#/components/schemas/Name"},
            }
        },
        "schemas": {"Name": {"type": "string", "pattern": "^[a-z]+$"}, "Id": {"type": "integer"}},
    }
}


def _problems(query: str, body: bytes = b"{}", media: str = "application/json") -> list[str]:
    form = RequestForm(OPERATION, DOCUMENT, SPEC.directory)
    request = Request("POST", f"http://h/x?{query}", (("Content-Type", media),), body)
    return list(form.problems(request))


@pytest.mark.parametrize(
    "query",
    [
        "name=a",
        "name=a&limit=1",
        "name=a&limit=10&ratio=1.5&deep=true",
        "name=a&ratio=1e3&deep=false",
        "name=a&id=1",
        "name=a&id=1&id=2",
        "%6eame=%61",
    ],
)
def test_a_documented_request_has_no_problem(query: str) -> None:
    assert _problems(query) == []


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "query parameter 'name' is required"),
        ("name=", "query parameter 'name' may not be ''"),
        ("name=A", "query parameter 'name' may not be 'A'"),
        ("name=a%0A", "query parameter 'name' may not be 'a\\n'"),
        ("name=a&name=b", "query parameter 'name' may not be ['a', 'b']"),
        ("name=a&limit=0", "query parameter 'limit' may not be '0'"),
        ("name=a&limit=x", "query parameter 'limit' may not be 'x'"),
        ("name=a&limit=1_0", "query parameter 'limit' may not be '1_0'"),
        ("name=a&limit=%D9%A1", "query parameter 'limit' may not be '\N{ARABIC-INDIC DIGIT ONE}'"),
        ("name=a&limit=true", "query parameter 'limit' may not be 'true'"),
        ("name=a&ratio=NaN", "query parameter 'ratio' may not be 'NaN'"),
        ("name=a&deep=True", "query parameter 'deep' may not be 'True'"),
        ("name=a&deep=1", "query parameter 'deep' may not be '1'"),
        ("name=a&id=1&id=x", "query parameter 'id' may not be ['1', 'x']"),
        ("name=a&id=1&id=2&id=3", "query parameter 'id' may not be ['1', '2', '3']"),
        ("name=a&z=1&b=2", "query parameters are not documented: b, z"),
    ],
)
def test_an_undocumented_query_is_named(query: str, problem: str) -> None:
    assert _problems(query) == [problem]


@pytest.mark.parametrize(
    ("body", "media", "problem"),
    [
        (b"", "application/json", "a body is required"),
        (b"{}", "", "a body of type 'none' is not documented"),
        (b"{}", "text/xml", "a body of type 'text/xml' is not documented"),
        (b"[]", "APPLICATION/json;x=y", "the body is [], not of type object"),
        (b"{", "application/json", "the body cannot be read as JSON"),
    ],
)
def test_an_undocumented_body_is_named(body: bytes, media: str, problem: str) -> None:
    (said,) = _problems("name=a", body, media)
    assert said.startswith(problem)


def _uptivity(operation: str, query: str, **how: Any) -> list[str]:
    form = RequestForm(
        SPEC.operations[operation].raw, SPEC.documents["openapi.yaml"], SPEC.directory
    )
    method = "GET" if operation == "commandByGet" else "POST"
    return list(form.problems(Request(method, f"http://h/webAPI.aspx?{query}", **how)))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("type=TEST&requestid=1", 0),
        ("requestid=-007&type=Any&ANI=text+and+more", 0),
        ("type=TEST", 1),
        ("", 2),
        ("type=TEST&requestid=x", 1),
        ("type=T-T&requestid=1", 1),
        ("type=TEST&requestid=1&1-no-name=1", 1),
        ("type=TEST&requestid=1&ANI=1&ANI=2", 1),
        ("type=TEST&requestid=1&ANI=x%01", 1),
    ],
)
def test_commands_of_uptivity(query: str, count: int) -> None:
    assert len(_uptivity("commandByGet", query)) == count


XML = (("Content-Type", "text/xml; charset=utf-8"),)


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (b"<REQUEST><TYPE>TEST</TYPE><REQUESTID>1</REQUESTID></REQUEST>", 0),
        (b"<REQUEST><REQUESTID>1</REQUESTID><ANI>5</ANI><TYPE>TEST</TYPE></REQUEST>", 0),
        (b"<REQUEST><TYPE>TEST</TYPE></REQUEST>", 1),
        (b"<REQUEST><TYPE>TEST</TYPE><REQUESTID>x</REQUESTID></REQUEST>", 1),
        (b"<REQUEST><TYPE>A</TYPE><TYPE>B</TYPE><REQUESTID>1</REQUESTID></REQUEST>", 1),
        (b"<REQ/>", 1),
        (b"<REQUEST>", 1),
    ],
)
def test_xml_requests_of_uptivity(body: bytes, count: int) -> None:
    problems = _uptivity("commandByPost", "", headers=XML, body=body)
    assert len(problems) >= count
    assert bool(problems) == bool(count)


def test_a_post_without_a_body_is_a_query() -> None:
    assert _uptivity("commandByPost", "type=TEST&requestid=1") == []


def test_fields_of_a_form_are_not_parsed() -> None:
    form = {"type": "object", "required": ["file"]}
    content = {"multipart/form-data": {"schema": form}}
    described = {"requestBody": {"required": True, "content": content}}
    headers = (("Content-Type", "multipart/form-data; boundary=b"),)
    request = Request("POST", "http://h/x", headers, b"--b--\r\n")
    assert list(RequestForm(described, {}, SPEC.directory).problems(request)) == []


OPEN: dict[str, Any] = {
    "parameters": [
        {"name": "limit", "in": "query", "schema": {}},
        {"name": "ids", "in": "query", "schema": {"type": "array"}},
        {
            "name": "filter",
            "in": "query",
            "schema": {"$ref": "#/components/schemas/Filter"},
        },
    ],
    "requestBody": {"$ref": "#/components/requestBodies/Thing"},
}
OPEN_DOCUMENT = {
    "components": {
        "schemas": {
            "Name": {"type": "string", "pattern": "^[a-z]+$"},
            "Filter": {
                "type": "object",
                "additionalProperties": {"$ref": "#/components/schemas/Name"},
            },
        },
        "requestBodies": {
            "Thing": {"content": {"application/json": {"schema": {"required": ["id"]}}}}
        },
    },
}
_JSON = (("content-type", "Application/JSON; charset=utf-8; x=y"),)


def test_an_open_parameter_takes_what_no_other_takes_and_its_schema_allows() -> None:
    form = RequestForm(OPEN, OPEN_DOCUMENT, SPEC.directory)
    for query, problems in (
        ("limit=x&ids=1&ids=2&city=bern", []),
        ("city=Bern", ["query parameters are not documented: city"]),
        ("city=a&city=b", ["query parameters are not documented: city"]),
    ):
        request = Request("POST", f"http://h/x?{query}", _JSON, b'{"id": 1}')
        assert list(form.problems(request)) == problems
    deep = {**OPEN["parameters"][2], "style": "deepObject"}
    closed = RequestForm({"parameters": [deep]}, OPEN_DOCUMENT, SPEC.directory)
    request = Request("GET", "http://h/x?city=bern", (), b"")
    assert list(closed.problems(request)) == ["query parameters are not documented: city"]


def test_a_document_may_hold_requests_to_other_schemas_than_answers() -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/T"}}}}
    schemas = [{"components": {"schemas": {"T": {"required": [name]}}}} for name in ("id", "name")]
    document = {**schemas[0], "x-requests": schemas[1]}
    form = RequestForm({"requestBody": body}, document, SPEC.directory)
    request = Request("POST", "http://h/x", _JSON, b'{"name": 1}')
    assert list(form.problems(request)) == []
    request = Request("POST", "http://h/x", _JSON, b'{"id": 1}')
    assert list(form.problems(request)) == ["the body lacks name"]
