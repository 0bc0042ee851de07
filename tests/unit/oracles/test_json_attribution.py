"""Which requirement a violation of a schema is attributed to."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.oracles import JsonBody

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
