"""Calls: CALLSTART, CALLSTOP, CALLUPDATE and CALLLIST.

A device is named by DEVICEID, or else by STATIONNAME, DEVICEALIAS, SYS_USER or CRM_USER; none of
them is 5. CALLINSTANCE tells calls of one device apart and is blank unless given. A CALLSTART
for a call that there is ends that call and starts another.
"""

from __future__ import annotations

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.conditions import simulated
from contracts.reference.uptivity.lists import listed, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome, refuse
from contracts.reference.uptivity.state import Agent, Call, Device, Installation, written

INSTANCES = 8
"""Calls that one device can be in at once."""
LISTED = 1000
DAYS = 36500
PRIORITIES = 10
_USER_FIELDS = tuple(f"USER{number}" for number in range(1, 16))


def device_of(installation: Installation, given: Given) -> Device:
    """The device that the parameters name; 5, 8, 24 or 25 if they name none that can be used."""
    for name, attribute in (
        ("DEVICEID", "device_id"),
        ("STATIONNAME", "station"),
        ("DEVICEALIAS", "alias"),
    ):
        if value := given.text(name):
            for device in installation.devices.values():
                if getattr(device, attribute) == value:
                    return device
            refuse(Code.DEVICE_INVALID, value)
    for name, attribute in (("SYS_USER", "sys_user"), ("CRM_USER", "crm_user")):
        if value := given.text(name):
            for agent in installation.agents.values():
                if getattr(agent, attribute) == value:
                    return _device_at(installation, agent)
            refuse(Code.AGENT_NOT_FOUND, value)
    return refuse(Code.DEVICE_ALIAS_UNSPECIFIED, "no parameter names a device")


def call_of(installation: Installation, given: Given) -> Call:
    """The call of the device that the parameters name; 7 if it is in none."""
    device = device_of(installation, given)
    key = (device.device_id, given.text("CALLINSTANCE"))
    return installation.calls.get(key) or refuse(Code.DEVICE_NOT_IN_CALL, device.device_id)


def active_agent(installation: Installation, agent_id: str) -> Agent:
    """The agent with this id; 24 if there is none, 25 if not active."""
    agent = installation.agents.get(agent_id) or refuse(Code.AGENT_NOT_FOUND, agent_id)
    return agent if agent.active else refuse(Code.AGENT_NOT_ACTIVE, agent_id)


def call_node(call: Call) -> Element:
    """The sub node CALL."""
    children: list[Element] = [
        ("CALLID", str(call.call_id)),
        ("DEVICEID", call.device_id),
        ("CALLINSTANCE", call.instance),
        ("AGENTID", call.agent_id),
        ("ANI", call.ani),
        ("CALLDIRECTION", call.direction),
        ("STARTTIME", written(call.started)),
        ("RECORDING", "FALSE" if call.record_id is None else "TRUE"),
    ]
    if call.record_id is not None:
        children.append(("RECORDID", str(call.record_id)))
        children.append(("BLACKOUT", call.blackout or "NONE"))
    children += [(name, value) for name, value in call.fields.items()]
    return ("CALL", children)


def call_start(installation: Installation, given: Given) -> Outcome:
    """A device began a call."""
    if condition := simulated(given.text("DEVICEID")):
        return condition
    device = device_of(installation, given)
    agent_id = given.text("AGENTID")
    if agent_id:
        active_agent(installation, agent_id)
    direction = given.one_of("CALLDIRECTION", ("I", "O"), "I", Code.PARAMETERS_INVALID)
    instance = given.text("CALLINSTANCE")
    if before := installation.calls.get((device.device_id, instance)):
        installation.end_call(before)
    elif sum(c.device_id == device.device_id for c in installation.calls.values()) >= INSTANCES:
        refuse(Code.ERROR_NO_FREE_CHANNELS, f"{device.device_id} is in {INSTANCES} calls")
    call = Call(
        call_id=installation.next_number(),
        device_id=device.device_id,
        instance=instance,
        started=installation.clock.now(),
        ani=given.text("ANI"),
        direction=direction,
        agent_id=agent_id or device.agent_id or "",
    )
    installation.calls[device.device_id, instance] = call
    return ok(call_node(call))


def call_stop(installation: Installation, given: Given) -> Outcome:
    """A device ended its call; a recording of it ends, too."""
    call = call_of(installation, given)
    installation.end_call(call)
    return ok(call_node(call))


def update_fields(call: Call, given: Given) -> Outcome:
    """Set user1 to user15, keepdays, priority and locked of a call."""
    changes = {name: given.text(name) for name in _USER_FIELDS if name in given}
    if "KEEPDAYS" in given:
        changes["KEEPDAYS"] = str(given.whole("KEEPDAYS", 0, 0, DAYS))
    if "PRIORITY" in given:
        changes["PRIORITY"] = str(given.whole("PRIORITY", 1, 1, PRIORITIES))
    if "LOCKED" in given:
        changes["LOCKED"] = "Y" if given.yes("LOCKED") else "N"
    call.fields.update(changes)
    return Outcome(Code.RECORDING_UPDATED, node=call_node(call))


def call_update(installation: Installation, given: Given) -> Outcome:
    """Note something about a call."""
    return update_fields(call_of(installation, given), given)


def call_list(installation: Installation, given: Given) -> Outcome:
    """The calls at this moment, newest first, at most COUNT (or CALLCOUNT) of them."""
    name = "COUNT" if "COUNT" in given else "CALLCOUNT"
    most = given.whole(name, LISTED, 0, LISTED)
    calls = sorted(installation.calls.values(), key=lambda call: -call.call_id)[:most]
    return ok(listed("CALLS", [call_node(call) for call in calls]))


def _device_at(installation: Installation, agent: Agent) -> Device:
    active_agent(installation, agent.agent_id)
    for device in installation.devices.values():
        if device.agent_id == agent.agent_id:
            return device
    return refuse(Code.DEVICE_INVALID, f"agent {agent.agent_id} has no device")


COMMANDS = {
    "CALLSTART": call_start,
    "CALLSTOP": call_stop,
    "CALLUPDATE": call_update,
    "CALLLIST": call_list,
}
