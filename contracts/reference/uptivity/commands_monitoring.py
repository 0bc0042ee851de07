"""Listening to calls: MONITORSTART, MONITORSTOP and MONITORLIST, this server's own.

A client may name its session (SESSIONID) or is given a number. Sessions end with the call.
"""

from __future__ import annotations

from contracts.reference.uptivity import data
from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.commands_calls import call_of
from contracts.reference.uptivity.lists import listed, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome, refuse
from contracts.reference.uptivity.state import Installation, Session

LISTENERS = 3
"""Clients that can listen to one device at once."""


def monitor_start(installation: Installation, given: Given) -> Outcome:
    """Stream a call to CLIENTID."""
    client = given.text("CLIENTID")
    if client not in data.MONITORING_CLIENTS:
        refuse(Code.ERROR_CLIENT_NOT_FOUND, client)
    device_id = call_of(installation, given).device_id
    listening = [s for s in installation.sessions.values() if s.device_id == device_id]
    if any(session.client_id == client for session in listening):
        refuse(Code.ERROR_ALREADY_MONITORING, f"{client} {device_id}")
    if len(listening) >= LISTENERS:
        refuse(Code.TOO_MANY_CLIENTS, f"{LISTENERS} clients listen to {device_id}")
    name = given.text("SESSIONID") or str(installation.next_number())
    if name in installation.sessions:
        refuse(Code.ERROR_KEYS_NOT_UNIQUE, f"SESSIONID {name}")
    session = Session(name, client, device_id)
    installation.sessions[name] = session
    return Outcome(Code.STREAMING_STARTED, node=_session(session))


def monitor_stop(installation: Installation, given: Given) -> Outcome:
    """End the session SESSIONID (33 if not given, 59 if there is none)."""
    name = given.text("SESSIONID") or refuse(Code.SESSIONID_UNSPECIFIED)
    if name not in installation.sessions:
        refuse(Code.PARAMETERS_INVALID, f"SESSIONID {name}")
    return ok(_session(installation.sessions.pop(name)))


def monitor_list(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """The sessions at this moment."""
    return ok(listed("SESSIONS", [_session(s) for s in installation.sessions.values()]))


def _session(session: Session) -> Element:
    return (
        "SESSION",
        [
            ("SESSIONID", session.session_id),
            ("CLIENTID", session.client_id),
            ("CLIENTNAME", data.MONITORING_CLIENTS[session.client_id]),
            ("DEVICEID", session.device_id),
        ],
    )


COMMANDS = {
    "MONITORSTART": monitor_start,
    "MONITORSTOP": monitor_stop,
    "MONITORLIST": monitor_list,
}
