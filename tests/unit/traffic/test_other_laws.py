"""What traffic with UDS, Genesys Web Services and Uptivity shows beyond single exchanges."""

from __future__ import annotations

from itertools import count
from typing import Any

import msgspec

from contracts.model import Outcome
from contracts.targets import from_address
from contracts.traffic import TrafficJudge, laws_of
from tests.unit.traffic._made import JSON, exchange

XML = (("Content-Type", "application/xml"),)
BASIC = (("Authorization", "Basic [redacted]"),)


class Traffic:
    """Exchanges a second apart; those with credentials are somebody's."""

    def __init__(self, api: str) -> None:
        self._times = count(1000.0)
        target = from_address(api, "http://host.example")
        self.judge = TrafficJudge(target, laws_of(target))

    def add(  # noqa: PLR0913 - one for each part of an exchange
        self,
        method: str,
        path: str,
        status: int = 200,
        answer: Any = None,
        *,
        known: bool = True,
        user: str = "",
        **more: Any,
    ) -> None:
        """Feed an exchange."""
        body = more.pop("body", None)
        headers = (*(BASIC if known else ()), *more.pop("headers", ()))
        kind = more.pop("kind", JSON)
        url = f"http://host.example{path}"
        made = exchange(
            method, url, status, answer, headers=headers, kind=kind, at=next(self._times), **more
        )
        if body is not None:  # which is no JSON
            request = msgspec.structs.replace(made.request, body=body)
            made = msgspec.structs.replace(made, request=request)
        self.judge.feed(made, caller="somebody" if known else "", user=user)

    def outcome(self, requirement: str) -> Outcome | None:
        """What the whole traffic says of a requirement."""
        self.judge.end()
        return self.judge.accounts.outcome(requirement)


def result(code: int, kind: str, message: str, identifier: str) -> bytes:
    return (
        f"<RESULT><REQUESTID>{identifier}</REQUESTID><RESULTTYPE>{kind}</RESULTTYPE>"
        f"<RESULTCODE>{code}</RESULTCODE><RESULTMSG>{message}</RESULTMSG></RESULT>"
    ).encode()


def test_request_ids_and_codes_of_uptivity() -> None:
    traffic = Traffic("uptivity")
    for identifier in ("17", "18"):
        path = f"/webAPI.aspx?type=test&requestid={identifier}"
        answer = result(20, "API_OK", "API_OK", identifier)
        traffic.add("GET", path, answer=answer, kind=XML)
    answer = result(24, "ERROR", "API_AGENT_NOT_FOUND: nobody", "19")
    path = "/webAPI.aspx?type=agentinfo&requestid=19"
    traffic.add("GET", path, answer=answer, kind=XML)
    for requirement in ("UPT-ID-01", "UPT-OK-01", "UPT-CODE-20", "UPT-CODE-24"):
        assert traffic.outcome(requirement) is Outcome.PASS, requirement
    assert traffic.outcome("UPT-ID-03") is None  # one id may be a constant


def test_the_current_user_is_the_one_who_asks() -> None:
    me = {"statusCode": 0, "user": {"id": "4f", "userName": "bob"}}
    traffic = Traffic("genesys-ws")
    traffic.add("GET", "/api/v2/me", answer=me, user="bob")
    assert traffic.judge.accounts.outcome("GWS-ME-03") is Outcome.PASS
    traffic.add("GET", "/api/v2/me", answer=me, user="alice")
    assert traffic.outcome("GWS-ME-03") is Outcome.VIOLATION


def test_who_has_no_credentials_is_refused_beside_who_has_some() -> None:
    me = {"statusCode": 0, "user": {"id": "4f", "userName": "bob"}}
    refusal = {"statusCode": 20, "statusMessage": "who are you?"}
    traffic = Traffic("genesys-ws")
    traffic.add("GET", "/api/v2/me", 401, refusal, known=False)
    assert traffic.judge.accounts.outcome("GWS-AUTH-01") is None
    traffic.add("GET", "/api/v2/me", answer=me)
    assert traffic.outcome("GWS-AUTH-01") is Outcome.PASS


def device(identifier: str) -> bytes:
    return f"<device><id>{identifier}</id><name>SEP1</name></device>".encode()


