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
