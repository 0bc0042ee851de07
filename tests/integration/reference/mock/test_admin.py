"""The admin service."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.reference import Admin, MockServer

VOSS = {"authorization": "Basic YWRtaW46dm9zcy1kZW1v"}


@pytest.fixture
def admin(mock: MockServer) -> Admin:
    """The service over one server."""
    return Admin({"voss": mock}, {"voss": "http://127.0.0.1:8804/api"})


def test_it_says_what_there_is(ask: Any, admin: Admin) -> None:
    said = ask(admin, "GET", "/").json
    assert said["servers"]["voss"]["address"] == "http://127.0.0.1:8804/api"
    assert "POST /reset" in said["paths"]
    assert ask(admin, "GET", "/voss").json["title"] == "VOSS-4-UC API parameters"


def test_faults_are_switched(ask: Any, admin: Admin, mock: MockServer) -> None:
    said = ask(admin, "PUT", "/voss/faults/limit-ignored").json
    assert (said["faults"], said["state kept"]) == (["limit-ignored"], True)
    (on,) = ask(admin, "GET", "/voss/faults?on=true").json
    assert (on["id"], on["on"], on["violates"]) == ("limit-ignored", True, "VOSS-PAGE-05")
    ask(admin, "PUT", "/voss/faults", ["limit-one-more", "limit-capped-50"])
    assert mock.faults == ["limit-one-more", "limit-capped-50"]
    ask(admin, "DELETE", "/voss/faults/limit-one-more")
    assert mock.faults == ["limit-capped-50"]
    ask(admin, "DELETE", "/voss/faults")
    assert mock.faults == []
    assert len(ask(admin, "GET", "/voss/liberties").json) == len(mock.reference.liberties)


def test_reset_and_journal(ask: Any, admin: Admin, mock: MockServer) -> None:
    ask(mock, "GET", "/api/data/User/?hierarchy=sys", **VOSS)
    ask(mock, "GET", "/api/data/User/?hierarchy=sys")
    assert [one["status"] for one in ask(admin, "GET", "/journal").json["requests"]] == [200, 401]
    (refused,) = ask(admin, "GET", "/voss/journal?refused=true").json["requests"]
    assert refused["refused"] == "credentials are required"
    assert ask(admin, "GET", "/journal?api=uptivity").json == {"requests": []}
    assert ask(admin, "POST", "/reset").json == {"reset": ["voss"]}
    assert ask(admin, "POST", "/voss/reset").json == {"reset": ["voss"]}
    assert ask(admin, "DELETE", "/journal").json == {"cleared": ["voss"]}
    assert ask(admin, "GET", "/voss/journal").json == {"requests": []}


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("PUT", "/voss/faults/what", None, 400, "voss has no fault 'what'"),
        ("PUT", "/voss/faults", {"limit-ignored": True}, 400, "a JSON array of ids"),
        ("DELETE", "/voss/faults/limit-ignored", None, 404, "limit-ignored is not on"),
        ("GET", "/what", None, 404, "there is: reset, journal, voss"),
        ("POST", "/voss/what", None, 404, "GET / lists all"),
        ("GET", "/reset", None, 404, "there is: reset, journal, voss"),
    ],
)
def test_what_it_refuses(  # noqa: PLR0913 - one for each column
    ask: Any,
    admin: Admin,
    method: str,
    path: str,
    body: Any,
    status: int,
    said: str,
) -> None:
    answer = ask(admin, method, path, body)
    assert answer.status == status
    assert said in answer.json["error"]


@pytest.mark.parametrize(
    "headers",
    [{"host": "mock.example:8799"}, {"origin": "http://page.example"}, {"origin": "null"}],
)
def test_others_may_not_use_it(
    ask: Any, admin: Admin, mock: MockServer, headers: dict[str, str]
) -> None:
    assert ask(admin, "PUT", "/voss/faults/limit-ignored", **headers).status == 403
    assert mock.faults == []


def test_pages_of_this_machine_may(ask: Any, admin: Admin) -> None:
    assert ask(admin, "GET", "/", origin="http://localhost:3000").status == 200