def test_a_device_of_the_list_is_found_under_its_id() -> None:
    traffic = Traffic("cisco-uds")
    devices = b"<devices><device><id>d1</id><name>SEP1</name></device></devices>"
    traffic.add("GET", "/user/bob/devices", answer=devices, kind=XML)
    traffic.add("GET", "/user/bob/device/d1", answer=device("d1"), kind=XML)
    assert traffic.judge.accounts.outcome("UDS-DRILL-01") is Outcome.PASS
    traffic.add("GET", "/user/bob/device/d1", answer=device("d2"), kind=XML)
    assert traffic.outcome("UDS-DRILL-01") is Outcome.VIOLATION


def test_credentials_that_a_browser_left_out_are_no_evidence() -> None:
    traffic = Traffic("cisco-uds")
    for _ in range(3):
        traffic.add("GET", "/user/bob/device/d1", answer=device("d1"), kind=XML, known=False)
    assert traffic.outcome("UDS-AUTH-02") is None


def test_a_401_that_challenges_offers_basic() -> None:
    traffic = Traffic("cisco-uds")
    headers = (*XML, ("WWW-Authenticate", "Digest realm=x"))
    traffic.add("GET", "/user/bob/devices", 401, known=False, kind=headers)
    assert traffic.outcome("UDS-AUTH-10") is Outcome.VIOLATION


DIAL = b"<speedDial><index>6</index><number>555</number></speedDial>"


def dials(*inner: bytes) -> bytes:
    return b"<speedDials>" + b"".join(inner) + b"</speedDials>"


def test_what_is_posted_is_in_the_list_and_not_taken_twice() -> None:
    traffic = Traffic("cisco-uds")
    path = "/user/bob/device/d1/speedDials"
    traffic.add("GET", path, answer=dials(), kind=XML)
    traffic.add("POST", path, 201, body=dials(DIAL), headers=XML)
    traffic.add("GET", path, answer=dials(DIAL), kind=XML)
    traffic.add("POST", path, 409, body=dials(DIAL), headers=XML)
    assert traffic.outcome("UDS-ADD-01") is Outcome.PASS
    assert traffic.outcome("UDS-DUP-01") is Outcome.PASS


def test_an_item_of_a_list_is_found_under_its_id() -> None:
    traffic = Traffic("cisco-uds")
    items = [f"<phoneService><id>s{one}</id></phoneService>".encode() for one in (1, 2)]
    services = b"<phoneServices>" + b"".join(items) + b"</phoneServices>"
    traffic.add("GET", "/phoneServices", answer=services, kind=XML)
    traffic.add("GET", "/phoneService/s1", answer=items[0], kind=XML)
    assert traffic.judge.accounts.outcome("UDS-DRILL-06") is None
    traffic.add("GET", "/phoneService/s2", answer=items[1], kind=XML)
    assert traffic.outcome("UDS-DRILL-06") is Outcome.PASS


def test_types_are_those_of_the_source() -> None:
    rows = [{"name": "UCS", "source": "UCSX"}, {"name": "CHAT", "source": "ICON"}]
    traffic = Traffic("genesys-udm")
    traffic.add("GET", "/v3/data/types", answer=rows)
    traffic.add("GET", "/v3/data/types?source=UCSX", answer=rows[:1])
    assert traffic.outcome("UDM-DATA3-01") is Outcome.PASS
    traffic.add("GET", "/v3/data/types?source=UCSX", answer=rows)
    assert traffic.outcome("UDM-DATA3-01") is Outcome.VIOLATION


def test_json_of_any_depth_is_read() -> None:
    traffic = Traffic("cisco-uds")
    traffic.add("GET", "/version", 400, b"[" * 100_000, kind=())
    assert traffic.outcome("UDS-XML-01") is None


def test_members_of_any_type_are_compared() -> None:
    traffic = Traffic("genesys-udm")
    job = {
        "source": "voice",
        "title": "mine",
        "timeFrame": {},
        "schedulerParam": {},
        "jobParams": {"type": "x", "media": ["voice"]},
        "suspended": "false",
    }
    path, body = "/v4/export/jobs", msgspec.json.encode(job)
    traffic.add("POST", path, 202, {"id": 7, **job}, body=body, headers=JSON)
    traffic.add("GET", f"{path}/7", answer={"id": 7, **job, "title": ["mine"]})
    assert traffic.outcome("UDM-JOBS4-04") is Outcome.VIOLATION
