"""Resources that the suite makes on a VOSS system."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.unit.apis.conftest import Served

CREATE = {
    "model": "data/Contact",
    "payload": {"name": "An example", "telephone": "+41 31 000 00 00"},
    "name_attribute": "name",
}


def test_a_name_in_the_payload_is_an_example(speak: Callable[..., Served]) -> None:
    how = speak("voss", create=CREATE).api.how_to_create()
    assert how["payload"] == {"telephone": "+41 31 000 00 00"}
    assert how["name_attribute"] == "name"
