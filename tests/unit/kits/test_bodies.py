"""Plain bodies by a schema: texts that have to match a pattern."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

import pytest

from contracts.apis._bodies import plain_body
from contracts.model import NotTested


def _texts(schema: dict[str, object], count: int = 3) -> list[str]:
    names = (f"ucc-6007ca-{number}" for number in itertools.count(1))
    return [plain_body({}, {"type": "string", **schema}, lambda: next(names)) for _ in range(count)]


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\+?[0-9]+$",
        r"^[0-9]{5}$",
        r"^[A-Z]{2}$",
        r"^[a-z][a-z0-9-]*$",
        r"^[A-Z][a-z]+$",
    ],
)
def test_a_text_matches_its_pattern(pattern: str) -> None:
    made = _texts({"pattern": pattern})
    assert all(re.search(pattern, one) for one in made)
    assert len(set(made)) == len(made)


def test_the_example_is_the_last_resort() -> None:
    assert _texts({"pattern": "^DE[0-9]{4}X$", "example": "DE1234X"}, 1) == ["DE1234X"]
    assert _texts({"pattern": "^DE[0-9]{4}X$", "examples": ["no", "DE1234X"]}, 1) == ["DE1234X"]


@pytest.mark.parametrize("pattern", ["^DE[0-9]{4}X$", r"^\p{Lu}+$"])
def test_a_pattern_that_nothing_fits_is_said(pattern: str) -> None:
    with pytest.raises(NotTested, match="give an example in the document"):
        _texts({"pattern": pattern})


def _value(schema: Mapping[str, object], **components: object) -> object:
    return plain_body({"components": components}, schema, lambda: "ucc-1")


def test_an_alternative_is_taken_that_can_be_told_from_the_others() -> None:
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    dog = {
        "type": "object",
        "required": ["kind", "barks"],
        "properties": {"kind": {"type": "string"}, "barks": {"type": "boolean"}},
    }
    assert _value({"anyOf": [dog, cat]}) == {"kind": "ucc-1", "barks": True}
    only = {"oneOf": [{"type": "string", "maxLength": 2}, {"type": "string", "minLength": 40}]}
    assert len(str(_value(only))) in {2, 40}


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        (
            {"allOf": [{"type": "integer"}, {"type": "string"}]},
            "no plain value satisfies the schema",
        ),
        ({"type": "string", "maxLength": "x"}, "the schema cannot be read"),
    ],
)
def test_a_schema_that_nothing_satisfies_is_said(schema: dict[str, object], reason: str) -> None:
    with pytest.raises(NotTested, match=reason):
        _value(schema)
