"""Agents: AGENT (ACTION=LIST|ADD|UPDATE|DELETE) and AGENTSTATUS, this server's own."""

from __future__ import annotations

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.commands_calls import active_agent
from contracts.reference.uptivity.lists import by_action, listed, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome, refuse
from contracts.reference.uptivity.state import Agent, Installation

STATUSES = ("AVAILABLE", "BREAK", "TRAINING", "DEFAULT")


def agent_list(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """The agents."""
    return ok(listed("AGENTS", [_agent(agent) for agent in installation.agents.values()]))


def agent_add(installation: Installation, given: Given) -> Outcome:
    """Add an agent: AGENTID, FIRST_NAME and LAST_NAME are required, PHONE is not."""
    agent_id = given.required("AGENTID")
    if agent_id in installation.agents:
        refuse(Code.AGENT_ALREADY_EXIST, agent_id)
    agent = Agent(
        agent_id=agent_id,
        first_name=given.required("FIRST_NAME"),
        last_name=given.required("LAST_NAME"),
        sys_user=given.text("SYS_USER", f"agent{agent_id}"),
        crm_user=given.text("CRM_USER", f"crm{agent_id}"),
        phone=_free_phone(installation, given, agent_id),
    )
    installation.agents[agent_id] = agent
    return ok(_agent(agent))


def agent_update(installation: Installation, given: Given) -> Outcome:
    """Change names, PHONE or ACTIVE (Y, N) of an agent."""
    agent = _named(installation, given)
    phone = _free_phone(installation, given, agent.agent_id) if "PHONE" in given else agent.phone
    active = given.yes("ACTIVE", default=agent.active)
    agent.first_name = given.text("FIRST_NAME") or agent.first_name
    agent.last_name = given.text("LAST_NAME") or agent.last_name
    agent.phone, agent.active = phone, active
    return ok(_agent(agent))


def agent_delete(installation: Installation, given: Given) -> Outcome:
    """Delete an agent; a device that was theirs is no one's then."""
    agent = _named(installation, given)
    del installation.agents[agent.agent_id]
    for device in installation.devices.values():
        if device.agent_id == agent.agent_id:
            device.agent_id = None
    return ok(_agent(agent))


def agent_status(installation: Installation, given: Given) -> Outcome:
    """Tell or set (STATUS) what an agent does; 58 where the default status applies."""
    agent = active_agent(installation, given.required("AGENTID"))
    if "STATUS" in given:
        status = given.one_of("STATUS", STATUSES, "DEFAULT", Code.PARAMETERS_INVALID)
        agent.status = None if status == "DEFAULT" else status
    node: Element = (
        "AGENTSTATUS",
        [("AGENTID", agent.agent_id), ("STATUS", agent.status or "DEFAULT")],
    )
    return Outcome(Code.STATUS_DEFAULT if agent.status is None else Code.OK, node=node)


def _named(installation: Installation, given: Given) -> Agent:
    agent_id = given.required("AGENTID")
    return installation.agents.get(agent_id) or refuse(Code.AGENT_NOT_FOUND, agent_id)


def _free_phone(installation: Installation, given: Given, agent_id: str) -> str:
    phone = given.text("PHONE")
    others = (a for a in installation.agents.values() if a.agent_id != agent_id)
    if phone and any(other.phone == phone for other in others):
        refuse(Code.PHONEID_IN_USE, phone)
    return phone


def _agent(agent: Agent) -> Element:
    return (
        "AGENT",
        [
            ("AGENTID", agent.agent_id),
            ("FIRST_NAME", agent.first_name),
            ("LAST_NAME", agent.last_name),
            ("SYS_USER", agent.sys_user),
            ("CRM_USER", agent.crm_user),
            ("PHONE", agent.phone),
            ("ACTIVE", "TRUE" if agent.active else "FALSE"),
        ],
    )


COMMANDS = {
    "AGENT": by_action(
        {"LIST": agent_list, "ADD": agent_add, "UPDATE": agent_update, "DELETE": agent_delete}
    ),
    "AGENTSTATUS": agent_status,
}
