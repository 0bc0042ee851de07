"""Many secrets are looked for at once."""

from __future__ import annotations

from hashlib import sha256

import pytest

from contracts.wire.needles import Needles
from contracts.wire.spellings import Spellings

MANY = [Spellings(sha256(bytes([number])).hexdigest()[:20]) for number in range(100)]


def test_each_of_many_is_found_and_nothing_else() -> None:
    needles = Needles(MANY)
    for one in MANY:
        assert needles.candidates(f"<{one.value}>".encode()) == [one]


def test_what_is_learned_is_looked_for_at_once() -> None:
    needles = Needles()
    for known, one in enumerate(MANY):
        assert needles.candidates(one.value.encode()) == []
        needles.add(one)
        assert needles.candidates(b" ".join(it.value.encode() for it in MANY[: known + 1]))
        assert needles.candidates(one.value.encode()) == [one]


@pytest.mark.parametrize("before", [65_530, 65_536, 131_070])
def test_a_secret_across_two_windows_is_found(before: int) -> None:
    needles = Needles(MANY)
    assert needles.candidates(b"." * before + MANY[0].value.encode() + b"." * 70_000) == [MANY[0]]


def test_nothing_is_found_where_nothing_is_known() -> None:
    assert Needles().candidates(b"anything") == []
