"""From lists to their items (Why are some of the API names nearly identical?)."""

from __future__ import annotations

import pytest
from lxml import etree

from contracts.apis.cisco_uds import Answer, Uds, identity_of, text_of
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested

_MOST = 3
_PAIRS = {
    "phoneServiceId": ("getPhoneService", "name"),
    "extensionId": ("getDeviceExtension", "directoryNumber"),
    "remoteDestinationId": ("getRemoteDestination", "name"),
    "speedDialId": ("getDeviceSpeedDial", "index"),
    "subscribedServiceId": ("getDeviceSubscribedService", "name"),
}


def _same(answer: Answer, root: str, listed: etree._Element, *names: str) -> bool:
    """Whether an answer has the item of a list; what either of them lacks is not compared."""
    if not answer.has_root(root) or answer.root is None:
        return False
    found = answer.root
    pairs = [(text_of(found, name), text_of(listed, name)) for name in names]
    return all(one == other for one, other in pairs if one and other)


@pytest.mark.requirement("UDS-DRILL-01")
def test_devices_lead_to_each_device(uds: Uds, judge: Judge) -> None:
    """Devices of the list, the last among them, are found under their ids, as the same devices."""
    listed = uds.ask("getDevices")
    if listed.status in {404, 405, 501}:
        reason = f"the target does not have a list of devices: {listed}"
        raise NotTested(reason)
    judge.holds(
        listed.status < 500,
        "the list of devices cannot be obtained",
        expected="200 with devices",
        observed=listed,
        shown=(listed,),
    )
    listed.needed("devices")
    devices = list(listed.items("device"))
    if not devices:
        reason = f"{uds.user} has no devices"
        raise NotTested(reason)
    for device in dict.fromkeys([*devices[:_MOST], *devices[-1:]]):
        identity = identity_of(device)
        judge.holds(
            bool(identity),
            "a device of the list has neither an id nor an address by which it is found",
            expected="an id",
            observed=listed,
            shown=(listed,),
        )
        answer = uds.ask("getDevice", uds.address("getDevice", identity))
        judge.holds(
            _same(answer, "device", device, "id", "name", "model"),
            "a device of the list is not found under its id",
            expected=f"the device {identity}",
            observed=answer,
            shown=(listed, answer),
        )


@pytest.mark.requirement("UDS-DRILL-02")
def test_users_lead_to_the_user(uds: Uds, judge: Judge) -> None:
    """The entry of the account in the list of users leads to the account's user."""
    uds.needs_account()
    listed = uds.search(("username", uds.user))
    listed.needed("users")
    mine = uds.user.casefold()
    entry = next((o for o in listed.users if o.get("userName", "").casefold() == mine), None)
    entry = entry or uds.directory().named(uds.user)
    if entry is None:
        reason = f"the list of users does not have {uds.user}"
        raise NotTested(reason)
    path = uds.filled("/user/{userId}", {"userId": entry["userName"]})
    answer = uds.ask("getUser", path)
    own = uds.served("getUser").needed("user")
    if text_of(own, "userName").casefold() != mine:
        reason = "the account's resource is not that of the account: see UDS-USER-01"
        raise Inconclusive(reason)
    root = answer.root
    judge.holds(
        answer.has_root("user")
        and root is not None
        and text_of(root, "userName").casefold() == entry["userName"].casefold(),
        "an entry of the list of users does not lead to this user",
        expected=f"the user {entry['userName']}",
        observed=answer,
        shown=(listed, answer),
    )


@pytest.mark.requirement("UDS-DRILL-03")
@pytest.mark.parametrize("item", _PAIRS)
def test_lists_lead_to_their_items(uds: Uds, judge: Judge, item: str) -> None:
    """The first items of a list, and the last, are found under their ids, as the same items."""
    operation, name = _PAIRS[item]
    path = uds.address(operation)
    segments = uds.segments(path)
    device = segments[4] if "/device/" in path else None
    listed = {text_of(one, "id"): one for one in uds.items(item, device)}
    listed.pop("", None)
    if not listed:
        reason = f"the list does not have {segments[-1]} any more"
        raise Inconclusive(reason)
    for identity in dict.fromkeys([*list(listed)[: _MOST - 1], list(listed)[-1]]):
        place = path.rpartition("/")[0] + uds.filled("/{id}", {"id": identity})
        answer = uds.ask(operation, place)
        judge.holds(
            _same(answer, uds.root_of(operation), listed[identity], "id", name),
            "an item of a list is not found under its id",
            expected=f"{name} {text_of(listed[identity], name)}",
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-DRILL-04")
@pytest.mark.parametrize("name", ["devices", "extensions", "speedDials"])
def test_addresses_can_be_followed(uds: Uds, judge: Judge, name: str) -> None:
    """The address of a list in a user's representation leads to the list."""
    root = uds.served("getUser").needed("user")
    element = root.find(name)
    address = "" if element is None else element.get("uri", "")
    if not address:
        reason = f"the representation of the user gives no address of {name}"
        raise NotTested(reason)
    operation = {"devices": "getDevices", "extensions": "getExtensions"}.get(name, "getSpeedDials")
    uds.read(operation)
    answer = uds.visit(uds.path_in(address))
    judge.holds(
        answer.has_root(uds.root_of(operation)),
        f"the address of {name} does not lead to them",
        expected=uds.root_of(operation),
        observed=f"{address}: {answer}",
        shown=(answer,),
    )
