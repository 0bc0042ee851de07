"""Operators over values: what each does, and where it has nothing to change."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.mutate.values import DROPPED, NAMES, SAME, Renamed, of_kinds, operator_of

TABLE: dict[str, list[tuple[Any, Any]]] = {
    "drop": [(1, DROPPED)],
    "lost": [(1, DROPPED)],
    "rename": [(1, Renamed("renamed"))],
    "rename=other": [(1, Renamed("other"))],
    "null": [("a", None), (None, SAME)],
    "retype": [(True, "yes"), (3, "n3"), ("a", {"value": "a"}), ([1], {"items": [1]}), ({}, [{}])],
    "empty": [("a", ""), ([1], []), ({"a": 1}, {}), ("", SAME), (3, SAME)],
    "constant": [(True, False), (3, 4711), ("a", "constant"), ([1], SAME)],
    "constant=x": [("a", "x"), ("x", SAME)],
    "set=[1]": [("a", [1]), ([1], SAME)],
    "plus-one": [(3, 4), (True, SAME), ("3", "4"), ("a", SAME)],
    "minus-one": [(3, 2), (False, SAME)],
    "add=0.5": [(3, 3.5), ([], SAME)],
    "multiply=1000": [(3, 3000), (0, SAME)],
    "cut": [("abc", "ab"), ("", SAME), (3, SAME)],
    "case": [("aB", "Ab"), ("12", SAME)],
    "lower": [("aB", "ab"), ("a", SAME)],
    "upper": [("aB", "AB"), (1, SAME)],
    "ascii": [("Zo\xeb", "Zo?"), ("Zoe", SAME)],
    "prefix=x": [("a", "xa")],
    "suffix=x": [("a", "ax")],
    "replace=a>b": [("aca", "bcb"), ("c", SAME)],
    "capped=1": [([1, 2], [1]), ([1], SAME), ("2", SAME)],
    "last-lost": [([1, 2], [1]), ([], SAME), ("ab", SAME)],
    "first-lost": [([1, 2], [2]), ([], SAME)],
    "middle-lost": [([1, 2, 3], [1, 3]), ([], SAME)],
    "last-twice": [([1, 2], [1, 2, 2]), ([], SAME)],
    "reversed": [([1, 2], [2, 1]), ([1, 1], SAME)],
    "swapped": [([1, 2, 3], [2, 1, 3]), ([1], SAME)],
    "filtered=a:x": [([{"a": "x"}, {"a": "y"}, 3], [{"a": "y"}, 3]), ([{"b": 1}], SAME)],
    "sorted": [(["b", "a"], ["a", "b"]), (["a", "b"], SAME)],
    "sorted=-a": [([{"a": "x"}, {"a": "y"}], [{"a": "y"}, {"a": "x"}])],
}


def test_every_operator_is_shown_here() -> None:
    assert {name.partition("=")[0] for name in TABLE} == NAMES
    with pytest.raises(KeyError):
        operator_of("nonsense")


def test_an_operator_changes_a_value() -> None:
    for name, pairs in TABLE.items():
        operator, _, argument = name.partition("=")
        for before, after in pairs:
            found = operator_of(operator, argument)(before)
            right = found is after if after in (SAME, DROPPED) else found == after
            assert right, (name, before)
    limited = operator_of("cut", non_ascii=True)
    assert (limited("Max"), limited("Zo\xeb")) == (SAME, "Zo")


def test_kinds_choose_the_operators_that_can_change_them() -> None:
    assert of_kinds(frozenset({"boolean"})) == ("drop", "rename", "null", "retype", "constant")
    assert "plus-one" in of_kinds(frozenset({"integer"}))
    assert "reversed" not in of_kinds(frozenset({"string"}))
    assert of_kinds(frozenset()) == ("drop", "rename", "null", "retype")
