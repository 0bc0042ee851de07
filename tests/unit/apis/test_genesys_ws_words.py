"""How answers of Web Services are read, and which states are one."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contracts.apis.genesys_ws import Answer, same_state, told_apart, voice_state
from contracts.apis.genesys_ws.rules import check_envelope
from contracts.model import Exchange, Inconclusive, Request, Response


def _exchange(  # noqa: PLR0913
    body: Any,
    status: int = 200,
    operation: str | None = "getMe",
    defect: str | None = None,
    *,
    labelled: bool = False,
    url: str = "http://h/api/v2/me",
) -> Exchange:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = Request("GET", url, operation=operation, defect=defect)
    headers = (("Content-Type", "application/json"),) if labelled else ()
    return Exchange("1", "t", request, Response(status, "", headers, raw), None, 0.0, 0.0)


def _answer(body: Any, status: int = 200) -> Answer:
    return Answer(_exchange(body, status))


NOT_READY_ID = "900d55cc-2bb0-431f-8bf9-d3525b383be6"
ERROR = {"statusCode": 20, "statusMessage": "Access denied"}


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"statusCode": 0}, 200, "accepted"),
        ({"statusCode": 0.0}, 202, "accepted"),
        ({"statusCode": 0}, 500, ""),
        ({"statusCode": "0"}, 200, "turned_away"),
        (ERROR, 200, "refused denied turned_away"),
        (ERROR, 500, "refused denied turned_away"),
        ({**ERROR, "user": {"id": "1"}}, 401, ""),
        ({"statusCode": 5}, 400, "refused denied turned_away"),
        ({"statusCode": 6}, 404, "refused turned_away"),
        (b"<html>", 401, "refused denied turned_away"),
        (b"", 302, "refused denied turned_away"),
        (b"<form>", 200, "turned_away"),
        ({}, 200, ""),
        (b" ", 200, ""),
        ({}, 401, "refused denied turned_away"),
        (b"<html>", 404, "refused turned_away"),
        (b"<html>", 500, ""),
    ],
)
def test_kinds_of_answers(body: Any, status: int, expected: str) -> None:
    answer = _answer(body, status)
    kinds = ("accepted", "refused", "denied", "turned_away")
    assert [one for one in kinds if getattr(answer, one)] == expected.split()


@pytest.mark.parametrize("body", [{}, {"statusCode": True}, {"statusCode": "0"}, b"[", []])
def test_without_a_number_a_status_code_cannot_be_judged(body: Any) -> None:
    with pytest.raises(Inconclusive, match="statusCode"):
        _answer(body).enveloped("it")


@pytest.mark.parametrize(
    ("exchange", "upheld", "broken"),
    [
        (_exchange({"statusCode": 0, "user": {}}), "01 02 03 05", ""),
        (_exchange({"statusCode": 0}), "03 05", ""),
        (_exchange({}), "", "02"),
        (_exchange([]), "", "01"),
        (_exchange(b"OK", operation="operateVoice"), "", "01"),
        (_exchange(b"<html>", 401), "", ""),
        (_exchange(b"<html>", defect="a defect"), "", ""),
        (_exchange({}, operation="listUsers"), "", ""),
        (_exchange({"uris": []}, operation="listUsers"), "", "07"),
        (_exchange({"statusCode": 0, "uris": []}, operation="listUsers"), "07 03 05", ""),
        (_exchange(ERROR, 401), "03 04 06", ""),
        (_exchange({"statusCode": 5}, 403), "03 06", "04"),
        (_exchange({**ERROR, "users": [1]}, 403), "03 04", "06"),
        (_exchange({**ERROR, "statusCode": 7, "users": [1]}), "03 04", ""),
        (_exchange({**ERROR, "statusCode": 21}, 400), "", "03"),
        (_exchange({**ERROR, "statusCode": 1.5}, 400), "", "03"),
        (_exchange({"statusCode": 0, "statusMessage": "OK"}), "03", "05"),
        (_exchange({}, operation=None), "", ""),
        (_exchange(b'{"users":[\xe9]}', operation="listUsers", labelled=True), "", "01"),
        (_exchange(b"\xe9", operation="listUsers"), "", ""),
    ],
)
def test_rules_of_the_envelope(exchange: Exchange, upheld: str, broken: str) -> None:
    checked = check_envelope(Answer(exchange))
    assert [one.removeprefix("GWS-ENV-") for one in checked.upheld] == upheld.split()
    found = [one.requirement.removeprefix("GWS-ENV-") for one in checked.findings]
    assert found == broken.split()


@pytest.mark.parametrize(
    ("exchange", "broken"),
    [
        (_exchange(ERROR, 500), "GWS-ME-01"),
        (_exchange(b"", 404), "GWS-ME-01"),
        (_exchange(ERROR, 401), ""),
        (_exchange(ERROR, 503), ""),
        (_exchange(ERROR, 500, defect="another user"), ""),
        (_exchange(b"", 500, url="http://h/api/v2/me?fields=x"), ""),
        (_exchange(ERROR, 200), ""),
        (_exchange({**ERROR, "statusCode": 4}, 200, "getVersion"), "GWS-VERSION-01"),
        (_exchange(ERROR, 401, "getVersion"), "GWS-VERSION-01"),
        (_exchange(b"", 429, "getVersion"), ""),
        (_exchange({"statusCode": 0, "version": None}, 200, "getVersion"), "GWS-VERSION-02"),
        (_exchange({"statusCode": 0, "version": "8"}, 200, "getVersion"), ""),
        (_exchange({"statusCode": 0, "user": {"userName": "Bob"}}), "GWS-ME-03"),
        (_exchange({"statusCode": 0, "user": {"userName": "ANN"}}), ""),
        (_exchange({"statusCode": 0, "user": {"userName": 7}}), ""),
        (_exchange({"statusCode": 1, "user": {"userName": "ann"}}), "GWS-ME-01"),
        (_exchange({"statusCode": 9, "user": {"userName": "ann"}}), ""),
        (_exchange({"statusCode": 0.0, "user": {"userName": "ann"}}), ""),
    ],
)
def test_the_requests_of_the_document_are_answered_whenever_they_are_sent(
    exchange: Exchange, broken: str
) -> None:
    checked = check_envelope(Answer(exchange), {"ann"})
    aside = ("GWS-ENV-", "GWS-ME-02", "GWS-ME-13")  # the users here have hardly any member
    found = [one.requirement for one in checked.findings]
    assert [one for one in found if not one.startswith(aside)] == broken.split()


_USER = {
    "id": "7", "userName": "ann", "firstName": "Ann", "lastName": "", "roles": [],
    "enabled": True, "changePasswordOnFirstLogin": False, "uri": "u", "path": "p",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        ({}, ""),
        ({"more": None}, ""),
        ({"id": 7}, "02"),
        ({"id": None}, "02"),
        ({"lastName": ["B"]}, "04"),
        ({"roles": "ROLE_AGENT"}, "05"),
        ({"roles": [1]}, "05"),
        ({"enabled": "true", "path": 1}, "06 14"),
        ({"changePasswordOnFirstLogin": None}, "13"),
        ({"changePasswordOnFirstLogin": 0}, "07"),
    ],
)
def test_every_user_has_the_members_of_the_sample(changed: Any, broken: str) -> None:
    exchange = _exchange({"statusCode": 0, "user": _USER | changed})
    findings = check_envelope(Answer(exchange)).findings
    assert [one.requirement.removeprefix("GWS-ME-") for one in findings] == broken.split()
    refused = check_envelope(Answer(_exchange({"statusCode": 1, "user": {"id": 7}}, 400)))
    assert "GWS-ME-02" not in [one.requirement for one in refused.findings]


def test_the_envelope_of_release_8_5_0_counts_where_the_reading_says_so() -> None:
    ok, error = ({"status": one} for one in ("ok", "error"))
    assert Answer(_exchange(ok), status_text=True).accepted
    assert Answer(_exchange(error), status_text=True).refused
    assert not Answer(_exchange(ok)).accepted
    checked = check_envelope(Answer(_exchange(ok, operation="operateVoice"), status_text=True))
    assert not checked.findings


def test_answers_are_alike_in_the_same_words() -> None:
    assert _answer(ERROR, 401).like(_answer({**ERROR, "more": 1}, 401))
    assert not _answer(ERROR, 401).like(_answer(ERROR, 400))
    assert not _answer(ERROR, 401).like(_answer({**ERROR, "statusCode": 2}, 401))


def test_states_that_are_one() -> None:
    assert same_state("NOT READY", "NotReady")
    assert same_state("not_ready", "Not-Ready")
    assert not same_state("Ready", "NotReady")


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({}, None),
        ({"devices": "none", "channels": None}, None),
        ({"devices": [{"userState": {"state": "Ready"}}]}, "Ready"),
        ({"devices": [{}, {"userState": "Ready"}]}, "Ready"),
        ({"devices": [{"userState": {"displayName": "Not Ready"}}]}, "NotReady"),
        ({"devices": [{"userState": {"displayName": "Lunch"}}]}, "Lunch"),
        ({"devices": [{"userState": {"state": "Bereit"}}]}, "Ready"),
        ({"devices": [{"userState": {"state": "Occupé", "id": NOT_READY_ID}}]}, "NotReady"),
        (
            {
                "devices": [{"userState": {"state": "Ready"}}],
                "channels": [
                    {"channel": "chat", "userState": {"state": "Ready"}},
                    {"channel": "voice", "userState": {"state": "NotReady"}},
                ],
            },
            "NotReady",
        ),
    ],
)
def test_where_the_state_is_found(members: dict[str, Any], expected: str | None) -> None:
    assert voice_state(members, {"Ready": "bereit"}) == expected


def test_fields_that_tell_objects_apart() -> None:
    items = [{"a": "x", "b": "same", "n": 1, "long": "x y"}, {"a": "y", "b": "same", "n": 2}]
    assert told_apart(items) == [("a", "x"), ("a", "y")]
