"""Which requirement a violation of a schema is attributed to."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.oracles import JsonBody
from contracts.oracles.attribution import owner

DOCUMENT: dict[str, Any] = {
    "components": {
        "schemas": {
            "Answer": {
                "type": "object",
                "if": {"not": {"required": ["schema"]}},
                "then": {"allOf": [{"$ref": "#/components/schemas/Counted"}]},
            },
            "Counted": {
                "x-requirement": "X-1",
                "required": ["total"],
                "properties": {"total": {"$ref": "#/components/schemas/Number"}},
            },
            "Number": {"x-requirement": "X-2", "type": "integer"},
        }
    }
}
BODY = JsonBody({"$ref": "#/components/schemas/Answer"}, DOCUMENT)


@pytest.mark.parametrize(
    ("value", "requirement"),
    [({}, "X-1"), ({"total": "7"}, "X-2"), ([], None)],
)
def test_the_innermost_requirement_counts(value: Any, requirement: str | None) -> None:
    (problem,) = BODY.check_value(value)
    assert problem.requirement == requirement


@pytest.mark.parametrize("value", [{"total": 7}, {"schema": {}}])
def test_valid_values_have_no_problem(value: Any) -> None:
    assert BODY.check_value(value) == ()


def test_all_requirements_are_known() -> None:
    assert BODY.judges == ("X-1", "X-2")


_BRANCHED = {
    "x-requirement": "D-ALL",
    "allOf": [{"properties": {"id": {"x-requirement": "D-ID"}}}],
    "properties": {"known": {"$ref": "#/components/schemas/Known"}},
    "additionalProperties": {"properties": {"deep": {"x-requirement": "D-DEEP"}}},
    "anyOf": [
        {"$ref": "#/components/schemas/Text", "x-requirement": "D-TEXT"},
        {"required": ["n"], "x-requirement": "D-N"},
    ],
}
_COMPONENTS = {
    "components": {
        "schemas": {
            "Known": {"type": "integer"},
            "Text": {"properties": {"kind": {"const": "text"}}, "required": ["kind"]},
        }
    }
}


def test_what_applies_is_found_behind_references_and_in_other_members() -> None:
    oracle = JsonBody(_BRANCHED, _COMPONENTS)
    assert oracle.upheld(b'{"id": 1, "kind": "text"}') == ("D-ALL", "D-ID", "D-TEXT")
    assert oracle.upheld(b'{"n": 1, "more": {"deep": 1}}') == ("D-ALL", "D-DEEP", "D-N")
    assert oracle.upheld(b'{"n": 1, "more": {}}') == ("D-ALL", "D-N")


def test_a_violation_behind_a_reference_is_that_of_the_schema_before_it() -> None:
    oracle = JsonBody(_BRANCHED, _COMPONENTS)
    (problem,) = oracle.check(b'{"n": 1, "known": "x"}')
    assert problem.requirement == "D-ALL"
    (problem,) = JsonBody({"type": "object"}, {}).check(b"[]")
    assert problem.requirement is None


_PROVEN: list[tuple[dict[str, Any], bytes, tuple[str, ...]]] = [
    ({"anyOf": [{"properties": {"a": {"x-requirement": "D-A"}}}]}, b'{"a": 1}', ("D-A",)),
    ({"oneOf": [{"type": "object", "x-requirement": "D-O"}, False]}, b"{}", ("D-O",)),
    ({"properties": {"a": {"$ref": "#/components/schemas/A"}}}, b'{"a": 1}', ("D-REF",)),
    ({"items": {"x-requirement": "D-I"}}, b"[1]", ("D-I",)),
    ({"items": {"x-requirement": "D-I"}}, b"[]", ()),
    ({"x-requirement": 7}, b"{}", ()),
    (
        {"patternProperties": {"^x": {}}, "additionalProperties": {"x-requirement": "D-P"}},
        b'{"a": 1}',
        (),
    ),
    (
        {
            "$defs": {"T": {"type": "object"}},
            "anyOf": [{"$ref": "#/$defs/T", "x-requirement": "D"}],
        },
        b"{}",
        ("D",),
    ),
]
_A = {"components": {"schemas": {"A": {"x-requirement": "D-REF"}}}}


def test_what_a_value_proves_is_found_in_every_keyword() -> None:
    for schema, value, proven in _PROVEN:
        assert JsonBody(schema, _A).upheld(value) == proven, schema


def test_schemas_that_refer_to_themselves_are_followed_once() -> None:
    tree = {"x-requirement": "D-T", "items": {"$ref": "#/components/schemas/Tree"}}
    body = JsonBody(tree, {"components": {"schemas": {"Tree": tree}}})
    assert body.judges == ("D-T",)
    assert body.upheld(b"[[[]]]") == ("D-T",)
    either = {"x-requirement": "D-T", "oneOf": [{"type": "string"}, {"type": "array", **tree}]}
    body = JsonBody(either, {"components": {"schemas": {"Tree": either}}})
    assert body.judges == ("D-T",)


def test_the_owner_of_a_keyword_is_found_behind_references_and_may_be_nobody() -> None:
    text = {"type": "string"}
    whole = {"x-requirement": "D-R", "$ref": "#/d", "d": text}
    assert owner(whole, ["type"], holder=text) == "D-R"
    assert owner(whole, ["$ref", "type"]) == "D-R"
    assert owner({"a": 1}, ["a"], holder={"x": 1}) is None
