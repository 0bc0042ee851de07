"""Single resources, schemas, forms, help, versions, credentials."""

from __future__ import annotations

from base64 import b64encode
from http.client import HTTPConnection
from typing import Any

import pytest

from contracts.reference import Serving, find

MODEL = "data/Contact/"


def test_a_resource_by_its_pkid(server: Any) -> None:
    for one in server.get(limit=20).json["resources"]:
        shown = server.get(f"data/User/{one['meta']['pkid']}/", hierarchy=None).json
        assert shown["meta"]["pkid"] == one["meta"]["pkid"]
        assert one["data"].items() <= shown["data"].items()
        assert {"summary_attrs", "actions"} <= set(shown["meta"])


def test_cached(server: Any) -> None:
    pkid = server.get("device/cucm/Phone/").pkids[0]
    path = f"device/cucm/Phone/{pkid}/"
    default, cached = server.get(path), server.get(path, cached="true")
    live = server.get(path, cached="false").json
    assert default.json == cached.json
    assert (cached.json["meta"]["cached"], live["meta"]["cached"]) == (True, False)
    assert live["data"]["lastRefreshed"] > cached.json["data"]["lastRefreshed"]
    user = f"data/User/{server.get().pkids[0]}/"
    assert server.get(user, cached="false").json == server.get(user).json
    assert server.get(user, cached="no").status == 400


