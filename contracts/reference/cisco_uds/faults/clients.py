"""Faults that only some programs and pages meet."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Headers, Reply
from contracts.reference.cisco_uds.server import Uds


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
