"""Liberties of VOSS that are rows of several changes, beside liberties that are code."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("order", [1, -1])
def test_every_change_of_a_row_stands_before_the_server(voss_with: Any, order: int) -> None:
    both = ["schema-not-on-list", "up-without-node"][::order]
    listed = voss_with(liberties=both).get(schema="true", schema_rules="true")
    assert {"schema", "schema_rules"}.isdisjoint(listed.json)
