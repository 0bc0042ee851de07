"""Operations of the own user: accepted at once, carried out when T-Server gets round to it."""

from __future__ import annotations

from typing import Any

import msgspec

from contracts.reference.genesys_ws.data import (
    AFTER_CALL_WORK,
    LOGGED_OUT,
    NOT_READY,
    READY,
    State,
)
from contracts.reference.genesys_ws.request import Call, Object, refuse
from contracts.reference.genesys_ws.resources import Resources
from contracts.reference.genesys_ws.state import DELAY_S
from contracts.reference.genesys_ws.status import Status

STATES = {"Ready": READY, "NotReady": NOT_READY, "AfterCallWork": AFTER_CALL_WORK}
SESSIONS = {"StartContactCenterSession": NOT_READY, "EndContactCenterSession": LOGGED_OUT}


class Operations(Resources):
    """The layer that carries out."""

    def operate(self, call: Call, known: dict[str, State]) -> Object:
        """Pass on an operation, one of those that are `known` here."""
        agent = call.agent
        name = self.operation_name(call)
        if name not in known:
            self.unknown_operation(name)
        if agent.state is LOGGED_OUT and name in STATES:
            self.no_session()
        self.pass_on(call, known[name])
        return {}

    def no_session(self) -> None:
        """An operation of an agent who is logged out."""
        refuse(Status.WRONG_IN_STATE, "There is no contact center session.")

    def pass_on(self, call: Call, state: State) -> None:
        """Hand the operation over to T-Server."""
        self.centre.pass_on(call.agent, state, self.delay())

    def delay(self) -> float:
        """How many seconds pass until the new state is reported."""
        return DELAY_S

    def operation_name(self, call: Call) -> str:
        """The operationName of the payload. Raises Refused where there is none."""
        payload = self.payload(call)
        name = payload.get("operationName") if isinstance(payload, dict) else None
        if name is None:
            return self.no_operation()
        if not isinstance(name, str):
            refuse(Status.INVALID_INPUT, "operationName is not a string.")
        return name

    def payload(self, call: Call) -> Any:
        """The value that the body holds. Raises Refused where it is no JSON."""
        try:
            return msgspec.json.decode(call.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return self.malformed(call)

    def malformed(self, call: Call) -> Any:  # noqa: ARG002
        """A body that is no JSON."""
        refuse(Status.INVALID_INPUT, "The body cannot be read as JSON.")

    def no_operation(self) -> str:
        """A payload without operationName."""
        refuse(Status.PARAMETER_MISSING, "Required parameter operationName is missing.")

    def unknown_operation(self, name: str) -> None:
        """An operation that there is not."""
        refuse(Status.INVALID_INPUT, f"There is no operation {name}.")
