"""A finding says where in the response the offending part is."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.catalogue import specs_dir
from contracts.model import Exchange, Request, Response
from contracts.oracles import OperationOracle
from contracts.oracles.json_body import JsonBody, pointer
from contracts.oracles.xml_body import XmlBody

ITEM = {"properties": {"a/b": {"type": "string"}}}
SCHEMA = {"type": "object", "properties": {"items": {"type": "array", "items": ITEM}}}
HTML = (("Content-Type", "text/html"),)
JSON = (("Content-Type", "application/json"),)


@pytest.mark.parametrize(
    ("body", "where"),
    [(b'{"items": [{}, {"a/b": 1}]}', "/items/1/a~1b"), (b"[]", ""), (b"{", "")],
)
def test_a_json_problem_has_a_pointer(body: bytes, where: str) -> None:
    [problem] = JsonBody(SCHEMA, {}).check(body)
    assert problem.where == where


def test_a_pointer_is_escaped() -> None:
    assert pointer(["a/b", 0, "~"]) == "/a~1b/0/~0"
    assert pointer([]) == ""


def test_an_xml_problem_has_a_path() -> None:
    xsd = Path(specs_dir()) / "uptivity" / "result.xsd"
    body = b"<RESULT><REQUESTID>1</REQUESTID><RESULTCODE>x</RESULTCODE></RESULT>"
    problems = XmlBody(xsd, "RESULT").check(body)
    assert "xpath /RESULT/RESULTCODE" in {problem.where for problem in problems}
    [root] = XmlBody(xsd, "RESULT").check(b"<OTHER/>")
    assert root.where == "xpath /*"


@pytest.mark.parametrize(
    ("response", "where"),
    [
        (Response(500), "status"),
        (
            Response(200, headers=HTML, body=b"{}"),
            "header Content-Type",
        ),
        (
            Response(200, headers=JSON, body=b'{"items": 1}'),
            "/items",
        ),
    ],
)
def test_a_finding_on_an_exchange_says_where(response: Response, where: str) -> None:
    operation = {"responses": {"200": {"content": {"application/json": {"schema": SCHEMA}}}}}
    active = frozenset({"D-get-STATUS", "D-get-MEDIA", "D-get-BODY"})
    oracle = OperationOracle(operation, {}, Path(), "D-get", active)
    exchange = Exchange("x", "t", Request("GET", "http://demo.test/"), response, None, 0.0, 0.1)
    [finding] = oracle.check(exchange).findings
    assert finding.where == where
