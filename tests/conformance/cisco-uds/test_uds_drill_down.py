"""From lists to their items (Why are some of the API names nearly identical?)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from lxml import etree

from contracts.apis.cisco_uds import Answer, Uds, identity_of, text_of
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested

_MOST = 3
_DEVICE = ("id", "name", "type", "model", "description", "protocol")
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


class _Found(msgspec.Struct, frozen=True):
    """An item of a list: what is found under its id, and at its address where it has one."""

    listed: etree._Element
    answer: Answer
    led_to: Answer | None


def _found(uds: Uds, page: str, element: etree._Element, answer: Answer) -> _Found:
    """An item of the list at `page`, of which `answer` was found under its id."""
    address = element.get("uri", "").strip()
    if not address:
        return _Found(element, answer, None)
    path = uds.path_in(address, page)
    return _Found(element, answer, answer if answer.path.endswith(path) else uds.visit(path))


def _lead(judge: Judge, found: Sequence[_Found], root: str) -> None:
    """Check that the addresses of items lead to something of their kind (UDS-DRILL-04)."""
    addressed = [
        (one, one.led_to)
        for one in found
        # What is not found under its id at the same address is a matter of UDS-DRILL-01 and -03.
        if one.led_to is not None and (one.led_to is not one.answer or one.answer.accepted)
    ]
    if not addressed:
        reason = "the list gives no addresses, or nothing is found under the ids either"
        raise NotTested(reason)
    for one, led_to in addressed:
        judge.holds(
            led_to.has_root(root),
            "the address of an item of a list does not lead to it",
            expected=root,
            observed=f"{one.listed.get('uri')}: {led_to}",
            shown=(led_to,),
        )


@pytest.mark.requirement("UDS-DRILL-01")
def test_the_list_of_devices_is_given(uds: Uds, judge: Judge) -> None:
    """The list of devices does not break down, and says by what each device is found."""
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
    for device in listed.items("device"):
        judge.holds(
            bool(identity_of(device)),
            "a device of the list has neither an id nor an address by which it is found",
            expected="an id",
            observed=listed,
            shown=(listed,),
        )


@pytest.mark.requirement("UDS-DRILL-01", "UDS-DRILL-04", "UDS-DRILL-05")
def test_devices_lead_to_each_device(uds: Uds, judge: Judge) -> None:
    """Devices of the list, the last among them, are found by their ids and their addresses.

    Each is the same device there, and its resource says no less than the list does.
    """
    listed = uds.ask("getDevices")
    listed.needed("devices")
    devices = [one for one in listed.items("device") if identity_of(one)]
    if not devices:
        reason = f"{uds.user} has no devices with an id"
        raise NotTested(reason)
    found = []
    for device in dict.fromkeys([*devices[:_MOST], *devices[-1:]]):
        answer = uds.ask("getDevice", uds.address("getDevice", identity_of(device)))
        found.append(_found(uds, listed.path, device, answer))
    with judge.of("UDS-DRILL-01"):
        for one in found:
            _is_the_device(judge, listed, one)
    with judge.of("UDS-DRILL-04"):
        _lead(judge, found, "device")
    with judge.of("UDS-DRILL-05"):
        for one in found:
            says, shows = _said(one.listed), _said(one.answer.root)
            judge.holds(
                not says > shows,
                "the resource of a device says less than the list of devices",
                expected=", ".join(sorted(says)),
                observed=", ".join(sorted(shows)),
                shown=(listed, one.answer),
            )


def _is_the_device(judge: Judge, listed: Answer, found: _Found) -> None:
    device, led_to = found.listed, found.led_to
    expected = f"the device {identity_of(device)}, {text_of(device, 'name')}"
    judge.holds(
        _same(found.answer, "device", device, *_DEVICE),
        "a device of the list is not found under its id, or is another one there",
        expected=expected,
        observed=found.answer,
        shown=(listed, found.answer),
    )
    if led_to is not None and led_to.has_root("device"):
        judge.holds(
            _same(led_to, "device", device, *_DEVICE),
            "the address of a device of the list leads to another device",
            expected=expected,
            observed=f"{device.get('uri')}: {led_to}",
            shown=(listed, led_to),
        )


def _said(element: etree._Element | None) -> set[str]:
    """The names of what an element says something of."""
    if element is None:
        return set()
    attributes = {str(one) for one in element.attrib} - {"uri", "version"}
    children = element.iterchildren("*")
    return attributes | {
        str(one.tag) for one in children if len(one) or one.attrib or (one.text or "").strip()
    }


@pytest.mark.requirement("UDS-DRILL-02", "UDS-DRILL-04")
def test_users_lead_to_the_user(uds: Uds, judge: Judge) -> None:
    """The entry of the account in the list of users leads to the account's user."""
    uds.needs_account()
    listed = uds.search(("username", uds.user))
    listed.needed("users")
    mine = uds.user.casefold()
    entries = [o for o in listed.items("user") if text_of(o, "userName").casefold() == mine]
    known = uds.directory().named(uds.user) if not entries else {}
    if known is None:
        reason = f"the list of users does not have {uds.user}"
        raise NotTested(reason)
    name = text_of(entries[0], "userName") if entries else known["userName"]
    answer = uds.ask("getUser", uds.filled("/user/{userId}", {"userId": name}))
    own = uds.served("getUser").needed("user")
    if text_of(own, "userName").casefold() != mine:
        reason = "the account's resource is not that of the account: see UDS-USER-01"
        raise Inconclusive(reason)
    found = [_found(uds, listed.path, one, answer) for one in entries[:1]]
    with judge.of("UDS-DRILL-02"):
        led_to = [one.led_to for one in found if one.led_to and one.led_to.has_root("user")]
        for one in (answer, *led_to):
            root = one.root if one.has_root("user") else None
            judge.holds(
                root is not None and text_of(root, "userName").casefold() == mine,
                "an entry of the list of users does not lead to this user",
                expected=f"the user {name}",
                observed=one,
                shown=(listed, one),
            )
    with judge.of("UDS-DRILL-04"):
        _lead(judge, found, "user")


