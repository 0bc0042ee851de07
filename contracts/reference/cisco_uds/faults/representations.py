"""Faults in the form of each representation."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.xml import Element

Break = Callable[[Element], None]


def _below(element: Element) -> Iterator[tuple[Element, Element]]:
    for child in element.children:
        yield element, child
        yield from _below(child)


def _without(name: str, *, last: bool = False) -> Break:
    def take(root: Element) -> None:
        found = [(parent, child) for parent, child in _below(root) if child.name == name]
        if found:
            parent, child = found[-1 if last else 0]
            parent.children.remove(child)

    return take


def _saying(name: str, text: str) -> Break:
    def put(root: Element) -> None:
        for _, child in _below(root):
            if child.name == name:
                child.content = text

    return put


def _unmarked(name: str, attribute: str) -> Break:
    def take(root: Element) -> None:
        for _, child in _below(root):
            if child.name == name:
                child.attributes.pop(attribute, None)

    return take


def _marked(name: str, attribute: str, text: str) -> Break:
    def put(root: Element) -> None:
        for _, child in _below(root):
            if child.name == name:
                child.attributes[attribute] = text

    return put


def _emptied(root: Element) -> None:
    root.children.clear()


BROKEN: dict[str, Break] = {
    "getVersion": _without("version"),
    "getServers": _emptied,
    "getOptions": _without("value"),
    "getDayOfWeek": _without("name"),
    "getTimeOfDay": _without("name"),
    "getTimeZones": _without("value"),
    "getInstalledLocales": _without("name"),
    "getModels": _without("name"),
    "getUserPolicy": _without("name", last=True),
    "getPhoneServices": _without("name"),
    "getPhoneService": _without("name"),
    "getUsers": _without("id"),
    "getClusterUser": _saying("selfProvisioningSecureMode", "perhaps"),
    "getUser": _saying("mobileConnect", "perhaps"),
    "getConferencing": _without("enabled"),
    "getCredentials": _saying("loginFailures", "none"),
    "getDevices": _without("name"),
    "getExtensions": _saying("messageWaitingVisualAlert", "perhaps"),
    "getExtension": _saying("messageWaitingVisualAlert", "perhaps"),
    "getRemoteDestinations": _without("id"),
    "getRemoteDestination": _saying("ringWhenExtensionDialed", "perhaps"),
    "getSpeedDials": _unmarked("speedDials", "totalCount"),
    "getSubscribedServices": _marked("subscribedServices", "appliesToAllDevices", "perhaps"),
    "getDevice": _saying("requireCerLocation", "perhaps"),
    "getDeviceExtensions": _saying("logMissedCalls", "perhaps"),
    "getDeviceExtension": _saying("messageWaitingVisualAlert", "perhaps"),
    "getDeviceSpeedDials": _without("number"),
    "getDeviceSpeedDial": _without("number"),
    "getDeviceSubscribedServices": _without("name"),
    "getDeviceSubscribedService": _without("name"),
}


def _breaking(operation: str, broken: Break) -> type:
    class _Broken(Uds):
        """The representation lacks something, or has an impossible value."""

        def shown(self, operation_: str, element: Element) -> Element:
            if operation_ == operation:
                broken(element)
            return super().shown(operation_, element)

    return _Broken


for _operation, _break in BROKEN.items():
    fault(f"body-{_operation}", violates=f"UDS-{_operation}-BODY", kind="wrong-form")(
        _breaking(_operation, _break)
    )
