"""Data of a file in the place of a server's own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from contracts.catalogue import specs_dir
from contracts.model import ConfigurationError
from contracts.reference import ManualClock, MockServer, available, data_taken, find, with_data
from contracts.reference.voss.model_list import MODELS

DATA: dict[str, dict[str, Any]] = {
    "voss": {
        "account": {"username": "ada", "password": "s3cret"},
        "nodes": [
            {"path": "Acme", "type": "Customer", "description": "All of it"},
            {"path": "Acme.Bern", "type": "Site"},
        ],
        "resources": {
            "data/User": [
                {"hierarchy": "sys.Acme.Bern", "data": {"username": "grace"}, "tags": ["new"]},
                {"data": {"username": "edsger", "active": False}},
            ],
            "data/ConfigurationTemplate": [],
        },
    },
    "genesys-udm": {
        "token": "mine",
        "certificate": {"name": "mine.pem", "content": "PEM"},
        "jobs": [
            {
                "title": "Yesterday",
                "created": "2026-01-04T09:00:00Z",
                "timeFrame": {"dateFrom": "2026-01-01T00:00Z", "dateTo": "2026-01-02T00:00Z"},
                "runs": [{"status": "FAILED"}, {"lines": 3}],
            },
            {"title": "Nightly", "status": "SCHEDULED", "cron": "30 2 * * *"},
            {"title": "Waiting", "status": "SUSPENDED", "startDate": "2027-01-01T00:00:00Z"},
        ],
    },
    "genesys-ws": {
        "users": [
            {
                "userName": "Ada",
                "firstName": "Ada",
                "lastName": "L",
                "password": "s3cret",
                "skills": {"Maths": 9},
                "devices": [{"phoneNumber": "5001"}],
                "state": "Ready",
            },
            {"userName": "open", "firstName": "O", "lastName": "P"},
        ]
    },
    "uptivity": {
        "agents": [{"agentId": "1", "firstName": "Ada", "lastName": "L"}],
        "devices": [{"deviceId": "100", "agentId": "1"}],
        "users": [{"username": "ada", "firstName": "Ada", "lastName": "L", "phones": ["1"]}],
        "roles": {"Boss": ["PLAYBACK"]},
        "records": [{"recordId": 1, "deviceId": "100", "file": "a.cca"}],
    },
    "cisco-uds": {
        "phoneServices": [{"name": "News", "url": "http://apps.example.com/news"}],
        "users": [
            {"userName": "guest", "firstName": "G", "lastName": "Uest"},
            {
                "userName": "ada",
                "firstName": "Ada",
                "lastName": "L",
                "password": "s3cret",
                "devices": [
                    {
                        "name": "SEP01",
                        "lines": [{"number": "100", "label": "Desk"}],
                        "speedDials": [{"index": 1, "number": "200"}],
                        "services": ["News"],
                    }
                ],
                "remoteDestinations": [{"name": "Mobile", "destination": "+4179"}],
            },
        ],
    },
}
"""Something of every kind, for each API."""

_PERSON = "userName: a, firstName: b, lastName: c, password: d"
_DEVICE = "name: e, lines: [{number: '1'}]"
SHOWN = {
    "voss": ("/api/data/User/?hierarchy=sys&format=json&summary=false", ["grace", "edsger"]),
    "genesys-udm": ("/udm/v10/export/jobs", ["Yesterday", "Nightly", "Waiting", "Yesterday_50002"]),
    "genesys-ws": ("/api/v2/me?subresources=*", ["Ada", "Maths", "5001", '"Ready"']),
    "uptivity": ("/webAPI.aspx?type=DEVICELIST&requestid=1", ["<DEVICEID>100</DEVICEID>"]),
    "cisco-uds": ("/cucm-uds/user/ada", ["<directoryNumber>100<", "Ada L"]),
}


def test_there_is_an_example_for_every_server() -> None:
    assert sorted(DATA) == list(available())


@pytest.mark.parametrize("api", sorted(DATA))
def test_it_is_served(ask: Any, api: str, tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text(json.dumps({"api": api, **DATA[api]}))
    (server,) = with_data([find(api)], [file])
    mock = MockServer(server, clock=ManualClock())
    path, words = SHOWN[api]
    answer = ask(mock, "GET", path, **_credentials(server.target.get("auth", {})))
    assert answer.status == 200, answer.body
    for word in words:
        assert word in answer.body.decode(), word
    mock.reset()
    assert ask(mock, "GET", path, **_credentials(server.target.get("auth", {}))).status == 200


def _credentials(auth: Any) -> dict[str, str]:
    match auth:
        case {"type": "bearer", "token": token}:
            assert token == "mine"
            return {"authorization": f"Bearer {token}"}
        case {"type": "basic", "username": name}:
            assert name.lower() == "ada"
            blob = {"ada": "YWRhOnMzY3JldA==", "Ada": "QWRhOnMzY3JldA=="}[name]
            return {"authorization": f"Basic {blob}"}
    return {}


def test_what_is_not_named_stays(ask: Any) -> None:
    server = data_taken(find("voss"), {"api": "voss", "resources": {"data/User": []}})
    mock = MockServer(server, clock=ManualClock())
    auth = {"authorization": "Basic YWRtaW46dm9zcy1kZW1v"}
    query = "?hierarchy=sys&format=json"
    assert ask(mock, "GET", f"/api/data/User/{query}", **auth).json["resources"] == []
    assert ask(mock, "GET", f"/api/data/Contact/{query}", **auth).json["resources"] != []
    assert "template" in server.target["data"]


@pytest.mark.parametrize(
    ("api", "text", "said"),
    [
        ("voss", "nodes:\n- path: A.B\n  type: Site", ":3: nodes.0.path: the node above it, 'A'"),
        ("voss", "resources:\n  data/User:\n  - data: {}", ":4: resources.data/User.0.data: 'user"),
        (
            "voss",
            "resources:\n  data/User:\n  - hierarchy: sys.X\n    data: {username: a}",
            ":4: resources.data/User.0.hierarchy: there is no node 'sys.X'",
        ),
        ("voss", "resources:\n  data/Users: []", "unknown key 'data/Users' (did you mean 'data/U"),
        ("genesys-ws", "users: []", ":2: users: [] should be non-empty"),
        (
            "genesys-ws",
            "users:\n- &a {userName: a, firstName: b, lastName: c}\n- *a",
            "users.1.userName: 'a' is there twice",
        ),
        ("genesys-udm", "jobs:\n- {title: a, created: soon}", "write it like '2026-01-05T09:00:0"),
        ("genesys-udm", "jobs:\n- {title: a, status: SCHEDULED, cron: x}", "is no cron expression"),
        ("uptivity", "devices:\n- {deviceId: '1', agentId: 'x'}", "no agent is 'x'"),
        (
            "cisco-uds",
            f"users:\n- {{{_PERSON}, devices: [\n{{{_DEVICE}, services: [Gossip]}}]}}",
            ":4: users.0.devices.0.services.0: no phone service is called 'Gossip'; there is: Corp",
        ),
        ("what", "users: []", ":1: api: 'what' is none of the servers"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, api: str, text: str, said: str
) -> None:
    file = tmp_path / "data.yaml"
    file.write_text(f"api: {api}\n{text}\n")
    with pytest.raises(ConfigurationError) as refused:
        with_data([find(one) for one in available()], [file])
    assert said in " ".join(refused.value.lines)
    assert str(file) in " ".join(refused.value.lines)


def test_two_files_for_one_server_are_refused(tmp_path: Path) -> None:
    files = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    for one in files:
        one.write_text("api: voss\n")
    with pytest.raises(ConfigurationError, match="put both into one file"):
        with_data([find("voss")], files)


def test_the_example_of_the_documentation(tmp_path: Path) -> None:
    page = (specs_dir().parent / "docs" / "serve.md").read_text("utf-8")
    (example,) = re.findall(r"```yaml\n(api: .*?)```", page, re.DOTALL)
    (tmp_path / "data.yaml").write_text(example)
    with_data([find("voss")], [tmp_path / "data.yaml"])


def test_the_schemas_name_what_the_servers_have() -> None:
    for api in available():
        schema = json.loads((specs_dir() / api / "seed.schema.json").read_text("utf-8"))
        jsonschema_rs.meta.validate(schema)
    voss = json.loads((specs_dir() / "voss" / "seed.schema.json").read_text("utf-8"))
    models = voss["properties"]["resources"]["properties"]
    assert set(models) == {m.name for m in MODELS.values() if m.writable} - {"data/HierarchyNode"}
    for name, model in models.items():
        known = model["items"]["properties"]["data"]["properties"]
        assert {one: kind["type"] for one, kind in known.items()} == {
            one.name: one.kind for one in MODELS[name].attributes
        }
