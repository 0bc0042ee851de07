"""Changes: creating, templates, updating, deleting, transactions, tags."""

from __future__ import annotations

from typing import Any

import pytest

NEW = {"name": "New & \u00fc%", "company": "Acme"}
MODEL = "data/Contact/"
BY_NAME = [("filter_field", "name"), ("filter_condition", "equals"), ("filter_text", NEW["name"])]


def made(server: Any, **query: Any) -> str:
    answer = server.change("POST", MODEL, NEW, **query)
    assert answer.status == 201
    pkid: str = answer.json["pkid"]
    return pkid


def test_create_read_update_delete(server: Any) -> None:
    pkid = made(server)
    shown = server.get(f"{MODEL}{pkid}/", hierarchy=None).json
    assert shown["data"] == NEW
    assert shown["meta"]["hierarchy"] == "sys"
    assert server.get(MODEL, *BY_NAME).pkids == [pkid]
    assert (
        server.change("PATCH", f"{MODEL}{pkid}/", {"city": "Bern", "company": None}).status == 200
    )
    assert server.get(f"{MODEL}{pkid}/").json["data"] == {"name": NEW["name"], "city": "Bern"}
    assert server.change("PUT", f"{MODEL}{pkid}/", {"name": "Other"}).status == 200
    assert server.get(f"{MODEL}{pkid}/").json["data"] == {"name": "Other"}
    answer = server.change("DELETE", f"{MODEL}{pkid}/")
    assert (answer.status, answer.json["success"]) == (200, True)
    assert answer.json["transaction"]["status"] == "Success"
    assert server.get(f"{MODEL}{pkid}/").status == 404
    assert server.get(MODEL, *BY_NAME).total == 0


def test_changes_are_not_shared_between_servers(voss_with: Any) -> None:
    first, second = voss_with(), voss_with()
    pkid = first.get(MODEL, limit=1).pkids[0]
    before = second.get(f"{MODEL}{pkid}/").body
    first.change("PATCH", f"{MODEL}{pkid}/", {"city": "Bern"})
    first.change("PATCH", f"{MODEL}{pkid}/+tag/", tag="x")
    assert second.get(f"{MODEL}{pkid}/").body == before


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"\xff",
        [1],
        {},
        {"name": ""},
        {"name": 3},
        {"name": "x", "colour": "red"},
        b" " * (1024 * 1024 + 1),
    ],
)
def test_payloads_that_are_refused(server: Any, payload: Any) -> None:
    assert server.change("POST", MODEL, payload).status in {400, 413}


def test_choices_and_types_are_checked(server: Any) -> None:
    number = {"internal_number": "1", "status": "Lost"}
    assert server.change("POST", "data/NumberInventory/", number).status == 400
    assert server.change("POST", "data/User/", {"username": "x", "active": "yes"}).status == 400
    pkid = server.change("POST", "data/User/", {"username": "x"}).json["pkid"]
    assert server.get(f"data/User/{pkid}/").json["data"] == {"username": "x", "active": True}


def test_templates_by_name_and_by_pkid(server: Any) -> None:
    templates = server.get("data/ConfigurationTemplate/", summary="false").json["resources"]
    one = next(row for row in templates if row["data"]["name"] == "Swiss Contact")
    expected = {**one["data"]["template"], **NEW}
    for query in ({"template_name": "Swiss Contact"}, {"template": one["meta"]["pkid"]}):
        assert server.get(f"{MODEL}{made(server, **query)}/").json["data"] == expected
    said = {**NEW, "category": "vendor"}
    pkid = server.change("POST", MODEL, said, template_name="Swiss Contact").json["pkid"]
    assert server.get(f"{MODEL}{pkid}/").json["data"]["category"] == "vendor"
    for query in ({"template_name": "None"}, {"template": "0" * 24}):
        assert server.change("POST", MODEL, NEW, **query).status == 400
    assert server.change("POST", MODEL, NEW, template_name="Standard User").status == 400


def test_nowait_moves_through_its_states_by_the_clock(server: Any) -> None:
    answer = server.change("POST", MODEL, NEW, nowait="true")
    assert answer.status == 202
    identifier = answer.json["transaction_id"]
    assert answer.json == {
        "href": f"/api/tool/Transaction/{identifier}",
        "success": True,
        "transaction_id": identifier,
    }
    seen = []
    for _ in range(4):
        poll = server.get(f"tool/Transaction/{identifier}/poll/", hierarchy=None).json
        shown = server.get(f"tool/Transaction/{identifier}/", hierarchy=None).json
        assert poll[identifier]["status"] == shown["data"]["status"]
        seen.append((shown["data"]["status"], server.get(MODEL, *BY_NAME).total))
        server.clock.advance(0.11)
    assert seen == [("Queued", 0), ("In Progress", 0), ("In Progress", 0), ("Success", 1)]
    shown = server.get(f"tool/Transaction/{identifier}/").json["data"]
    assert shown["submitted_time"] < shown["started_time"] < shown["completed_time"]
    assert shown["action"] == "Create Contact"


