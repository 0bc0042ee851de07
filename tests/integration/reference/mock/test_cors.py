"""Leave for pages of other origins."""

from __future__ import annotations

from typing import Any

from contracts.reference import ManualClock, MockServer, find

PAGE = "http://localhost:3000"
USERS = "/api/data/User/?hierarchy=sys&limit=1"

VOSS = {"authorization": "Basic YWRtaW46dm9zcy1kZW1v"}


def _stand(*origins: str) -> MockServer:
    return MockServer(find("voss"), clock=ManualClock(), origins=origins)


def test_a_preflight_is_answered_without_credentials(ask: Any) -> None:
    answer = ask(
        _stand("*"),
        "OPTIONS",
        USERS,
        origin=PAGE,
        access_control_request_method="PATCH",
        access_control_request_headers="authorization,x-csrftoken",
    )
    assert answer.status == 204
    assert answer.header("access-control-allow-origin") == PAGE
    assert answer.header("access-control-allow-methods") == "PATCH"
    assert answer.header("access-control-allow-headers") == "authorization,x-csrftoken"
    assert answer.header("access-control-allow-credentials") == "true"


def test_a_page_may_read_answers_and_refusals(ask: Any) -> None:
    for headers in (VOSS, {}):
        answer = ask(_stand(PAGE), "GET", USERS, origin=PAGE, **headers)
        assert answer.header("access-control-allow-origin") == PAGE
        assert answer.header("vary") == "Origin"
        assert "x-request-id" in str(answer.header("access-control-expose-headers"))


def test_others_get_no_leave(ask: Any) -> None:
    for mock, headers in (
        (_stand(PAGE), {"origin": "http://other.example"}),
        (_stand("*"), {}),
        (_stand(), {"origin": PAGE}),
    ):
        answer = ask(mock, "GET", USERS, **VOSS, **headers)
        assert answer.status == 200
        assert answer.header("access-control-allow-origin") is None


def test_it_is_said_once_where_the_server_says_it_too(ask: Any) -> None:
    mock = MockServer(
        find("genesys-ws"), clock=ManualClock(), liberties=["other-origins"], origins=("*",)
    )
    answer = ask(mock, "GET", "/api/v2/diagnostics/version", origin=PAGE)
    names = [name for name, _ in answer.headers]
    assert names.count("access-control-allow-origin") == 1
