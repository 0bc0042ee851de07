"""Replies as tests read them, codes that a case allows, and the scenarios of a target file."""

from __future__ import annotations

import re

import msgspec
import pytest

from contracts.apis import Api, available, find
from contracts.apis.uptivity import Reply, Scenario, Step, scenarios
from contracts.apis.uptivity.allowed import allowed
from contracts.apis.uptivity.scenarios import covering
from contracts.catalogue import load, read_table
from contracts.model import (
    Allow,
    ConfigurationError,
    Exchange,
    Inconclusive,
    Request,
    Response,
    Target,
)
from contracts.oracles import ResultCodes

SPEC = load("uptivity")
CODES = ResultCodes(read_table(SPEC.directory / "result-codes.tsv"))
CHOSEN = {one.id: one.chosen for one in SPEC.catalogue.ambiguities.values()}


def _reply(body: bytes | None) -> Reply:
    response = None if body is None else Response(200, body=body)
    return Reply(Exchange("e1", "t", Request("GET", "http://h/"), response, None, 0.0, 0.1))


def test_a_result_is_read_by_name() -> None:
    reply = _reply(
        b"<RESULT><CALL><RESULTCODE>1</RESULTCODE></CALL><REQUESTID> 007 </REQUESTID>"
        b"<RESULTMSG> API_OK\n</RESULTMSG><RESULTTYPE><![CDATA[API_OK]]></RESULTTYPE>"
        b"<RESULTCODE>2<!-- x -->0</RESULTCODE><CALL/></RESULT>"
    )
    assert (reply.is_result, reply.parses, reply.looks_like_one) == (True, True, True)
    assert (reply.code, reply.type, reply.message) == (20, "API_OK", "API_OK")
    assert (reply.request_id, reply.text("REQUESTID")) == ("007", " 007 ")
    assert (reply.count("CALL"), reply.nodes) == (2, ["CALL", "CALL"])
    assert str(reply).startswith("REQUESTID ' 007 ', RESULTCODE '20'")


def test_a_large_reply_is_read_but_not_kept() -> None:
    reply = _reply(b"<RESULT><CODE>7</CODE>" + b"<x/>" * 200_000 + b"<END>8</END></RESULT>")
    assert (reply.count("x"), reply.text("END")) == (200_000, "8")
    assert len(reply.order) < 2_000
    assert len(reply.body) < 100_000
    assert reply.exchange.response is not None
    assert len(reply.exchange.response.body) < 100_000


@pytest.mark.parametrize(
    ("body", "parses", "looks", "trouble"),
    [
        (None, False, False, "no reply"),
        (b"", False, False, "not well-formed XML"),
        (b"<html/>", True, False, "the root element is html"),
        (b"<RESULT>", False, True, "not well-formed XML"),
        ("<RESULT>".encode("utf-16"), False, True, "not well-formed XML"),
        (b'<x:RESULT xmlns:x="urn:x"/>', True, False, "the root element is {urn:x}RESULT"),
        (b'{"RESULT": 1}', False, False, "not well-formed XML"),
    ],
)
def test_what_is_no_result_says_why(
    body: bytes | None,
    parses: bool,  # noqa: FBT001
    looks: bool,  # noqa: FBT001
    trouble: str,
) -> None:
    reply = _reply(body)
    assert (reply.is_result, reply.parses, reply.looks_like_one) == (False, parses, looks)
    assert str(reply).startswith(trouble)
    with pytest.raises(Inconclusive, match=r"the reply is not a RESULT"):
        reply.count("RESULTCODE")


@pytest.mark.parametrize("text", ["", "x", "2 0", "0x14", "20.0", "٢٠", "1" * 19, "+-1"])
def test_a_code_that_is_no_number_is_inconclusive(text: str) -> None:
    with pytest.raises(Inconclusive, match="RESULTCODE is not a number"):
        _ = _reply(f"<RESULT><RESULTCODE>{text}</RESULTCODE></RESULT>".encode()).code


