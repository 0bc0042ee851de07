"""What several resources say of one thing (Why are some of the API names nearly identical?)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import pytest
from lxml import etree

from contracts.apis.cisco_uds import Uds, identity_of, text_of
from contracts.apis.cisco_uds.said import said, unlike
from contracts.kit import Inconclusive, Judge, Lacking, NotTested, Pair, agreed

_LISTS_OF_USER = {
    "speed dials": ("getSpeedDials", "speedDialsUri"),
    "subscribed services": ("getSubscribedServices", "subscribedServicesUri"),
}
"""The lists of a user that name devices, and what leads to those of a device."""
_MOST_DEVICES = 3


def _judge(judge: Judge, pairs: list[Pair], what: str) -> None:
    found = agreed(pairs, differs=unlike)
    if isinstance(found, Lacking):
        reason = f"{what} are not said twice"
        raise NotTested(reason)
    judge.law(found, what)


@pytest.mark.requirement("UDS-DRILL-09")
@pytest.mark.parametrize("which", _LISTS_OF_USER)
def test_devices_are_named_alike(uds: Uds, judge: Judge, which: str) -> None:
    """A device has the same name and description in the user's lists as in that of devices."""
    operation, leads = _LISTS_OF_USER[which]
    devices = {identity_of(one): said(one) for one in uds.read("getDevices").iterchildren("device")}
    pairs = []
    for one in uds.read(operation).iterfind("devices/device"):
        facts = {str(name): str(text) for name, text in one.attrib.items()} | said(one)
        _, _, rest = facts.get(leads, "").partition("/device/")
        known = devices.get(uds.segments(rest)[0])
        if known is not None:
            pairs.append(Pair(f"the device in the list of devices, and of {which}", known, facts))
    _judge(judge, pairs, "names of devices")


@pytest.mark.requirement("UDS-DRILL-09")
def test_phone_services_are_named_alike(uds: Uds, judge: Judge) -> None:
    """A phone service has the same name where it is subscribed to as in the list of all."""
    listed = uds.items("phoneServiceId")
    names = {identity_of(one): {"name": text_of(one, "name")} for one in listed}
    pairs = []
    for element in _subscribed(uds):
        one = element.find("phoneServiceName")
        known = None if one is None else names.get(one.get("phoneServiceId", "").strip())
        if one is not None and known is not None:
            facts = {"name": (one.text or "").strip()}
            pairs.append(Pair("the phone service, and that subscribed to", known, facts))
    _judge(judge, pairs, "names of phone services")


def _subscribed(uds: Uds) -> list[etree._Element]:
    """What devices are subscribed to, in lists and one of them alone."""
    found = []
    for device in uds.devices()[:_MOST_DEVICES]:
        found += uds.items("subscribedServiceId", device)
    with suppress(NotTested, Inconclusive):
        found.append(uds.read("getDeviceSubscribedService"))
    return found


@pytest.mark.requirement("UDS-DRILL-09")
def test_the_primary_number_is_the_same(uds: Uds, judge: Judge) -> None:
    """The primary extension of a user is the one that the user's extensions mark as primary."""
    user = uds.read("getUser").find("primaryExtension")
    primary = [
        one
        for one in uds.items("extensionId of the user")
        if one.get("isPrimary", "").strip().lower() in {"true", "1"}
    ]
    if user is None or len(primary) != 1:
        reason = "the user has no primary extension, or not one that is marked as such"
        raise NotTested(reason)
    facts: list[Mapping[str, str]] = [
        {"directoryNumber": text_of(one, "directoryNumber")}
        for one in (user, primary[0])
        if one.find("directoryNumber") is not None
    ]
    pairs = [Pair("the user's primary extension, and that marked so", *facts)] if facts[1:] else []
    _judge(judge, pairs, "primary directory numbers")
