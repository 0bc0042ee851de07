"""A server as it is served: switches, reset and journal."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.model import ConfigurationError
from contracts.reference import ManualClock, MockServer, available, find

USERS = "/api/data/User/?hierarchy=sys&format=json&limit=3"
CONTACTS = "/api/data/Contact/?hierarchy=sys&format=json"

VOSS = {"authorization": "Basic YWRtaW46dm9zcy1kZW1v"}
UDM = {"authorization": "Bearer udm-demo-token"}


def _made(ask: Any, mock: MockServer) -> str:
    pkid = ask(mock, "POST", CONTACTS, {"name": "Zed", "company": "Acme"}, **VOSS).json["pkid"]
    return f"/api/data/Contact/{pkid}/?format=json"


def test_a_fault_is_switched_while_the_state_stays(ask: Any, mock: MockServer) -> None:
    made = _made(ask, mock)
    assert len(ask(mock, "GET", USERS, **VOSS).json["resources"]) == 3
    assert mock.switch(faults=["limit-ignored"])
    assert len(ask(mock, "GET", USERS, **VOSS).json["resources"]) > 3
    assert ask(mock, "GET", made, **VOSS).status == 200
    assert mock.switch(faults=[])
    assert len(ask(mock, "GET", USERS, **VOSS).json["resources"]) == 3


def test_the_state_stays_with_every_server() -> None:
    for api in available():
        server = find(api)
        mock = MockServer(server, clock=ManualClock())
        simple = [one.id for one in server.faults.values() if "__init__" not in vars(one.mixin)]
        assert mock.switch(faults=simple[:1])
        assert mock.switch(faults=simple[1:2])
        assert mock.switch(faults=[])


def test_a_switch_with_state_of_its_own_is_a_reset(ask: Any) -> None:
    uds = MockServer(find("cisco-uds"), clock=ManualClock())
    assert not uds.switch(liberties=["lists-lag"])
    assert uds.liberties == ["lists-lag"]
    assert ask(uds, "GET", "/cucm-uds/version").status == 200
    assert not uds.switch(liberties=[])


def test_an_unknown_switch_changes_nothing(mock: MockServer) -> None:
    mock.switch(faults=["limit-ignored"])
    with pytest.raises(ConfigurationError, match="no fault 'what'"):
        mock.switch(faults=["what"], liberties=[])
    assert mock.faults == ["limit-ignored"]


def test_a_reset_forgets_changes_and_keeps_switches(ask: Any, mock: MockServer) -> None:
    made = _made(ask, mock)
    mock.switch(faults=["limit-ignored"])
    mock.reset()
    assert ask(mock, "GET", made, **VOSS).status == 404
    assert len(ask(mock, "GET", USERS, **VOSS).json["resources"]) > 3


def test_a_replica_is_switched_too(ask: Any) -> None:
    mock = MockServer(find("voss"), clock=ManualClock(), surround={"lists-lag": 1000})
    mock.switch(faults=["limit-ignored"])
    assert len(ask(mock, "GET", USERS, **VOSS).json["resources"]) > 3


def test_the_journal_says_what_was_asked_and_why_it_was_refused(ask: Any, mock: MockServer) -> None:
    ask(mock, "GET", USERS, **VOSS)
    ask(mock, "GET", "/api/data/User/?hierarchy=sys")
    good, bad = mock.journal.entries()
    assert (good.number, good.method, good.target, good.status) == (1, "GET", USERS, 200)
    assert (good.refused, good.request_headers["authorization"]) == ("", "Basic admin:(hidden)")
    assert good.size > 100
    assert "voss-demo" not in repr(good)
    assert (bad.status, bad.refused) == (401, "credentials are required")
    assert f"{bad}".endswith("401  " + f"{bad.milliseconds:.1f} ms  {bad.size:,} B  {bad.refused}")


@pytest.mark.parametrize(
    ("api", "target", "why"),
    [
        ("uptivity", "/webAPI.aspx?type=CALLSTOP&requestid=1", "API_DEVICE_ALIAS_UNSPECIFIED"),
        ("uptivity", "/nothing", "There is only /webAPI.aspx here."),
        ("genesys-ws", "/api/v2/users", "Access denied: authentication is required."),
        ("cisco-uds", "/cucm-uds/user/hkeller", "HTTP Status 401 credentials are required"),
        ("genesys-udm", "/udm/v10/export/jobs", "a bearer token is required"),
    ],
)
def test_every_server_says_why(ask: Any, api: str, target: str, why: str) -> None:
    mock = MockServer(find(api), clock=ManualClock())
    ask(mock, "GET", target)
    assert mock.journal.entries()[0].refused.startswith(why)


def test_a_target_cannot_steer_a_terminal(ask: Any, mock: MockServer) -> None:
    ask(mock, "GET", "/api/\x1b[31m?\x07", **VOSS)
    assert mock.journal.entries()[0].target == "/api/ [31m?"


def test_a_token_is_not_kept(ask: Any) -> None:
    udm = MockServer(find("genesys-udm"), clock=ManualClock())
    ask(udm, "GET", "/udm/v10/version", **UDM, x_api_key="udm-demo-key")
    assert "udm-demo" not in repr(udm.journal.entries())
