"""JSON bodies: attribution of what is wrong, proof of what is right, odd bodies."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.oracles import JsonBody

DOCUMENT = {
    "components": {
        "schemas": {
            "Id": {"type": "string", "pattern": "^[a-z]+$", "x-requirement": "D-ID"},
            "Base": {"required": ["id"], "properties": {"id": {"$ref": "#/components/schemas/Id"}}},
            "Tree": {
                "x-requirement": "D-TREE",
                "type": "object",
                "properties": {
                    "name": {"type": "string", "x-requirement": "D-NAME"},
                    "kids": {"items": {"$ref": "#/components/schemas/Tree"}},
                },
            },
            "a/b~c": {"type": "integer", "x-requirement": "D-ODD"},
        }
    }
}
LIST = {
    "x-requirement": "D-LIST",
    "type": "object",
    "required": ["items"],
    "properties": {
        "items": {"type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/Base"}]}},
        "total": {"type": "integer", "minimum": 0, "x-requirement": "D-TOTAL"},
        "odd": {"$ref": "#/components/schemas/a~1b~0c"},
        "tree": {"$ref": "#/components/schemas/Tree"},
        "either": {"anyOf": [{"type": "null"}, {"type": "integer", "x-requirement": "D-EITHER"}]},
        "free": {},
    },
}


@pytest.fixture(scope="session")
def oracle() -> JsonBody:
    """The judge of a list of things."""
    return JsonBody(LIST, DOCUMENT)


@pytest.mark.parametrize(
    ("body", "requirement", "place"),
    [
        (b"[]", "D-LIST", "the body"),
        (b"{}", "D-LIST", "the body"),
        (b'{"items":{}}', "D-LIST", "items"),
        (b'{"items":[{"id":"a"},{"id":"B"}]}', "D-ID", "items.1.id"),
        (b'{"items":[{"id":"a\\n"}]}', "D-ID", "items.0.id"),
        (b'{"items":[{}]}', "D-LIST", "items.0"),
        (b'{"items":[],"total":-1}', "D-TOTAL", "total"),
        (b'{"items":[],"total":1,"total":"x"}', "D-TOTAL", "total"),
        (b'{"items":[],"total":-99999999999999999999999999}', "D-TOTAL", "total"),
        (b'{"items":[],"odd":"x"}', "D-ODD", "odd"),
        (
            b'{"items":[],"tree":{"kids":[{"kids":[{"name":1}]}]}}',
            "D-NAME",
            "tree.kids.0.kids.0.name",
        ),
        (b'{"items":[],"tree":{"kids":[[]]}}', "D-TREE", "tree.kids.0"),
    ],
)
def test_a_problem_is_the_innermost_requirements(
    oracle: JsonBody, body: bytes, requirement: str, place: str
) -> None:
    problems = oracle.check(body)
    assert [one.requirement for one in problems] == [requirement]
    assert problems[0].summary.startswith((f"{place} ", f"{place}: "))


@pytest.mark.parametrize(
    ("body", "upheld"),
    [
        (b'{"items":[]}', {"D-LIST"}),
        (b'{"items":[{"id":"a"}]}', {"D-LIST", "D-ID"}),
        (b'{"items":[],"total":7}', {"D-LIST", "D-TOTAL"}),
        (b'{"items":[],"odd":1}', {"D-LIST", "D-ODD"}),
        (b'{"items":[],"tree":{}}', {"D-LIST", "D-TREE"}),
        (b'{"items":[],"tree":{"name":"x"}}', {"D-LIST", "D-TREE", "D-NAME"}),
        (b'{"items":[],"either":null}', {"D-LIST"}),
        (b'{"items":[],"either":1}', {"D-LIST", "D-EITHER"}),
    ],
)
def test_only_what_applies_to_the_body_is_proven(
    oracle: JsonBody, body: bytes, upheld: set[str]
) -> None:
    assert oracle.check(body) == ()
    assert set(oracle.upheld(body)) == upheld


def test_all_that_can_be_attributed_is_known(oracle: JsonBody) -> None:
    assert oracle.judges == (
        "D-EITHER",
        "D-ID",
        "D-LIST",
        "D-NAME",
        "D-ODD",
        "D-TOTAL",
        "D-TREE",
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"\xff",
        b'"\xff"',
        b"<html></html>",
        b"{'a': 1}",
        b'{"items":[]',
        b'{"items":[]} x',
        b'{"items":[],"free":NaN}',
        b'{"items":[],"free":Infinity}',
        b'{"items":[],}',
        b"\xef\xbb\xbf{}",
        '{"items":[]}'.encode("utf-16"),
        b"[" * 100_000,
    ],
    ids=range(14),
)
def test_what_is_not_json_is_one_problem_of_nobody(oracle: JsonBody, body: bytes) -> None:
    problems = oracle.check(body)
    assert [one.requirement for one in problems] == [None]
    assert problems[0].summary.startswith("the body cannot be read as JSON: ")


@pytest.mark.parametrize(
    "free",
    [
        b"123456789012345678901234567890",
        b"-0.0",
        b"1e300",
        b"1E-400",
        b'"\\u0000"',
        b'"\\ud83d\\ude00"',
        '"é漢"'.encode(),
        b"[" * 400 + b"]" * 400,
        b'{"a":' * 400 + b"1" + b"}" * 400,
        b'{"":{"":null}}',
    ],
    ids=range(10),
)
def test_what_the_schema_leaves_free_is_valid(oracle: JsonBody, free: bytes) -> None:
    assert oracle.check(b'{"items":[],"free":' + free + b"}") == ()


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"pattern": r"^\p{Lu}+$"}, "abc"),
        ({"pattern": "^a$"}, "a\n"),
        ({"multipleOf": 0.01}, 0.015),
        ({"type": "integer"}, 1.5),
        ({"const": 1}, True),
        ({"enum": [0]}, False),
        ({"uniqueItems": True}, [1, 1.0]),
    ],
)
def test_a_problem_is_explained_and_attributed_even_where_the_libraries_differ(
    schema: dict[str, Any], value: Any
) -> None:
    oracle = JsonBody({**schema, "x-requirement": "D-1"}, {})
    problems = oracle.check_value(value)
    assert [one.requirement for one in problems] == ["D-1"]
    assert problems[0].summary.startswith(("the body ", "the body: "))


def test_other_members_prove_what_is_said_of_them() -> None:
    schema = {"properties": {"a": {}}, "additionalProperties": {"x-requirement": "D-1"}}
    oracle = JsonBody(schema, {})
    assert [oracle.upheld(body) for body in (b'{"a":1}', b'{"b":1}')] == [(), ("D-1",)]
    assert oracle.judges == ("D-1",)


def test_a_condition_says_which_of_two_is_proven() -> None:
    schema = {
        "if": {"required": ["a"]},
        "then": {"allOf": [{"x-requirement": "D-1", "properties": {"a": {"type": "integer"}}}]},
        "else": {"x-requirement": "D-2"},
    }
    oracle = JsonBody(schema, {})
    assert [oracle.upheld(body) for body in (b'{"a":1}', b'{"b":1}')] == [("D-1",), ("D-2",)]
    assert JsonBody({"then": schema["then"]}, {}).upheld(b'{"a":1}') == ()


def test_an_empty_schema_takes_any_json_and_proves_nothing() -> None:
    oracle = JsonBody({}, {})
    assert oracle.check(b'{"a": [1]}') == ()
    assert oracle.upheld(b'{"a": [1]}') == oracle.judges == ()


def test_a_long_value_is_cut_short_in_the_problem() -> None:
    problems = JsonBody({"type": "integer"}, {}).check_value("x" * 10_000)
    assert len(problems[0].summary) < 400
    assert len(problems[0].observed) < 400


@pytest.mark.parametrize(
    ("schema", "value", "said"),
    [
        ({"type": ["integer", "null"]}, "0 B", 'the body is "0 B", not of type integer or null'),
        ({"enum": ["A", "B"]}, True, 'the body is true, not one of "A", "B"'),
        ({"const": 1}, None, "the body is null, not 1"),
        ({"required": ["id", "name"]}, {"id": 1}, "the body lacks name"),
        ({"pattern": "^[a-z]+$"}, "A", 'the body is "A", which does not match ^[a-z]+$'),
    ],
)
def test_values_are_written_as_json_writes_them(schema: Any, value: Any, said: str) -> None:
    [problem] = JsonBody(schema, {}).check_value(value)
    assert problem.summary == said
    assert "'" not in problem.observed


def test_what_only_the_judge_sees_is_shown_with_its_place_and_value() -> None:
    oracle = JsonBody({"items": {"pattern": r"^\p{Lu}+$", "x-requirement": "D-1"}}, {})
    (problem,) = oracle.check_value(["ABC", "abc"])
    assert problem.requirement == "D-1"
    assert problem.summary.startswith("1: ")
    assert (problem.observed, problem.where) == ('"abc"', "/1")


def test_values_are_shown_as_json_and_cut_at_80_characters() -> None:
    (problem,) = JsonBody({"const": 1}, {}).check(b"2")
    assert problem.summary == "the body is 2, not 1"
    (problem,) = JsonBody({"const": "x"}, {}).check(b'"' + b"y" * 200 + b'"')
    assert "y" * 79 + "…" in problem.summary
    (problem,) = JsonBody({}, {}).check(b"{")
    assert problem.observed == ""
