"""Filter texts that are chosen from a list."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.apis.voss import (
    Page,
    Whole,
    apart_sets,
    attributes,
    discriminating_sets,
    is_awkward,
    is_wordy,
    random_sets,
    telling_beside,
    telling_sets,
)
from contracts.apis.voss.texts import texts_of
from contracts.model import Exchange, Inconclusive, Request, Response
from contracts.oracles import CONDITIONS, FilterSet, both, matches

VALUES = ["John", "Johnny", "Ruth", "R&D 100%", "Zoë", "", None]


def _whole(values: list[str | None]) -> Whole:
    resources = [
        {"meta": {"pkid": str(at)}, "data": {"name": value, "kind": "same"}}
        for at, value in enumerate(values)
    ]
    names = [{"name": "name"}, {"name": "kind"}]
    body = {"meta": {"summary_attrs": names}, "resources": resources, "pagination": {}}
    response = Response(200, body=json.dumps(body).encode())
    request = Request("GET", "http://localhost/")
    page = Page(Exchange("x-1", "t", request, response, None, 0.0, 0.0))
    return Whole("data/User", {}, [page], complete=True)


WHOLE = _whole(VALUES)
WIDE = _whole(["John", "Johnny", "anJohn", "JohnJohn", "Ruth", "Zo\u00eb", "\u00ebZo", "Jo", "nn"])


def test_only_attributes_that_differ_serve() -> None:
    assert attributes(WHOLE) == ["name"]


@pytest.mark.parametrize("condition", CONDITIONS)
def test_chosen_sets_divide_the_list(condition: str) -> None:
    sets = telling_sets(WHOLE, condition)
    assert sets
    assert all(WHOLE.split(one).telling for one in sets)
    assert all(one.text.isalnum() for one in sets)


def test_awkward_texts_are_chosen_too() -> None:
    assert {one.text for one in telling_sets(WHOLE, "equals", fit=is_awkward)} == {
        "R&D 100%",
        "Zoë",
    }


def test_a_list_of_equals_allows_no_filter() -> None:
    with pytest.raises(Inconclusive, match="no values"):
        telling_sets(_whole(["x", "x"]), "contains", fields=("name",))


@settings(deadline=None)
@given(st.integers(0, 99), st.sampled_from(CONDITIONS))
def test_random_sets_divide_the_list_and_repeat(seed: int, condition: str) -> None:
    first, second = (
        random_sets(WHOLE, condition, Random(seed))  # noqa: S311 - repeatable
        for _ in range(2)
    )
    assert all(WHOLE.split(one).telling and is_wordy(one.text) for one in first)
    assert first == second


@pytest.mark.parametrize("condition", CONDITIONS)
def test_discriminating_sets_tell_a_condition_from_every_other(condition: str) -> None:
    sets = discriminating_sets(WIDE, condition)
    for other in CONDITIONS:
        turned = [FilterSet(one.field, other, one.text, one.ignore_case) for one in sets]
        same = [
            WIDE.split(one).required == WIDE.split(two).required
            for one, two in zip(sets, turned, strict=True)
        ]
        assert all(same) == (other == condition)


def test_both_values_of_ignore_case_and_letters_beyond_ascii_are_among_them() -> None:
    sets = discriminating_sets(WIDE, "contains")
    assert {one.ignore_case for one in sets} == {True, False}
    assert any(not one.text.isascii() for one in sets)


@given(
    st.text(min_size=1, max_size=9),
    st.sampled_from(("startswith", "endswith", "contains", "equals")),
)
def test_texts_of_a_value_match_it(value: str, condition: str) -> None:
    for text in texts_of(value, condition):
        assert matches(value, condition, text, ignore_case=False) in {True, None}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_other_conditions_answer_otherwise(condition: str) -> None:
    whole = _whole(["John", "Johnny", "Ann", "Anna", "Bob"])
    sets = apart_sets(whole, condition)
    assert 0 < len(sets) <= 3
    for other in set(CONDITIONS) - {condition}:
        answers = [(one, FilterSet(one.field, other, one.text, one.ignore_case)) for one in sets]
        assert any(whole.split(mine).required != whole.split(its).required for mine, its in answers)
    assert {one.field for one in apart_sets(whole, condition, fields=["kind"])} == {"kind"}


def test_sets_that_narrow_a_list_are_on_fields_of_their_own() -> None:
    whole = _whole(["John", "Johnny", "Ann", "Anna", "Bob"])
    first = FilterSet("name", "contains", "n", ignore_case=False)
    other = FilterSet("kind", "contains", "s", ignore_case=False)
    assert telling_beside(whole, [other, first], [], both) == [first, other]
    assert telling_beside(whole, [other, first], [other], both) == [first]
    assert telling_beside(whole, [other, first], [first], both) == []
