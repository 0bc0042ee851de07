"""Operators over values: what each does, and where it has nothing to change."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.mutate.values import DROPPED, SAME, VALUES, of_kinds

TABLE: dict[str, list[tuple[Any, Any]]] = {
    "drop": [(1, DROPPED)],
    "null": [("a", None), (None, SAME)],
    "retype": [(True, "yes"), (3, "n3"), ("a", {"value": "a"}), ([1], {"items": [1]}), ({}, [{}])],
    "empty": [("a", ""), ([1], []), ({"a": 1}, {}), ("", SAME), (3, SAME)],
    "constant": [(True, False), (3, 4711), ("a", "constant"), ([1], SAME)],
    "plus-one": [(3, 4), (True, SAME), ("3", SAME)],
    "minus-one": [(3, 2), (False, SAME)],
    "cut": [("abc", "ab"), ("", SAME), (3, SAME)],
    "case": [("aB", "Ab"), ("12", SAME)],
    "last-lost": [([1, 2], [1]), ([], SAME), ("ab", SAME)],
    "first-lost": [([1, 2], [2]), ([], SAME)],
    "last-twice": [([1, 2], [1, 2, 2]), ([], SAME)],
    "reversed": [([1, 2], [2, 1]), ([1, 1], SAME)],
    "swapped": [([1, 2, 3], [2, 1, 3]), ([1], SAME)],
}


def test_every_operator_is_shown_here() -> None:
    assert TABLE.keys() == VALUES.keys()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [(name, before, after) for name, pairs in TABLE.items() for before, after in pairs],
)
def test_an_operator_changes_a_value(name: str, before: Any, after: Any) -> None:
    found = VALUES[name](before)
    assert found is after if after in (SAME, DROPPED) else found == after


def test_kinds_choose_the_operators_that_can_change_them() -> None:
    assert of_kinds(frozenset({"boolean"})) == ("drop", "null", "retype", "constant")
    assert "plus-one" in of_kinds(frozenset({"integer"}))
    assert "reversed" not in of_kinds(frozenset({"string"}))
    assert of_kinds(frozenset()) == ("drop", "null", "retype")
