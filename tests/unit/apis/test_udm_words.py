"""The words of Genesys UDM: states, items, bodies of jobs, names in untyped lists."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    HELD,
    LISTINGS,
    REQUIRED,
    SHORT,
    SUSPENDED,
    V4,
    V10,
    WAITING,
    Listing,
    State,
    States,
    key_of,
    minimal,
    names_in,
    says,
    unwrapped_rows,
    without,
)
from contracts.apis.genesys_udm.agreement import apart
from contracts.apis.genesys_udm.templates import Template

TEMPLATE = Template("UCSX", "UCS", "Interaction", ("email", "chat"))


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("In progress", "running"),
        ("IN_PROGRESS", "running"),
        ("Running", "running"),
        ("Not running", ""),
        ("Scheduled", "waiting"),
        ("PENDING", "waiting"),
        ("Suspended", "suspended"),
        ("Unfinished", ""),
        ("Completed", "completed"),
        ("Finished with errors", "failed"),
        ("FAILED", "failed"),
        ("Canceled", "cancelled"),
        ("En cours", ""),
        ("", ""),
    ],
)
def test_states_are_told_by_their_words(status: str, state: str) -> None:
    states = States()
    assert states.of(status) == state
    assert states.is_over(status) == (state in {"completed", "failed", "cancelled"})


def test_words_of_other_languages_are_said_or_learned() -> None:
    states = States({"running": ["En cours"]})
    assert states.is_running("EN COURS")
    assert states.of("Terminé") is State.UNKNOWN
    states.learn("Terminé", State.COMPLETED)
    assert states.is_completed("terminé")
    assert list(states.learned.values()) == [State.COMPLETED]


def test_codes_of_states_are_told_apart() -> None:
    states = States()
    states.learn("S40", State.RUNNING)
    states.learn("s50", State.COMPLETED)
    assert states.is_running("s40 ")
    assert states.is_completed("S50")
    assert states.of("S60") is State.UNKNOWN
    states.learn("実行 40 %", State.RUNNING)
    assert states.is_running("実行 50 %")


def test_a_known_word_is_not_learned_anew() -> None:
    states = States()
    states.learn("Suspended", State.WAITING)
    states.learn("", State.WAITING)
    assert states.is_suspended("Suspended")
    assert not states.learned


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"id": 7, "name": "a"}, "7"),
        ({"id": "", "name": "a"}, "a"),
        ({"fileName": "b.zip"}, "b.zip"),
        ({"id": True, "x": 1}, '{"id":true,"x":1}'),
    ],
)
def test_items_are_told_apart(row: dict[str, Any], key: str) -> None:
    assert key_of(row) == key


def test_a_job_of_v10_has_all_required_members() -> None:
    body = TEMPLATE.body(V10, WAITING, "a title")
    assert set(REQUIRED) <= body.keys()
    assert body["suspended"] is False
    assert body["schedulerParam"]["immediately"] is False
    assert body["jobParams"]["media"] == ["email", "chat"]


def test_a_job_of_v4_has_suspended_as_a_text() -> None:
    body = TEMPLATE.body(V4, SUSPENDED, "a title")
    assert body["suspended"] == "true"
    assert body["fileSplitSize"] == body["jobParams"]["fileSplitSize"]
    assert "exportAttachments" not in body["jobParams"]


def test_jobs_that_start_are_not_suspended() -> None:
    held = Template("UCSX", "UCS", "Interaction", (), held=True)
    assert TEMPLATE.body(V10, HELD, "t")["suspended"] is True
    assert held.body(V10, SHORT, "t")["suspended"] is False
    assert held.body(V10, WAITING, "t")["suspended"] is True


def test_members_are_left_out() -> None:
    body = TEMPLATE.body(V10, WAITING, "a title")
    assert "title" not in without(body, "title")
    assert without(body, "jobParams.media")["jobParams"].keys() == {
        "fileSplitSize",
        "type",
        "exportAttachments",
    }
    assert set(minimal(body, at_once=True)) == set(REQUIRED)
    assert minimal(body, at_once=False)["schedulerParam"] == {"startDate": "2099-01-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (["UCSX", "iWD"], ["UCSX", "iWD"]),
        ([{"label": "Universal", "value": "UCSX"}], ["UCSX"]),
        ({"sources": [{"name": "UCSX"}]}, ["UCSX"]),
        ({"UCSX": "Universal"}, ["UCSX"]),
        ({}, []),
        (None, []),
    ],
)
def test_names_are_found_in_untyped_lists(data: Any, names: list[str]) -> None:
    assert list(names_in(data)) == names


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda one: one.name)
def test_a_list_is_of_what_it_lists_in_every_version(listing: Listing) -> None:
    assert listing.feature == listing.name.removesuffix(listing.version.name)


@pytest.mark.parametrize(
    ("items", "keys"),
    [
        ([{"row": 1, "job": {"id": 7, "title": "a"}}], ["7"]),
        ([{"_links": {"self": "/"}, "data": {"name": "a"}}], ["a"]),
        ([{"id": 7, "owner": {"id": 1}}, {"id": 8}], ["7", "8"]),
    ],
)
def test_items_may_be_within_others(items: list[dict[str, Any]], keys: list[str]) -> None:
    assert [key_of(row) for row in unwrapped_rows(items)] == keys


def test_items_that_tell_two_things_are_left_as_they_are() -> None:
    items = [{"job": {"id": 1}, "file": {"name": "a"}}]
    assert unwrapped_rows(items) == items
    assert unwrapped_rows([{"job": {"id": 1}}, {"file": {"name": "a"}}]) != [{"id": 1}]


def test_an_item_says_its_title_in_a_member_of_any_name() -> None:
    assert says({"id": 7, "title": "a"}, "title", "a")
    assert says({"jobNumber": 7, "jobName": "a"}, "title", "a")
    assert says({"data": {"jobNumber": 7}}, "id", "7")
    assert not says({"id": 8, "jobNumber": 7}, "id", "7")
    assert not says({"id": 8, "title": "b", "description": "a"}, "title", "a")
    assert not says({"flag": True}, "id", "True")


def test_links_are_no_part_of_what_two_places_say() -> None:
    one, other = {"id": 7, "self": "/udm/v10/jobs/7"}, {"id": "7", "self": "/udm/v4/jobs/7"}
    assert not apart(one, other)
    assert not apart({"url": "https://a/b?s=1"}, {"url": "https://a/b?s=2"})
    assert apart({"title": "a/b c"}, {"title": "a/b d"})
