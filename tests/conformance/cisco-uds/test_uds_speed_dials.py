"""Speed dials and services in lists (speedDials, subscribedServices)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import PLACES, SERVICE_PLACES, Answer, Uds, text_of
from contracts.apis.cisco_uds.places import all_dials_in
from contracts.kit import Inconclusive, Judge, NotTested

_MOST_DEVICES = 20


@pytest.mark.requirement("UDS-DIAL-01")
def test_total_count_is_that_of_the_list(uds: Uds, judge: Judge) -> None:
    """The totalCount of a device's list, and of the user's, is the number of speed dials."""
    for operation in ("getDeviceSpeedDials", "getSpeedDials"):
        root = uds.read(operation)
        inner = root if root.tag == "speedDials" else root.find("speedDials")
        said = None if inner is None else inner.get("totalCount")
        if inner is not None and said is not None:
            count = len(list(inner.iterchildren("speedDial")))
            # As a number: XML Schema allows zeros before it.
            number = int(said) if said.strip().isdecimal() else said
            judge.equal(number, count, f"totalCount of {root.tag}")
    if not judge.standings:
        reason = "no list of speed dials has a totalCount"
        raise NotTested(reason)


@pytest.mark.requirement("UDS-DIAL-02")
def test_speed_dials_are_filtered_by_index(uds: Uds, judge: Judge) -> None:
    """The filter index leaves the speed dial that it is about."""
    _filtered(uds, judge, "index")


@pytest.mark.requirement("UDS-DIAL-03")
def test_speed_dials_are_filtered_by_number(uds: Uds, judge: Judge) -> None:
    """The filter number leaves the speed dials that it is about, and all of them."""
    _filtered(uds, judge, "number")


def _filtered(uds: Uds, judge: Judge, name: str) -> None:
    device = uds.segments(uds.address("getDeviceSpeedDial"))[4]
    dials = uds.listed_dials(device)
    texts = {at: {"index": str(at), "number": one.number}[name] for at, one in dials.items()}
    plain = [one for one in texts.values() if one.isdecimal()]
    if len(set(texts.values())) < 2 or not plain:
        reason = "the device has not two speed dials that a filter could tell apart"
        raise NotTested(reason)
    answer = uds.ask(
        "getDeviceSpeedDials", uds.address("getDeviceSpeedDials", device), query=((name, plain[0]),)
    )
    answer.needed("speedDials")
    found = sorted(int(text_of(one, "index")) for one in answer.items("speedDial"))
    expected = sorted(at for at, text in texts.items() if text == plain[0])
    judge.equal(found, expected, f"the speed dials with {name} {plain[0]}", shown=(answer,))


@pytest.mark.requirement("UDS-DIAL-04")
@pytest.mark.parametrize("place", ["first", "user-list"])
def test_delete_removes_a_speed_dial(uds: Uds, judge: Judge, place: str) -> None:
    """A speed dial that was listed is not listed after its DELETE, the others are."""
    first = uds.main_place()
    life = uds.dial_life(PLACES.get(place, first))
    if life.shown is None:
        reason = "the speed dial that was added was not listed: see UDS-ADD-01"
        raise Inconclusive(reason)
    _deletable(life.deleted)
    judge.holds(
        life.after == life.before,
        "after a DELETE the speed dial is still listed, or others are not",
        expected=sorted(life.before),
        observed=sorted(life.after),
        shown=(life.own.answer,),
    )


@pytest.mark.requirement("UDS-DIAL-05")
def test_lists_that_differ_are_not_shown_as_one(uds: Uds, judge: Judge) -> None:
    """If devices have different speed dials, the user's list is empty and says so.

    Where they are the same, a speed dial of the suite's own on one device makes them differ.
    """
    if len(uds.devices()) == 1:
        reason = f"{uds.user} has one device only"
        raise NotTested(reason)
    if _alike(uds):
        uds.own_dial(PLACES["device"]).needed()
    if _alike(uds):
        reason = "all devices of the account have the same speed dials"
        raise NotTested(reason)
    root = uds.read("getSpeedDials")
    inner = root.find("speedDials")
    if inner is None:
        reason = "the representation has no speedDials"
        raise Inconclusive(reason)
    listed = {(one.index, one.number) for one in all_dials_in(root)}
    on_devices = {
        (one.index, one.number)
        for device in uds.devices()[:_MOST_DEVICES]
        for one in uds.listed_dials(device).values()
    }
    if listed - on_devices:
        reason = f"the list of {uds.user} is one of its own beside those of the devices"
        raise NotTested(reason)
    judge.holds(
        inner.get("appliesToAllDevices", "").strip().lower() in {"false", "0"} and not listed,
        "speed dials that are not the same on all devices are shown as if they were",
        expected='appliesToAllDevices="false", no entries',
        observed=f"{inner.get('appliesToAllDevices')}, {len(listed)} entries",
    )


def _deletable(deleted: Answer | None) -> None:
    """Raise NotTested where a target has no DELETE, Inconclusive where it refuses it."""
    if deleted is None or not deleted.accepted:
        reason = f"the DELETE is refused: {deleted}"
        absent = deleted is not None and deleted.status in {404, 405, 501}
        raise (NotTested if absent else Inconclusive)(reason)


def _alike(uds: Uds) -> bool:
    lists = [set(uds.listed_dials(one).values()) for one in uds.devices()[:_MOST_DEVICES]]
    return all(one == lists[0] for one in lists)


@pytest.mark.requirement("UDS-SVC-02")
@pytest.mark.parametrize("place", ["first", "user-list"])
def test_delete_removes_all_services(uds: Uds, judge: Judge, place: str) -> None:
    """A device that had a service has none after the DELETE of its services."""
    first = uds.main_service_place()
    life = uds.service_life(SERVICE_PLACES.get(place, first))
    if not life.shown:
        reason = "the service that was added is not listed: see UDS-ADD-01"
        raise Inconclusive(reason)
    if life.deleted is None:
        reason = "the device has other services, which a DELETE would take away"
        raise NotTested(reason)
    _deletable(life.deleted)
    judge.holds(
        not life.after_delete,
        "services are still listed after their DELETE",
        expected="no services",
        observed=", ".join(life.after_delete),
        shown=(life.own.answer,),
    )
