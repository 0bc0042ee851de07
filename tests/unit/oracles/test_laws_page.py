"""docs/laws.md names every law, with what it takes and what tells."""

from __future__ import annotations

import re
from pathlib import Path

from contracts.oracles import lists, lives

PAGE = Path(__file__).parents[3] / "docs" / "laws.md"
LAWS = {
    *(
        one
        for one in lists.__all__
        if getattr(getattr(lists, one), "__module__", "").endswith("windows")
    ),
    *("ordered", "ordered_across", "backwards", "divided", "joint", "combined"),
    *("contained", "disjoint"),
} - {"window", "misplaced", "mismatch"}
LIVES = {"made", "changed", "untouched", "gone", "stays"}


def test_every_law_is_in_a_row_that_says_what_tells() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text("utf-8").splitlines()]
    named = {name: row for row in rows for name in re.findall(r"`(\w+)`", row[0]) if len(row) == 4}
    assert named.keys() >= LAWS | LIVES
    for name in LAWS:
        assert all(part.strip() for part in named[name])
    assert all(callable(getattr(lives, one)) for one in LIVES)
