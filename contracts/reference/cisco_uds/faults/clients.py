"""Faults that only some programs and pages meet."""

from __future__ import annotations

from lxml import etree

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Headers, Reply, refuse
from contracts.reference.cisco_uds.server import Uds

_OF_USER = "/user/"


@fault("mobile-apps-refused", violates="UDS-HTTP-01", kind="only-sometimes")
class _MobileAppsRefused(Uds):
    """Mobile apps get nothing of a user."""

    def perform(self, call: Call) -> Reply:
        if call.path.startswith(_OF_USER) and "Android" in call.headers.get("user-agent", ""):
            refuse(403, "not for mobile apps")
        return super().perform(call)


@fault("any-type-breaks", violates="UDS-HTTP-01", kind="only-sometimes")
class _AnyTypeBreaks(Uds):
    """Who accepts any type gets no list of times."""

    def perform(self, call: Call) -> Reply:
        if call.operation == "getTimeOfDay" and call.headers.get("accept") == "*/*":
            return Reply(500)
        return super().perform(call)


@fault("devices-for-any-origin", violates="UDS-CORS-01", kind="only-sometimes")
class _DevicesForAnyOrigin(Uds):
    """The list of devices alone may be read with credentials from any origin."""

    def more_headers(self, call: Call, reply: Reply) -> Headers:
        origin = call.headers.get("origin", "")
        leave: Headers = [
            (b"access-control-allow-origin", origin.encode()),
            (b"access-control-allow-credentials", b"true"),
        ]
        leaves = origin and call.operation == "getDevices"
        return [*super().more_headers(call, reply), *(leave if leaves else [])]


@fault("preflights-allow-basic", violates="UDS-CORS-01", kind="only-sometimes")
class _PreflightsAllowBasic(Uds):
    """The preflight of every origin is allowed to send an Authorization header."""

    def answer(self, call: Call) -> Reply:
        if call.method != "OPTIONS":
            return super().answer(call)
        leave: Headers = [
            (b"access-control-allow-origin", call.headers.get("origin", "*").encode()),
            (b"access-control-allow-methods", b"GET, PUT"),
            (b"access-control-allow-headers", b"Authorization, Content-Type"),
        ]
        return Reply(204, leave)


@fault("declarations-refused", violates="UDS-XML-09", kind="only-sometimes")
class _DeclarationsRefused(Uds):
    """A body with an XML declaration is refused."""

    def body(self, call: Call, root: str) -> etree._Element:
        if call.body.startswith(b"<?xml"):
            refuse(415, "a body begins with its root element")
        return super().body(call, root)
