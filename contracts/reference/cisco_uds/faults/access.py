"""Faults with credentials."""

from __future__ import annotations

from collections.abc import Callable

from contracts.reference.cisco_uds.access import CHALLENGE
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Refused, refuse
from contracts.reference.cisco_uds.server import RESOURCES, Uds
from contracts.reference.cisco_uds.xml import Element, el

_MUSTS = {"getUser": "UDS-AUTH-01", "getDevices": "UDS-AUTH-02", "getDevice": "UDS-AUTH-02"}
_OPEN = {
    "getVersion": "UDS-OPEN-01",
    "getTimeZones": "UDS-OPEN-02",
    "getInstalledLocales": "UDS-OPEN-03",
    "getServers": "UDS-OPEN-06",
    "getModels": "UDS-OPEN-07",
    "getPhoneServices": "UDS-OPEN-07",
    "getClusterUser": "UDS-OPEN-04",
    "getUsers": "UDS-OPEN-05",
}


def _anonymous(call: Call, operation: str) -> bool:
    return call.operation == operation and "authorization" not in call.headers


def _opening(operation: str) -> type:
    class _Opened(Uds):
        """A restricted resource is shown to anyone."""

        def admit(self, call: Call) -> None:
            if not _anonymous(call, operation):
                super().admit(call)

    return _Opened


def _answering(operation: str, status: int) -> type:
    class _Otherwise(Uds):
        """Missing credentials are refused with a status other than 401."""

        def admit(self, call: Call) -> None:
            if _anonymous(call, operation):
                refuse(status, "not without credentials")
            super().admit(call)

    return _Otherwise


def _closing(operation: str) -> type:
    class _Closed(Uds):
        """An open resource asks for credentials."""

        def admit(self, call: Call) -> None:
            if _anonymous(call, operation):
                refuse(401, "credentials are required", CHALLENGE)
            super().admit(call)

    return _Closed


def _enter() -> None:
    open_to_all: Callable[[str], bool] = Uds.needs_credentials.__get__(object.__new__(Uds))
    for operations in RESOURCES.values():
        operation = operations.get("GET", "")
        if operation and open_to_all(operation):
            violated = _MUSTS.get(operation, f"UDS-{operation}-AUTH")
            related = "" if violated == "UDS-AUTH-01" else "UDS-AUTH-01"
            fault(f"open-{operation}", violates=violated, kind="omitted", related=related)(
                _opening(operation)
            )
    for operation, violated in _MUSTS.items():
        fault(f"forbidden-{operation}", violates=violated, kind="wrong-value")(
            _answering(operation, 403)
        )
    for operations in RESOURCES.values():
        for operation in (one for method, one in operations.items() if method != "GET"):
            fault(f"open-{operation}", violates="UDS-AUTH-06", kind="only-sometimes")(
                _opening(operation)
            )
    for operation, violated in _OPEN.items():
        fault(f"closed-{operation}", violates=violated, kind="wrong-value")(_closing(operation))
    for operation in ("getInstalledLocales", "getOptions"):
        violated = _OPEN.get(operation, "UDS-OPEN-06")
        fault(f"hidden-{operation}", violates=violated, kind="wrong-value")(
            _answering(operation, 404)
        )


_enter()


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
