"""What every RESULT is held to: code, label, message and command, table by table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
import pytest

from contracts.apis.uptivity.rules import check_reply
from contracts.catalogue import load, read_table
from contracts.model import Exchange, Request, Response
from contracts.oracles import Checked, ResultCodes

Check = Callable[..., tuple[set[str], set[str]]]
SPEC = load("uptivity")
CODES = ResultCodes(read_table(SPEC.directory / "result-codes.tsv"))
CHOSEN = {one.id: one.chosen for one in SPEC.catalogue.ambiguities.values()}
QUERY = "type=TEST&requestid=7"


def _body(code: object, label: str, message: str, more: str = "<REQUESTID>7</REQUESTID>") -> bytes:
    return (
        f"<RESULT>{more}<RESULTTYPE>{label}</RESULTTYPE><RESULTCODE>{code}</RESULTCODE>"
        f"<RESULTMSG>{message}</RESULTMSG></RESULT>"
    ).encode()


def _exchange(body: bytes, query: str, defect: str | None = None) -> Exchange:
    request = Request("GET", f"http://h/webAPI.aspx?{query}", defect=defect)
    return Exchange("e1", "t", request, Response(200, body=body), None, 0.0, 0.1)


def _checked(  # noqa: PLR0913
    code: object,
    label: str,
    message: str = "",
    *,
    more: str = "<REQUESTID>7</REQUESTID>",
    query: str = QUERY,
    defect: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> tuple[set[str], set[str]]:
    """The requirements upheld and broken."""
    exchange = _exchange(_body(code, label, message, more), query, defect)
    found = check_reply(exchange, CODES, {**CHOSEN, **(readings or {})})
    broken = [one.requirement for one in found.findings]
    assert len(set(broken)) == len(broken)
    assert len(set(found.upheld)) == len(found.upheld)
    return set(found.upheld), set(broken)


T1, T2, T3 = "UPT-TABLE-01", "UPT-TABLE-02", "UPT-TABLE-03"
E1, E2, E5, E6 = "UPT-ERR-01", "UPT-ERR-02", "UPT-ERR-05", "UPT-ERR-06"
OK2, R5 = "UPT-OK-02", "UPT-RESULT-05"


@pytest.mark.parametrize(
    ("code", "label", "upheld", "broken"),
    [
        # the general success
        (20, "API_OK", {T1, T2, OK2, R5}, set()),
        (20, "ERROR", {T1}, {E2}),
        (20, "API_RECORDING_STARTED", {T1, R5}, {OK2}),
        (20, "OK", {T1, R5}, {OK2}),
        # codes that name a success by their meaning
        (0, "API_OK", {T1, T2, R5}, set()),
        (0, "API_RECORDING_STARTED", {T1, T2, R5}, set()),
        (0, "API_RECORDING_STOPPED", {T1, R5}, {T2}),
        (0, "STARTED", {T1, R5}, {T2}),
        (0, "ERROR", {T1}, {E2}),
        # codes that may be either
        (7, "API_OK", {T1, T2, R5}, set()),
        (7, "API_DEVICE_NOT_IN_CALL", {T1, T2, R5}, set()),
        (7, "ERROR", {T1, E2}, set()),
        (7, "API_DEVICE_INVALID", {T1, R5}, {T2}),
        # codes that name an error for certain
        (1, "ERROR", {T1, E1, E2, E6}, set()),
        (1, "API_ERROR_ALREADY_RECORDING", {T1, T2, E1}, {E6}),
        (1, "API_OK", {T1}, {E1}),
        (1, "API_ERROR_UNKNOWN", {T1, E1}, {T2}),
        (1, "FAILED", {T1}, {E1}),
        # codes that name an error by their meaning
        (10, "ERROR", {T1, E2, E5, E6}, set()),
        (10, "API_UNKNOWN_MESSAGE_TYPE", {T1, T2, E5}, {E6}),
        (10, "API_OK", {T1}, {E5}),
        (10, "API_DEVICE_INVALID", {T1, E5}, {T2}),
        (10, "FAILED", {T1}, {E1}),
        # two codes of one label, and the document's own slip
        (16, "API_INVALID_MESSAGE_FORMAT", {T1, T2, E5}, {E6}),
        (17, "API_INVALID_MESSAGE_FORMAT", {T1, T2, E5}, {E6}),
        (17, "API_ERROR_NO_DEFAULT_RECORDING_PATH", {T1, T2, E5}, {E6}),
        (16, "API_ERROR_NO_DEFAULT_RECORDING_PATH", {T1, E5}, {T2}),
        # codes outside the table
        (19, "ERROR", {E2}, {T1}),
        (60, "ERROR", {E2}, {T1}),
        (-1, "ERROR", {E2}, {T1}),
        (19, "API_OK", {R5}, {T1}),
        (19, "API_UNLICENSED", {R5}, {T1}),
        (19, "FAILED", {R5}, {T1}),
    ],
)
def test_code_and_type(code: int, label: str, upheld: set[str], broken: set[str]) -> None:
    general = (code, label) == (20, "API_OK")
    message, more = ("API_OK", {"UPT-OK-03"}) if general else ("", set())
    assert _checked(code, label, message) == (upheld | more, broken)


@pytest.mark.parametrize("label", ["ERROR", "API_OK", "own", "another", "no label"])
def test_whatever_is_wrong_breaks_one_requirement(label: str) -> None:
    for code in [*CODES, 19, 60]:
        another = "API_UNLICENSED" if code != 39 else "API_OK_NOT"
        said = {"own": CODES.label(code) or "API_OK", "another": another}.get(label, label)
        _, broken = _checked(code, said, "API_OK" if (code, said) == (20, "API_OK") else "")
        assert len(broken) <= 1, code
        own = {"own": {E6}, "ERROR": {E2}}.get(label, broken)
        assert code not in CODES or code == 20 or broken <= own, code


@pytest.mark.parametrize(
    ("code", "label", "message", "upheld", "broken"),
    [
        (10, "ERROR", "API_UNKNOWN_MESSAGE_TYPE", {T3}, set()),
        (10, "ERROR", " API_UNKNOWN_MESSAGE_TYPE: no such command", {T3}, set()),
        (10, "ERROR", "API_DEVICE_INVALID", set(), {T3}),
        (10, "ERROR", "API_OK", set(), {T3}),
        (10, "ERROR", "no such command, API_DEVICE_INVALID", set(), set()),
        (10, "ERROR", "API_NO_LABEL_OF_THE_TABLE", set(), set()),
        (10, "ERROR", "", set(), set()),
        (0, "API_OK", "API_RECORDING_STARTED", {T3}, set()),
        (0, "API_OK", "API_RECORDING_STOPPED", set(), {T3}),
        (17, "ERROR", "API_INVALID_MESSAGE_FORMAT", {T3}, set()),
        (17, "ERROR", "API_ERROR_NO_DEFAULT_RECORDING_PATH", {T3}, set()),
        (16, "ERROR", "API_ERROR_NO_DEFAULT_RECORDING_PATH", set(), {T3}),
        (19, "ERROR", "API_DEVICE_INVALID", set(), {T1}),
    ],
)
def test_message_against_code(
    code: int, label: str, message: str, upheld: set[str], broken: set[str]
) -> None:
    held, found = _checked(code, label, message)
    assert found == broken
    assert held & {T3} == upheld


def test_the_message_of_a_test_is_api_ok() -> None:
    held, broken = _checked(20, "API_OK", "API_UNLICENSED")
    assert (T3 in held, broken) == (False, {"UPT-OK-03"})
    assert _checked(20, "ERROR", "API_UNLICENSED")[1] == {E2}
    assert _checked(20, "API_OK", "API_UNLICENSED", query="type=STOP&requestid=7")[1] == {T3}


@pytest.mark.parametrize(
    ("ambiguity", "reading", "code", "label", "message", "broken"),
    [
        ("UPT-AMB-01", "table", 17, "API_ERROR_NO_DEFAULT_RECORDING_PATH", "", {T2, E6}),
        ("UPT-AMB-01", "table", 17, "ERROR", "API_ERROR_NO_DEFAULT_RECORDING_PATH", {T3}),
        ("UPT-AMB-01", "table", 17, "API_INVALID_MESSAGE_FORMAT", "", {E6}),
        ("UPT-AMB-04", "label-too", 1, "API_ERROR_ALREADY_RECORDING", "", set()),
        ("UPT-AMB-04", "strict", 1, "API_ERROR_ALREADY_RECORDING", "", {E1}),
        ("UPT-AMB-04", "strict", 10, "API_UNKNOWN_MESSAGE_TYPE", "", {E5}),
        ("UPT-AMB-04", "strict", 1, "ERROR", "", set()),
        ("UPT-AMB-05", "label", 0, "API_OK", "", {T2}),
        ("UPT-AMB-05", "label", 0, "API_RECORDING_STARTED", "", set()),
        ("UPT-AMB-05", "label", 20, "API_OK", "API_OK", set()),
        ("UPT-AMB-18", "only-20", 0, "ERROR", "", set()),
        ("UPT-AMB-18", "only-20", 20, "ERROR", "", {E2}),
        ("UPT-AMB-18", "only-20", 7, "ERROR", "", set()),
    ],
)
def test_a_flipped_reading_flips_the_judgement(  # noqa: PLR0913
    ambiguity: str, reading: str, code: int, label: str, message: str, broken: set[str]
) -> None:
    assert _checked(code, label, message, readings={ambiguity: reading})[1] == broken
    if broken - {E6} and code != 20:
        assert _checked(code, label, message)[1] <= {E6}


@pytest.mark.parametrize(
    ("more", "query", "defect", "verdict"),
    [
        ("<REQUESTID>7</REQUESTID>", QUERY, None, True),
        ("<REQUESTID/>", QUERY, None, True),
        ("", QUERY, None, False),
        ("<REQUESTID>7</REQUESTID><REQUESTID>7</REQUESTID>", QUERY, None, False),
        ("<D><REQUESTID>7</REQUESTID></D>", QUERY, None, False),
        ("", "type=TEST", None, None),
        ("", QUERY, "markup", None),
        ("", "TYPE=TEST&REQUESTID=7", None, False),
    ],
)
def test_a_success_has_the_request_id(
    more: str,
    query: str,
    defect: str | None,
    verdict: bool | None,  # noqa: FBT001
) -> None:
    held, broken = _checked(20, "API_OK", more=more, query=query, defect=defect)
    assert {True: R5 in held, False: R5 in broken, None: R5 not in held | broken}[verdict]


@pytest.mark.parametrize(
    ("said", "query", "defect", "verdict"),
    [
        ("TEST", QUERY, None, True),
        (" test ", QUERY, None, True),
        ("STOP", QUERY, None, False),
        ("", QUERY, None, False),
        ("STOP", QUERY, "letter case", None),
        ("STOP", "requestid=7", None, None),
    ],
)
def test_requesttype_repeats_the_command(
    said: str,
    query: str,
    defect: str | None,
    verdict: bool | None,  # noqa: FBT001
) -> None:
    more = f"<REQUESTID>7</REQUESTID><REQUESTTYPE>{said}</REQUESTTYPE>"
    held, broken = _checked(20, "API_OK", more=more, query=query, defect=defect)
    one = "UPT-TYPE-01"
    assert {True: one in held, False: one in broken, None: one not in held | broken}[verdict]


@pytest.mark.parametrize(
    "body",
    [b"", b"<html/>", b"a RESULT", _body("x", "ERROR", ""), _body("", "API_OK", "")],
)
def test_what_is_not_there_is_not_judged_here(body: bytes) -> None:
    assert check_reply(_exchange(body, QUERY), CODES, CHOSEN) == Checked()


def test_a_result_is_whole_in_whatever_way_it_was_asked_for() -> None:
    def broken(body: bytes, operation: str | None) -> list[str]:
        exchange = _exchange(body, QUERY)
        request = msgspec.structs.replace(exchange.request, operation=operation)
        exchange = msgspec.structs.replace(exchange, request=request)
        return [one.requirement for one in check_reply(exchange, CODES, CHOSEN).findings]

    parts = ["UPT-RESULT-02", "UPT-RESULT-03", "UPT-RESULT-04"]
    renamed = b"<RESPONSE><RESULTCODE>20</RESULTCODE></RESPONSE>"
    assert broken(b"<RESULT/>", None) == parts
    assert broken(renamed, None) == ["UPT-RESULT-01"]
    # What has an operation is held to its schema.
    assert broken(b"<RESULT/>", "commandByGet") == broken(renamed, "commandByGet") == []


def test_a_result_is_well_formed_in_whatever_way_it_was_asked_for() -> None:
    def broken(body: bytes, query: str, defect: str | None = None) -> list[str]:
        found = check_reply(_exchange(body, query, defect), CODES, CHOSEN).findings
        return [one.requirement for one in found]

    behind = _body(20, "API_OK", "") + b"OK"
    assert broken(behind, QUERY) == broken(behind, QUERY, "no command") == ["UPT-XML-01"]
    assert broken(b'{"RESULT": {"REQUESTID": "7", "RESULTCODE": 20}}', QUERY) == ["UPT-XML-01"]
    assert broken(b'{"error": "no POST"}', QUERY) == []
    # What may be for the text of the request is judged on its own.
    assert broken(behind, "type=TEST&requestid=%3C7") == []
    assert broken(behind, "type=%26&requestid=7") == broken(behind, QUERY, "markup") == []
    # A page is no result.
    assert broken(b"<html><br></html>", QUERY) == []


def test_an_error_is_the_only_answer_to_a_command_that_does_not_exist() -> None:
    unknown = "a command that does not exist"
    assert _checked(10, "API_OK", defect=unknown)[1] == {E1}
    assert _checked(10, "API_OK", defect="markup")[1] == set()
    assert E1 in _checked(10, "ERROR", defect=unknown)[0]


def test_a_word_that_is_no_label_is_wrong_in_every_error() -> None:
    for word in ("API_ERROR", "", "Error"):
        assert _checked(16, word, defect="malformed XML")[1] == {E1}
    assert _checked(16, "API_OK", defect="malformed XML")[1] == set()


def test_no_response_is_not_judged_here() -> None:
    exchange = Exchange("e1", "t", Request("GET", "http://h/"), None, None, 0.0, 0.1)
    assert check_reply(exchange, CODES, CHOSEN) == Checked()


def test_a_finding_names_the_exchange_and_both_sides() -> None:
    found = check_reply(_exchange(_body(20, "ERROR", ""), QUERY), CODES, CHOSEN).findings[0]
    assert found.exchanges == ("e1",)
    assert (found.expected, found.observed) == ("the code of an error", "20 (API_OK)")


@pytest.mark.parametrize(
    ("code", "label", "said", "query", "defect", "broken"),
    [
        (20, "API_OK", "8", QUERY, None, "UPT-ID-01"),
        (20, "API_OK", " 7 ", QUERY, None, None),
        (8, "ERROR", "", QUERY, None, "UPT-ID-03"),
        (10, "ERROR", "0", QUERY, "a command that does not exist", "UPT-ID-03"),
        (16, "ERROR", "0", QUERY, "malformed XML", None),
        (14, "ERROR", "0", QUERY, None, None),
        (16, "ERROR", "", QUERY, None, None),
        (20, "API_OK", "7", "type=TEST&requestid=007", None, None),
        (20, "API_OK", "7", "type=TEST", None, None),
    ],
)
def test_every_result_has_the_requestid_that_was_sent(  # noqa: PLR0913
    code: int, label: str, said: str, query: str, defect: str | None, broken: str | None
) -> None:
    more = f"<REQUESTID>{said}</REQUESTID>"
    found = _checked(code, label, more=more, query=query, defect=defect)[1]
    assert found & {"UPT-ID-01", "UPT-ID-03"} == ({broken} if broken else set())


def test_an_error_in_a_way_that_is_not_taken_may_have_no_requestid() -> None:
    exchange = _exchange(_body(15, "ERROR", "", "<REQUESTID/>"), QUERY)
    for taken in (True, False):
        found = check_reply(exchange, CODES, CHOSEN, taken=taken).findings
        assert ("UPT-ID-03" in {one.requirement for one in found}) is taken
