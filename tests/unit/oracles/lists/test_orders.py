"""Order under every plausible collation: no false alarm, and what is wrong is found."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.oracles import compare, inversion, out_of_order, telling, turned_round
from contracts.oracles.lists import Collation, is_comparable, moment


def _without_accents(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold()


def _naturally(text: str) -> list[tuple[int, int, str]]:
    parts = re.findall(r"[0-9]+|[^0-9]+", text.casefold())
    return [(0, int(one), "") if one.isascii() and one.isdigit() else (1, 0, one) for one in parts]


def _as_number(text: str) -> tuple[float, str]:
    is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text)
    return (float(text) if is_number else math.inf), text


_LONG_AGO = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
COLLATIONS: dict[str, Callable[[str], Any]] = {
    "code points": str,
    "case": lambda text: (text.casefold(), text),
    "case alone": str.casefold,
    "accents": _without_accents,
    "letters and digits alone": lambda text: "".join(filter(str.isalnum, text.casefold())),
    "words": lambda text: text.casefold().split(),
    "numbers by value": _naturally,
    "numbers in texts as a whole": _as_number,
    "composed letters": lambda text: unicodedata.normalize("NFC", text),
    "time": lambda text: (moment(text) or _LONG_AGO, text),
}
_ODD = "aåbABzé019 .-_'ßİıŁ\u0301\u212a\ufb01٣²中"
"""Letters over which collations differ: an alphabet of its own, since all of Unicode is slow."""
_TEXTS = [
    *("John", "JOHN", "joan", "user9", "user10", "O'Brien", "Zoë", "", "-5", "-7", "1.5", "1.45"),
    *("a b", "a-b", "a c", "Fri, 20 Nov 2026 01:00:00 GMT", "Mon, 16 Nov 2026 01:00:00 GMT"),
    *("2026-11-20T01:00:00Z", "2026-11-20T01:30:00+05:00"),
]
VALUES = st.lists(
    st.one_of(
        st.text(alphabet=_ODD, max_size=6),
        st.text(alphabet="abAB019 .-é", max_size=5),
        st.sampled_from(_TEXTS),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(values=VALUES)
def test_what_a_plausible_collation_sorts_is_in_order(values: list[str]) -> None:
    for name, collation in COLLATIONS.items():
        asc, desc = sorted(values, key=collation), sorted(values, key=collation, reverse=True)
        assert out_of_order(asc, "asc") is None, name
        assert out_of_order(asc[::-1], "desc") is None, name
        assert turned_round(asc, desc), name


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("anna", "bert", -1),
        ("Zoe", "anna", 0),
        ("user9", "user10", 0),
        ("user12", "user10", 1),
        ("5001", "5002", -1),
        ("a1", "ab", -1),
        ("0A", "1.5", 0),
        ("", "anna", 0),
        ("5a-x", "5b-x", -1),
        ("2026-11-20T01:00:00Z", "2026-11-20T02:00:00+01:00", 0),
        ("24.11.2025", "25x", 0),
        ("-5", "-a", 0),
        ("anna1", "9x", 1),
        ("12", "1a", 0),
        ("12 a", "13 9", -1),
        ("5 a", "60 b", 0),
        ("0A", "1A", -1),
        ("O'Brien", "OBrien", 0),
        ("Émile", "Anna", 0),
        (None, "anna", 0),
        (12, 13, -1),
        (True, False, 0),
        ("John", "John", 0),
        ("John", "Johnny", -1),
        ("10", "100", 0),
        ("ß", "0", 0),
        ("\u212a", "l", 0),
        ("Nadia Ali", "Nadia Bo", -1),
        ("a-b", "a c", 0),
        ("Zäh 9", "Zäh 2", 1),
        ("Zäh 9", "Zäh 10", 0),
        ("ab\u0301", "ac", 0),
        ("-5", "-7", 0),
        ("24.11.2025", "02.12.2025", 0),
        ("10.10.10.1", "10.10.10.2", -1),
        ("Sat, 22 Nov 2025 05:00:00 GMT", "Mon, 24 Nov 2025 05:00:00 GMT", 0),
        ("Tue, 25 Nov 2025 05:00:00 GMT", "Mon, 24 Nov 2025 05:00:00 GMT", 1),
        ("2025-01-01", "alpha", 0),
        (9, 10, 0),
        (1.5, 2, -1),
        (-5, -7, 0),
        (5, "6", 0),
    ],
)
def test_pairs(one: Any, other: Any, sign: int) -> None:
    assert compare(one, other) == sign
    assert compare(other, one) == -sign


def test_numbers_may_be_ordered_by_their_value() -> None:
    numeric = Collation(numeric=True)
    for one, other, sign in ((9, 10, -1), (10, 9, 1), (5, 5, 0), (5, 5.0, 0), (-5, -7, 1)):
        assert compare(one, other, numeric) == sign
    assert all(map(is_comparable, (0, 1.5, "a")))
    assert not any(map(is_comparable, ("", True, None, [])))


def test_what_is_wrong_is_found() -> None:
    assert out_of_order(["anna", "carl", "bert"], "asc") == (1, 2)
    assert inversion(["anna", "carl", "bert"], "asc") == "'carl' at 1 before 'bert' at 2"
    assert inversion(["anna", "bert"], "desc") == "'anna' at 0 before 'bert' at 1"
    assert not turned_round(["anna", "bert", "carl"], ["bert", "carl", "anna"])
    assert turned_round(["0", "00", "1"], ["1", "0", "00"])
    assert turned_round(["a", "b", "A"], ["A", "a", "b"])
    assert turned_round(["", "a"], ["", "a"])
    assert not turned_round(["1", "10", "100"], ["1", "100", "10"])


def test_near_values_are_compared_and_texts_beyond_ascii() -> None:
    assert out_of_order(["b", *["-"] * 7, "a"], "asc") == (0, 8)
    assert out_of_order(["b", *["-"] * 8, "a"], "asc") is None
    assert out_of_order(["zéb", *["-"] * 8, "zéa"], "asc") == (0, 9)


def test_alike_values_tell_nothing() -> None:
    assert not telling(["a", "a", "", None, "a"])
    assert telling(["a", "b", "c"])
