"""Exchanges against their OpenAPI operation: status, media type, body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import specs_dir
from contracts.model import Exchange, Failure, Request, Response
from contracts.oracles import OperationOracle
from contracts.oracles.checked import clip, show

OK = b'{"id": "a"}'
THING = {"schema": {"required": ["id"], "x-requirement": "D-THING"}}
XSD = {"x-xsd": {"file": "result.xsd", "root": "RESULT", "well-formed": "UPT-XML-01"}}
DOCUMENT = {"components": {"responses": {"Gone": {"description": "", "x-no-body": True}}}}
RESPONSES: Mapping[Any, Any] = {
    200: {"content": {"application/json": THING, "Text/XML; charset=utf-8": XSD}},
    "4xx": {"content": {"application/problem+json": {}}},
    "204": {"description": ""},
    "410": {"$ref": "#/components/responses/Gone"},
    "503": {"description": ""},
    "418": {"content": {"text/plain": {"schema": {"type": "string"}}}},
}
STATUS, MEDIA, BODY = "D-get-STATUS", "D-get-MEDIA", "D-get-BODY"
ALL = frozenset({STATUS, MEDIA, BODY, "D-THING", "UPT-XML-01", "UPT-TABLE-04"})
Check = Callable[..., tuple[set[str], list[str]]]


def _exchange(status: int, media: str | None, body: bytes, method: str = "GET") -> Exchange:
    headers = () if media is None else (("content-type", media),)
    response = Response(status, "Reason", headers, body)
    return Exchange("e1", "t", Request(method, "http://h/"), response, None, 0.0, 0.1)


def _oracle(
    responses: Mapping[Any, Any] = RESPONSES, active: frozenset[str] = ALL
) -> OperationOracle:
    directory: Path = specs_dir() / "uptivity"
    return OperationOracle({"responses": responses}, DOCUMENT, directory, "D-get", active)


def _checked(exchange: Exchange, **how: Any) -> tuple[set[str], list[str]]:
    found = _oracle(**how).check(exchange)
    assert all(one.exchanges == ("e1",) for one in found.findings)
    return set(found.upheld), [one.requirement for one in found.findings]


def test_where_no_media_types_are_documented_an_answer_may_have_none() -> None:
    document = {**DOCUMENT, "info": {"x-media": "undocumented"}}
    oracle = OperationOracle(
        {"responses": RESPONSES}, document, specs_dir() / "uptivity", "D-get", ALL
    )
    without = oracle.check(_exchange(200, None, OK))
    assert MEDIA in without.upheld
    assert not without.findings
    (finding,) = oracle.check(_exchange(200, "text/html", OK)).findings
    assert finding.requirement == MEDIA
    said: Any = {200: {"content": {"application/json": {"schema": {}}, "text/plain": {}}}}
    oracle = OperationOracle({"responses": said}, document, specs_dir(), "D-get", ALL)
    assert not oracle.check(_exchange(200, None, b"a text")).findings


@pytest.mark.parametrize(
    ("status", "media", "body", "upheld", "broken"),
    [
        (200, "application/json", OK, {STATUS, MEDIA, BODY, "D-THING"}, []),
        (200, "Application/JSON ; charset=UTF-8", OK, {STATUS, MEDIA, BODY, "D-THING"}, []),
        (200, "application/vnd.example+json", OK, {STATUS, MEDIA, BODY, "D-THING"}, []),
        (200, "text/json", OK, {STATUS, MEDIA, BODY, "D-THING"}, []),
        (200, "application/json", b"{}", set(), ["D-THING"]),
        (200, "application/json", b"nonsense", set(), [BODY]),
        (200, "application/json", b"", set(), [BODY]),
        (200, "text/html", OK, {STATUS, BODY, "D-THING"}, [MEDIA]),
        (200, None, OK, {STATUS, BODY, "D-THING"}, [MEDIA]),
        (200, "text/html", b"<html></html>", set(), [BODY]),
        (200, "text/xml", b"<RESULT", set(), ["UPT-XML-01"]),
        (404, "application/problem+json", b"{}", {STATUS, MEDIA, BODY}, []),
        (499, "application/json", b"{}", {STATUS, BODY}, [MEDIA]),
        (404, "application/problem+json", b"<html>", set(), [BODY]),
        (201, "application/json", OK, set(), [STATUS]),
        (500, "application/json", OK, set(), [STATUS]),
        (204, None, b"", {STATUS}, []),
        (204, None, b"x", set(), [BODY]),
        (410, None, b"", {STATUS, BODY}, []),
        (410, "text/plain", b"gone", set(), [BODY]),
        (503, "text/plain", b"busy", {STATUS}, []),
        (503, None, b"", {STATUS}, []),
        (418, "text/plain", b"no JSON", {STATUS, MEDIA, BODY}, []),
    ],
)
def test_status_media_and_body(
    status: int, media: str | None, body: bytes, upheld: set[str], broken: list[str]
) -> None:
    assert _checked(_exchange(status, media, body)) == (upheld, broken)


def test_what_a_body_lacks_of_one_requirement_does_not_hide_what_it_breaks_of_another() -> None:
    schema = {
        "required": ["items"],
        "properties": {"count": {"type": "integer"}},
        "allOf": [{"x-requirement": "D-THING", "required": ["size"]}],
    }
    oracle = _oracle({"200": {"content": {"application/json": {"schema": schema}}}})
    found = oracle.check(_exchange(200, "application/json", b'{"count": "7"}')).findings
    assert sorted(one.requirement for one in found) == ["D-THING", BODY]


def test_a_media_type_with_parameters_in_the_document_is_known_without_them() -> None:
    body = b"<RESULT><RESULTTYPE/><RESULTCODE>20</RESULTCODE><RESULTMSG/></RESULT>"
    upheld, broken = _checked(_exchange(200, "TEXT/xml;charset=x", body))
    assert (upheld, broken) == ({STATUS, MEDIA, BODY, "UPT-XML-01", "UPT-TABLE-04"}, [])


@pytest.mark.parametrize(
    ("responses", "status", "documented"),
    [
        ({"200": {}, "2XX": {}, "default": {}}, 599, True),
        ({"2xx": {}}, 299, True),
        ({"2XX": {}}, 300, False),
        ({200: {}}, 200, True),
        ({"200": {}}, 201, False),
        ({"DEFAULT": {}}, 100, True),
    ],
)
def test_exact_range_and_default(
    responses: Mapping[Any, Any],
    status: int,
    documented: bool,  # noqa: FBT001
) -> None:
    upheld, broken = _checked(_exchange(status, None, b""), responses=responses)
    assert (STATUS in upheld, broken) == (documented, [] if documented else [STATUS])


def test_the_exact_status_is_nearer_than_range_and_default() -> None:
    content = {"content": {"application/json": THING}}
    responses = {"default": content, "4XX": content, "404": {"x-no-body": True}}
    assert _checked(_exchange(404, None, b"x"), responses=responses) == (set(), [BODY])
    assert _checked(_exchange(405, "application/json", b"{}"), responses=responses) == (
        set(),
        ["D-THING"],
    )


def test_a_range_documents_a_body_for_a_204_too() -> None:
    responses = {"2XX": {"content": {"application/json": THING}}}
    assert _checked(_exchange(204, None, b""), responses=responses) == (set(), [BODY])


@pytest.mark.parametrize("media", [None, "application/json"])
def test_the_answer_to_a_head_proves_its_status_alone(media: str | None) -> None:
    assert _checked(_exchange(200, media, b"", "HEAD")) == ({STATUS}, [])
    assert _checked(_exchange(200, media, OK, "HEAD")) == (set(), [BODY])


def test_no_response_proves_nothing() -> None:
    failed = Exchange("e1", "t", Request("GET", "http://h/"), None, Failure("reset", ""), 0.0, 0.1)
    assert _checked(failed) == (set(), [])


def test_what_is_not_in_the_catalogue_is_not_reported() -> None:
    assert _checked(_exchange(200, "text/html", b"{}"), active=frozenset({STATUS})) == (set(), [])
    assert _checked(_exchange(201, None, b""), active=frozenset({BODY})) == (set(), [])


def test_findings_show_both_sides() -> None:
    (status,) = _oracle().check(_exchange(201, None, b"")).findings
    assert (status.expected, status.observed) == ("200, 4XX, 204, 410, 503, 418", "201 Reason")
    assert (status.summary, status.where) == ("status 201 is not documented here", "status")
    (media,) = _oracle().check(_exchange(200, None, OK)).findings
    assert (media.expected, media.observed) == ("application/json, text/xml", "no Content-Type")
    assert media.summary == "the media type is not one that is documented here"
    assert media.where == "header Content-Type"
    (media,) = _oracle().check(_exchange(200, "text/html; a=b", OK)).findings
    assert media.observed == "text/html; a=b"
    (body,) = _oracle().check(_exchange(410, None, b"gone")).findings
    assert (body.expected, body.observed) == ("no body", "gone")
    assert body.summary == "a 410 has a body where none is documented"
    (body,) = _oracle().check(_exchange(200, "application/json", b'{"a": 1}')).findings
    assert (body.summary, body.observed) == ("the body lacks id", '{"a":1}')
    (body,) = _oracle().check(_exchange(200, "application/json", b"no JSON")).findings
    assert body.observed == "no JSON"


def test_a_body_is_read_in_the_charset_of_its_header_and_a_reason_is_cut() -> None:
    text = "<RESULT><RESULTTYPE>Größe</RESULTTYPE></RESULT>".encode("latin-1")
    found = _checked(_exchange(200, "text/xml; charset=iso-8859-1", text))
    assert "UPT-XML-01" not in found[1]
    assert "UPT-XML-01" in _checked(_exchange(200, "text/xml", text))[1]
    response = Response(201, "x" * 70, (), b"")
    exchange = Exchange("e1", "t", Request("GET", "http://h/"), response, None, 0.0, 0.1)
    (status,) = _oracle().check(exchange).findings
    assert status.observed == f"201 {'x' * 60}… (10 more characters)"


def test_long_texts_are_cut_short() -> None:
    assert clip("x" * 300) == "x" * 300
    assert clip("x" * 301) == "x" * 300 + "… (1 more characters)"
    assert show(b"") == "(empty)"
    assert show(b"\xff" * 10, 5) == "\N{REPLACEMENT CHARACTER}" * 5 + "… (5 more characters)"


def test_the_root_of_a_document_has_a_requirement_and_a_type_may_have_parameters() -> None:
    facts = {"x-xsd": {**XSD["x-xsd"], "root-requirement": "UPT-RESULT-01"}}
    responses = {
        "200": {"content": {"text/xml; a=1; b=2": facts}},
        "201": {"content": {"application/json; a=1; b=2": {"schema": {"required": ["id"]}}}},
    }
    active = frozenset({*ALL, "UPT-RESULT-01"})
    found = _checked(_exchange(200, "text/xml", b"<OTHER/>"), responses=responses, active=active)
    assert found == (set(), ["UPT-RESULT-01"])
    assert _checked(_exchange(201, "application/json", b"{}"), responses=responses)[1] == [BODY]
