"""What lists give to drill down from (Why are some of the API names nearly identical?)."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from contracts.apis.cisco_uds import Answer, Uds, identity_of, text_of
from contracts.kit import Judge, NotTested


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
            "a listed device has neither an id nor an address that leads to it",
            expected="an id",
            observed=listed,
            shown=(listed,),
        )


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


@pytest.mark.requirement("UDS-DRILL-07")
@pytest.mark.parametrize("operation", ["getSpeedDials", "getSubscribedServices"])
def test_the_list_of_devices_is_whole(uds: Uds, judge: Judge, operation: str) -> None:
    """A device to whose speed dials or services a list of the user leads is in the list."""
    devices = uds.ask("getDevices")
    devices.needed("devices")
    known = {identity_of(one) for one in devices.items("device")}
    answer = uds.ask(operation)
    led_to = 0
    for one in answer.needed(uds.root_of(operation)).iterfind("devices/device"):
        # As attributes, or as elements.
        said = [*one.attrib.items(), *((each.tag, each.text) for each in one.iterchildren("*"))]
        for address in (value for name, value in said if value and str(name).endswith("Uri")):
            path = uds.path_in(str(address), answer.path)
            _, of_device, rest = path.partition("/device/")
            identity = uds.segments(rest)[0]
            if not of_device or (identity not in known and not uds.visit(path).accepted):
                continue
            led_to += 1
            judge.holds(
                identity in known or _mentions(devices, identity),
                "a device of the user is not in the list of devices",
                expected=identity,
                observed=", ".join(sorted(known)),
                shown=(devices, answer),
            )
    if not led_to:
        reason = f"the {answer.path.rpartition('/')[2]} of the user lead to no devices"
        raise NotTested(reason)


def _mentions(answer: Answer, identity: str) -> bool:
    """Whether an id stands anywhere in a representation: its items may be deeper down."""
    forms = (identity, quote(identity, safe=""))
    texts = (
        str(text)
        for one in answer.needed("devices").iter("*")
        for text in (one.text or "", *one.attrib.values())
    )
    return any(form in text for text in texts for form in forms)


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
