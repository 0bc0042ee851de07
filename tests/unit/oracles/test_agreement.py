"""Agreement: two descriptions of one thing."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.oracles.agreement import Pair, agreed, disagreements
from contracts.oracles.lists import Lacking, Mismatch

USER = {"id": 7, "name": "Åsa", "roles": ["a", "b"], "at": {"site": "x", "seen": 1}}


@pytest.mark.parametrize(
    "other",
    [USER, {}, {"id": 7}, {"more": True}, {"at": {}}, {"roles": ["a", "b"], "at": {"more": 1}}],
)
def test_what_both_have_is_equal(other: Any) -> None:
    assert not list(disagreements(USER, other))
    assert not list(disagreements(other, USER))


@pytest.mark.parametrize(
    ("other", "places"),
    [
        ({"id": 8, "name": "Åsa"}, ["/id"]),
        ({"id": "7"}, ["/id"]),
        ({"name": None}, ["/name"]),
        ({"at": {"seen": True}}, ["/at/seen"]),
        ({"roles": ["b", "a"]}, ["/roles/0", "/roles/1"]),
        ({"roles": ["a"]}, ["/roles"]),
        ({"at": {"site": "y", "seen": 1}}, ["/at/site"]),
        ({"at": "x"}, ["/at"]),
        ([], [""]),
    ],
)
def test_what_differs_is_named(other: Any, places: list[str]) -> None:
    assert [one.place for one in disagreements(USER, other)] == places


def test_members_that_move_are_ignored_at_any_depth() -> None:
    other = {**USER, "at": {"site": "x", "seen": 2}}
    assert not list(disagreements(USER, other, ignoring={"seen"}))


def test_what_differs_can_be_said_otherwise() -> None:
    found = disagreements({"n": "A"}, {"n": "a"}, differs=lambda a, b: a.lower() != b.lower())
    assert not list(found)


def test_names_are_escaped_and_values_are_shown_as_json() -> None:
    found = list(disagreements({"a/b": "ü"}, {"a/b": None}))
    assert [str(one) for one in found] == ['/a~1b is "ü" and null']
    long = next(disagreements({"n": "x" * 200}, {"n": 1}))
    assert len(str(long)) < 120
    assert str(next(disagreements(1, 2))) == "the value is 1 and 2"


def test_a_place_is_a_pointer_and_values_are_cut_at_80_characters() -> None:
    one = {"a/b": {"m~n": [{"seen": 1, "id": "x" * 77}, {"id": "y" * 79}]}}
    other = {"a/b": {"m~n": [{"seen": 2, "id": "x" * 78}, {"id": None}]}}
    first, second = disagreements(one, other, ignoring=["seen"])
    assert first.place == "/a~1b/m~0n/0/id"
    assert str(first) == f'/a~1b/m~0n/0/id is "{"x" * 77}" and "{"x" * 78}"'
    assert str(second) == f'/a~1b/m~0n/1/id is "{"y" * 79}… and null'
    assert str(next(disagreements(1, 2))) == "the value is 1 and 2"


def test_pairs_agree_where_they_have_a_member_in_common() -> None:
    same = Pair("list and item", {"a": 1, "b": 2}, {"a": 1})
    apart = Pair("answer and GET", {"a": 1}, {"a": 2})
    nothing = Pair("two versions", {"a": 1}, {"b": 1})
    lacking = Lacking("two descriptions with a member in common")
    assert agreed([nothing, same]) is None
    assert agreed([nothing]) == agreed([]) == lacking
    assert agreed([same], ignoring=["a"]) == lacking
    assert agreed([Pair("texts", "a", "a")]) is None
    assert agreed([Pair("other", {"a": 1}, "a")], differs=lambda *_: False) is None
    assert agreed([same, apart]) == Mismatch("1", "2", "answer and GET: /a is 1 and 2")
    assert agreed([apart], ignoring=["a"]) == lacking
    assert agreed([apart], differs=lambda one, other: one > other) is None
