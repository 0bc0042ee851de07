"""Filter texts that are chosen from a list."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.voss import Page, Whole, attributes, drawn_sets, is_awkward, telling_sets
from contracts.apis.voss.texts import texts_of
from contracts.model import Exchange, Inconclusive, Request, Response
from contracts.oracles import CONDITIONS, matches

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


@given(st.data(), st.sampled_from(CONDITIONS))
def test_drawn_sets_divide_the_list(data: st.DataObject, condition: str) -> None:
    assert WHOLE.split(data.draw(drawn_sets(WHOLE, condition))).telling


@given(
    st.text(min_size=1, max_size=9),
    st.sampled_from(("startswith", "endswith", "contains", "equals")),
)
def test_texts_of_a_value_match_it(value: str, condition: str) -> None:
    for text in texts_of(value, condition):
        assert matches(value, condition, text, ignore_case=False) in {True, None}
