"""Two descriptions of the same job of Genesys UDM."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contracts.apis.genesys_udm.agreement import EVER, apart, compared
from contracts.kit import Inconclusive
from tests.integration.apis.conftest import Served

JOB: dict[str, Any] = {
    "id": 7,
    "title": "alpha",
    "media": ["email", "chat"],
    "status": "Completed",
    "createdDate": "2024-01-01T00:00:00.400Z",
    "suspended": True,
}


def test_what_contradicts_and_what_does_not() -> None:
    table: list[tuple[dict[str, Any], list[str]]] = [
        (JOB, []),
        ({"id": "7", "media": ["chat", "email"], "suspended": "true"}, []),
        ({"title": None, "createdDate": "", "status": "Fertig"}, []),
        ({"createdDate": "2024-01-01T01:00:00+01:00"}, []),
        ({"createdDate": "2024-01-02T00:00:00Z"}, ["createdDate"]),
        ({"title": "Alpha", "id": 8}, ["id", "title"]),
        ({"media": ["email"]}, ["media"]),
        ({"media": ["", ""]}, ["media"]),
        ({"media": "email", "title": 5}, []),
    ]
    for other, differing in table:
        assert list(apart(JOB, {"id": 7, **other})) == differing
    assert list(apart(JOB, {**JOB, "status": "Fertig"}, EVER)) == ["status"]


def test_what_comes_to_agree_and_what_does_not(speak: Callable[..., Served]) -> None:
    udm = speak("genesys-udm").api
    later = iter([{"title": "before"}, JOB])
    assert compared(udm, lambda: [(JOB, next(later))], "jobs") == {}
    assert compared(udm, lambda: [(JOB, {"title": "b"})], "jobs") == {"title": ("alpha", "b")}
    with pytest.raises(Inconclusive, match="no jobs"):
        compared(udm, lambda: [(JOB, {"id": 7})], "no jobs")
