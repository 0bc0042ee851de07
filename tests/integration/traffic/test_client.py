"""Clients are judged by what they send: a small client with switches, each of which breaks one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from contracts.catalogue import catalogue_of, catalogues, client_catalogue, load
from contracts.model import Exchange, Level, Outcome
from contracts.reference import Serving, find
from contracts.targets import from_address
from contracts.traffic import ClientJudge, Tapped
from tests.unit.traffic._made import exchange

UDM = "https://udm.example/udm"
TOKEN = (("Authorization", "Bearer right"),)
JOB = f"{UDM}/v10/export/jobs/7"


def _judged(*exchanges: Exchange, callers: str = "a") -> dict[str, Outcome | None]:
    judge = ClientJudge(from_address("genesys-udm", UDM))
    for one in exchanges:
        given = any(name == "Authorization" for name, _ in one.request.headers)
        judge.feed(one, caller=callers if given else "")
    judge.end()
    return {
        name.removeprefix("UDM-CLIENT-"): judge.accounts.outcome(name)
        for name in judge.accounts.decided()
    }


def test_every_operation_has_requirements_of_its_clients() -> None:
    found = client_catalogue("genesys-udm")
    assert found == catalogue_of("genesys-udm-client")
    operations = load("genesys-udm").operations
    forms = [one for one in found.requirements if one.endswith("-FORM")]
    assert len(forms) == len(operations)
    secured = {one.id for one in operations.values() if one.secured}
    asking = {one.removesuffix("-AUTH").rpartition("-")[2] for one in found.requirements}
    assert secured <= asking
    assert found.requirements["UDM-CLIENT-listJobsV10-FORM"].level is Level.MUST
    assert found.digest != load("genesys-udm").catalogue.digest
    assert set(found.places) == set(found.requirements)
    assert {"voss", "voss-client"} <= catalogues().keys()


def test_a_request_that_keeps_the_document_passes() -> None:
    found = _judged(exchange("GET", f"{UDM}/v10/export/jobs?size=5", headers=TOKEN))
    assert set(found.values()) == {Outcome.PASS}
    assert {"listJobsV10-FORM", "listJobsV10-EXTRA", "listJobsV10-AUTH", "PLACE"} == set(found)


@pytest.mark.parametrize(
    ("method", "url", "body", "broken"),
    [
        ("POST", "/v10/export/jobs", [], "createJobV10-FORM"),
        ("GET", "/v10/export/jobs?sise=5", None, "listJobsV10-EXTRA"),
        ("GET", "/v10/export/job", None, "PLACE"),
    ],
)
def test_a_request_that_does_not_breaks_one(method: str, url: str, body: Any, broken: str) -> None:
    found = _judged(exchange(method, f"{UDM}{url}", 400, body=body, headers=TOKEN))
    assert [name for name, one in found.items() if one is Outcome.VIOLATION] == [broken]


def test_requests_that_go_elsewhere_are_nobodys() -> None:
    assert _judged(exchange("GET", "https://other.example/v10/export/job")) == {}


def test_credentials_may_come_when_they_are_asked_for() -> None:
    bare = exchange("GET", f"{UDM}/v10/export/jobs", 401)
    given = exchange("GET", f"{UDM}/v10/export/jobs", headers=TOKEN, at=1)
    assert _judged(bare, given)["listJobsV10-AUTH"] is Outcome.PASS
    assert _judged(bare)["listJobsV10-AUTH"] is Outcome.VIOLATION
    accepted = exchange("GET", f"{UDM}/v10/export/jobs")
    assert "listJobsV10-AUTH" not in _judged(accepted), "nobody asked for them"


def test_what_was_removed_is_not_used_again() -> None:
    gone = exchange("DELETE", JOB, 204, headers=TOKEN)
    changed = exchange("PUT", JOB, 404, headers=TOKEN, at=1)
    assert _judged(gone, changed)["GONE"] is Outcome.VIOLATION
    assert "GONE" not in _judged(gone), "nothing came after it"
    other = exchange("DELETE", f"{UDM}/v10/export/jobs/8", 204, headers=TOKEN, at=1)
    assert _judged(gone, other)["GONE"] is Outcome.PASS
    looked = exchange("GET", JOB, 404, headers=TOKEN, at=1)
    assert "GONE" not in _judged(gone, looked), "a look whether it is gone"
    anew = exchange("PUT", JOB, 200, headers=TOKEN, at=1)
    assert _judged(gone, anew, exchange("PUT", JOB, 404, headers=TOKEN, at=2))["GONE"] is (
        Outcome.PASS
    ), "it was there again"
    assert "GONE" not in _judged(changed), "nothing was removed"


@pytest.mark.parametrize(
    ("at", "outcome"), [(1.0, Outcome.VIOLATION), (2.2, Outcome.PASS), (0.05, None)]
)
def test_a_server_that_is_busy_is_given_its_time(at: float, outcome: Outcome | None) -> None:
    url, later = f"{UDM}/v10/version", (("Retry-After", "2"),)
    busy = exchange("GET", url, 429, kind=later)
    assert _judged(busy, exchange("GET", url, at=at)).get("RETRY") is outcome


def test_refused_credentials_are_not_sent_again_and_again() -> None:
    def refused(count: int) -> list[Exchange]:
        return [
            exchange("GET", f"{UDM}/v10/export/jobs", 401, headers=TOKEN, at=n)
            for n in range(count)
        ]

    assert _judged(*refused(2))["REFUSED"] is Outcome.PASS
    assert _judged(*refused(3))["REFUSED"] is Outcome.VIOLATION
    between = exchange("GET", f"{UDM}/v10/export/jobs", headers=TOKEN, at=1)
    assert _judged(*refused(2), between, *refused(2))["REFUSED"] is Outcome.PASS


def test_what_was_not_seen_says_what_traffic_it_takes() -> None:
    needs = ClientJudge(from_address("genesys-udm", UDM)).needs()
    assert needs["UDM-CLIENT-getJobV10-FORM"] == (
        "no request of GET /v10/export/jobs/{id} was seen"
    )


class Client:
    """A small client of Genesys Web Services; `wrong` is what it does wrong."""

    def __init__(self, origin: str, wrong: str = "") -> None:
        self._origin = origin
        self._wrong = wrong
        self._session = requests.Session()
        self._session.auth = None if wrong == "no credentials" else ("ksippo", "")

    def work(self) -> None:
        """Look who it is, and become ready."""
        me = "/api/v2/mee" if self._wrong == "a path of its own" else "/api/v2/me"
        query = {"subresources": "*"}
        if self._wrong == "a parameter of its own":
            query = {"subresource": "*"}
        self._session.get(self._origin + me, params=query, timeout=5)
        operation: Any = {"operationName": "Ready"}
        if self._wrong == "a member forgotten":
            operation = {"operation": "Ready"}
        address = f"{self._origin}/api/v2/me/channels/voice"
        if self._wrong == "a body as a form":
            self._session.post(address, data=operation, timeout=5)
        else:
            self._session.post(address, json=operation, timeout=5)


@pytest.fixture(scope="module")
def watched() -> Iterator[tuple[str, Callable[[], ClientJudge]]]:
    """A server with a tap, and what makes a new judge of what passes it."""
    taken: list[ClientJudge] = []
    tapped = Tapped(
        find("genesys-ws").build(),
        "",
        lambda one, whole: taken[-1].feed(
            one, whole=whole, caller=one.request.header("Authorization") or ""
        ),
    )
    with Serving([tapped]) as serving:
        origin = serving.origins[0]
        tapped.origin = origin

        def judge() -> ClientJudge:
            taken.append(ClientJudge(from_address("genesys-ws", origin)))
            return taken[-1]

        yield origin, judge


@pytest.mark.parametrize(
    ("wrong", "broken"),
    [
        ("", set()),
        ("no credentials", {"getMe-AUTH", "operateVoice-AUTH"}),
        ("a path of its own", {"PLACE"}),
        ("a parameter of its own", {"getMe-EXTRA"}),
        ("a member forgotten", {"operateVoice-FORM"}),
        ("a body as a form", {"operateVoice-EXTRA"}),
    ],
)
def test_a_small_client_is_found_out(watched: Any, wrong: str, broken: set[str]) -> None:
    origin, make = watched
    judge = make()
    Client(origin, wrong).work()
    judge.end()
    assert judge.taken == 2
    assert {
        name.removeprefix("GWS-CLIENT-")
        for name in judge.accounts.decided()
        if judge.accounts.outcome(name) is Outcome.VIOLATION
    } == broken
