"""From lists to their items (Why are some of the API names nearly identical?)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from lxml import etree

from contracts.apis.cisco_uds import Answer, Uds, identity_of, of_each_kind, text_of
from contracts.apis.cisco_uds.places import GONE
from contracts.apis.cisco_uds.said import said, unlike
from contracts.kit import Inconclusive, Judge, Lacking, NotTested, Pair, agreed

_MOST = 3
_DEVICE = ("id", "name", "type", "model", "description", "protocol")
_PAIRS: dict[str, tuple[str, tuple[str, ...]]] = {
    "phoneServiceId": ("getPhoneService", ("name", "description", "category", "vendor")),
    "extensionId": ("getDeviceExtension", ("directoryNumber", "label")),
    "remoteDestinationId": ("getRemoteDestination", ("name", "destination")),
    "speedDialId": ("getDeviceSpeedDial", ("index", "number", "label")),
    "subscribedServiceId": ("getDeviceSubscribedService", ("name", "url")),
}
"""Of each list the operation of its items, and what both say of one."""


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
        reason = "the list gives no addresses, or the ids lead nowhere either"
        raise NotTested(reason)
    for one, led_to in addressed:
        judge.holds(
            led_to.has_root(root),
            "the address of an item of a list does not lead to it",
            expected=root,
            observed=f"{one.listed.get('uri')}: {led_to}",
            shown=(led_to,),
        )


@pytest.mark.requirement("UDS-DRILL-01", "UDS-DRILL-04", "UDS-DRILL-05", "UDS-DRILL-09")
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
    by_id = {identity_of(one): one for one in devices}
    chosen = of_each_kind(by_id, _MOST)
    for device in (by_id[one] for one in chosen):
        answer = uds.ask("getDevice", uds.address("getDevice", identity_of(device)))
        found.append(_found(uds, listed.path, device, answer))
    with judge.of("UDS-DRILL-01"):
        for one in found:
            _is_the_device(judge, listed, one)
    with judge.of("UDS-DRILL-04"):
        _lead(judge, found, "device")
    with judge.of("UDS-DRILL-09"):
        _agree(judge, found, "device")
    with judge.of("UDS-DRILL-05"):
        for one in found:
            says, shows = _said(one.listed), _said(one.answer.root)
            judge.holds(
                not says > shows,
                "the resource of a device lacks something that the list of devices shows",
                expected=", ".join(sorted(says)),
                observed=", ".join(sorted(shows)),
                shown=(listed, one.answer),
            )


def _is_the_device(judge: Judge, listed: Answer, found: _Found) -> None:
    device, led_to = found.listed, found.led_to
    expected = f"the device {identity_of(device)}, {text_of(device, 'name')}"
    judge.holds(
        _same(found.answer, "device", device, *_DEVICE),
        "a listed device is not found by its id, or is another one there",
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


@pytest.mark.requirement("UDS-DRILL-02", "UDS-DRILL-04", "UDS-DRILL-08")
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
                "an entry of the list of users does not lead to that user",
                expected=f"the user {name}",
                observed=one,
                shown=(listed, one),
            )
    with judge.of("UDS-DRILL-04"):
        _lead(judge, found, "user")
    with judge.of("UDS-DRILL-08"):
        _say_the_same(judge, known_by_list=entries[:1], user=answer)


def _say_the_same(judge: Judge, known_by_list: list[etree._Element], user: Answer) -> None:
    """Check that an entry of the list and the user say the same."""
    if not known_by_list or user.root is None:
        reason = "the list of users has no entry of the account, or leads to no user"
        raise NotTested(reason)
    pair = Pair("the user in the list, and alone", said(known_by_list[0]), said(user.root))
    judge.law(agreed([pair], differs=unlike), "what is said of a user", shown=(user,))


@pytest.mark.requirement("UDS-DRILL-03", "UDS-DRILL-04", "UDS-DRILL-06", "UDS-DRILL-09")
@pytest.mark.parametrize("item", _PAIRS)
def test_lists_lead_to_their_items(uds: Uds, judge: Judge, item: str) -> None:
    """The first items of a list, and the last, are found under their ids, as the same items."""
    operation, names = _PAIRS[item]
    name = names[0]
    path = uds.address(operation)
    segments = uds.segments(path)
    device = segments[4] if "/device/" in path else None
    entries = [one for one in uds.items(item, device) if text_of(one, "id")]
    listed = {text_of(one, "id"): one for one in entries}
    if not listed:
        reason = f"the list does not have {segments[-1]} any more"
        raise Inconclusive(reason)
    root, found = uds.root_of(operation), []
    for identity in of_each_kind(listed, _MOST - 1):
        place = path.rpartition("/")[0] + uds.filled("/{id}", {"id": identity})
        answer = uds.ask(operation, place)
        page = f"{answer.path.rpartition('/')[0]}s"
        found.append(_found(uds, page, listed[identity], answer))
    with judge.of("UDS-DRILL-03"):
        judge.holds(
            len(listed) == len(entries),
            f"the list of {segments[-2]}s has an item twice",
            expected=f"{len(entries)} items with ids of their own",
            observed=f"{len(listed)} ids",
            shown=(found[0].answer,),
        )
        for one in found:
            judge.holds(
                one.answer.has_root(root),
                "an item of a list is not found by its id",
                expected=f"{name} {text_of(one.listed, name)}",
                observed=one.answer,
                shown=(one.answer,),
            )
    with judge.of("UDS-DRILL-04"):
        _lead(judge, found, root)
    with judge.of("UDS-DRILL-06"):
        _are_the_same(judge, found, root, names)
    with judge.of("UDS-DRILL-09"):
        _agree(judge, found, root)


def _agree(judge: Judge, found: Sequence[_Found], root: str) -> None:
    """Check that what a list says of its items is what they say themselves (UDS-DRILL-09)."""
    for one in found:
        if one.answer.root is None or not one.answer.has_root(root):
            continue
        pair = Pair(
            f"the {root} in its list, and by its id", said(one.listed), said(one.answer.root)
        )
        law = agreed([pair], differs=unlike)
        if not isinstance(law, Lacking):
            judge.law(law, "what is said of an item", shown=(one.answer,))
    if not judge.standings.get("UDS-DRILL-09"):
        reason = f"the list and the {root} itself say nothing of the same"
        raise NotTested(reason)


def _are_the_same(judge: Judge, found: Sequence[_Found], root: str, names: tuple[str, ...]) -> None:
    """Check that items are found and the same, if the target has a resource of this kind.

    That it has is said by any that is found, or by the addresses that the list gives.
    """
    offered = any(
        one.listed.get("uri") or any(o and o.has_root(root) for o in (one.answer, one.led_to))
        for one in found
    )
    if not offered:
        reason = f"the target does not have this resource: {found[0].answer}"
        raise NotTested(reason)
    for one in found:
        shown = [o for o in (one.answer, one.led_to) if o is not None]
        right = [o for o in shown if o.has_root(root)]
        judge.holds(
            bool(right) or any(o.status not in GONE for o in shown),
            "an item of a list is found neither by its id nor at its address",
            expected=f"{names[0]} {text_of(one.listed, names[0])}",
            observed=shown[-1],
            shown=tuple(shown),
        )
        for answer in right:
            judge.holds(
                _same(answer, root, one.listed, "id", *names),
                "the id or the address of an item of a list leads to another item",
                expected=", ".join(f"{name} {text_of(one.listed, name)}" for name in names),
                observed=answer,
                shown=(answer,),
            )
