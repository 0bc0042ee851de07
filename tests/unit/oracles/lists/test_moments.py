"""Dates and times in the forms in use."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.oracles.lists.moments import is_day_first, moment

THEN = dt.datetime(2024, 2, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "when"),
    [
        ("2024-02-05", THEN),
        ("20240205", THEN),
        ("2024-02-05T02:00:00+02:00", THEN),
        ("1707091200", THEN),
        ("1707091200000", THEN),
        ("Mon, 05 Feb 2024 00:00:00 GMT", THEN),
        ("05 Feb 2024 00:00:00 GMT", THEN),
        ("Monday, 5 February", None),
        ("yesterday", None),
        ("12345", None),
        ("", None),
        (1707091200, None),
        (None, None),
    ],
)
def test_moments(value: Any, when: dt.datetime | None) -> None:
    assert moment(value) == when


def test_years_that_stand_last() -> None:
    for text in ("24.11.2025", "1/2/24", "01-02-2024 10:00"):
        assert is_day_first(text)
    for text in ("2025-11-24", "10.10.10.1", "1/2", "24.11.202", "x 24.11.2025"):
        assert not is_day_first(text)
