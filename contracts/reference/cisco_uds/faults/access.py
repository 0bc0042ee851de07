"""Faults with credentials."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Refused
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.xml import Element, el


@fault("capability-lies", violates="UDS-OPEN-05", kind="wrong-value")
class _CapabilityLies(Uds):
    """The search is open, although the capabilities say that it is not."""

    def capabilities(self) -> list[Element]:
        return [el("capabilities", [el("usersResourceAuthEnabled", "true")])]


@fault("stranger-let-in", violates="UDS-AUTH-04", kind="omitted")
class _StrangerLetIn(Uds):
    """An unknown user may read everything."""

    def unknown_user(self, name: str) -> str:
        return name

    def may_see(self, user: str, owner: str) -> bool:
        return user not in self.cluster.passwords or super().may_see(user, owner)


@fault(
    "stranger-sees-devices", violates="UDS-AUTH-04", kind="only-sometimes", related="UDS-AUTH-03"
)
class _StrangerSeesDevices(Uds):
    """Whoever sends any credentials sees the list of devices."""

    def admit(self, call: Call) -> None:
        try:
            super().admit(call)
        except Refused as refusal:
            sent = "authorization" in call.headers
            if refusal.status != 401 or call.operation != "getDevices" or not sent:  # noqa: PLR2004
                raise


@fault("stranger-begins-alike", violates="UDS-AUTH-04", kind="only-sometimes")
class _StrangerBeginsAlike(Uds):
    """A user name that begins with the right one is accepted for reading."""

    def unknown_user(self, name: str) -> str:
        known = next((one for one in self.cluster.passwords if name.startswith(one)), "")
        return known or super().unknown_user(name)


@fault("retry-refused", violates="UDS-AUTH-05", kind="wrong-value", related="UDS-AUTH-06")
class _RetryRefused(Uds):
    """After a request without credentials the next one with credentials is refused."""

    refused_before = False

    def missing_credentials(self) -> str:
        self.refused_before = True
        return super().missing_credentials()

    def checked(self, name: str, password: str) -> str:
        before, self.refused_before = self.refused_before, False
        return self.wrong_password(name) if before else super().checked(name, password)


@fault(
    "changed-and-refused",
    violates="UDS-AUTH-06",
    kind="wrong-order",
    related="UDS-AUTH-03 UDS-AUTH-04",
)
class _ChangedAndRefused(Uds):
    """A change is carried out before credentials are asked for."""

    def admit(self, call: Call) -> None:
        try:
            super().admit(call)
        except Refused:
            if call.method == "PUT":
                self.perform(call)
            raise


@fault("other-devices-shown", violates="UDS-AUTH-07", kind="omitted")
class _OtherDevicesShown(Uds):
    """The devices of others are shown."""

    def admit(self, call: Call) -> None:
        try:
            super().admit(call)
        except Refused as refusal:
            if refusal.status == 401 or call.operation != "getDevices":  # noqa: PLR2004
                raise


@fault("zones-heads-closed", violates="UDS-OPEN-02", kind="only-sometimes")
class _ZonesHeadsClosed(Uds):
    """HEAD of the time zones needs credentials, GET does not."""

    def admit(self, call: Call) -> None:
        restricted = call.method == "HEAD" and call.operation == "getTimeZones"
        if restricted and "authorization" not in call.headers:
            self.missing_credentials()
        super().admit(call)


@fault("last-device-open", violates="UDS-AUTH-02", kind="only-sometimes")
class _LastDeviceOpen(Uds):
    """The last device of a user is shown without credentials."""

    def admit(self, call: Call) -> None:
        owned = list(self.cluster.devices.get(call.ids.get("userId", ""), ()))
        last = call.operation == "getDevice" and call.ids.get("deviceId") in owned[-1:]
        if not last or "authorization" in call.headers:
            super().admit(call)
