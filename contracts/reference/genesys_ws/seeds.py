"""Data of the user's: users with their devices and skills."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.reference.genesys_ws.data import (
    AFTER_CALL_WORK,
    LOGGED_OUT,
    NOT_READY,
    READY,
    Agent,
    Device,
)
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.seeds import Data, InvalidData, Seeds

_STATES = {one.name: one for one in (READY, NOT_READY, AFTER_CALL_WORK, LOGGED_OUT)}


def fill(server: GenesysWs, data: Data) -> None:
    """Have these users and no others."""
    found: dict[str, Agent] = {}
    for place, row in enumerate(data.get("users", ())):
        agent = _agent(row)
        name = agent.user_name.lower()
        if name in found:
            raise InvalidData(("users", place, "userName"), f"{agent.user_name!r} is there twice")
        found[name] = agent
    if found:
        server.centre.agents = found


def _agent(row: Mapping[str, Any]) -> Agent:
    return Agent(
        row["userName"],
        row["firstName"],
        row["lastName"],
        password=row.get("password", ""),
        roles=tuple(row.get("roles", ("ROLE_AGENT",))),
        enabled=row.get("enabled", True),
        team=row.get("team", "Service"),
        country=row.get("country", "Switzerland"),
        skills=dict(row.get("skills", {})),
        devices=tuple(
            Device(
                one["phoneNumber"],
                one.get("description", "Desk phone"),
                one.get("telephonyNetwork", "Private"),
            )
            for one in row.get("devices", ())
        ),
        state=_STATES[row.get("state", "NotReady")],
    )


def target(before: Data, data: Data) -> Data:
    """The first user calls; one without a password is named, if there is one."""
    users = data.get("users")
    if not users:
        return before
    said = {name: value for name, value in before["data"].items() if name != "passwordless"}
    without = next((one["userName"] for one in users if not one.get("password")), None)
    auth = {
        "type": "basic",
        "username": users[0]["userName"],
        "password": users[0].get("password", ""),
    }
    named = {"passwordless": without} if without else {}
    return {**before, "auth": auth, "data": {**said, **named}}


SEEDS = Seeds(fill, target)
