"""Wrong comparisons, of which each differs from the right one somewhere."""

from __future__ import annotations

from itertools import product

import pytest

from contracts.oracles import CONDITIONS, matches
from contracts.oracles.lists.rivals import rivals

VALUES = ("John", "Johnny Smith", "Jo", "St.Gallen", "Smith-Jones", "nnhoJ", "a", "Basel West End")
TEXTS = ("John", "Jo", "n", "Smith", "St", "End", "StGallen", "J", "hoJ", "Basel West End")


@pytest.mark.parametrize("condition", CONDITIONS)
def test_each_rival_differs_somewhere_or_is_no_rival_of_this_condition(condition: str) -> None:
    differing = [
        any(
            rival(value, text) is not matches(value, condition, text, ignore_case=False)
            for value, text in product(VALUES, TEXTS)
        )
        for rival in rivals(condition)
    ]
    assert all(differing[:5])  # The other conditions.
    assert sum(differing) >= len(differing) - 2


CARELESS = (
    # condition, rival behind the other conditions, value, text, what it answers
    ("contains", 0, "Basel West End", "West End", False),
    ("contains", 0, "West End", "West", True),
    ("notcontain", 0, "West End", "West", False),
    ("notequal", 0, "West End", "West", False),
    ("contains", 1, "a", "a", False),
    ("contains", 1, "ab", "a", True),
    ("contains", 1, "x", "a", False),
    ("notcontain", 1, "b", "a", True),
    ("contains", 2, "xj", "john", True),
    ("contains", 2, "xo", "john", False),
    ("contains", 3, "xjoh", "john", True),
    ("contains", 3, "xjo", "john", False),
    ("contains", 4, "joh!", "john", True),
    ("contains", 4, "jo!", "john", False),
    ("contains", 5, "ohn", "john", True),
    ("contains", 5, "hn", "john", False),
    ("contains", 6, "xjohn", "john", False),
    ("contains", 6, "johnx", "john", True),
    ("contains", 7, "johnx", "john", False),
    ("contains", 7, "xjohn", "john", True),
    ("contains", 8, "1234john", "john", True),
    ("contains", 8, "12345john", "john", False),
    ("contains", 9, "St.Gallen", "StGallen", True),
    ("contains", 9, "StGallen", "St.Gallen", True),
    ("contains", 9, "StGallen", "Bern", False),
)


def test_what_each_careless_comparison_answers() -> None:
    for condition, number, value, text, answer in CARELESS:
        rival = rivals(condition)[len(CONDITIONS) - 1 + number]
        assert rival(value, text) is answer, (condition, number, value, text)
