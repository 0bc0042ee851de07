"""Operators over requests and effects: what a server gets instead of what it was asked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.mutate import (
    Context,
    Mutant,
    Reply,
    Request,
    Selection,
    Side,
    change_reply,
    change_request,
    planned,
)

JSON = (("Content-Type", "application/json"), ("X-Mode", "full"))
POST = Request("POST", "/users", "Limit=20&q=%20Zo%C3%AB&x", JSON, b'{"a": "b", "c": 1}')


def mutant(operator: str, place: str, argument: str = "", condition: str = "") -> Mutant:
    return Mutant("makeUser", Side.REQUEST, operator, place, condition, argument)


def changed(one: Mutant, request: Request = POST) -> Request:
    return change_request(one, request, Context())


def test_a_parameter_is_changed_and_the_others_stay_as_they_were_sent() -> None:
    table = [
        (("ignored", "query limit"), "q=%20Zo%C3%AB&x"),
        (("capped", "query limit", "5"), "Limit=5&q=%20Zo%C3%AB&x"),
        (("minus-one", "query limit"), "Limit=19&q=%20Zo%C3%AB&x"),
        (("lower", "query q"), "Limit=20&q=+zo%C3%AB&x"),
        (("defaulted", "query order", "id"), "Limit=20&q=%20Zo%C3%AB&x&order=id"),
        (("rename", "query limit", "count"), "q=%20Zo%C3%AB&x&count=20"),
        (("ignored", "query !limit|x"), "Limit=20&x"),
        (("ignored", "query limit", "", "with !limit|x"), "q=%20Zo%C3%AB&x"),
        (("cut", "query q", "", "non-ascii"), "Limit=20&q=+Zo&x"),
    ]
    for facts, after in table:
        assert changed(mutant(*facts)).query == after, facts


def test_headers_and_bodies_are_changed() -> None:
    assert changed(mutant("ignored", "header x-mode")).headers == JSON[:1]
    assert changed(mutant("set", "header X-Mode", "a")).headers[1] == ("X-Mode", "a")
    assert json.loads(changed(mutant("lost", "/a")).body) == {"c": 1}
    assert json.loads(changed(mutant("plus-one", "/c")).body) == {"a": "b", "c": 2}
    xml = Request("PUT", "/u", body=b"<user><a>1</a></user>")
    assert changed(mutant("lost", "/user/a"), xml).body.endswith(b"<user/>")
    assert changed(mutant("replace", "path", "users>people")).path == "/people"


def test_the_request_itself_comes_back_where_nothing_is_changed() -> None:
    for one in (
        mutant("ignored", "query nothing"),
        mutant("capped", "query limit", "50"),
        mutant("lower", "query limit"),
        mutant("defaulted", "query limit", "3"),
        mutant("rename", "query nothing", "a"),
        mutant("ignored", "header nothing"),
        mutant("lost", "/nothing"),
        mutant("unchecked", "credentials"),
        mutant("ignored", "query limit", condition="with order"),
        mutant("ignored", "query !limit|q|x"),
        mutant("ignored", "query limit", condition="method PUT"),
        mutant("ignored", "query limit", condition="path /people*"),
        Mutant("makeUser", Side.RESPONSE, "drop", "/a"),
    ):
        assert changed(one) is POST, one.id


def test_conditions_look_at_the_query_and_the_body() -> None:
    for condition in ("with limit=20", "with c=1", "with A=b", "without other", "method POST"):
        assert changed(mutant("lost", "/a", condition=condition)) is not POST, condition
    xml = Request("POST", "/u", body=b"<user kind='x'><type>ADD</type></user>")
    for condition in ("with type=ADD", "with kind"):
        assert changed(mutant("lost", "/user/type", condition=condition), xml) is not xml


def test_right_credentials_are_those_that_were_taken_first() -> None:
    context, one = Context(), mutant("unchecked", "credentials")
    wrong = Request("GET", "/", headers=(("Authorization", "no"),))
    right = Request("GET", "/", headers=(("authorization", "yes"),))
    context.saw(wrong, Reply(401))
    assert change_request(one, wrong, context) is wrong
    context.saw(right, Reply(200))
    context.saw(wrong, Reply(200))
    assert change_request(one, wrong, context).headers == right.headers
    assert change_request(one, Request("GET", "/"), context).headers == right.headers
    assert change_request(one, right, context) is right
    nobody = Request("GET", "/")
    for operator, changed_one, same in (("forged", wrong, nobody), ("anonymous", nobody, wrong)):
        one = mutant(operator, "credentials")
        assert change_request(one, changed_one, context).headers == right.headers
        assert change_request(one, same, context) is same


def test_effects() -> None:
    def plan(operator: str, context: Context, condition: str = "") -> Any:
        one = Mutant("makeUser", Side.EFFECT, operator, "body", condition)
        return planned(one, POST, context)

    context = Context()
    assert plan("twice", context).times == 2
    assert plan("undone", context).undo
    assert plan("undone", context, "with other") == plan("half", context)
    forgotten = Mutant("makeUser", Side.EFFECT, "forgotten", "body")
    assert planned(forgotten, POST, context).answer is None
    change_reply(forgotten, POST, Reply(400), context)
    change_reply(forgotten, POST, Reply(201), context)
    change_reply(forgotten, POST, Reply(202), context)
    assert planned(forgotten, POST, context).answer == Reply(201)


def test_half_of_a_body_arrives() -> None:
    half = Mutant("makeUser", Side.EFFECT, "half", "body")
    xml = (("Content-Type", "text/xml"),)
    table = [
        (JSON, b'{"a": 1, "b": 2, "c": 3}', b'{"a": 1}'),
        (JSON, b"[1, 2]", b"[1]"),
        (JSON, b'{"a": 1}', None),
        (JSON, b"{", None),
        (xml, b"<a/>", None),
    ]
    for headers, body, after in table:
        request = Request("POST", "/", headers=headers, body=body)
        found = change_request(half, request, Context())
        assert found is request if after is None else found.body == after
    request = Request("POST", "/", headers=xml, body=b"<a><b/><c/></a>")
    assert change_request(half, request, Context()).body.endswith(b"<a><b/></a>")


def test_an_unknown_operator_is_an_error() -> None:
    with pytest.raises(KeyError):
        changed(mutant("nonsense", "query limit"))


def test_a_selection_prefers_exact_paths() -> None:
    known = Selection(load("genesys-ws").operations, "/base")
    assert known.operation("GET", "/base/api/v2/users/u1") == "getUser"
    assert known.operation("HEAD", "/base/api/v2/me/") == "getMe"
    assert known.operation("PUT", "/base/api/v2/me") is None
    assert known.operation("GET", "/api/v2/me") is None
    request = Request("GET", "/base/api/v2/me")
    for pattern, meant in (("getMe", True), ("get*", True), ("getUser|getMe", True), ("a*", False)):
        assert known.touches(Mutant(pattern, Side.RESPONSE, "drop", "/"), request) is meant
