"""Operators over responses: what a client gets instead of what the server answered."""

from __future__ import annotations

import json
from typing import Any

from contracts.mutate import Context, Kind, Mutant, Reply, Request, Side, change_reply

JSON = (("Content-Type", "application/json"), ("X-Limit", "10"))
LIST = {"count": 2, "items": [{"id": 1, "name": "Zoë"}, {"id": 2, "name": "Max"}]}
OK = Reply(200, JSON, json.dumps(LIST).encode())
GET = Request("GET", "/users", "offset=0&limit=2")


def mutant(operator: str, place: str, argument: str = "", condition: str = "") -> Mutant:
    return Mutant("listUsers", Side.RESPONSE, operator, place, condition, argument)


def changed(one: Mutant, request: Request = GET, reply: Reply = OK) -> Reply:
    return change_reply(one, request, reply, Context())


def test_an_answer_is_changed_at_its_edges() -> None:
    assert changed(mutant("set", "status", "503")).status == 503
    assert changed(mutant("set", "media", "text/plain")).media() == "text/plain"
    assert changed(mutant("drop", "header x-limit")).headers == JSON[:1]
    assert changed(mutant("plus-one", "header x-limit")).headers[1] == ("X-Limit", "11")
    assert changed(mutant("set", "header Allow", "GET")).headers == (*JSON, ("Allow", "GET"))
    assert changed(mutant("no-body", "body")).body == b""
    assert changed(mutant("half-body", "body")).body == OK.body[: len(OK.body) // 2]
    assert changed(mutant("set", "body", "no")).body == b"no"


def test_a_value_is_changed_at_its_place() -> None:
    table: list[tuple[tuple[str, ...], Any]] = [
        (("plus-one", "/count"), LIST | {"count": 3}),
        (("drop", "/items"), {"count": 2}),
        (("rename", "/count", "total"), {"total": 2, "items": LIST["items"]}),
        (("filtered", "/items", "id:1"), LIST | {"items": [{"id": 2, "name": "Max"}]}),
        (("retype", "/"), [LIST]),
    ]
    for facts, after in table:
        assert json.loads(changed(mutant(*facts)).body) == after, facts


def test_the_answer_itself_comes_back_where_nothing_is_changed() -> None:
    for one in (
        mutant("drop", "/nothing"),
        mutant("case", "/count"),
        mutant("drop", "header X-Other"),
        mutant("drop", "/count", condition="later"),
        mutant("drop", "/count", condition="errors"),
        mutant("drop", "/count", condition="without limit"),
        Mutant("listUsers", Side.REQUEST, "drop", "/count"),
    ):
        assert changed(one) is OK, one.id
    for body in (b"", b"<a/>", b"{"):
        reply = Reply(200, JSON, body)
        assert changed(mutant("drop", "/a"), reply=reply) is reply


def test_a_condition_says_in_which_exchanges() -> None:
    later = Request("GET", "/users", "OFFSET=2&limit=2")
    assert changed(mutant("drop", "/count", condition="later"), later).body != OK.body
    assert changed(mutant("drop", "/count", condition="with limit=2, first")).body != OK.body
    found = json.loads(changed(mutant("cut", "/items/*/name", condition="non-ascii")).body)
    assert [one["name"] for one in found["items"]] == ["Zo", "Max"]
    assert changed(mutant("drop", "/count", condition="answers name=Max")).body != OK.body
    assert changed(mutant("drop", "/count", condition="answers name=Moritz")) is OK
    error = Reply(404, JSON, OK.body)
    assert changed(mutant("drop", "/count"), reply=error) is error
    for condition in ("errors", "any", "status 4*"):
        one = mutant("drop", "/count", condition=condition)
        assert changed(one, reply=error).body != OK.body


def test_xml_is_changed_as_json_is() -> None:
    reply = Reply(200, (("Content-Type", "text/xml"),), b"<users><user>a</user></users>")
    assert b"<user>A</user>" in changed(mutant("case", "/users/user"), reply=reply).body
    assert changed(mutant("case", "/users/nobody"), reply=reply) is reply


def test_an_answer_is_that_of_another_request() -> None:
    context, one = Context(), mutant("another", "body")
    other = Request("GET", "/users", "offset=2")
    second = Reply(200, JSON, b"[]")
    assert change_reply(one, GET, OK, context) is OK
    assert change_reply(one, GET, OK, context) is OK
    assert change_reply(one, other, second, context) is OK
    assert change_reply(one, GET, OK, context) is second


def test_a_stale_answer_is_the_first_one_for_ever() -> None:
    context, one = Context(), mutant("stale", "body")
    second = Reply(200, JSON, b"[]")
    assert change_reply(one, GET, OK, context) is OK
    assert change_reply(one, Request("GET", "/users"), second, context) is second
    assert change_reply(one, GET, second, context) is OK
    assert change_reply(one, GET, second, context) is OK


def test_a_mutant_has_a_name_and_breaks_form_or_meaning() -> None:
    one = mutant("capped", "/items", "1", "later")
    assert one.id == "listUsers response /items capped=1 when later"
    assert one.kind is Kind.VALUE
    assert mutant("drop", "/items").kind is Kind.SCHEMA
    assert mutant("cut", "header Allow").kind is Kind.SCHEMA
    assert Mutant("a", Side.REQUEST, "drop", "/x").kind is Kind.VALUE
