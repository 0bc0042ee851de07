"""Services and settings of the suite's own are taken away or put back, those of others stay."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contracts.apis.cisco_uds import SERVICE_PLACES, SETTINGS
from contracts.apis.cisco_uds.other_services import read_service
from contracts.model import Entry, NotTested
from tests.integration.apis.conftest import Served

Speak = Callable[..., Served]


@pytest.fixture
def served(hasty: Speak) -> Served:
    return hasty("cisco-uds")


def _devices(served: Served) -> list[Any]:
    return list(served.app.cluster.devices[served.api.user].values())


def _undone(served: Served, entry: Entry) -> str:
    """What another run than the one that made it says of an entry."""
    served.api.refresh()
    served.api.ledger.adopt([entry])
    left = served.api.clean_up()
    return left[0].reason if left else ""


def _named(device: Any) -> list[str]:
    return [one.name for one in device.services]


def test_a_service_is_taken_away_where_it_is_alone(served: Served) -> None:
    own = served.api.own_service(SERVICE_PLACES["device"])
    (entry,) = served.api.entered("subscribed service")
    assert own.names() == [entry.name]
    device = next(one for one in _devices(served) if one.id == own.devices[0])
    assert _undone(served, entry) == ""
    assert device.services == []


@pytest.mark.parametrize("scratch", [False, True])
def test_services_of_the_user_stay(hasty: Speak, scratch: bool) -> None:  # noqa: FBT001
    served = hasty("cisco-uds", scratch_account=scratch)
    own = served.api.own_service(SERVICE_PLACES["device"])
    (entry,) = served.api.entered("subscribed service")
    device = next(one for one in _devices(served) if one.id == own.devices[0])
    own.post({**own.fields, "name": "Weather"})
    reason = _undone(served, entry)
    assert ("it has Weather too" in reason) is not scratch
    assert _named(device) == ["Weather"] if scratch else [entry.name, "Weather"]


@pytest.fixture
def everywhere(hasty: Speak) -> Served:
    """A target on which every device has services already."""
    return hasty("cisco-uds", liberties=["services-everywhere"])


def test_devices_with_services_are_written_to_on_an_account_for_tests_alone(
    hasty: Speak, everywhere: Served
) -> None:
    before = [_named(one) for one in _devices(everywhere)]
    own = everywhere.api.own_service(SERVICE_PLACES["device"])
    assert own.own() == [own.name]
    life = everywhere.api.service_life(SERVICE_PLACES["device"])
    assert (life.trial, life.deleted) == ("", None)
    (held,) = everywhere.api.entered("other services")
    assert "Nachrichten &amp; B" in held.facts["body"]
    assert everywhere.api.clean_up() == []
    assert [_named(one) for one in _devices(everywhere)] == before
    guarded = hasty("cisco-uds", liberties=["services-everywhere"], scratch_account=False)
    with pytest.raises(NotTested, match="have services"):
        guarded.api.own_service(SERVICE_PLACES["device"])


def test_without_a_put_of_the_list_all_are_deleted_and_added_again(hasty: Speak) -> None:
    served = hasty(
        "cisco-uds",
        lambda method, path, given: (
            405 if not given and method == "PUT" and path.endswith("subscribedServices") else 0
        ),
        liberties=["services-everywhere"],
    )
    before = [_named(one) for one in _devices(served)]
    assert served.api.service_life(SERVICE_PLACES["device"]).trial == ""
    assert [_named(one) for one in _devices(served)] == before


def test_the_put_of_a_list_keeps_the_services_of_the_user(everywhere: Served) -> None:
    own = everywhere.api.own_service(SERVICE_PLACES["device-list"])
    assert own.put({**own.fields, "name": f"{own.name}c"}).accepted
    device = next(one for one in _devices(everywhere) if one.id == own.devices[0])
    assert _named(device)[-1] == f"{own.name}c"
    assert "Nachrichten & Börse" in _named(device)


def test_what_was_taken_away_or_doubled_is_put_back(everywhere: Served) -> None:
    device = _devices(everywhere)[0]
    everywhere.api.hold_all_services([device.id])
    before = _named(device)
    device.services = device.services[:1] * 2
    assert everywhere.api.put_back_services(device.id) == ""
    assert sorted(_named(device)) == sorted(before)
    entry = Entry("old-1", "t", "other services", "hkeller", {})
    held = {"user": everywhere.api.user, "device": device.id, "body": "<l/>"}
    assert _undone(everywhere, Entry(entry.id, "t", entry.kind, "hkeller", held)) == ""


def test_a_service_of_the_user_that_exists_is_a_conflict(everywhere: Served) -> None:
    answer, times = everywhere.api.add_again(*everywhere.api.service_of_the_user())
    assert (answer.status, times) == (409, 1)


def test_a_service_that_came_twice_is_not_added_again_and_put_back_at_the_end(hasty: Speak) -> None:
    served = hasty("cisco-uds", faults=["service-of-before-again"])
    device, service = served.api.service_of_the_user()
    first = served.api.add_again(device, service)
    assert (first[0].status, first[1]) == (201, 2)
    served.api.refresh()
    assert served.api.add_again(device, service) == first
    assert served.api.clean_up() == []
    assert _named(_devices(served)[0]).count(service.name) == 1


def test_a_service_with_parameters_is_not_put_back(everywhere: Served) -> None:
    root = everywhere.api.items("subscribedServiceId")
    assert all(one.whole for one in everywhere.api.other_services(_devices(everywhere)[0].id))
    root[0].append(root[0].makeelement("parameter"))
    assert not read_service(root[0]).whole


def test_the_users_list_of_services_takes_devices_that_have_none(hasty: Speak) -> None:
    served = hasty("cisco-uds", scratch_account=False)
    with pytest.raises(NotTested, match="have services"):
        served.api.service_life(SERVICE_PLACES["user-list"])
    for device in _devices(served):
        device.services = []
    life = served.api.service_life(SERVICE_PLACES["user-list"])
    assert (life.shown, life.after) == ([life.own.name], [])
    assert life.again is not None
    assert life.again.status == 409


def test_settings_are_put_back(served: Served) -> None:
    person = served.app.cluster.people[served.api.user]
    person.forward_to = "4711"
    setting = SETTINGS["user"]
    change = served.api.change_setting(setting, {setting.text: "673285"})
    assert change.after[setting.text] == person.forward_to == "673285"
    (entry,) = served.api.ledger
    assert entry.facts[f"/{setting.text}"] == "4711"
    assert _undone(served, entry) == ""
    assert person.forward_to == "4711"


def test_settings_are_changed_on_an_account_for_tests_only(hasty: Speak) -> None:
    served = hasty("cisco-uds", scratch_account=False)
    device = SETTINGS["device"]
    for setting, texts in ((device, {device.flag: "true"}), (SETTINGS["user"], {"x": "1"})):
        with pytest.raises(NotTested, match="scratch_account"):
            served.api.change_setting(setting, texts)
    assert list(served.api.ledger) == []


def test_the_description_of_a_device_is_changed_and_put_back_on_any(hasty: Speak) -> None:
    served = hasty("cisco-uds", scratch_account=False)
    setting = SETTINGS["device"]
    assert served.api.put_same(setting).accepted
    change = served.api.change_setting(setting, {setting.text: "ucc test phone"})
    assert change.after[setting.text] == "ucc test phone"
    served.api.restore_setting(setting)
    assert served.api.shown(setting) == change.before
    assert list(served.api.ledger) == []


def test_a_description_that_is_not_there_could_not_be_put_back(served: Served) -> None:
    for device in _devices(served):
        device.description = ""
    with pytest.raises(NotTested, match="put back"):
        served.api.put_same(SETTINGS["device"])


@pytest.mark.parametrize("which", SETTINGS)
def test_each_setting_is_changed_and_put_back(served: Served, which: str) -> None:
    setting = SETTINGS[which]
    change = served.api.change_setting(setting, served.api.change_for(setting))
    assert change.answer.accepted
    assert {at: change.after[at] for at in change.sent} == change.sent
    assert served.api.was_changed(setting, *change.sent)
    (entry,) = served.api.ledger
    assert entry.kind == setting.kind
    assert _undone(served, entry) == ""
    assert served.api.shown(setting) == change.before


def test_siblings_are_the_items_beside_that_of_a_setting(served: Served) -> None:
    lines = sum(len(one.lines) for one in _devices(served))
    assert len(served.api.siblings(SETTINGS["extension"])) == lines - 1
    assert len(served.api.siblings(SETTINGS["remote-destination"])) == 1
    assert served.api.siblings(SETTINGS["conferencing"]) == {}


def test_a_remote_destination_that_came_twice_is_not_added_again(hasty: Speak) -> None:
    served = hasty("cisco-uds", faults=["destination-doubled"])
    answer, before, after = served.api.remote_destination_again({"name": "x"})
    assert (answer.status, before, after) == (201, 2, 3)
    assert served.api.remote_destination_again({"name": "x"}) == (answer, before, after)


def test_a_truth_value_of_another_name_stands_for_that_of_the_reference(hasty: Speak) -> None:
    setting = SETTINGS["remote-destination"]
    found = hasty("cisco-uds", liberties=["other-flags"]).api.with_shown_flag(setting)
    assert found is not None
    assert found.flag == "isMobilePhone"
    assert found.text == setting.text


def test_a_setting_that_was_changed_is_one_that_the_target_takes(hasty: Speak) -> None:
    ended: list[str] = []

    def bend(method: str, _: str, status: int) -> int:
        return 404 if method == "PUT" and status and ended else 0

    api = hasty("cisco-uds", bend, scratch_account=True).api
    setting = SETTINGS["extension"]
    assert api.change_setting(setting, {setting.text: "ucc line"}).answer.accepted
    ended.append("PUT")
    assert api.change_setting(setting, {setting.text: "ucc line 9"}).answer.status == 404
    with pytest.raises(NotTested, match="does not accept PUT"):
        api.change_setting(SETTINGS["device"], {SETTINGS["device"].text: "ucc test phone"})


def test_a_service_of_the_users_own_list_is_put_back(hasty: Speak) -> None:
    served = hasty("cisco-uds", faults=["apart-service-again"], scratch_account=True)
    device, service = served.api.service_of_the_user(listed=True)
    assert (device, service.name) == ("", "Canteen & bar")
    assert served.api.add_again(device, service)[1] == 2
    served.api.refresh()
    assert served.api.service_of_the_user(listed=True)[1].name == service.name
    assert served.api.clean_up() == []
    assert served.api.services_of_user() == ["Canteen & bar"]
