"""Faults with status codes."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device, PhoneService


@fault("unknown-path-bad-request", violates="UDS-STATUS-01", kind="wrong-value")
class _UnknownPathBadRequest(Uds):
    """A path that no resource has is answered with 400."""

    def no_resource(self, call: Call) -> Reply:
        refuse(400, f"there is no resource at {call.path}")


@fault("unknown-path-page", violates="UDS-STATUS-01", kind="wrong-value")
class _UnknownPathPage(Uds):
    """A path that no resource has is answered with a page."""

    def no_resource(self, call: Call) -> Reply:  # noqa: ARG002
        page = b"<html><body><h1>Cisco Unified CM</h1></body></html>"
        return Reply(200, [(b"content-type", b"text/html")], page)


@fault("unknown-device-forbidden", violates="UDS-STATUS-02", kind="wrong-value")
class _UnknownDeviceForbidden(Uds):
    """A device that does not exist is answered with 403."""

    def unknown_device(self, call: Call) -> Device:
        refuse(403, f"you do not have the device {call.ids['deviceId']}")


@fault("unknown-service-first", violates="UDS-STATUS-02", kind="wrong-value")
class _UnknownServiceFirst(Uds):
    """For a phone service that does not exist the first one is shown."""

    def phone_service(self, identity: str) -> PhoneService:
        services = self.cluster.services
        return services.get(identity) or next(iter(services.values()))


@fault("method-not-found", violates="UDS-STATUS-03", kind="wrong-value")
class _MethodNotFound(Uds):
    """A method that a resource does not have is answered with 404."""

    def no_method(self, call: Call, operations: Mapping[str, str]) -> Reply:  # noqa: ARG002
        refuse(404, f"there is no {call.method} of {call.path}")


@fault("put-read", violates="UDS-STATUS-03", kind="omitted")
class _PutRead(Uds):
    """PUT of a resource that can only be read is taken for a GET."""

    def no_method(self, call: Call, operations: Mapping[str, str]) -> Reply:
        if call.method != "PUT" or "GET" not in operations:
            return super().no_method(call, operations)
        call.operation = operations["GET"]
        return self.perform(call)


@fault("post-no-content", violates="UDS-STATUS-04", kind="wrong-value")
class _PostNoContent(Uds):
    """A POST that has added something is answered with 204."""

    def created(self, call: Call, path: str) -> Reply:  # noqa: ARG002
        return Reply(204)


@fault("delete-ok", violates="UDS-STATUS-05", kind="wrong-value")
class _DeleteOk(Uds):
    """A DELETE is answered with 200."""

    def deleted(self) -> Reply:
        return Reply(200)


@fault("put-reset-content", violates="UDS-STATUS-06", kind="wrong-value")
class _PutResetContent(Uds):
    """A PUT of a speed dial is answered with 205."""

    def put_device_speed_dial(self, call: Call) -> Reply:
        super().put_device_speed_dial(call)
        return Reply(205)
