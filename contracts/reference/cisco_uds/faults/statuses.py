"""Faults with status codes."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import PhoneService


@fault("unknown-service-first", violates="UDS-STATUS-02", kind="wrong-value")
class _UnknownServiceFirst(Uds):
    """For a phone service that does not exist the first one is shown."""

    def phone_service(self, identity: str) -> PhoneService:
        services = self.cluster.services
        return services.get(identity) or next(iter(services.values()))


@fault("put-read", violates="UDS-STATUS-03", kind="omitted")
class _PutRead(Uds):
    """PUT of a resource that can only be read is taken for a GET."""

    def no_method(self, call: Call, operations: Mapping[str, str]) -> Reply:
        if call.method != "PUT" or "GET" not in operations:
            return super().no_method(call, operations)
        call.operation = operations["GET"]
        return self.perform(call)
