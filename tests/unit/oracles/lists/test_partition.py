"""Partitions of a list by a filter."""

from __future__ import annotations

import pytest

from contracts.oracles.lists import Partition, any_of, both, by_texts, loosely


def _part(required: str, forbidden: str, either: str = "") -> Partition:
    return Partition(frozenset(required), frozenset(forbidden), frozenset(either))


PART = _part("ab", "cd", "e")


@pytest.mark.parametrize(
    ("listed", "skipped", "partial", "said"),
    [
        ("ab", 0, False, None),
        ("bae", 0, False, None),
        ("a", 1, False, None),
        ("", 1, False, "2 that match and are not listed (a, b)"),
        ("aab", 0, False, "a is listed more than once"),
        ("abb", 0, False, "b is listed more than once"),
        ("abc", 0, False, "1 listed that do not match (c)"),
        ("acd", 0, False, "2 listed that do not match (c, d); 1 that match and are not listed (b)"),
        ("abx", 0, False, "1 listed that the whole list lacks (x)"),
        ("ax", 0, False, "1 that match and are not listed (b)"),
        ("abx", 0, True, None),
        ("abcx", 0, True, "1 listed that do not match (c)"),
    ],
)
def test_what_is_wrong_with_a_list_is_said(
    listed: str,
    skipped: int,
    partial: bool,  # noqa: FBT001 - a row of a table
    said: str | None,
) -> None:
    assert PART.problem(listed, skipped=skipped, partial=partial) == said


def test_a_partition_tells_where_both_sides_have_items() -> None:
    assert PART.telling
    assert not _part("ab", "", "cde").telling
    assert not _part("", "ab").telling
    assert PART.differs(_part("a", "b"))
    assert PART.differs(_part("abc", "d"))
    assert not PART.differs(_part("abe", "cd"))


def test_filters_that_are_joined() -> None:
    one, other = _part("ab", "cd", "e"), _part("ac", "bd", "e")
    assert both(one, other) == _part("a", "bcd", "e")
    assert any_of(one, other) == _part("abc", "d", "e")
    assert both(_part("a", "b", "c"), _part("c", "", "ab")) == _part("", "b", "ac")


def test_items_are_divided_by_what_is_certain_and_what_is_possible() -> None:
    rows = {"a": 1, "b": 2, "c": 3}
    assert Partition.of(rows, lambda one: one < 2, lambda one: one < 3) == _part("a", "c", "b")
    assert Partition.of(rows, lambda one: one < 2, lambda _: False) == _part("a", "bc")


def test_texts_that_match_in_other_letters_only_may_do_either() -> None:
    rows = {"a": ["Lager"], "b": ["LAGER"], "c": ["Läger"], "d": ["x", "lagers"], "e": []}
    found = by_texts(rows, list, str.startswith, "Lag")
    assert found == _part("a", "e", "bcd")
    assert by_texts(rows, list, str.__eq__, "lagers") == _part("d", "abce")


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        (" Łódź ", "lodz"),
        ("Ærø", "aero"),
        ("Œuvre đð\u0131", "oeuvre ddi"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("e\u0301", "e"),
    ],
)
def test_texts_as_the_most_lenient_search_takes_them(text: str, loose: str) -> None:
    assert loosely(text) == loose
