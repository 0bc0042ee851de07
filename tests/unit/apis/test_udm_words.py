"""The words of Genesys UDM: states, items, bodies of jobs, names in untyped lists."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    LONG,
    REQUIRED,
    SHORT,
    SUSPENDED,
    V4,
    V10,
    WAITING,
    is_cancelled,
    is_completed,
    is_over,
    is_running,
    is_suspended,
    key_of,
    minimal,
    names_in,
    without,
)
from contracts.apis.genesys_udm.templates import Template

TEMPLATE = Template("UCSX", "UCS", "Interaction", ("email", "chat"))


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("In progress", "running"),
        ("IN_PROGRESS", "running"),
        ("Running", "running"),
        ("Not running", "neither"),
        ("Scheduled", "neither"),
        ("PENDING", "neither"),
        ("Suspended", "neither"),
        ("Unfinished", "neither"),
        ("Completed", "over"),
        ("Finished with errors", "over"),
        ("FAILED", "over"),
        ("Canceled", "over"),
        ("", "neither"),
    ],
)
def test_states_are_told_by_their_words(status: str, state: str) -> None:
    assert is_running(status) == (state == "running")
    assert is_over(status) == (state == "over")


def test_kinds_of_ends_are_told_apart() -> None:
    assert is_cancelled("CANCELLED")
    assert not is_cancelled("COMPLETED")
    assert is_completed("Completed")
    assert not is_completed("Failed")
    assert is_suspended("Paused")


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
    assert TEMPLATE.body(V10, LONG, "t")["timeFrame"] == {"all": True}
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
    assert set(minimal(body)) == set(REQUIRED)
    assert set(minimal(body)["jobParams"]) == {"type", "media"}


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
