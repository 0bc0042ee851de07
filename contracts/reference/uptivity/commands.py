"""The commands by name.

The document names none of them. TEST, CALLSTART, CALLSTOP, CALLUPDATE, CALLLIST, IMPORTUSER
and CHATSTART are the vendor's, as far as public pages show them; what stands beside them, and
the parameters that those pages do not show, are this server's own, made so that the codes of
the table really occur.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from contracts.reference.uptivity import (
    commands_agents,
    commands_calls,
    commands_monitoring,
    commands_recording,
    commands_records,
    commands_roles,
    commands_system,
    commands_users,
)
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.state import Installation

Command = Callable[[Installation, Given], Outcome]

COMMANDS: Mapping[str, Command] = {
    **commands_system.COMMANDS,
    **commands_calls.COMMANDS,
    **commands_recording.COMMANDS,
    **commands_records.COMMANDS,
    **commands_monitoring.COMMANDS,
    **commands_agents.COMMANDS,
    **commands_users.COMMANDS,
    **commands_roles.COMMANDS,
}
"""What there is. A command that another release has and this one has not answers with 49."""

_TYPE = re.compile(rb"(?i)\btype\b(?:=|\s*>\s*)(\w+)")
_READING = re.compile(rb"(?i)test|\w*list|\w*get")


def changes(method: str, query: bytes, body: bytes) -> bool:  # noqa: ARG001 - a GET is a command, too
    """Whether a request may change something: all do but TEST, lists and the GET of one thing."""
    return any(not _READING.fullmatch(name) for name in _TYPE.findall(body or query))
