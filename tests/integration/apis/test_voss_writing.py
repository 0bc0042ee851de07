"""Resources that the suite makes on a VOSS system."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.apis.conftest import Served

CREATE = {
    "model": "data/Contact",
    "payload": {"name": "An example", "telephone": "+41 31 000 00 00"},
    "name_attribute": "name",
}


def test_a_name_in_the_payload_is_an_example(speak: Callable[..., Served]) -> None:
    how = speak("voss", create=CREATE).api.how_to_create()
    assert how["payload"] == {"telephone": "+41 31 000 00 00"}
    assert how["name_attribute"] == "name"


def test_what_takes_time_is_submitted_at_the_beginning(speak: Callable[..., Served]) -> None:
    api = speak("voss").api
    api.start(frozenset({"VOSS-ASYNC-05", "VOSS-TEMPLATE-01"}))
    made = [one.facts.get("pkid", "") for one in api.ledger]
    late = api.late(template_name="Swiss Contact")
    assert late.open
    assert late.entry.name != api.late().entry.name
    assert [one.facts.get("pkid", "") for one in api.ledger] == made


def test_nothing_is_submitted_that_is_not_going_to_be_judged(speak: Callable[..., Served]) -> None:
    api = speak("voss").api
    api.start(frozenset({"VOSS-PAGE-01"}))
    assert list(api.ledger) == []