@pytest.mark.parametrize(("text", "code"), [(" 20 ", 20), ("+7", 7), ("-1", -1), ("0020", 20)])
def test_a_code_is_a_number_however_written(text: str, code: int) -> None:
    assert _reply(f"<RESULT><RESULTCODE>{text}</RESULTCODE></RESULT>".encode()).code == code


@pytest.mark.parametrize("name", ["code", "type", "message"])
def test_a_missing_element_is_inconclusive(name: str) -> None:
    with pytest.raises(Inconclusive, match="the RESULT has no RESULT"):
        getattr(_reply(b"<RESULT/>"), name)
    assert _reply(b"<RESULT/>").request_id is None


NOT_A_SUCCESS = {one for one in range(60) if one not in {0, 13, 19, 20, 37, 43}}


@pytest.mark.parametrize(
    ("case", "readings", "codes"),
    [
        ("unknown command", {}, {10, 11, 15, 49}),
        ("unknown command", {"UPT-AMB-14": "any-error"}, NOT_A_SUCCESS),
        ("no command", {}, {10, 11, 14, 15, 16, 17, 26, 49, 59}),
        ("no command", {"UPT-AMB-14": "any-error"}, NOT_A_SUCCESS),
        ("request id", {}, NOT_A_SUCCESS),
        ("request id", {"UPT-AMB-15": "named"}, {14, 16, 17, 26, 59}),
        ("malformed", {}, {11, 16, 17}),
        ("malformed", {"UPT-AMB-02": "format-only"}, {16, 17}),
    ],
)
def test_codes_of_a_case(case: str, readings: dict[str, str], codes: set[int]) -> None:
    assert allowed(case, CHOSEN | readings, CODES) == codes


def test_the_ledger_names_the_codes_that_are_allowed() -> None:
    effect = SPEC.catalogue.ambiguities["UPT-AMB-15"].readings[1].effect
    named = allowed("request id", {**CHOSEN, "UPT-AMB-15": "named"}, CODES)
    assert {int(one) for one in re.findall(r"\d+", effect)} == named


def _target(**data: object) -> Target:
    return Target("t", "uptivity", "T", "http://h", Allow.READ, data=data)


def test_scenarios_are_those_of_the_target_file() -> None:
    step = {"send": {"type": "START"}, "expect": [0, 1], "node": "CALL"}
    (found,) = scenarios(_target(scenarios=[{"name": "start", "steps": [step, {"send": {}}]}]))
    assert found.name == "start"
    assert found.steps == (Step({"type": "START"}, (0, 1), "CALL"), Step({}))
    assert scenarios(_target()) == ()


def test_scenarios_of_another_shape_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        scenarios(_target(scenarios=[{"steps": []}]))


def test_vocabularies_are_found_by_the_name_of_the_api() -> None:
    assert list(available()) == sorted(available())
    assert all(issubclass(find(one), Api) for one in available())
    with pytest.raises(ConfigurationError, match="unknown API 'upt'"):
        find("upt")


@pytest.mark.parametrize(
    ("method", "reads"), [("GET", True), ("HEAD", True), ("POST", False), ("OPTIONS", False)]
)
def test_by_default_get_and_head_read(method: str, reads: bool) -> None:  # noqa: FBT001
    assert Api.reads(Request(method, "http://h/"), _target()) is reads


def test_few_scenarios_have_all_the_commands_that_are_wanted() -> None:
    start, update = Step({"type": "CALLSTART"}, (20,), "CALL"), Step({"type": "CALLUPDATE"}, (37,))
    clear = Step({"type": "CALLSTOP"})
    alone, left = Scenario("start", (start, clear)), Scenario("left", (start, update))
    cleared = Scenario("cleared", (start, update, clear))
    listed = (alone, left, cleared)
    assert covering(listed, [start]) == [alone]
    assert covering(listed, [start, update]) == [cleared]
    assert covering((alone, left), [update, start]) == [left]
    assert covering(listed, [Step({"type": "ROLE"})]) == []
    assert covering((), [start]) == covering(listed, []) == []