def test_nowait_changes_and_deletes(server: Any) -> None:
    pkid = made(server)
    server.change("PATCH", f"{MODEL}{pkid}/", {"city": "Bern"}, nowait="true")
    assert "city" not in server.get(f"{MODEL}{pkid}/").json["data"]
    server.clock.advance(0.4)
    assert server.get(f"{MODEL}{pkid}/").json["data"]["city"] == "Bern"
    for _ in range(2):
        last = server.change("DELETE", f"{MODEL}{pkid}/", nowait="true").json["transaction_id"]
    server.clock.advance(0.4)
    data = server.get(f"tool/Transaction/{last}/").json["data"]
    assert data["status"] == "Fail"
    assert pkid in data["message"]


def test_a_change_that_is_waited_for_and_fails_is_recorded(server: Any) -> None:
    assert server.change("POST", MODEL, {"name": "x", "colour": "red"}).status == 400
    query = {"order_by": "submitted_time", "direction": "desc", "limit": 1}
    assert server.get("tool/Transaction/", **query).values("status") == ["Fail"]


def test_nowait_only_where_it_is_supported(server: Any) -> None:
    country = {"country_name": "Nauru"}
    actions = server.get("data/Countries/").json["meta"]["actions"]
    assert actions["create"]["support_async"] is False
    assert server.get(MODEL).json["meta"]["actions"]["create"]["support_async"] is True
    assert server.change("POST", "data/Countries/", country, nowait="true").status == 201
    pkid = made(server)
    assert server.change("PATCH", f"{MODEL}{pkid}/+tag/", tag="a", nowait="true").status == 200


def test_old_transactions_make_room(server: Any) -> None:
    pkid = made(server)
    for number in range(1000):
        server.change("PATCH", f"{MODEL}{pkid}/+tag_version/", version_tag=f"1.{number}")
    assert server.get("tool/Transaction/", limit=1).total == 1000


def test_a_transaction_cannot_be_replayed_or_written(server: Any) -> None:
    pkid = server.get("tool/Transaction/", limit=1).pkids[0]
    assert server.get(f"tool/Transaction/{pkid}/replay/").status == 409
    assert server.get(f"tool/Transaction/{'0' * 8}/poll/").status == 404
    assert server.get("tool/Transaction/add/").status == 405
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        path = "tool/Transaction/" + ("" if method == "POST" else f"{pkid}/")
        assert server.change(method, path, {}).status == 405
    assert server.change("PATCH", f"tool/Transaction/{pkid}/+tag/", tag="x").status == 405


def test_hierarchy_nodes_can_be_made_and_taken_away(server: Any) -> None:
    model = "data/HierarchyNode/"
    pkid = server.change("POST", model, {"name": "New Site"}).json["pkid"]
    inner = server.send(
        "POST", f"/api/{MODEL}", [("hierarchy", "sys.New Site"), ("format", "json")], NEW
    ).json["pkid"]
    assert server.get(MODEL, hierarchy=pkid).pkids == [inner]
    assert server.change("DELETE", f"{model}{pkid}/").status == 400
    assert server.change("DELETE", f"{MODEL}{inner}/").status == 200
    assert server.change("PATCH", f"{model}{pkid}/", {"name": "Other"}).status == 400
    assert server.change("PATCH", f"{model}{pkid}/", {"description": "x"}).status == 200
    assert server.change("DELETE", f"{model}{pkid}/").status == 200
    assert server.get(MODEL, hierarchy=pkid).status == 400
    for name in ("a.b", "CS-P", " x"):
        assert server.change("POST", model, {"name": name}).status == 400
    root = server.app.app.store.root.pkid
    assert server.change("DELETE", f"{model}{root}/").status == 400


def test_tags(server: Any) -> None:
    pkid = made(server)
    path = f"{MODEL}{pkid}/+tag/"

    def tags(*values: str) -> Any:
        assert server.change("PATCH", path, tag=list(values)).status == 200
        return server.get(f"{MODEL}{pkid}/").json["meta"]["tags"]

    assert tags("one") == ["one"]
    assert tags("two", "three", "one") == ["one", "two", "three"]
    assert tags("__CLEAR_TAG__two") == ["one", "three"]
    assert tags("__CLEAR_TAG__none") == ["one", "three"]
    assert server.change("PATCH", f"{MODEL}{pkid}/+tag_version/", version_tag="1.2").status == 200
    meta = server.get(f"{MODEL}{pkid}/").json["meta"]
    assert (meta["tags"], meta["version_tag"]) == (["one", "three"], "1.2")
    assert tags("__CLEAR_ALL_TAGS__") == []
    assert server.get(f"{MODEL}{pkid}/").json["meta"]["version_tag"] == "1.2"
    assert server.get(MODEL, *BY_NAME).json["resources"][0]["meta"]["tags"] == []


def test_tags_that_are_refused(server: Any) -> None:
    pkid = made(server)
    assert server.change("PATCH", f"{MODEL}{pkid}/+tag/").status == 400
    assert server.change("PATCH", f"{MODEL}{pkid}/+tag_version/").status == 400
    assert server.change("PATCH", f"{MODEL}{'0' * 24}/+tag/", tag="x").status == 404
    assert server.change("POST", f"{MODEL}{pkid}/+tag/", tag="x").status == 405
