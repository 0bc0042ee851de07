"""Settings of an account for tests: a device, call forwarding and others (Policy Behavior)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.apis.cisco_uds import SETTINGS, Setting, Uds, text_of
from contracts.apis.cisco_uds.settings import Changed, other_flag, other_text
from contracts.kit import IN_STATE, UNKNOWN, Inconclusive, Judge, NotTested, refusal

_CONFLICT = 409


@pytest.fixture(autouse=True)
def _put_back(uds: Uds) -> Iterator[None]:
    """Whatever a test changes is put back when it is over."""
    yield
    for setting in SETTINGS.values():
        uds.restore_setting(setting)


def _accepted(change: Changed, setting: Setting) -> None:
    if not change.answer.accepted:
        reason = f"the PUT of the {setting.root} is refused: {change.answer}"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDS-DEV-02", "UDS-PUT-04")
def test_the_settings_of_a_device_are_changed(uds: Uds, judge: Judge) -> None:
    """The description of a device is changed by PUT, its do-not-disturb, which is absent, not."""
    setting = SETTINGS["device"]
    uds.needs_account()
    there = uds.text_at_first(setting)
    same = uds.put_same(setting)
    with judge.of("UDS-DEV-02"):
        judge.holds(
            same.status != _CONFLICT,
            "PUT of a device is refused as a conflict with what exists",
            expected="a success",
            observed=same,
            shown=(same,),
        )
    if not same.accepted:
        reason = f"the PUT of a device as it is is refused: {same}"
        with judge.of("UDS-PUT-04"):
            raise NotTested(reason)
        with judge.of("UDS-DEV-02"):
            raise Inconclusive(reason)
        return
    with judge.of("UDS-DEV-02"):
        shown = uds.seen(same, lambda: uds.shown(setting)[setting.text], lambda now: now == there)
        judge.equal(
            shown,
            there,
            "the description of a device after a PUT of it as it was",
            shown=(same,),
        )
    text = other_text(uds.shown(setting), setting)
    change = uds.change_setting(setting, {setting.text: text})
    flag = other_flag(change.before, setting)
    with judge.of("UDS-DEV-02"):
        _accepted(change, setting)
        judge.holds(
            change.after[setting.text] == text or _changes_otherwise(uds, setting, flag),
            "PUT of a device is accepted and changes nothing",
            expected=f"the description {text}",
            observed=change.after[setting.text],
            shown=(change.answer,),
        )
        listed = uds.seen(
            change.answer, lambda: _listed(uds, setting), lambda now: now in {"", text}
        )
        judge.holds(
            change.after[setting.text] != text or listed in {"", text},
            "the device is not in the list of devices any more, or otherwise, after its PUT",
            expected=f"the device, with the description {text} if with any",
            observed="nothing" if listed is None else f"the description {listed!r}",
            shown=(change.answer,),
        )
    with judge.of("UDS-PUT-04"):
        if change.after[setting.text] != text or not flag:
            reason = "the description of the device is not changed, or do-not-disturb is not shown"
            raise NotTested(reason)
        judge.equal(
            change.after.get(setting.flag),
            change.before.get(setting.flag),
            "do-not-disturb after a PUT without it",
            shown=(change.answer,),
        )


def _listed(uds: Uds, setting: Setting) -> str | None:
    """The text of a setting in the list that has its item; None where that is not listed."""
    entry = uds.entry_of(setting)
    return None if entry is None else text_of(entry, setting.text)


def _changes_otherwise(uds: Uds, setting: Setting, flag: str | None) -> bool:
    """Whether do-not-disturb is changed, where the description is not this server's to change.

    Raises Inconclusive where that cannot be said.
    """
    if uds.is_editable(setting):
        return False
    if uds.is_scratch and flag:
        return uds.change_setting(setting, {setting.flag: flag}).after.get(setting.flag) == flag
    reason = "the description is not changed, which the target does not say to be editable"
    raise Inconclusive(reason)


@pytest.mark.requirement("UDS-PUT-05")
def test_forwarding_follows_the_rules(uds: Uds, judge: Judge) -> None:
    """A value is set, an absent field stays, an empty one is reset and no value any more."""
    setting = SETTINGS["user"]
    uds.needs_scratch()
    text = other_text(uds.shown(setting), setting)
    both = uds.change_setting(setting, {setting.text: text, setting.flag: "true"})
    _accepted(both, setting)
    if setting.flag not in both.before:
        reason = f"the user shows no {setting.flag}"
        raise Inconclusive(reason)
    expected = {setting.text: text, setting.flag: "true"}
    judge.equal(both.after, expected, "forwarding after both fields were set", shown=(both.answer,))
    one = uds.change_setting(setting, {setting.flag: "false"})
    _accepted(one, setting)
    expected = {setting.text: text, setting.flag: "false"}
    judge.equal(
        one.after, expected, "forwarding after one field was set alone", shown=(one.answer,)
    )
    empty = uds.change_setting(setting, {setting.text: ""})
    _accepted(empty, setting)
    expected = {setting.text: "", setting.flag: "false"}
    judge.equal(
        uds.seen(empty.answer, lambda: uds.shown(setting), lambda now: now == expected),
        expected,
        "forwarding after the destination was sent empty",
        shown=(empty.answer,),
    )


@pytest.mark.requirement("UDS-PUT-06")
def test_a_remote_destination_is_changed(uds: Uds, judge: Judge) -> None:
    """A PUT that is accepted has changed the name of a remote destination."""
    setting = SETTINGS["remote-destination"]
    uds.needs_scratch()
    text = other_text(uds.shown(setting), setting)
    change = uds.change_setting(setting, {setting.text: text})
    _accepted(change, setting)
    judge.equal(
        change.after[setting.text],
        text,
        "the name of the remote destination after its PUT",
        shown=(change.answer,),
    )
    listed = uds.seen(change.answer, lambda: _listed(uds, setting), lambda now: now in {"", text})
    judge.holds(
        listed in {"", text},
        "the remote destination is not in its list any more, or under another name, after its PUT",
        expected=f"the name {text}, if any",
        observed="nothing" if listed is None else f"the name {listed!r}",
        shown=(change.answer,),
    )


@pytest.mark.requirement("UDS-RDEST-01", "UDS-DUP-06")
def test_a_remote_destination_is_not_added_again(uds: Uds, judge: Judge) -> None:
    """The POST of a remote destination that the user has is refused, best with 409."""
    uds.needs_scratch()
    root = uds.read("getRemoteDestination")
    texts = {n: (root.findtext(n) or "").strip() for n in ("name", "destination")}
    answer, before, after = uds.remote_destination_again(texts)
    if answer.status in {405, 501}:
        reason = f"the target does not take POST of a remote destination: {answer}"
        raise NotTested(reason)
    with judge.of("UDS-RDEST-01"):
        what = "adding a remote destination that exists"
        judge.refused(refusal(what, 409, 415, cause=IN_STATE | UNKNOWN), answer)
    with judge.of("UDS-DUP-06"):
        judge.equal(after, before, "the number of remote destinations after it", shown=(answer,))
