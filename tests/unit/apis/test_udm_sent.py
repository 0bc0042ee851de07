"""What a job is given with, held to what was sent."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.genesys_udm import not_updated, otherwise, taken_over

SENT: dict[str, Any] = {
    "timeFrame": {
        "all": False,
        "dateFrom": "2024-01-01T00:00:00Z",
        "dateTo": "2024-01-02T00:00:00Z",
    },
    "schedulerParam": {"immediately": False, "startDate": "2099-01-01T00:00:00Z"},
    "jobParams": {"type": "Interaction", "media": ["email", "chat"], "exportAttachments": True},
    "suspended": False,
}


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"dateFrom": None, "dateTo": "", "exportAttachments": True},
        {"dateFrom": "2024-01-01T02:00:00+02:00", "dateTo": "2024-01-02 23:59:59"},
        {"dateFrom": "01.01.2024"},
        {"fileSplitSize": ""},
        SENT,
        {**SENT, "suspended": "false", "jobParams": {"media": ["chat", "email"]}},
    ],
)
def test_what_is_given_as_it_was_sent(given: dict[str, Any]) -> None:
    assert otherwise(SENT, given) == []


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (
            {"dateFrom": "2024-01-02T00:00:00Z", "dateTo": "2024-01-01T00:00:00Z"},
            ["dateFrom", "dateTo"],
        ),
        ({"timeFrame": {}}, ["dateFrom", "dateTo"]),
        ({"schedulerParam": {}}, ["startDate"]),
        ({"jobParams": {"type": "Contact", "media": []}}, ["jobParams.type", "jobParams.media"]),
        ({"exportAttachments": False}, ["exportAttachments"]),
        ({"suspended": "true"}, ["suspended"]),
        ({"timeFrame": {**SENT["timeFrame"], "all": True}}, ["all"]),
        ({"schedulerParam": {**SENT["schedulerParam"], "immediately": True}}, ["immediately"]),
        ({"fileSplitSize": {"value": "100"}}, ["fileSplitSize"]),
    ],
)
def test_what_is_given_otherwise(given: dict[str, Any], wrong: list[str]) -> None:
    assert otherwise(SENT, given) == wrong


def test_dates_that_an_update_does_not_change() -> None:
    """The same text again, or none that can be read where one could; never what may be another."""
    later = {**SENT, "timeFrame": {**SENT["timeFrame"], "dateFrom": "2024-02-01T00:00:00Z"}}
    for before, after, wrong in (
        ("soon", "soon", ["dateFrom"]),
        ("2024-01-01T00:00:00Z", "soon", ["dateFrom"]),
        ("1.1.", "1.2.", []),
        ("2024-01-01T00:00:00Z", "2024-02-01", []),
        ("soon", None, []),
        ("", "soon", []),
    ):
        given = ({"timeFrame": {"dateFrom": before}}, {"timeFrame": {"dateFrom": after}})
        assert not_updated((SENT, later), given) == wrong
        info = ({"dateFrom": before}, {"dateFrom": after})
        assert not_updated((SENT, later), info) == wrong
    assert not_updated((SENT, SENT), ({"dateFrom": "soon"}, {"dateFrom": "soon"})) == []


def test_what_a_job_has_of_a_refused_one() -> None:
    """Texts that came with the refusal, and parts that differ as they do in what was refused."""
    before = {"title": "a", "description": "b", "dateFrom": "2024-01-01T00:00:00Z"}
    refused = {
        "title": "c",
        "description": "d",
        "timeFrame": {"dateFrom": "2024-02-01T00:00:00Z"},
        "jobParams": "none",
    }
    table: list[tuple[dict[str, Any], list[str]]] = [
        (before, []),
        ({}, []),
        ({**before, "title": "somebody else's", "exportAttachments": False}, []),
        ({**before, "title": "c"}, ["title"]),
        ({**before, "description": "d"}, ["description"]),
        ({**before, "dateFrom": "2024-02-01T00:00:00Z"}, ["dateFrom"]),
    ]
    for after, taken in table:
        assert taken_over(SENT, refused, before, after) == taken
    assert taken_over(SENT, refused, {**before, "title": "c"}, {**before, "title": "c"}) == []
