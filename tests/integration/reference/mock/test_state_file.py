"""State that outlives a server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from contracts.model import ConfigurationError
from contracts.reference import MockServer, find
from contracts.reference.uptivity.commands import changes

CONTACTS = "/api/data/Contact/?hierarchy=sys&format=json"

VOSS = {"authorization": "Basic YWRtaW46dm9zcy1kZW1v"}
UDM = {"authorization": "Bearer udm-demo-token"}


def test_what_was_changed_is_there_the_next_time(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "state" / "voss.jsonl"
    first = MockServer(find("voss"), state=file)
    session = ask(first, "GET", CONTACTS, **VOSS)
    cookies = "; ".join(v.partition(";")[0] for k, v in session.headers if k == "set-cookie")
    token = str(session.header("x-csrftoken"))
    made = ask(
        first, "POST", CONTACTS, {"name": "Zed", "company": "A"}, cookie=cookies, x_csrftoken=token
    ).json["pkid"]
    where = f"/api/data/Contact/{made}/?format=json"
    second = MockServer(find("voss"), state=file)
    assert ask(second, "GET", where, **VOSS).json["data"]["name"] == "Zed"
    assert ask(second, "DELETE", where, cookie=cookies, x_csrftoken=token).status < 300
    third = MockServer(find("voss"), state=file)
    assert ask(third, "GET", where, **VOSS).status == 404
    assert file.stat().st_mode & 0o077 == 0


def test_times_and_numbers_stay(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "udm.jsonl"
    order = {
        "source": "UCSX", "type": "UCS", "title": "StateFile", "timeFrame": {"all": True},
        "description": "", "schedulerParam": {"immediately": True}, "suspended": True,
        "jobParams": {"type": "Interaction", "media": ["voice"]},
    }  # fmt: skip
    first = MockServer(find("genesys-udm"), state=file)
    made = ask(first, "POST", "/udm/v10/export/jobs", order, **UDM)
    assert made.status < 300, made.body

    def jobs(mock: MockServer) -> Any:
        return ask(mock, "GET", "/udm/v10/export/jobs?size=100", **UDM).json["items"]

    kept, known = jobs(MockServer(find("genesys-udm"), state=file)), jobs(first)
    assert [(one["id"], one["title"]) for one in kept] == [(o["id"], o["title"]) for o in known]
    assert any(one["title"] == "StateFile" for one in kept)
    for one, before in zip(kept, known, strict=True):
        moments = [dt.datetime.fromisoformat(job["createdDate"]) for job in (one, before)]
        assert abs(moments[0] - moments[1]) < dt.timedelta(seconds=5)


def test_a_reset_forgets_it(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "voss.jsonl"
    first = MockServer(find("voss"), state=file)
    ask(first, "POST", CONTACTS, {"name": "Zed", "company": "A"}, **VOSS)
    first.reset()
    assert len(file.read_bytes().splitlines()) == 1


def test_half_a_line_is_left_out(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "voss.jsonl"
    ask(
        MockServer(find("voss"), state=file),
        "POST",
        CONTACTS,
        {"name": "Zed", "company": "A"},
        **VOSS,
    )
    with file.open("ab") as open_file:
        open_file.write(b'{"at":')
    MockServer(find("voss"), state=file)


def test_the_state_of_another_server_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "voss.jsonl"
    MockServer(find("voss"), state=file)
    for api, rows in (("uptivity", None), ("voss", 300)):
        with pytest.raises(ConfigurationError, match="is the state of other data"):
            MockServer(find(api), rows=rows, state=file)
    file.write_text("what?\n")
    with pytest.raises(ConfigurationError, match="is no state of a server"):
        MockServer(find("voss"), state=file)


@pytest.mark.parametrize(
    ("query", "body", "changed"),
    [
        (b"type=TEST&requestid=1", b"", False),
        (b"requestid=1&TYPE=calllist", b"", False),
        (b"type=CALLSTART", b"", True),
        (b"", b"<REQUEST><TYPE>RECORDGET</TYPE></REQUEST>", False),
        (b"", b"<REQUEST><TYPE> CALLSTART </TYPE></REQUEST>", True),
        (b"", b"<A><TYPE>CALLSTART</TYPE></A>\n<A><TYPE>CALLLIST</TYPE></A>", True),
        (b"", b"", False),
    ],
)
def test_commands_of_uptivity_that_change_something(
    query: bytes,
    body: bytes,
    changed: bool,  # noqa: FBT001 - a column
) -> None:
    assert changes("GET", query, body) is changed
