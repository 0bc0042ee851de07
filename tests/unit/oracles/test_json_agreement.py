"""jsonschema-rs, which judges, and jsonschema, which explains, over small schemas."""

from __future__ import annotations

from typing import Any

import jsonschema
import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.oracles import JsonBody

_NAMES = st.sampled_from(["a", "b", "c"])
_NUMBERS = st.integers(-3, 3)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | _NUMBERS
    | st.sampled_from([0.5, 2.0, -1.5])
    | st.text("ab1 ", max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=6,
)
_KINDS = ["null", "boolean", "integer", "number", "string", "array", "object"]


def _leaf() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(_KINDS)
            | st.lists(st.sampled_from(_KINDS), min_size=1, unique=True),
            "minimum": _NUMBERS,
            "exclusiveMaximum": _NUMBERS,
            "multipleOf": st.integers(1, 3),
            "minLength": st.integers(0, 2),
            "maxLength": st.integers(0, 2),
            "pattern": st.sampled_from(["^a", "b$", "[0-9]", "^(a|b)+$"]),
            "minItems": st.integers(0, 2),
            "maxItems": st.integers(0, 2),
            "uniqueItems": st.booleans(),
            "required": st.lists(_NAMES, unique=True),
            "maxProperties": st.integers(0, 2),
            "enum": st.lists(_NUMBERS | st.text("ab", max_size=2), min_size=1, unique=True),
            "x-requirement": st.sampled_from(["D-1", "D-2"]),
        },
    )


def _grown(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=2)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(_KINDS),
            "properties": st.dictionaries(_NAMES, inner, max_size=2),
            "additionalProperties": st.booleans() | inner,
            "items": inner,
            "allOf": several,
            "anyOf": several,
            "oneOf": several,
            "not": inner,
            "x-requirement": st.just("D-3"),
        },
    )


SCHEMAS = st.recursive(_leaf(), _grown, max_leaves=4)
_SETTINGS = settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@_SETTINGS
@given(schema=SCHEMAS, value=VALUES)
def test_an_invalid_body_has_a_problem_and_a_valid_one_none(
    schema: dict[str, Any], value: Any
) -> None:
    oracle = JsonBody(schema, {})
    body = msgspec.json.encode(value)
    valid = jsonschema.Draft202012Validator(schema).is_valid(value)
    problems = oracle.check(body)
    assert bool(problems) == (not valid)
    assert {one.requirement for one in problems} <= {None, *oracle.judges}
    if valid:
        assert set(oracle.upheld(body)) <= set(oracle.judges)
    else:
        assert problems[0].summary
        assert problems[0].observed


@_SETTINGS
@given(schema=SCHEMAS, value=VALUES)
def test_a_schema_behind_a_reference_judges_alike(schema: dict[str, Any], value: Any) -> None:
    document = {"components": {"schemas": {"It": schema}}}
    behind = JsonBody({"allOf": [{"$ref": "#/components/schemas/It"}]}, document)
    direct = JsonBody(schema, {})
    told = [(one.requirement, one.observed) for one in behind.check_value(value)]
    assert told == [(one.requirement, one.observed) for one in direct.check_value(value)]
    assert behind.judges == direct.judges
