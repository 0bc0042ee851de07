"""The words of validation: nearest names, problems in order, places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import apis, judging_tests, load, nearest, problems
from contracts.catalogue.positions import line_of, read_yaml
from contracts.catalogue.validate import placed
from contracts.model import ConfigurationError


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("tokn", ["token", "type"], " (did you mean 'token'?)"),
        ("zzz", ["b", "a"], " (known: a, b)"),
        ("zzz", [], ""),
        ("", ["a"], " (known: a)"),
    ],
)
def test_the_nearest_name_is_offered_or_all(word: str, known: list[str], hint: str) -> None:
    assert nearest(word, known) == hint


@pytest.mark.parametrize(
    ("data", "schema", "found"),
    [
        ({}, {"required": ["a"]}, [((), "'a' is a required property")]),
        ({"a": {"b": 1}}, {"properties": {"a": {"properties": {"b": {"type": "string"}}}}},
         [(("a", "b"), "1 is not of type 'string'")]),
        ({"x": 1, "y": 2}, {"additionalProperties": False},
         [(("x",), "unknown key 'x'"), (("y",), "unknown key 'y'")]),
        ([1, "x"], {"items": {"enum": [1, 2]}}, [((1,), "'x' is not one of 1, 2")]),
        ("a\n", {"pattern": "^a$"}, [((), "'a\\n' does not match '^a$'")]),
        ("a", {"pattern": "^a$"}, []),
        (7, {"pattern": "^a$"}, []),
        ({"a\n": 1}, {"propertyNames": {"pattern": "^a$"}}, [((), "'a\\n' does not match '^a$'")]),
    ],
)  # fmt: skip
def test_problems_have_place_and_text(
    data: Any, schema: dict[str, Any], found: list[tuple[tuple[str | int, ...], str]]
) -> None:
    assert list(problems(data, schema)) == found


def test_lines_are_those_of_the_values(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\nb:\n  - c: 2\n  - d:\n      3\n", encoding="utf-8")
    data, lines = read_yaml(path)
    assert data == {"a": 1, "b": [{"c": 2}, {"d": 3}]}
    assert [lines[at] for at in ((), ("a",), ("b", 0), ("b", 1, "d"))] == [1, 1, 3, 5]
    assert line_of(lines, ("b", 1, "gone", "too")) == 4
    assert line_of({}, ("a",)) == 1
    assert placed(path, lines, ("b", 0, "c"), "is wrong") == f"{path}:3: b.0.c: is wrong"
    assert placed(path, lines, (), "is wrong") == f"{path}:1: (top): is wrong"


def test_an_unknown_api_is_named_with_the_nearest() -> None:
    with pytest.raises(
        ConfigurationError, match=r"unknown API 'uptivty' \(did you mean 'uptivity'"
    ):
        load("uptivty")


def test_apis_are_in_order_and_read_once() -> None:
    assert list(apis()) == sorted(apis())
    assert load("uptivity") is load("uptivity")


def test_the_tests_of_a_requirement_are_found_by_name_and_by_pattern() -> None:
    assert judging_tests("uptivity", "UPT-HTTP-01") == [
        (
            "test_http.py::test_a_plain_program_is_answered",
            "TEST by GET or by POST is answered with a RESULT, whoever sends it.",
        )
    ]
    names = [name for name, _ in judging_tests("uptivity", "UPT-CODE-07")]
    assert names == ["test_result_codes.py::test_scenarios_have_their_result_codes"]
    assert judging_tests("uptivity", "UPT-MSG-01") == []
