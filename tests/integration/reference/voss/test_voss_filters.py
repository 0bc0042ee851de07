"""Filters: the six conditions, case, sets."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.reference.voss.data import DEPARTMENTS
from contracts.reference.voss.model_list import SUBSCRIBER, SUBSCRIBER_FIELDS, USER

CONDITIONS: dict[str, Any] = {
    "startswith": lambda value, text: value.startswith(text),
    "endswith": lambda value, text: value.endswith(text),
    "contains": lambda value, text: text in value,
    "notcontain": lambda value, text: text not in value,
    "equals": lambda value, text: value == text,
    "notequal": lambda value, text: value != text,
}


@pytest.fixture(scope="module")
def server(voss_with: Any) -> Any:
    """A client of a server that is only read here."""
    return voss_with()


def one_set(field: str, condition: str, text: str, ignore_case: str = "false") -> list[Any]:
    return [
        ("filter_field", field),
        ("filter_condition", condition),
        ("filter_text", text),
        ("ignore_case", ignore_case),
    ]


def in_groups(*sets: list[Any]) -> list[Any]:
    return [one[place] for place in range(4) for one in sets]


@pytest.fixture(scope="module")
def users(server: Any) -> Any:
    return server.get(limit=2000).json["resources"]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("last_name", "Smith"),
        ("last_name", "smith"),
        ("last_name", "M\u00fcller"),
        ("last_name", "m\u00dcLLER"),
        ("first_name", "an"),
        ("department", "&"),
        ("department", "a.b"),
        ("department", ""),
        ("username", "."),
    ],
)
@pytest.mark.parametrize("ignore_case", ["true", "false"])
def test_conditions(  # noqa: PLR0913 - what varies
    server: Any, users: Any, condition: str, field: str, text: str, ignore_case: str
) -> None:
    def fold(value: str) -> str:
        return value.casefold() if ignore_case == "true" else value

    expected = [
        one["meta"]["pkid"]
        for one in users
        if CONDITIONS[condition](fold(one["data"].get(field, "")), fold(text))
    ]
    found = server.get("data/User/", *one_set(field, condition, text, ignore_case), limit=2000)
    assert found.pkids == expected
    assert found.total == len(expected)


@pytest.mark.parametrize("text", DEPARTMENTS)
def test_filter_text_is_plain_text(server: Any, text: str) -> None:
    query = one_set("department", "equals", text)
    assert set(server.get("data/User/", *query, limit=2000).values("department")) == {text}


def test_defaults(server: Any) -> None:
    given = server.get("data/User/", *one_set("last_name", "contains", "MITH", "true"))
    bare = server.get(filter_field="last_name", filter_text="MITH")
    assert bare.pkids == given.pkids != []


def test_several_sets_are_paired_by_position_and_all_count(server: Any, users: Any) -> None:
    sets = (
        one_set("first_name", "startswith", "JO", "true"),
        one_set("last_name", "endswith", "h", "false"),
    )
    expected = [
        one["meta"]["pkid"]
        for one in users
        if one["data"]["first_name"].casefold().startswith("jo")
        and one["data"].get("last_name", "").endswith("h")
    ]
    assert server.get("data/User/", *in_groups(*sets), limit=2000).pkids == expected != []


@pytest.mark.parametrize("turned", [False, True])
def test_equals_stands_alone(server: Any, turned: bool) -> None:  # noqa: FBT001
    equal, other = one_set("title", "equals", "Manager"), one_set("username", "startswith", "zzz")
    sets = (other, equal) if turned else (equal, other)
    alone = server.get("data/User/", *equal, limit=2000)
    assert server.get("data/User/", *in_groups(*sets), limit=2000).pkids == alone.pkids != []


def test_filters_combine_with_everything_else(server: Any) -> None:
    query = one_set("title", "contains", "e", "true")
    whole = server.get("data/User/", *query, limit=2000, order_by="email", direction="desc")
    page = server.get(
        "data/User/", *query, limit=3, skip=2, order_by="email", direction="desc", summary="false"
    )
    assert (page.pkids, page.total) == (whole.pkids[2:5], whole.total)
    assert "role" in page.json["resources"][0]["data"]
    local = server.get("data/User/", *query, limit=2000, traversal="local")
    assert 0 < local.total < whole.total


@pytest.mark.parametrize("name", USER.summary)
def test_every_summary_attribute_can_be_filtered_by(server: Any, name: str) -> None:
    query = one_set(name, "contains", "a", "true")
    assert 0 < server.get("data/User/", *query).total < 180


@pytest.mark.parametrize("name", SUBSCRIBER_FIELDS)
def test_subscribers_by_their_eight_fields(server: Any, name: str) -> None:
    rows = server.get("relation/Subscriber/", limit=2000).values(name)
    text = next(one for one in rows if one)
    found = server.get("relation/Subscriber/", *one_set(name, "equals", text), limit=2000)
    assert found.values(name) == [one for one in rows if one == text]


@pytest.mark.parametrize("name", sorted(set(SUBSCRIBER.by_name) - set(SUBSCRIBER_FIELDS)))
def test_subscribers_by_no_other_field(server: Any, name: str) -> None:
    assert server.get("relation/Subscriber/", *one_set(name, "contains", "a")).status == 400


@pytest.mark.parametrize(
    "query",
    [
        {"filter_field": "role", "filter_text": "x"},
        {"filter_field": "username", "filter_condition": "like", "filter_text": "x"},
        {"filter_field": "username", "filter_text": "x", "ignore_case": "maybe"},
    ],
)
def test_what_a_filter_refuses(server: Any, query: dict[str, str]) -> None:
    assert server.get(**query).status == 400


def test_transactions_can_be_filtered_by_id_and_paged(server: Any) -> None:
    model = "tool/Transaction/"
    whole = server.get(model, limit=2000)
    one = whole.json["resources"][5]
    found = server.get(model, *one_set("id", "equals", one["meta"]["pkid"]))
    assert found.pkids == [one["meta"]["pkid"]]
    failed = server.get(model, *one_set("status", "equals", "Fail"))
    assert set(failed.values("status")) == {"Fail"}
    assert server.get(model, skip=3, limit=2).pkids == whole.pkids[3:5]


def test_no_filter_texts_but_fields(server: Any) -> None:
    assert server.get(filter_field="username").total == 180
