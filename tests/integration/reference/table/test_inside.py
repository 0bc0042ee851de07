"""Places inside of what servers are made of, and operators over the values there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
import pytest

from contracts.mutate.values import SAME
from contracts.reference.table.inside import changed, found, steps_of
from contracts.reference.table.operators import OPERATORS, ArgumentError


@dataclass(frozen=True)
class Person:
    """Someone."""

    name: str
    tags: list[str] = field(default_factory=list)


class Pair(NamedTuple):
    """Two."""

    left: int
    right: int


class Box(msgspec.Struct, frozen=True):
    """A box."""

    size: int


def _after(value: Any, place: str, operator: str, argument: str = "") -> Any:
    return changed(value, steps_of(place), OPERATORS[operator](argument))


def test_places_lead_through_all_that_servers_are_made_of() -> None:
    for value, place, after in [
        (Person("Ann"), "/name", Person("ANN")),
        (Person("", ["a", "b"]), "/tags/1", Person("", ["a", "B"])),
        ({"a": {"b/c": "x", "d": "y"}}, "/a/b~1c", {"a": {"b/c": "X", "d": "y"}}),
        ({"a": "x", "b": "y"}, "/*", {"a": "X", "b": "Y"}),
        ([("ID", "a"), ("CODE", "b")], "/CODE", [("ID", "a"), ("CODE", "B")]),
        (("a", "b"), "/0", ("A", "b")),
        ("a", "/", "A"),
    ]:
        assert _after(value, place, "upper") == after, place
    assert _after(Pair(1, 2), "/right", "add", "1") == Pair(1, 3)
    assert _after(Box(3), "/size", "set", "4") == Box(4)


def test_nothing_changes_where_nothing_is() -> None:
    for place in ("/b", "/b/c", "/a/b", "/a/*"):
        assert _after({"a": "A"}, place, "upper") is SAME, place
    assert _after({"a": "A"}, "/a", "upper") is SAME
    assert _after({"a": 1}, "/b", "default", "2") == {"a": 1, "b": 2}
    assert _after({"a": 1}, "/a", "default", "2") is SAME


def test_pairs_stay_in_their_order() -> None:
    pairs = [("A", "1"), ("B", "2")]
    assert _after(pairs, "/A", "twice") == [("A", "1"), ("A", "1"), ("B", "2")]
    assert _after(pairs, "/A", "rename", "C") == [("C", "1"), ("B", "2")]
    assert _after(pairs, "/A", "drop") == [("B", "2")]
    assert list(found(pairs, ("*",))) == ["1", "2"]


def test_operators_with_arguments() -> None:
    for operator, argument, before, after in [
        ("negated", "", True, False),
        ("unlisted", "", [7, 8], 7),
        ("listed", "", 7, [7]),
        ("stripped", "", " a ", "a"),
        ("half", "", "abcd", "ab"),
        ("half", "", b"abcd", b"ab"),
        ("recode", "iso-8859-1", "ü", b"\xfc"),
        ("unwrap", "a", {"a": 1}, 1),
        ("members", "1", {"a": 1, "b": 2}, {"a": 1}),
        ("members", "-1", {"a": 1, "b": 2}, {"b": 2}),
        ("part", "-1 /", "a/b", "b"),
        ("add", "2", "5", "7"),
        ("multiply", "2", 5, 10),
        ("divide", "1024", 2047, 1),
        ("without", "size>1", [Box(1), Box(2)], [Box(1)]),
        ("without", "a=x|y", ({"a": "x"}, {"a": "z"}, {}), ({"a": "z"}, {})),
        ("without", "not a.last=x", [{"a": ["x"]}, {"a": ["x", "y"]}, {}], [{"a": ["x"]}]),
        ("filtered", "a:x", [{"a": "x"}, {"a": "y"}], [{"a": "y"}]),
    ]:
        assert OPERATORS[operator](argument)(before, None) == after, operator


def test_arguments_that_cannot_be_taken_are_named() -> None:
    for operator, argument in [
        ("add", "two"),
        ("members", ""),
        ("recode", "klingon"),
        ("replace", "( => x"),
        ("only", ""),
        ("wrap", ""),
        ("divide", "0"),
        ("without", ""),
    ]:
        with pytest.raises(ArgumentError, match=r"it takes|is no regular expression"):
            OPERATORS[operator](argument)
