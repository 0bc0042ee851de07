"""Speed dials and services in lists (speedDials, subscribedServices)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Uds, text_of
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested

_NO_SERVICE = "00000000-dead-beef-0000-000000000000"


@pytest.mark.requirement("UDS-DIAL-01")
def test_total_count_is_that_of_the_list(uds: Uds, judge: Judge) -> None:
    """The totalCount of a device's list, and of the user's, is the number of speed dials."""
    for operation in ("getDeviceSpeedDials", "getSpeedDials"):
        root = uds.read(operation)
        inner = root if root.tag == "speedDials" else root.find("speedDials")
        said = None if inner is None else inner.get("totalCount")
        if inner is not None and said is not None:
            count = len(list(inner.iterchildren("speedDial")))
            judge.equal(said.strip(), str(count), f"totalCount of {root.tag}")
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
def test_delete_takes_a_speed_dial_away(uds: Uds, judge: Judge) -> None:
    """A speed dial that was listed is not listed after its DELETE, the others are."""
    with (
        uds.own_dial(judge.observe, in_any_case=True) as other,
        uds.own_dial(judge.observe, in_any_case=True) as own,
    ):
        other.needed()
        own.needed()
        others = set(uds.listed_dials(own.device)) - {own.dial.index}
        answer = uds.remove_dial(own.dial.index)
        if not answer.accepted:
            reason = f"the DELETE is refused: {answer}"
            raise Inconclusive(reason)
        left = set(uds.listed_dials(own.device))
        judge.holds(
            left == others,
            "after a DELETE the speed dial is still listed, or others are not",
            expected=sorted(others),
            observed=sorted(left),
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-DIAL-05")
def test_lists_that_differ_are_not_shown_as_one(uds: Uds, judge: Judge) -> None:
    """Where devices have different speed dials, the user's list is empty and says so."""
    devices = uds.devices()
    lists = [
        {(o.index, o.number, o.label) for o in uds.listed_dials(one).values()} for one in devices
    ]
    if all(one == lists[0] for one in lists):
        reason = "all devices of the account have the same speed dials"
        raise NotTested(reason)
    root = uds.read("getSpeedDials")
    inner = root.find("speedDials")
    if inner is None:
        reason = "the representation has no speedDials"
        raise Inconclusive(reason)
    listed = len(list(inner.iterchildren("speedDial")))
    judge.holds(
        inner.get("appliesToAllDevices", "").strip().lower() in {"false", "0"} and not listed,
        "speed dials that are not the same on all devices are shown as if they were",
        expected='appliesToAllDevices="false", no entries',
        observed=f"{inner.get('appliesToAllDevices')}, {listed} entries",
    )


@pytest.mark.requirement("UDS-SVC-01")
def test_an_unknown_service_is_refused(uds: Uds, judge: Judge) -> None:
    """A phoneServiceId that does not exist is refused, one that does is not."""
    with uds.own_service(judge.observe) as own:
        answer = own.post({"name": uds.new_name(), "phoneServiceId": _NO_SERVICE})
        judge.holds(
            answer.refused,
            "a phone service that does not exist is subscribed to",
            expected="415, or another refusal",
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-SVC-02")
def test_delete_takes_all_services_away(uds: Uds, judge: Judge) -> None:
    """A device that had a service has none after the DELETE of its services."""
    if uds.lingering is not None:
        # What stayed behind before is the suite's own, and there may be no other device.
        answer = uds.empty_services(uds.lingering)
        if answer.accepted:
            names = uds.service_names(uds.lingering)
            judge.equal(names, [], "the services after their DELETE", shown=(answer,))
    with uds.own_service(judge.observe) as own:
        if not own.names():
            reason = "the service that was added is not listed"
            raise Inconclusive(reason)
        answer = uds.empty_services(own.device)
        if not answer.accepted:
            reason = f"the DELETE is refused: {answer}"
            raise Inconclusive(reason)
        judge.equal(own.names(), [], "the services after their DELETE", shown=(answer,))
