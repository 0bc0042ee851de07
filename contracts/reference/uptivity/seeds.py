"""Data of the user's: devices, agents, users, roles and recordings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.reference.seeds import Data, InvalidData, Seeds
from contracts.reference.uptivity.server import Uptivity
from contracts.reference.uptivity.state import Agent, Device, Installation, Record, User


def fill(server: Uptivity, data: Data) -> None:
    """Have these things and no others, of each kind that is named."""
    here = server.installation
    if "agents" in data:
        agents = [_agent(row) for row in data["agents"]]
        here.agents = _by("agents", "agentId", ((one.agent_id, one) for one in agents))
    if "devices" in data:
        devices = [_device(row) for row in data["devices"]]
        here.devices = _by("devices", "deviceId", ((one.device_id, one) for one in devices))
    if "users" in data:
        users = [_user(here, place, row) for place, row in enumerate(data["users"])]
        here.users = _by("users", "username", ((one.username.lower(), one) for one in users))
    if "roles" in data:
        here.roles = {name: tuple(rights) for name, rights in data["roles"].items()}
    if "records" in data:
        records = [_record(row) for row in data["records"]]
        _by("records", "recordId", ((one.record_id, one) for one in records))
        here.records.clear()
        here.records.extend(records)
        here.seeded = len(records)
    for place, row in enumerate(data.get("devices", ())):
        if row.get("agentId", "") and row["agentId"] not in here.agents:
            raise InvalidData(("devices", place, "agentId"), f"no agent is {row['agentId']!r}")


def _by(kind: str, name: str, pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for place, (key, one) in enumerate(pairs):
        if key in found:
            raise InvalidData((kind, place, name), f"{key!r} is there twice")
        found[key] = one
    return found


def _device(row: Mapping[str, Any]) -> Device:
    number = row["deviceId"]
    return Device(
        device_id=number,
        alias=row.get("alias", f"Device {number}"),
        station=row.get("station", f"WS-{number}"),
        site=row.get("site", 1),
        core=row.get("core", 1),
        schedule=row.get("schedule"),
        agent_id=row.get("agentId"),
    )


def _agent(row: Mapping[str, Any]) -> Agent:
    number = row["agentId"]
    return Agent(
        agent_id=number,
        first_name=row["firstName"],
        last_name=row["lastName"],
        sys_user=row.get("sysUser", f"agent{number}"),
        crm_user=row.get("crmUser", f"crm{number}"),
        phone=row.get("phone", ""),
        active=row.get("active", True),
    )


def _user(here: Installation, place: int, row: Mapping[str, Any]) -> User:
    now = here.clock.now()
    return User(
        user_id=place + 1,
        username=row["username"],
        employee_id=row.get("employeeId", ""),
        first_name=row["firstName"],
        last_name=row["lastName"],
        added=now,
        modified=now,
        email=row.get("email", ""),
        site_id=row.get("siteId", -1),
        group=row.get("group", ""),
        role=row.get("role", ""),
        phones=tuple(row.get("phones", ())),
        is_agent=row.get("isAgent", False),
    )


def _record(row: Mapping[str, Any]) -> Record:
    return Record(
        row["recordId"],
        row["deviceId"],
        row.get("agentId", ""),
        row.get("file"),
        locked=row.get("locked", False),
    )


def target(before: Data, data: Data) -> Data:
    """The scenarios are those of the built-in data."""
    if not data.keys() - {"api", "$schema"}:
        return before
    return {**before, "data": {k: v for k, v in before["data"].items() if k != "scenarios"}}


SEEDS = Seeds(fill, target)