@pytest.mark.parametrize(
    "path",
    [
        f"data/User/{'0' * 24}/",
        "data/NoSuchModel/",
        "nothing/User/",
        "device/cucm/Nothing/",
        "device/cucm/",
        f"data/User/{'0' * 24}/nothing/",
        f"data/User/{'0' * 24}/poll/",
    ],
)
def test_what_there_is_not(server: Any, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert answer.json["error"]["http_code"] == 404


def test_schema_and_rules(server: Any) -> None:
    assert not {"schema", "schema_rules"} & set(server.get(MODEL, schema_rules="true").json)
    body = server.get(MODEL, schema="true", schema_rules="true").json
    assert body["schema"]["$schema"] == "http://json-schema.org/draft-03/schema"
    assert body["schema"]["properties"]["name"] == {
        "type": "string",
        "title": "Name",
        "required": True,
    }
    assert body["schema_rules"]["gui_rules"]
    names = [one["name"] for one in body["schema_rules"]["field_display_policies"]]
    assert names == ["Short Contact", "Contact Card"]
    alone = server.get(f"{MODEL}schema/").json
    assert alone["schema"] == body["schema"]
    pkid = server.get(MODEL).pkids[0]
    assert server.get(f"{MODEL}{pkid}/", schema="true").json["schema"] == body["schema"]


def test_forms_and_policies(server: Any) -> None:
    plain = server.get(f"{MODEL}add/", schema="true").json
    assert len(plain["schema"]["properties"]) == 8
    policies = server.get("data/FieldDisplayPolicy/").json["resources"]
    pkid = next(one for one in policies if one["data"]["name"] == "Short Contact")["meta"]["pkid"]
    named = server.get(
        f"{MODEL}add/", schema="true", schema_rules="true", policy_name="Short Contact"
    )
    given = server.get(f"{MODEL}add/", schema="true", policy=pkid).json
    titles = {name: one["title"] for name, one in given["schema"]["properties"].items()}
    assert titles == {"name": "Full Name", "email": "Mail"}
    assert named.json["schema"] == given["schema"]
    assert "schema_rules" in named.json
    for query in ({"policy": "0" * 24}, {"policy_name": "None"}, {"policy_name": "Basic User"}):
        assert server.get(f"{MODEL}add/", schema="true", **query).status == 400
    assert "schema" not in server.get(f"{MODEL}add/").json
    assert server.change("POST", f"{MODEL}add/").status == 405


def test_help_is_html(server: Any) -> None:
    answer = server.send("GET", f"/api/{MODEL}help/")
    assert answer.header("content-type") == "text/html; charset=utf-8"
    assert b"<code>company</code>" in answer.body


@pytest.mark.parametrize(
    ("api_version", "schema_version"),
    [
        ("10.1.2", 10.0),
        ("10.6.1", 10.5),
        ("10.6.2", 10.5),
        ("10.6.3", 10.5),
        ("11.5.1", 11.5),
        ("11.5.2", 11.5),
        ("11.5.3", 11.5),
        ("", 11.5),
    ],
)
@pytest.mark.parametrize("model", ["User", "Phone", "Line"])
def test_versions(server: Any, model: str, api_version: str, schema_version: float) -> None:
    query = {"schema": "true", "schema_rules": "true", "api_version": api_version}
    body = server.get(f"device/cucm/{model}/", **query).json
    assert body["meta"]["schema_version"] == schema_version
    assert {"tags", "cached", "title", "business_key"} <= set(body["meta"])
    assert len(body["resources"]) == 50


def test_other_versions(server: Any) -> None:
    assert server.get("device/cucm/Phone/", api_version="9.9").status == 400
    assert server.get(api_version="10.1.2").json["meta"]["schema_version"] == "0.2.2"


def test_without_a_format_it_is_json_as_well(server: Any) -> None:
    answer = server.send("GET", "/api/data/User/", [("hierarchy", "sys")])
    assert answer.json["pagination"]["total"] == 180


@pytest.mark.parametrize(
    "given",
    [
        None,
        "Basic",
        "Basic !",
        "Bearer x",
        "Basic " + b64encode(b"admin:wrong").decode(),
        "Basic " + b64encode(b"admin").decode(),
        "Basic " + b64encode(b"\xff\xfe").decode(),
    ],
)
def test_credentials_that_are_refused(server: Any, given: str | None) -> None:
    server.headers = {"authorization": given} if given else {}
    answer = server.get()
    assert answer.status == 401
    assert (answer.header("www-authenticate") or "").startswith("Basic realm=")


def test_basic_in_another_spelling(server: Any) -> None:
    server.headers["authorization"] = server.headers["authorization"].replace("Basic ", "basic  ")
    assert server.get().status == 200


def test_a_session(server: Any) -> None:
    server.headers = {}
    wrong = {"username": "admin", "password": "x"}
    for payload in (b"", b"[]", wrong):
        assert server.send("POST", "/noninteractivelogin/", payload=payload).status == 401
    assert server.send("GET", "/noninteractivelogin/").status == 405
    right = {"username": "admin", "password": "voss-demo"}
    opened = server.send("POST", "/noninteractivelogin/", payload=right)
    cookies = dict(
        value.split(";")[0].split("=") for name, value in opened.headers if name == "set-cookie"
    )
    token = opened.header("x-csrftoken")
    assert cookies["csrftoken"] == token
    server.headers = {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    assert server.get().status == 200
    assert server.change("POST", MODEL, {"name": "x"}).status == 403
    server.headers["x-csrftoken"] = "wrong"
    assert server.change("POST", MODEL, {"name": "x"}).status == 403
    server.headers["x-csrftoken"] = token
    assert server.change("POST", MODEL, {"name": "x"}).status == 201
    for cookie in ("sessionid=none", "other=1", "[]=;", "=;\x01"):
        server.headers["cookie"] = cookie
        assert server.get().status == 401


def test_a_login_with_basic(server: Any) -> None:
    assert server.send("POST", "/noninteractivelogin/", payload=b"").status == 200


def test_methods(server: Any) -> None:
    for path in ("data/User/", f"data/User/{server.get().pkids[0]}/"):
        refused = server.change("TRACE", path)
        assert refused.status == 405
        assert "GET" in refused.header("allow")
    head = server.send("HEAD", "/api/data/User/", [("hierarchy", "sys")])
    assert (head.status, head.body) == (200, b"")
    assert int(head.header("content-length") or 0) > 1000


def test_another_protocol_is_refused(server: Any) -> None:
    with pytest.raises(RuntimeError, match="websocket"):
        server.loop.run_until_complete(server.app({"type": "websocket"}, None, None))


def test_over_a_socket(server: Any) -> None:
    api = find("voss")
    with Serving([api.build(), api.build(liberties=["chunked", "connection-close"])]) as serving:
        for origin, closes in zip(serving.origins, (False, True), strict=True):
            connection = HTTPConnection(origin.removeprefix("http://"), timeout=5)
            path = f"{api.base_path}/data/User/?format=json&hierarchy=sys&limit=1"
            for _ in range(2):
                connection.request("GET", path, headers=server.headers)
                response = connection.getresponse()
                assert b'"total":180' in response.read()
                assert response.will_close == closes
            connection.close()


def test_basic_opens_a_session_that_serves_alone(server: Any) -> None:
    first = server.get(limit=1)
    cookies = [value for name, value in first.headers if name == "set-cookie"]
    session = next(one for one in cookies if one.startswith("sessionid=")).partition(";")[0]
    alone = server.send("GET", "/api/data/User/", {"format": "json"}, headers={"cookie": session})
    assert alone.status == 200
    known = {"cookie": session, **server.headers}
    again = server.send("GET", "/api/data/User/", {"format": "json"}, headers=known)
    assert again.header("set-cookie") is None


def test_without_a_session_each_request_needs_its_credentials(voss_with: Any) -> None:
    server = voss_with(liberties=["no-session"])
    assert server.get(limit=1).header("set-cookie") is None
