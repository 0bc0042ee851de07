"""Faults with what exists already, and with what does not any more."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device, RemoteDestination
from contracts.reference.clock import Clock


@fault("service-of-before-again", violates="UDS-DUP-02", kind="only-sometimes")
class _ServiceOfBeforeAgain(Uds):
    """Only services added since the server started count as existing."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        owned = (one for devices in self.cluster.devices.values() for one in devices.values())
        self._known = {one.id for device in owned for one in device.services}

    def has_service(self, device: Device, sent: Fields) -> bool:
        since = [one for one in device.services if one.id not in self._known]
        return any(one.name == sent["name"] for one in since)


@fault("index-never-free", violates="UDS-ADD-01", kind="only-sometimes")
class _IndexNeverFree(Uds):
    """A removed speed dial still counts as existing in a user's list."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._removed: set[str] = set()

    def delete_speed_dials(self, call: Call) -> Reply:
        reply = super().delete_speed_dials(call)
        self._removed.add(call.query["index"])
        return reply

    def post_speed_dials(self, call: Call) -> Reply:
        if any(one["index"] in self._removed for one in self.sent_dials(call)):
            refuse(409, "there is such a speed dial")
        return super().post_speed_dials(call)


@fault("destination-doubled", violates="UDS-DUP-06", kind="omitted", related="UDS-RDEST-01")
class _DestinationDoubled(Uds):
    """A remote destination that exists is added again."""

    def post_remote_destination(self, call: Call) -> Reply:
        self.get_remote_destination(call)
        listed = self.cluster.remote[self.person(call).name]
        one = next(o for o in listed if o.id == call.ids["remoteDestinationId"])
        copy = RemoteDestination(self.cluster.new_id("remote"), one.name, one.destination, {})
        copy.flags = dict(one.flags)
        listed.append(copy)
        return Reply(201)


@fault("conflict-relabels", violates="UDS-DUP-04", kind="wrong-order")
class _ConflictRelabels(Uds):
    """An addition that is refused as a conflict has changed the label."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        device.dials[int(sent["index"])].label = sent.get("label", "")
        super().index_taken(device, sent)
