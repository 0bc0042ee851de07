"""Faults that lead past credentials, or past what an HTTP client sends."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Refused
from contracts.reference.cisco_uds.server import Uds

_UNAUTHORIZED = 401


def _done(operation: str) -> type:
    class _DoneAndRefused(Uds):
        """A change without credentials is carried out and then refused."""

        def admit(self, call: Call) -> None:
            try:
                super().admit(call)
            except Refused as refusal:
                if refusal.status == _UNAUTHORIZED and call.operation == operation:
                    self.perform(call)
                raise

    return _DoneAndRefused


for _operation in ("putUser", "postSpeedDials", "putRemoteDestination", "postDeviceSpeedDial"):
    fault(
        f"done-and-refused-{_operation}",
        violates="UDS-AUTH-06",
        kind="wrong-order",
        related="UDS-AUTH-03 UDS-AUTH-04",
    )(_done(_operation))