@pytest.mark.requirement("UDS-DRILL-02")
def test_no_entry_has_the_address_of_another_user(uds: Uds, judge: Judge) -> None:
    """The addresses in the list of users do not end in the user names of other entries."""
    listed = uds.search()
    listed.needed("users")
    later = uds.search(start=max(1, len(listed.users) // 2))
    users = [*listed.items("user"), *later.items("user")]
    names = {text_of(one, "userName").casefold() for one in users} - {""}
    addressed = [one for one in users if one.get("uri") and text_of(one, "userName")]
    if not addressed or len(names) == 1:
        reason = "the list of users has no addresses, or one user only"
        raise NotTested(reason)
    for one in addressed:
        name, end = text_of(one, "userName"), uds.segments(one.get("uri", "").rstrip("/"))[-1]
        judge.holds(
            end.casefold() == name.casefold() or end.casefold() not in names,
            "an entry of the list of users has the address of another user",
            expected=f"an address of {name}",
            observed=one.get("uri", ""),
            shown=(listed, later),
        )


@pytest.mark.requirement("UDS-DRILL-03", "UDS-DRILL-04", "UDS-DRILL-06")
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
    root, found = uds.root_of(operation), []
    for identity in dict.fromkeys([*list(listed)[: _MOST - 1], list(listed)[-1]]):
        place = path.rpartition("/")[0] + uds.filled("/{id}", {"id": identity})
        answer = uds.ask(operation, place)
        page = f"{answer.path.rpartition('/')[0]}s"
        found.append(_found(uds, page, listed[identity], answer))
    with judge.of("UDS-DRILL-03"):
        for one in found:
            judge.holds(
                one.answer.has_root(root),
                "an item of a list is not found under its id",
                expected=f"{name} {text_of(one.listed, name)}",
                observed=one.answer,
                shown=(one.answer,),
            )
    with judge.of("UDS-DRILL-04"):
        _lead(judge, found, root)
    with judge.of("UDS-DRILL-06"):
        _are_the_same(judge, found, root, name)


def _are_the_same(judge: Judge, found: Sequence[_Found], root: str, name: str) -> None:
    pairs = [(one.listed, answer) for one in found for answer in (one.answer, one.led_to)]
    shown = [(one, answer) for one, answer in pairs if answer and answer.has_root(root)]
    if not shown:
        reason = f"the target does not have this resource: {found[0].answer}"
        raise NotTested(reason)
    for listed, answer in shown:
        judge.holds(
            _same(answer, root, listed, "id", name),
            "the id or the address of an item of a list leads to another item",
            expected=f"{name} {text_of(listed, name)}",
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-DRILL-04")
@pytest.mark.parametrize("name", ["devices", "extensions", "speedDials"])
def test_addresses_can_be_followed(uds: Uds, judge: Judge, name: str) -> None:
    """The address of a list in a user's representation leads to the list."""
    answer = uds.served("getUser")
    element = answer.needed("user").find(name)
    address = "" if element is None else element.get("uri", "")
    if not address:
        reason = f"the representation of the user gives no address of {name}"
        raise NotTested(reason)
    operation = {"devices": "getDevices", "extensions": "getExtensions"}.get(name, "getSpeedDials")
    uds.read(operation)
    answer = uds.visit(uds.path_in(address, answer.path))
    judge.holds(
        answer.has_root(uds.root_of(operation)),
        f"the address of {name} does not lead to them",
        expected=uds.root_of(operation),
        observed=f"{address}: {answer}",
        shown=(answer,),
    )
