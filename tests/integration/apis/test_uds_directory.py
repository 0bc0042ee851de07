"""The directory of UDS, where it is given only piece by piece."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def test_last_names_are_tried_in_capitals_where_case_counts(speak: Callable[..., Any]) -> None:
    alike = speak("cisco-uds", liberties=["filter-wanted"]).api.directory()
    apart = speak("cisco-uds", liberties=["filter-wanted", "case-counts"]).api.directory()
    assert len(apart.users) > len(alike.users) / 2
