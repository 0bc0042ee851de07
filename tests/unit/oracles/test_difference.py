"""Differences in words."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.oracles.checked import clip_value, show
from contracts.oracles.difference import difference, literal, named


@pytest.mark.parametrize(
    ("observed", "expected", "words"),
    [
        ("24", "1", 'is "24", not "1"'),
        (None, True, "is null, not true"),
        (["a", "c"], ["a", "b"], '(2 items, 2 expected) lacks "b" and has "c", not expected'),
        ({"a": 1}, 1, 'is {"a":1}, not 1'),
        (["a"], "a", 'is ["a"], not "a"'),
        ("a", ["a"], 'is "a", not ["a"]'),
        ([1, 2], [2, 1], "is in another order: item 1 is 1, not 2"),
        ([3, 1, 2], [3, 2, 1], "is in another order: item 2 is 1, not 2"),
        ([1, [2]], [1, (2,)], "has the expected items in another form"),
        (
            {"b": "x" * 130},
            {},
            f'differs: b is "{"x" * 114}… (48 more characters)',
        ),
        ([], ["a"], '(0 items, 1 expected) lacks "a"'),
        (["a", "a"], ["a"], '(2 items, 1 expected) has "a", not expected'),
        (["b", "a"], ["a", "b"], 'is in another order: item 1 is "b", not "a"'),
        ({1}, {1, 2}, "(1 items, 2 expected) lacks 2"),
        ({"a": 1}, {"a": 2, "b": 3}, "differs: a is 1, not 2, b is missing"),
        ({"a": 1, "c": None}, {"a": 1}, "differs: c is null, and is not expected"),
        (
            {"a": [1]},
            {"a": [2]},
            "differs: a (1 items, 1 expected) lacks 2 and has 1, not expected",
        ),
    ],
)
def test_what_was_expected_and_what_came(observed: Any, expected: Any, words: str) -> None:
    assert difference(observed, expected) == words


def test_of_many_ten_are_named() -> None:
    words = difference([], list(range(100)))
    assert words.endswith("7, 8, 9 and 90 more")


def test_long_values_are_cut() -> None:
    assert len(difference("x" * 5000, "y" * 5000)) < 400


def test_what_json_cannot_hold_is_written_as_text() -> None:
    assert literal(3 + 4j) == "(3+4j)"
    assert literal({"b": 1, "a": "ü"}) == '{"a":"ü","b":1}'


def test_a_document_is_kept_longer_than_a_text() -> None:
    document = literal({"names": ["Ann"] * 200})
    assert clip_value(document) == document
    assert clip_value("x" * 500).endswith("… (200 more characters)")
    assert len(clip_value(literal(["Ann"] * 9000))) < 4100


def test_a_document_of_any_kind_is_kept_and_a_body_is_read_as_far_as_it_is_shown() -> None:
    for document in ("[" + "1," * 300 + "1]", "<a>" + "x" * 400 + "</a>", "{" + " " * 400 + "}"):
        assert clip_value(document) == document
    assert show("é".encode() * 500, 300) == "é" * 300 + "… (200 more characters)"
    assert show("\U00010348".encode() * 400, 300) == "\U00010348" * 300
    assert show(b"\xe2\x82" * 3, 300) == "\N{REPLACEMENT CHARACTER}" * 3


def test_ten_are_named_and_the_others_are_counted() -> None:
    letters = list("abcdefghijkl")
    assert named(letters[:10]) == "a, b, c, d, e, f, g, h, i, j"
    assert named(letters[:11]).endswith(", j and 1 more")
    assert named(letters).endswith(", j and 2 more")
