"""What a job is given with, held to what was sent."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.genesys_udm import otherwise

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
    ],
)
def test_what_is_given_otherwise(given: dict[str, Any], wrong: list[str]) -> None:
    assert otherwise(SENT, given) == wrong
