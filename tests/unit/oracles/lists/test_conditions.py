"""Filter sets over a list: what has to be listed, and what nobody can say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.oracles import (
    CONDITIONS,
    FilterSet,
    Partition,
    Table,
    any_of,
    both,
    matches,
    split,
    split_either_way,
)

ROWS: dict[str, dict[str, str | None]] = {
    "a": {"name": "John", "city": "Bern"},
    "b": {"name": "Johnny", "city": "Basel"},
    "c": {"name": "joan", "city": None},
    "d": {"name": "Ruth", "city": ""},
}


@pytest.mark.parametrize(
    ("condition", "inside"),
    [
        ("startswith", {"a", "b", "c"}),
        ("endswith", {"a", "c"}),
        ("contains", {"a", "b", "c"}),
        ("notcontain", {"d"}),
        ("equals", set()),
        ("notequal", {"a", "b", "c", "d"}),
    ],
)
def test_the_six_conditions(condition: str, inside: set[str]) -> None:
    text = {"startswith": "JO", "endswith": "N"}.get(condition, "o")
    found = split(ROWS, FilterSet("name", condition, text, ignore_case=True))
    assert found.required == inside
    assert found.either == frozenset()


def test_case_counts_where_it_is_told_to() -> None:
    one = FilterSet("name", "startswith", "jo", ignore_case=False)
    assert split(ROWS, one).required == {"c"}
    assert split_either_way(ROWS, one).either == {"a", "b"}


def test_letters_that_are_two_in_another_case_are_open() -> None:
    rows = {"a": {"name": "Straße"}, "b": {"name": "Ruth"}, "c": {"name": "éa"}}
    found = split(rows, FilterSet("name", "contains", "STRASSE", ignore_case=True))
    assert found == Partition(frozenset(), frozenset("bc"), frozenset("a"))
    found = split(rows, FilterSet("name", "contains", "TRAß", ignore_case=True))
    assert found == Partition(frozenset("a"), frozenset("bc"))
    found = split(rows, FilterSet("name", "contains", "ÉA", ignore_case=True))
    assert found == Partition(frozenset("c"), frozenset("ab"))
    found = split(rows, FilterSet("name", "contains", "x", ignore_case=True))
    assert found.forbidden == {"a", "b", "c"}
    kelvin = FilterSet("name", "startswith", "\u212a", ignore_case=True)
    assert split({"a": {"name": "Kim"}}, kelvin).either == {"a"}


def test_defaults_are_contains_and_case_ignored() -> None:
    assert split(ROWS, FilterSet("name", None, "OH", None)).required == {"a", "b"}


def test_no_value_is_never_judged_and_an_empty_text_is_a_value() -> None:
    found = split(ROWS, FilterSet("city", "notcontain", "x", ignore_case=True))
    assert found.either == {"c"}
    assert found.required == {"a", "b", "d"}
    assert found.problem(["a", "b", "d"]) is None
    assert found.problem(["a", "b", "c", "d"]) is None
    assert split(ROWS, FilterSet("city", "contains", "x", ignore_case=True)).forbidden >= {"d"}


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("text", ["o", "JO", "joan", "é", " x"])
def test_a_table_answers_like_plain_rows(condition: str, text: str) -> None:
    rows: dict[str, dict[str, str | None]] = {
        **ROWS,
        "e": {"name": " Joé "},
        "f": {"name": "CAFE\u0301"},
        "g": {"city": "x"},
    }
    table = Table(rows)
    for one in (FilterSet("name", condition, text, ignore_case=case) for case in (True, False)):
        assert split(table, one) == split(rows, one)
        assert split_either_way(table, one) == split_either_way(rows, one)


@pytest.mark.parametrize(
    ("value", "text", "answer"),
    [
        ("Straße", "STRASSE", None),
        ("Café", "Cafe\u0301", None),
        ("ÉMILE", "émile", True),
        ("Smith ", "Smith", None),
        ("a.b", "a.b", True),
        ("axb", "a.b", False),
    ],
)
def test_what_implementations_differ_in_is_open(
    value: str, text: str, *, answer: bool | None
) -> None:
    assert matches(value, "equals", text, ignore_case=True) is answer


@given(value=st.text(max_size=8), text=st.text(min_size=1, max_size=3), ignore=st.booleans())
def test_negative_conditions_are_complements(value: str, text: str, *, ignore: bool) -> None:
    for positive, negative in (("contains", "notcontain"), ("equals", "notequal")):
        one = matches(value, positive, text, ignore_case=ignore)
        other = matches(value, negative, text, ignore_case=ignore)
        assert one is None or one is not other
        assert (one is None) == (other is None)


@given(value=st.text(max_size=8), text=st.text(min_size=1, max_size=3), ignore=st.booleans())
def test_narrower_conditions_imply_contains(value: str, text: str, *, ignore: bool) -> None:
    for narrower in ("startswith", "endswith", "equals"):
        if matches(value, narrower, text, ignore_case=ignore):
            assert matches(value, "contains", text, ignore_case=ignore) is not False


def test_problems_are_told() -> None:
    found = split(ROWS, FilterSet("name", "contains", "oh", ignore_case=True))
    assert found.telling
    assert found.problem(["b", "a"]) is None
    assert found.problem(["a", "a", "b"]) == "a is listed more than once"
    assert found.problem(["a", "b", "d"]) == "1 listed that do not match (d)"
    assert found.problem(["a", "d"]) == (
        "1 listed that do not match (d); 1 that match and are not listed (b)"
    )
    assert found.problem(["a"]) == "1 that match and are not listed (b)"
    assert found.problem(["a", "b", "z"]) == "1 listed that the whole list lacks (z)"


def test_two_sets() -> None:
    one = split(ROWS, FilterSet("name", "contains", "oh", ignore_case=True))
    other = split(ROWS, FilterSet("city", "startswith", "be", ignore_case=True))
    assert both(one, other).required == {"a"}
    assert any_of(one, other).required == {"a", "b"}
    assert any_of(one, other).either == {"c"}


def test_a_set_says_what_it_is() -> None:
    assert str(FilterSet("name", None, "x", None)) == "name (default condition) 'x'"
    assert len(CONDITIONS) == 6


def test_a_filter_set_is_named_with_what_it_asks_for() -> None:
    said = [str(FilterSet("name", "equals", "Jo", case)) for case in (None, True, False)]
    assert said[1].removeprefix(said[0]) == " (case ignored)"
    assert said[2].removeprefix(said[0]) == " (case counts)"


def test_without_a_condition_a_filter_of_either_case_looks_anywhere() -> None:
    either = split_either_way(ROWS, FilterSet("name", None, "oh", None))
    assert either == split_either_way(ROWS, FilterSet("name", "contains", "oh", None))
    assert either.required == {"a", "b"}
