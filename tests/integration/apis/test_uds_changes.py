"""Requests that write, to be sent with credentials that are not right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from contracts.apis.cisco_uds import CHANGES, PLACES
from contracts.apis.cisco_uds.dials import SHOWN
from contracts.catalogue import load
from contracts.model import Inconclusive, NoAuth, NotTested
from tests.integration.apis.conftest import Served

Speak = Callable[..., Served]
_ANYONE = {"auth": NoAuth(), "defect": "no credentials"}


def _offered(served: Served) -> list[str]:
    served.api.patience(SHOWN, 0.05)
    found = []
    for operation in CHANGES:
        try:
            change = served.api.change_of(operation)
        except NotTested:
            continue
        assert change.send(**_ANYONE).status == 401
        assert change.state() == change.before
        found.append(operation)
    return found


def test_every_operation_that_writes_has_one() -> None:
    writing = (one.id for one in load("cisco-uds").operations.values() if one.method != "GET")
    assert sorted(writing) == sorted(CHANGES)


def test_what_could_not_be_put_back_is_left_alone_but_for_tests(speak: Speak) -> None:
    left = set(CHANGES) - set(_offered(speak("cisco-uds", scratch_account=False)))
    assert left == {"putSpeedDials", "putSubscribedServices", "deleteSubscribedServices"}
    assert _offered(speak("cisco-uds", scratch_account=True)) == list(CHANGES)


def test_it_is_the_first_request_of_a_stranger(speak: Speak) -> None:
    served = speak("cisco-uds", liberties=["session-cookie"], scratch_account=True)
    for operation in CHANGES:
        change = served.api.change_of(operation)
        served.api.fresh()
        assert change.send(**_ANYONE).status == 401, operation


def test_a_server_that_looks_at_bodies_first_is_known(speak: Speak) -> None:
    def bend(method: str, _: str, status: int) -> int:
        return 415 if method == "PUT" and status == 401 else 0

    assert not speak("cisco-uds", bend).api.change_of("putCredentials").sound
    assert speak("cisco-uds").api.change_of("putCredentials").sound


def test_an_addition_that_exists_is_repeated_once(speak: Speak) -> None:
    served: Any = speak("cisco-uds")
    own = served.api.own_dial()
    assert own.again() is own.again()
    first = own.again()
    served.api.refresh()
    assert served.api.kept_dial().dial == own.dial
    assert own.again() is not first
    assert own.again_at_first() is first


def test_an_addition_is_repeated_as_it_was_sent_where_it_is_listed_without_a_number(
    speak: Speak, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: Any = speak("cisco-uds")
    own = served.api.own_dial()
    for number in ("", "(555) 0001"):
        listed = msgspec.structs.replace(own.dial, number=number)
        monkeypatch.setattr(type(own), "shown", lambda _, listed=listed: listed)
        assert own.post_again().status == 409


def test_a_dial_that_is_gone_is_made_anew(speak: Speak) -> None:
    served = speak("cisco-uds")
    own = served.api.own_dial()
    for device in served.app.cluster.devices[served.api.user].values():
        device.dials.pop(own.dial.index, None)
    change = served.api.change_of("putDeviceSpeedDial")
    assert change.before is not None
    assert change.before.index != own.dial.index


def test_without_devices_there_is_no_change_of_a_dial(speak: Speak) -> None:
    served = speak("cisco-uds")
    served.app.cluster.devices[served.api.user].clear()
    with pytest.raises((NotTested, Inconclusive)):
        served.api.change_of("deleteSpeedDials")


_EFFECTS = [
    "putUser",
    "putDevice",
    "putDeviceExtension",
    "putConferencing",
    "putRemoteDestination",
    "postSpeedDials",
    "postDeviceSpeedDial",
    "postDeviceSubscribedService",
]


@pytest.mark.parametrize("operation", _EFFECTS)
def test_an_effect_is_seen_and_taken_back(speak: Speak, operation: str) -> None:
    served = speak("cisco-uds", scratch_account=True)
    change = served.api.change_of(operation)
    assert change.send().accepted
    assert change.state() != change.before
    assert operation.endswith("Service") or change.state() == change.before
    assert served.api.clean_up() == []


def test_filters_have_what_items_have(speak: Speak) -> None:
    api = speak("cisco-uds").api
    assert api.filters("getDevices") == [("model", "Cisco 7965")]
    assert [name for name, _ in api.filters("getDeviceSpeedDials")] == ["index", "number"]
    assert api.filters("getUser") == []


def test_what_is_removed_is_added_again_at_the_next_place(speak: Speak) -> None:
    api = speak("cisco-uds").api
    first = api.dial_life(PLACES["device"]).own.dial.index
    assert api.dial_life(PLACES["user-list"]).own.dial.index == first
    ghosts = speak("cisco-uds", faults=["index-never-free"]).api
    added = ghosts.added(PLACES["user-list"])
    assert added.refused is not None
    assert added.refused.status == 409
    assert added.shown == added.own.dial
