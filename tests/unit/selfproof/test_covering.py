"""Covering arrays cover, and what fails is cut down to what it takes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest

from contracts.reference import available, find
from contracts.selfproof.covering import covering, smallest


def _groups(api: str) -> dict[str, str]:
    return {one.id: one.choice or one.id for one in find(api).liberties.values()}


@pytest.mark.parametrize("api", ["genesys-ws", "uptivity"])
def test_every_two_switches_meet_and_each_is_on_without_the_other(api: str) -> None:
    groups = _groups(api)
    rows = [set(row) for row in covering(groups)]
    for one, other in combinations(groups, 2):
        if groups[one] != groups[other]:
            assert any({one, other} <= row for row in rows), (one, other)
        assert any(one in row and other not in row for row in rows), (one, other)
        assert any(other in row and one not in row for row in rows), (one, other)
    for row in rows:
        chosen = [groups[one] for one in row]
        assert len(chosen) == len(set(chosen)), "two of a choice are on"


def test_it_takes_few_rows_and_always_the_same() -> None:
    groups = {f"switch-{number}": f"switch-{number}" for number in range(40)}
    rows = covering(groups)
    assert len(rows) < 20
    assert covering(dict(groups)) == rows


def test_a_single_switch_is_on_in_a_row_of_its_own() -> None:
    assert covering({"a": "a"}) == [("a",)]
    assert covering({"a": "c", "b": "c"}) == [("a",), ("b",)]
    assert covering({}) == []


@pytest.mark.parametrize("culprits", [("c",), ("b", "g"), ("a", "h"), ("a", "d", "h")])
def test_a_failure_is_cut_down_to_the_switches_it_takes(culprits: tuple[str, ...]) -> None:
    asked: list[Sequence[str]] = []

    def fails(some: Sequence[str]) -> bool:
        asked.append(some)
        return set(culprits) <= set(some)

    assert smallest("abcdefgh", fails) == culprits
    assert len(asked) < 50


def test_every_api_has_liberties_to_cover() -> None:
    assert all(len(find(api).liberties) > 20 for api in available())
