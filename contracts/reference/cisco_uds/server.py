"""The server: which request is answered by what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.services import Services
from contracts.reference.cisco_uds.xml import Element
from contracts.reference.http import Routes

_USER = "/user/{userId}"
_DEVICE = _USER + "/device/{deviceId}"


def _all(noun: str, *methods: str) -> dict[str, str]:
    return {method: method.lower() + noun for method in methods}


RESOURCES: Mapping[str, Mapping[str, str]] = {
    "/version": _all("Version", "GET"),
    "/servers": _all("Servers", "GET"),
    "/options": _all("Options", "GET"),
    "/options/dayOfWeek": _all("DayOfWeek", "GET"),
    "/options/timeOfDay": _all("TimeOfDay", "GET"),
    "/options/timeZones": _all("TimeZones", "GET"),
    "/options/installedLocales": _all("InstalledLocales", "GET"),
    "/options/models": _all("Models", "GET"),
    "/options/userPolicy": _all("UserPolicy", "GET"),
    "/phoneServices": _all("PhoneServices", "GET"),
    "/phoneService/{phoneServiceId}": _all("PhoneService", "GET"),
    "/users": _all("Users", "GET"),
    "/clusterUser": _all("ClusterUser", "GET"),
    _USER: _all("User", "GET", "PUT"),
    _USER + "/conferencing": _all("Conferencing", "GET", "PUT"),
    _USER + "/credentials": _all("Credentials", "GET", "PUT"),
    _USER + "/devices": _all("Devices", "GET"),
    _USER + "/extensions": _all("Extensions", "GET"),
    _USER + "/extension/{extensionId}": _all("Extension", "GET", "PUT"),
    _USER + "/remoteDestinations": _all("RemoteDestinations", "GET"),
    _USER + "/remoteDestination/{remoteDestinationId}": _all(
        "RemoteDestination", "GET", "POST", "PUT"
    ),
    _USER + "/speedDials": _all("SpeedDials", "GET", "POST", "PUT", "DELETE"),
    _USER + "/subscribedServices": _all("SubscribedServices", "GET", "POST", "PUT", "DELETE"),
    _DEVICE: _all("Device", "GET", "PUT"),
    _DEVICE + "/extensions": _all("DeviceExtensions", "GET"),
    _DEVICE + "/extension/{extensionId}": _all("DeviceExtension", "GET", "PUT"),
    _DEVICE + "/speedDials": _all("DeviceSpeedDials", "GET", "POST", "PUT"),
    _DEVICE + "/speedDial": _all("DeviceSpeedDial", "POST", "PUT"),
    _DEVICE + "/speedDial/{speedDialId}": _all("DeviceSpeedDial", "GET"),
    _DEVICE + "/subscribedServices": _all(
        "DeviceSubscribedServices", "GET", "POST", "PUT", "DELETE"
    ),
    _DEVICE + "/subscribedService": _all("DeviceSubscribedService", "POST"),
    _DEVICE + "/subscribedService/{subscribedServiceId}": _all(
        "DeviceSubscribedService", "GET", "PUT"
    ),
}
"""The operations of each resource, named as in the OpenAPI document."""

LED_TO: Mapping[str, Mapping[str, str]] = {
    "/options/{group}": _all("OptionGroup", "GET"),
    "/options/userPolicy/{policy}": _all("Policy", "GET"),
    "/provision/{file}": _all("Provision", "GET"),
    "/groups": _all("Groups", "GET"),
}
"""Operations beyond the OpenAPI document: what representations lead to, and the user groups."""

_ROUTES = Routes({**RESOURCES, **LED_TO})


def _method_of(operation: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", operation).lower()


class Uds(Services):
    """The conforming server, an ASGI application."""

    def answer(self, call: Call) -> Reply:
        """The reply to any request. Raises Refused."""
        operations = self.find(call)
        if operations is None:
            return self.no_resource(call)
        method = "GET" if call.method == "HEAD" else call.method
        call.operation = operations.get(method, "")
        if not call.operation:
            return self.no_method(call, operations)
        self.admit(call)
        return self.perform(call)

    def find(self, call: Call) -> Mapping[str, str] | None:
        """The operations of the resource at a path; None where there is none."""
        found = _ROUTES.find(call.path)
        if found is None:
            return None
        operations, call.ids = found
        return operations

    def perform(self, call: Call) -> Reply:
        """The reply to a call that may be made. Raises Refused."""
        outcome: Element | Reply = getattr(self, _method_of(call.operation))(call)
        return outcome if isinstance(outcome, Reply) else self.representation(call, outcome)

    def no_resource(self, call: Call) -> Reply:
        """A path that no resource has."""
        refuse(404, f"there is no resource at {call.path or call.method}")

    def no_method(self, call: Call, operations: Mapping[str, str]) -> Reply:
        """A method that the resource does not have."""
        allow = ", ".join(operations).encode()
        refuse(405, f"{call.method} is not a method of this resource", (b"allow", allow))
