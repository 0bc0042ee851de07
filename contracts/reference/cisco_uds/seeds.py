"""Data of the user's: users with their devices, and the phone services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import (
    Cluster,
    Device,
    Dial,
    Line,
    Person,
    PhoneService,
    RemoteDestination,
    Subscription,
)
from contracts.reference.seeds import Data, InvalidData, Seeds

_DETAILS = (
    "middleName", "nickName", "displayName", "phoneNumber", "homeNumber", "mobileNumber", "email",
    "directoryUri", "msUri", "department", "manager", "title", "pager",
)  # fmt: skip
_FLAGS = {
    "ringWhenExtensionDialed": "true",
    "allowTransferToMobile": "true",
    "allowControlFromApplication": "false",
}
Row = Mapping[str, Any]
Path = tuple[str | int, ...]


def fill(server: Uds, data: Data) -> None:
    """Have these services and users and no others, as far as they are named."""
    cluster = server.cluster
    if "phoneServices" in data:
        cluster.services = {}
        for row in data["phoneServices"]:
            identity = cluster.identity("service", row["name"])
            facts = (row.get("description", ""), row.get("category", "XML Service"))
            vendor, url = row.get("vendor", ""), row["url"]
            cluster.services[identity] = PhoneService(identity, row["name"], *facts, vendor, url)
        kept = set(cluster.services)
        for device in (one for devices in cluster.devices.values() for one in devices.values()):
            device.services = [one for one in device.services if one.service in kept]
    if "users" in data:
        cluster.people, cluster.passwords = {}, {}
        cluster.devices, cluster.remote = {}, {}
        for place, row in enumerate(data["users"]):
            _add(cluster, row, place)


def _add(cluster: Cluster, row: Row, place: int) -> None:
    name, at = row["userName"], ("users", place)
    if name in cluster.people:
        raise InvalidData((*at, "userName"), f"{name!r} is there twice")
    details = {one: row.get(one, "") for one in _DETAILS}
    details["displayName"] = row.get("displayName", f"{row['firstName']} {row['lastName']}")
    cluster.people[name] = Person(name, row["firstName"], row["lastName"], place, details)
    if "password" not in row:
        for kind in ("devices", "remoteDestinations"):
            if row.get(kind):
                raise InvalidData((*at, kind), f"{name} has no password, and so none of these")
        return
    cluster.passwords[name] = row["password"]
    devices = [
        _device(cluster, one, (*at, "devices", number))
        for number, one in enumerate(row.get("devices", ()))
    ]
    cluster.devices[name] = {one.id: one for one in devices}
    cluster.remote[name] = [
        RemoteDestination(
            cluster.identity("remote", name, one["name"]),
            one["name"],
            one["destination"],
            dict(_FLAGS),
        )
        for one in row.get("remoteDestinations", ())
    ]


def _device(cluster: Cluster, row: Row, at: Path) -> Device:
    name = row["name"]
    lines = [
        Line(
            cluster.identity("line", name, number),
            one["number"],
            primary=number == 1,
            label=one.get("label", ""),
        )
        for number, one in enumerate(row["lines"], 1)
    ]
    return Device(
        cluster.identity("device", name),
        name,
        row.get("model", "Cisco 8851"),
        row.get("description", ""),
        lines,
        dials={
            one["index"]: Dial(
                cluster.identity("dial", name, one["index"]),
                one["index"],
                one["number"],
                one.get("label", ""),
            )
            for one in row.get("speedDials", ())
        },
        services=[
            _subscription(cluster, name, one, (*at, "services", number))
            for number, one in enumerate(row.get("services", ()))
        ],
    )


def _subscription(cluster: Cluster, device: str, wanted: str, at: Path) -> Subscription:
    for one in cluster.services.values():
        if one.name == wanted:
            identity = cluster.identity("sub", device, one.id)
            return Subscription(identity, one.name, one.id, one.url)
    known = ", ".join(one.name for one in cluster.services.values())
    raise InvalidData(at, f"no phone service is called {wanted!r}; there is: {known}")


def target(before: Data, data: Data) -> Data:
    """The first user who has a password calls."""
    users = [one for one in data.get("users", ()) if "password" in one]
    if not users:
        return before
    auth = {"type": "basic", "username": users[0]["userName"], "password": users[0]["password"]}
    return {**before, "auth": auth}


SEEDS = Seeds(fill, target)
