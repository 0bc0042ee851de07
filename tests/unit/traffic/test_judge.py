"""Exchanges of others, judged one by one."""

from __future__ import annotations

from typing import Any

from contracts.model import Exchange, Outcome
from contracts.targets import from_address
from contracts.traffic import TrafficJudge
from tests.unit.traffic._made import exchange

UDM = "https://udm.example/udm"
VERSION = {"version": "1", "buildNumber": "1", "changeset": "1", "name": "udm"}
STATUS, BODY = "UDM-getVersionV10-STATUS", "UDM-getVersionV10-BODY"


def judged(*exchanges: Exchange, api: str = "genesys-udm", base: str = UDM) -> TrafficJudge:
    judge = TrafficJudge(from_address(api, base))
    for one in exchanges:
        judge.feed(one)
    judge.end()
    return judge


def version(status: int = 200, answer: Any = VERSION, **more: Any) -> Exchange:
    return exchange("GET", f"{UDM}/v10/version", status, answer, **more)


def test_an_answer_that_keeps_the_document_passes() -> None:
    accounts = judged(version()).accounts
    assert accounts.outcome(STATUS) is Outcome.PASS
    assert accounts.outcome(BODY) is Outcome.PASS


def test_an_answer_of_another_form_is_a_violation() -> None:
    assert judged(version(answer=[1])).accounts.outcome(BODY) is Outcome.VIOLATION


def test_a_server_error_counts_when_it_was_seen_twice() -> None:
    assert judged(version(500), version()).accounts.outcome(STATUS) is Outcome.INCONCLUSIVE
    assert judged(version(500), version(500)).accounts.outcome(STATUS) is Outcome.VIOLATION


def test_what_may_come_from_elsewhere_accuses_nobody() -> None:
    page = b"<!doctype html><html><body>Sign in</body></html>"
    for one in (version(429), version(502), version(401, {}), version(302), version(answer=page)):
        assert not judged(one).accounts.decided()


def test_a_request_that_is_not_allowed_does_not_judge_the_server() -> None:
    made = exchange("POST", f"{UDM}/v10/export/jobs", 500, {"x": 1}, body={"title": 5})
    judge = judged(made, made)
    assert not judge.accounts.decided()
    assert judge.refused.total() == 2


def test_a_request_without_credentials_judges_nobody_where_others_have_some() -> None:
    judge = TrafficJudge(from_address("genesys-udm", UDM))
    known = (("Authorization", "Bearer [redacted]"),)
    made = exchange("GET", f"{UDM}/v10/export/jobs", answer=[1], headers=known)
    judge.feed(made, caller="somebody")
    before = judge.accounts.decided()
    judge.feed(exchange("GET", f"{UDM}/v10/export/history", answer=[1]))
    assert judge.accounts.decided() == before != set()


def test_a_request_that_accepts_no_documented_media_type_judges_nobody() -> None:
    headers = (("Accept", "text/csv"),)
    assert not judged(version(answer=b"a;b", headers=headers)).accounts.decided()


def test_a_body_that_is_not_known_is_not_judged() -> None:
    judge = TrafficJudge(from_address("genesys-udm", UDM))
    judge.feed(version(answer=b'{"version": '), whole=False)
    assert not judge.accounts.decided()


def test_what_fits_no_operation_is_counted() -> None:
    judge = judged(
        exchange("GET", f"{UDM}/v10/nothing"),
        exchange("OPTIONS", f"{UDM}/v10/version"),
        exchange("GET", "https://cdn.example/x.js"),
    )
    assert judge.unmatched == {"GET /v10/nothing": 1, "OPTIONS /v10/version": 1}
    assert judge.elsewhere == 1
    said = " ".join(judge.summary("a.har"))
    assert "2 exchanges fit no operation: GET /v10/nothing (1); OPTIONS /v10/version (1)." in said


def test_the_rules_of_an_api_hold_for_every_exchange() -> None:
    xml = b"<RESULT><RESULTTYPE>API_OK</RESULTTYPE><RESULTCODE>11</RESULTCODE></RESULT>"
    base = "http://upt.example"
    made = exchange(
        "GET",
        f"{base}/webAPI.aspx?type=test&requestid=1",
        answer=xml,
        kind=(("Content-Type", "text/xml"),),
    )
    judge = judged(made, api="uptivity", base=base)
    assert Outcome.VIOLATION in {judge.accounts.outcome(one) for one in judge.accounts.decided()}
