"""What single resources say (days, policy, user, devices, directory numbers)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Uds, text_of
from contracts.kit import Inconclusive, Judge, NotApplicable, NotTested


@pytest.mark.requirement("UDS-DAY-01")
def test_the_week_has_seven_days(uds: Uds, judge: Judge) -> None:
    """The values of the days are 0 to 6."""
    root = uds.read("getDayOfWeek")
    values = [text_of(one, "value") for one in root.iterchildren("option")]
    if not any(values):
        reason = "the days have no values"
        raise Inconclusive(reason)
    judge.equal(sorted(values), list("0123456"), "the values of the days of the week")


@pytest.mark.requirement("UDS-LIMIT-01")
def test_the_search_limit_is_in_its_range(uds: Uds, judge: Judge) -> None:
    """UserSearchLimit is a number from 1 to 500."""
    root = uds.read("getUserPolicy")
    policies = [
        one for one in root.iterchildren("policy") if text_of(one, "name") == "UserSearchLimit"
    ]
    if not policies:
        reason = "the target has no policy UserSearchLimit"
        raise NotTested(reason)
    value = text_of(policies[0], "value")
    judge.holds(
        value.isdecimal() and int(value) in range(1, 501),
        "UserSearchLimit is out of its range",
        expected="1 to 500",
        observed=value,
    )


@pytest.mark.requirement("UDS-USER-01")
def test_the_user_is_the_one_asked_for(uds: Uds, judge: Judge) -> None:
    """The userName of the account's user is that of the path."""
    root = uds.read("getUser")
    judge.equal(text_of(root, "userName").casefold(), uds.user.casefold(), "userName")


@pytest.mark.requirement("UDS-DEV-01")
def test_devices_of_a_model(uds: Uds, judge: Judge) -> None:
    """The filter model leaves the devices of this model, and all of them."""
    root = uds.read("getDevices")
    models = {text_of(one, "id"): text_of(one, "model") for one in root.iterchildren("device")}
    if len(set(models.values())) < 2:
        reason = "all devices of the account are of one model"
        raise NotTested(reason)
    for model in sorted(set(models.values()) - {""}):
        answer = uds.ask("getDevices", query=(("model", model),))
        answer.needed("devices")
        found = {text_of(one, "id") for one in answer.items("device")}
        judge.equal(
            sorted(found),
            sorted(key for key, value in models.items() if value == model),
            f"the devices of model {model}",
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-EXT-01")
@pytest.mark.parametrize("operation", ["getExtensions", "getDeviceExtensions"])
def test_the_primary_extension_stands_first(uds: Uds, judge: Judge, operation: str) -> None:
    """Of several directory numbers with a primary one, this is the first."""
    root = uds.read(operation)
    marks = [
        one.get("isPrimary", "").lower() in {"true", "1"} for one in root.iterchildren("extension")
    ]
    if len(marks) < 2 or not any(marks) or all(marks):
        reason = "the device does not have both a primary and another directory number"
        raise NotTested(reason)
    judge.holds(
        marks[0],
        "the primary directory number is not the first",
        expected='isPrimary="true" at the first extension',
        observed=marks,
    )


@pytest.mark.requirement("UDS-GROUPS-01")
def test_groups_are_observed(uds: Uds, judge: Judge) -> None:
    """Whether user groups are listed, and how many there are."""
    answer = uds.visit("/groups")
    if answer.status in {404, 405, 501}:
        reason = f"the target has no groups: {answer}"
        raise NotApplicable(reason)
    count = len(list(answer.items("group")))
    judge.observe(f"groups are answered with {answer.status}, {count} in it")
